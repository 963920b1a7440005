"""Having something computed by the observer when there is time for it: the state that it is of is kept until then."""

from __future__ import annotations

from typing import Any

import torch

from rnnviz.engine.computation import Computation
from rnnviz.engine.computations import compute
from rnnviz.engine.nonlinearity_switch import modelled
from rnnviz.engine.observer.channel import Channel
from rnnviz.engine.observer.messages import Answer, Compute, Computed
from rnnviz.engine.observer.model_state import arrays_of
from rnnviz.engine.observer.shared_state import KEPT, SharedState, Written
from rnnviz.engine.observer.told import Told
from rnnviz.engine.training import Run
from rnnviz.nn.generator import GLOBAL_GENERATOR


class Deferred:
    """One computation that the observer was asked for.

    Whatever becomes of the observer, its state lies in memory: this thread can compute it too.

    Parameters
    ----------
    told : Told
        Who was asked, of which model.
    run : Run
        As it stands.
    computation : Computation
        What of.
    place : int
        Of the kept states.
    """

    def __init__(self, told: Told, run: Run, computation: Computation, place: int) -> None:
        assert told.state is not None
        self.place, self._told, self._state = place, told, told.state
        self._model, self._ticket = told.number, told.observer.number()
        self._task, self._nonlinearity = run.task, run.config.nonlinearity
        self._computation = computation
        self._written: Written = told.keep(place)
        self._answer: Answer | None = None

    def ask(self, channel: Channel) -> None:
        """Ask for it; raises OSError if nobody is reached."""
        self._told.observer.expect(self._ticket, self._hear)
        channel.send(Compute(self._ticket, self._model, self._written, self._computation))

    def _hear(self, answer: Answer, seconds: float) -> None:
        """Keep the answer, in the observer's thread."""
        del seconds
        self._answer = answer

    @property
    def computed(self) -> bool:
        """Whether its value is there."""
        return isinstance(self._answer, Computed)

    @property
    def over(self) -> bool:
        """Whether its value is there, or does not come."""
        return self._answer is not None or self._told.lost or self._told.number != self._model

    def drop(self) -> None:
        """Want it no more."""
        self._told.observer.unlisten(self._ticket)

    def value(self) -> Any:
        """Return what the observer has computed; what it has not is computed here."""
        self.drop()
        return self._answer.value if isinstance(self._answer, Computed) else self._here(self._state)

    def _here(self, state: SharedState) -> Any:
        with GLOBAL_GENERATOR:
            generator = torch.get_rng_state()
            model = modelled(self._task, self._nonlinearity)
            torch.set_rng_state(generator)
        whole = state.read(self._written, arrays_of(model).values())
        assert whole, "a kept state was overwritten"
        return compute(self._computation, self._task, model)


class Places:
    """The kept states of a run, as many computations as can be asked for at once."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._taken: dict[int, Deferred] = {}

    def ask(self, run: Run, computation: Computation) -> Deferred | None:
        """Have something computed of a run as it stands; None: nobody can, or all have enough to do."""
        free = next((place for place in range(KEPT) if place not in self._taken), None)
        if free is None:
            return None
        try:
            channel = self._told.reach(run)
            if channel is None:
                return None
            deferred = Deferred(self._told, run, computation, free)
            deferred.ask(channel)
        except OSError:  # it has just ended, or does not listen
            return None
        self._taken[free] = deferred
        return deferred

    def free(self, deferred: Deferred) -> None:
        """Take back the place of one that is over, or not wanted any more."""
        deferred.drop()
        if self._taken.get(deferred.place) is deferred:
            del self._taken[deferred.place]
