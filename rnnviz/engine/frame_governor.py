"""Holds what watching takes under a budget, by choosing how long to wait between two Frames."""

from __future__ import annotations

from enum import StrEnum
from math import exp
from threading import Lock
from time import perf_counter

from rnnviz.engine.paint_cost import Drag

_MEMORY = 1.0  # seconds after which a Frame's cost hardly counts any more
_WINDOW = 1.0  # seconds over which the share is told
_WARM_UP = 16  # Frames after which hardly anything is made for the first time: plots, glyphs, kernels
_NEW = 0.1  # of a running mean, the weight of what comes
_RARELY = 2.0  # seconds: there is a picture at least this often, whatever it costs


OBSERVER_CEILING = 0.5  #: of a processor, that a process of its own may take for observing and for what is computed
COMPUTING_SHARE = 0.1  #: of a processor, of that: what pictures leave to what is computed, as long as there is such


class Limit(StrEnum):
    """What keeps more Frames a second from being shown."""

    RATE = "rate"  # that was asked for: nothing else does
    UPDATES = "updates"  # there is one Frame of each
    BUDGET = "budget"
    OBSERVER = "observer"


class Governor:
    """Observing and painting are charged as they happen, each from its own thread; `interval` follows.

    Observing is done by the worker and costs what it takes. Painting is done beside it, and costs what training feels
    of it (`Drag`).

    Parameters
    ----------
    budget : float
        The share of the time that both may take together, in (0, 1].
    frames_per_second : float
        The most Frames a second, however cheap they are: kept on average, though a Frame has to wait for the end of an
        update.

    Attributes
    ----------
    learning : bool
        Whether training goes on. From one that pauses, or sleeps between two updates, nothing is taken: then nothing is
        charged, and only the frame rate counts.
    observer_lost : bool
        Whether the observer has ended for good, and the thread looks in its place.
    """

    def __init__(self, budget: float = 0.10, frames_per_second: float = 25.0) -> None:
        self.budget = budget
        self.frames_per_second = frames_per_second
        self.learning = True
        self.observer_lost = False
        self._lock = Lock()
        self._began = float("-inf")
        self._beat = float("-inf")  # when the last Frame was due by the rate; it began at the end of an update
        self.restart()
        self._since = perf_counter()
        self._share = 0.0

    def restart(self) -> None:
        """Forget what was learned: another model feels painting otherwise, and costs something else."""
        with self._lock:
            self.drag = Drag()
            self._painted = 0.0  # seconds since the last update
            self._uncounted = 0.0  # seconds charged since the last Frame began
            self._cost = 0.0  # running mean, seconds a Frame
            self._frames = 0
            self._charged = 0.0
            self._update_seconds = 0.0  # running mean
            self._elsewhere: tuple[float, float] | None = None  # running means: seconds of a processor, and in all

    def observed(self, seconds: float) -> None:
        """Charge time that the worker spent on observing."""
        if not self.learning:
            return
        with self._lock:
            self._uncounted += seconds
            self._charged += seconds

    def observed_elsewhere(self, seconds: float, waited: float) -> None:
        """Tell what a Frame took the observer: of a processor, and until it may be asked for the next one.

        Training pays neither.
        """
        with self._lock:
            cost, wait = self._elsewhere or (seconds, waited)
            self._elsewhere = cost + _NEW * (seconds - cost), wait + _NEW * (waited - wait)

    def observed_here(self) -> None:
        """Tell that the thread that trains has looked itself."""
        with self._lock:
            self._elsewhere = None

    @property
    def observer_seconds(self) -> float | None:
        """What a Frame takes the observer, of a processor; None: the thread that trains looks itself."""
        return None if self._elsewhere is None else self._elsewhere[0]

    @property
    def limit(self) -> Limit:
        """What keeps more Frames from being shown while the run learns."""
        _, waited = self._elsewhere or (0.0, 0.0)
        least = {
            Limit.RATE: 1.0 / self.frames_per_second,
            Limit.UPDATES: self._update_seconds,
            Limit.BUDGET: self._affordable,
            Limit.OBSERVER: waited,
        }
        return max(least, key=least.__getitem__)

    def painted(self, seconds: float) -> None:
        """Charge time for which the window held the interpreter, as far as training feels it."""
        if not self.learning:
            return
        with self._lock:
            felt = seconds * self.drag.share
            self._painted += seconds
            self._uncounted += felt
            self._charged += felt

    def updated(self, seconds: float) -> None:
        """Tell how long an update took: from it the worker learns what painting costs."""
        with self._lock:
            painted, self._painted = self._painted, 0.0
            self._update_seconds += _NEW * (seconds - self._update_seconds)
        if self._frames > _WARM_UP:
            self.drag.update(seconds, painted)

    def begin(self, now: float) -> None:
        """Tell that a Frame is begun at `now`: what was charged since the last one was that one's cost."""
        with self._lock:
            if self.learning:
                self._frames += 1
                self._count(now)
                self._uncounted = 0.0
            self._began = now
            period = 1.0 / self.frames_per_second
            in_time = 0.0 <= now - (self._beat + period) < period
            self._beat = self._beat + period if in_time else now

    def _count(self, now: float) -> None:
        """Take what the last Frame cost into the mean."""
        regular = self._frames - _WARM_UP
        if regular <= 0:  # what comes once says nothing of the next ones: these may take half of the time
            self._cost = self.budget * self._uncounted
            return
        # The mean moves with time, not with Frames: one dear Frame must not keep the next ones back for long.
        weight = max(1.0 - exp(-(now - self._began) / _MEMORY), 1.0 / regular)
        self._cost += weight * (self._uncounted - self._cost)

    @property
    def interval(self) -> float:
        """Seconds from one Frame's beginning to the next's."""
        return max(1.0 / self.frames_per_second, self._affordable)

    @property
    def _affordable(self) -> float:
        return min(self._cost / self.budget, _RARELY)

    def due(self, now: float) -> float:
        """Return the seconds until the next Frame may begin; 0 or less: now."""
        by_rate = self._beat + 1.0 / self.frames_per_second
        return (max(by_rate, self._began + self._affordable) if self.learning else by_rate) - now

    def share(self) -> float:
        """Return the share of the last second or so that watching took, in [0, 1]."""
        now = perf_counter()
        with self._lock:
            if now - self._since >= _WINDOW:
                self._share = self._charged / (now - self._since)
                self._charged, self._since = 0.0, now
            return min(self._share, 1.0)
