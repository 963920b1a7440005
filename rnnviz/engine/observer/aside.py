"""Having one run looked at by the observer: what the worker thread asks, and what comes of it."""

from __future__ import annotations

from threading import Lock
from time import perf_counter

from rnnviz.engine.frame_governor import OBSERVER_CEILING, Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.observer.channel import Channel
from rnnviz.engine.observer.messages import Answer, Look, Missed, Packed, Seen
from rnnviz.engine.observer.observer import Standing
from rnnviz.engine.observer.told import Told
from rnnviz.engine.plain_start import plain_start
from rnnviz.engine.training import Run
from rnnviz.probe.frame import Frame, Want
from rnnviz.tasks import Watched

_PATIENCE = 10.0  # seconds; what takes longer is looked at by the thread


class Aside:
    """Asks for one Frame after another; those that come are put where the thread would put its own.

    Where there is a place for `packed` ones they come as bytes, and are put there. Everything but `_hear` is called in
    the worker thread.
    """

    def __init__(
        self, told: Told, frames: Latest[Frame], governor: Governor, packed: Latest[Packed] | None = None
    ) -> None:
        self._told, self._observer = told, told.observer
        self._frames, self._packed, self._governor = frames, packed, governor
        self._lock = Lock()
        self._ticket: int | None = None  # of what is awaited
        self._model = 0  # that it is of, by its number
        self._asked, self._shared_by = 0.0, 1
        self._missed = False  # whether what was awaited will not come

    def begin(self, run: Run) -> None:
        """Start the observer, unless that was done, or it could not look at this run."""
        if run.config.device == "cpu":
            self._observer.begin()

    @property
    def looking(self) -> bool:
        """Whether a Frame is on its way."""
        return self._ticket is not None

    def delay(self) -> float:
        """Return the seconds for which the observer is to be left alone; 0 or less: none."""
        return self._observer.free_at - perf_counter() if self._observer.channel is not None else 0.0

    def missed(self) -> bool:
        """Return whether what was asked for does not come; said once."""
        with self._lock:
            late = perf_counter() - self._asked > _PATIENCE
            if self._ticket is not None and (late or self._told.lost or self._told.number != self._model):
                if late:
                    self._told.refuse()
                self._drop()
                self._missed = True
            missed, self._missed = self._missed, False
        return missed

    def look(self, run: Run, probe: Watched, wants: frozenset[Want]) -> bool:
        """Have a run looked at as it stands; return whether that is possible."""
        self._governor.observer_lost = self._observer.standing is Standing.LOST
        try:
            channel = self._told.reach(run)
            if channel is None:
                return False
            self._ask(channel, run, probe, wants)
        except OSError:  # it has just ended, or does not listen
            self.forget()
            return False
        return True

    def forget(self) -> None:
        """Take nothing any more of what was asked for so far."""
        with self._lock:
            self._drop()
            self._missed = False

    def end(self) -> None:
        """Ask for nothing any more."""
        self.forget()
        self._told.forget()

    def _ask(self, channel: Channel, run: Run, probe: Watched, wants: frozenset[Want]) -> None:
        written, ticket = self._told.write(), self._observer.number()
        self._observer.listen(ticket, self._hear)
        with self._lock:
            self._drop()
            self._ticket, self._model, self._asked = ticket, self._told.number, perf_counter()
            self._shared_by = self._observer.shared_by(self._model)
        channel.send(
            Look(
                ticket,
                self._told.number,
                written,
                run.update,
                probe.text,
                wants,
                run.config.singular_value,
                plain_start(run.start),
                run.config.live,
                self._packed is not None,
            )
        )

    def _drop(self) -> None:
        if self._ticket is not None:
            self._observer.unlisten(self._ticket)
            self._ticket = None

    # --- in the observer's thread ---

    def _hear(self, answer: Answer, seconds: float) -> None:
        self._governor.observed(seconds)
        with self._lock:
            match answer:
                case Seen() if answer.ticket == self._ticket:
                    self._drop()
                    self._put(answer.frame)
                    turns = answer.seconds * self._shared_by / OBSERVER_CEILING  # until it may be asked again
                    self._governor.observed_elsewhere(answer.seconds, max(turns, perf_counter() - self._asked))
                case Missed() if answer.ticket == self._ticket:
                    self._drop()
                    self._missed = True

    def _put(self, frame: Frame | Packed) -> None:
        if not isinstance(frame, Packed):
            self._frames.put(frame)
        elif self._packed is not None:
            self._packed.put(frame)
