"""What the observer was told of one run: its model, once, and the memory in which its states lie."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock

from torch import nn

from rnnviz.engine.observer.channel import Channel
from rnnviz.engine.observer.messages import Answer, Failed, Forget, Model
from rnnviz.engine.observer.model_state import ModelArrays, arrays_of
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.observer.shared_memory import give, shared
from rnnviz.engine.observer.shared_state import SharedState, Written, parts_of, size_of
from rnnviz.engine.training import Run


class Told:
    """Tells the observer of a run's model when it is first asked about it, and again if either is another one.

    Everything but `_hear` is called in the worker thread.

    Attributes
    ----------
    observer : Observer
        That is told.
    number : int
        Of the model, as the observer knows it; another one whenever it is told anew.
    state : SharedState or None
        Where the model's states lie.
    """

    def __init__(self, observer: Observer) -> None:
        self.observer = observer
        self.number = 0
        self.state: SharedState | None = None
        self._model: nn.Module | None = None
        self._arrays: ModelArrays | None = None
        self._life = 0  # of the observer that was told
        self._lock = Lock()
        self._refused: nn.Module | None = None  # that it cannot look at

    def reach(self, run: Run) -> Channel | None:
        """Return the channel to an observer that knows a run's model from now on; None: there is none.

        Raises
        ------
        OSError
            If it has just ended, or does not listen.
        """
        channel = self.observer.channel
        if channel is None or run.config.device != "cpu" or run.model is self._refused:
            return None
        if run.model is not self._model or self._life != self.observer.life:
            self._tell(channel, run)
        return channel

    @property
    def lost(self) -> bool:
        """Whether nothing that this model was asked about will be answered."""
        observer = self.observer
        return observer.channel is None or observer.life != self._life or self._model is self._refused

    def refuse(self) -> None:
        """Have the model looked at by the thread from now on."""
        with self._lock:
            self._refused = self._model

    def write(self) -> Written:
        """Write the state of the run that was reached, for what is looked at at once."""
        state, arrays = self._there
        return state.write(arrays.now())

    def keep(self, place: int) -> Written:
        """Write the state of the run that was reached, for what is computed when there is time for it."""
        state, arrays = self._there
        return state.keep(place, arrays.now())

    def forget(self) -> None:
        """Have the observer know nothing of the model any more."""
        if self._model is None:
            return
        self.observer.unlisten(self.number)
        channel, self._model = self.observer.channel, None
        if channel is not None and self._life == self.observer.life:
            with suppress(OSError):  # it has ended by itself
                channel.send(Forget(self.number))

    @property
    def _there(self) -> tuple[SharedState, ModelArrays]:
        assert self.state is not None, "nothing was told"
        assert self._arrays is not None
        return self.state, self._arrays

    def _tell(self, channel: Channel, run: Run) -> None:
        self.forget()
        parts = parts_of(arrays_of(run.model))
        self._life, self.number = self.observer.life, self.observer.number()
        self.observer.listen(self.number, self._hear)
        made = shared(size_of(parts))
        with channel.sending:  # nothing comes between the word of it and the memory
            channel.send(Model(self.number, run.task.facts(), run.config.nonlinearity, parts, made.tag))
            give(made, channel.socket)
        self.state, self._arrays = SharedState(made.memory, parts), ModelArrays(run.model)
        self._model = run.model

    # --- in the observer's thread ---

    def _hear(self, answer: Answer, seconds: float) -> None:
        del seconds
        with self._lock:
            if isinstance(answer, Failed) and answer.model == self.number:
                self._refused = self._model
