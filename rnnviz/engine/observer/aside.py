"""Having one run looked at by the observer: what the worker thread asks, and what comes of it."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from time import perf_counter

from torch import nn

from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.observer.channel import Channel
from rnnviz.engine.observer.messages import Answer, Failed, Forget, Look, Model, Overtaken, Seen
from rnnviz.engine.observer.model_state import arrays_of, plain_start
from rnnviz.engine.observer.observer import Observer, Standing
from rnnviz.engine.observer.shared_memory import give, shared
from rnnviz.engine.observer.shared_state import Part, SharedState, parts_of, size_of
from rnnviz.engine.training import Run
from rnnviz.probe.frame import Frame, Want
from rnnviz.tasks import Watched

_PATIENCE = 10.0  # seconds; what takes longer is looked at by the thread


class Aside:
    """Asks for one Frame after another; those that come are put where the thread would put its own.

    Everything but `_hear` is called in the worker thread.
    """

    def __init__(self, observer: Observer, frames: Latest[Frame], governor: Governor) -> None:
        self._observer, self._frames, self._governor = observer, frames, governor
        self._model: nn.Module | None = None  # that the observer was told of
        self._refused: nn.Module | None = None  # that it cannot look at
        self._life = 0  # of the observer that was told
        self._number = 0  # of the model
        self._state: SharedState | None = None
        self._lock = Lock()
        self._ticket: int | None = None  # of what is awaited
        self._asked = 0.0
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
            if self._ticket is not None and (late or self._observer.life != self._life or not self._observer.channel):
                self._refused = self._model if late else self._refused
                self._drop()
                self._missed = True
            missed, self._missed = self._missed, False
        return missed

    def look(self, run: Run, probe: Watched, wants: frozenset[Want]) -> bool:
        """Have a run looked at as it stands; return whether that is possible."""
        channel = self._observer.channel
        self._governor.observer_lost = self._observer.standing is Standing.LOST
        if channel is None or run.config.device != "cpu" or run.model is self._refused:
            return False
        try:
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
        self._observer.unlisten(self._number)
        channel, self._model = self._observer.channel, None
        if channel is not None and self._life == self._observer.life:
            with suppress(OSError):  # it has ended by itself
                channel.send(Forget(self._number))

    def _ask(self, channel: Channel, run: Run, probe: Watched, wants: frozenset[Want]) -> None:
        arrays = arrays_of(run.model)
        if run.model is not self._model or self._life != self._observer.life or self._state is None:
            self._state = self._tell(channel, run, parts_of(arrays))
        written = self._state.write(arrays.values())
        ticket = self._observer.number()
        self._observer.listen(ticket, self._hear)
        with self._lock:
            self._drop()
            self._ticket, self._asked = ticket, perf_counter()
        channel.send(
            Look(
                ticket,
                self._number,
                written,
                run.update,
                probe.text,
                wants,
                run.config.singular_value,
                plain_start(run.start),
                run.config.live,
            )
        )

    def _tell(self, channel: Channel, run: Run, parts: tuple[Part, ...]) -> SharedState:
        """Tell the observer of a model that it has not seen."""
        life = self._observer.life
        if self._model is not None and life == self._life:
            self._observer.unlisten(self._number)
            channel.send(Forget(self._number))
        self._model, self._life, self._number = run.model, life, self._observer.number()
        self._observer.listen(self._number, self._hear)
        made = shared(size_of(parts))
        channel.send(Model(self._number, run.task.facts(), run.config.nonlinearity, parts, made.tag))
        give(made, channel.socket)
        return SharedState(made.memory, parts)

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
                    self._frames.put(answer.frame)
                    self._governor.observed_elsewhere(answer.seconds, perf_counter() - self._asked)
                case Overtaken() if answer.ticket == self._ticket:
                    self._drop()
                    self._missed = True
                case Failed() if answer.model == self._number:
                    self._refused = self._model
                    self._missed = self._ticket is not None
                    self._drop()
