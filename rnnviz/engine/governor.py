"""Holds what watching takes under a budget, by choosing how long to wait between two Frames."""

from __future__ import annotations

from math import exp
from threading import Lock
from time import perf_counter

_MEMORY = 1.0  # seconds after which a Frame's cost hardly counts any more
_WINDOW = 1.0  # seconds over which the share is told


class Governor:
    """Observing and painting are charged as they happen, from either thread; `interval` follows.

    Parameters
    ----------
    budget : float
        The share of the time that both may take together, in (0, 1].
    frames_per_second : float
        The most Frames a second, however cheap they are.
    """

    def __init__(self, budget: float = 0.10, frames_per_second: float = 30.0) -> None:
        self.budget = budget
        self.frames_per_second = frames_per_second
        self._lock = Lock()
        self._uncounted = 0.0  # seconds charged since the last Frame began
        self._cost = 0.0  # running mean, seconds a Frame
        self._frames = 0
        self._began = float("-inf")
        self._charged = 0.0
        self._since = perf_counter()
        self._share = 0.0

    def charge(self, seconds: float) -> None:
        """Add time that watching took."""
        with self._lock:
            self._uncounted += seconds
            self._charged += seconds

    def begin(self, now: float) -> None:
        """Tell that a Frame is begun at `now`: what was charged since the last one was that one's cost."""
        with self._lock:
            # The mean moves with time, not with Frames: one dear Frame must not keep the next ones back for long.
            weight = 1.0 - exp(-(now - self._began) / _MEMORY) if self._frames > 1 else 1.0
            self._cost += weight * (self._uncounted - self._cost)
            self._frames += 1
            self._uncounted = 0.0
            self._began = now

    @property
    def interval(self) -> float:
        """Seconds from one Frame's beginning to the next's."""
        return max(1.0 / self.frames_per_second, min(self._cost / self.budget, 2.0))

    def due(self, now: float) -> float:
        """Return the seconds until the next Frame may begin; 0 or less: now."""
        return self._began + self.interval - now

    def share(self) -> float:
        """Return the share of the last second or so that watching took, in [0, 1]."""
        now = perf_counter()
        with self._lock:
            if now - self._since >= _WINDOW:
                self._share = self._charged / (now - self._since)
                self._charged, self._since = 0.0, now
            return min(self._share, 1.0)
