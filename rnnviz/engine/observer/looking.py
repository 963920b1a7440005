"""What the observer does: it builds the models that it is told of, takes their states over, looks at them and computes.

Looking goes first: what is computed is interrupted for a picture, and leaves pauses, so that all of it together takes
no more of a processor than it may.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import process_time

import torch
from torch import nn

from rnnviz import tasks
from rnnviz.engine.computations import compute
from rnnviz.engine.frame_governor import OBSERVER_CEILING
from rnnviz.engine.nonlinearity_switch import modelled
from rnnviz.engine.observer.allowance import Allowance
from rnnviz.engine.observer.channel import Channel
from rnnviz.engine.observer.interrupted import interrupted
from rnnviz.engine.observer.messages import (
    Compute,
    Computed,
    Failed,
    Forget,
    Look,
    Missed,
    Model,
    Packed,
    Ready,
    Request,
    Seen,
)
from rnnviz.engine.observer.model_state import arrays_of
from rnnviz.engine.observer.shared_memory import taken
from rnnviz.engine.observer.shared_state import SharedState, Written, parts_of, size_of
from rnnviz.engine.observing import observed_model
from rnnviz.engine.plain_start import start_of
from rnnviz.packing.arrays import Array
from rnnviz.tasks import Task, Watched


class Likeness:
    """A model built as the one that trains; it takes its states over."""

    def __init__(self, task: Task, told: Model) -> None:
        self.model: nn.Module = modelled(task, told.nonlinearity)
        arrays = arrays_of(self.model)
        if (parts := parts_of(arrays)) != told.parts:
            raise ValueError(f"another model was built: {parts}, not {told.parts}")
        self._arrays: tuple[Array, ...] = tuple(arrays.values())

    def becomes(self, state: SharedState, written: Written) -> bool:
        """Take a state over; return whether it was still there."""
        return state.read(written, self._arrays)


@dataclass
class Looked:
    """One model that is looked at."""

    told: Model
    task: Task
    state: SharedState
    seen: Likeness
    probe: Watched | None = None
    computed: Likeness | None = field(default=None, init=False)  # apart: looking interrupts what is computed

    def watched(self, text: str) -> Watched:
        """Make a probe sequence ready, once."""
        if self.probe is None or self.probe.text != text:
            self.probe = self.task.watch(text)
        return self.probe

    def at(self, written: Written) -> nn.Module | None:
        """Return the model to compute with, in a state; None: that is not there any more."""
        if self.computed is None:
            self.computed = Likeness(self.task, self.told)
        return self.computed.model if self.computed.becomes(self.state, written) else None


class _Unwanted(Exception):
    """What is being computed is not wanted any more."""


class Looker:
    """Answers one request after another, until nobody asks any more."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._models: dict[int, Looked] = {}
        self._waiting: deque[Compute] = deque()
        self._under_way: Compute | None = None
        self._allowance = Allowance(OBSERVER_CEILING)

    def work(self) -> None:
        """Work until the other end is closed."""
        self._channel.send(Ready())
        while (request := self._received()) is not None:
            self._attend(request)
            while self._waiting and not self._channel.waiting():
                self._compute(self._waiting.popleft())

    def _received(self) -> Request | None:
        request: Request | None = self._channel.receive(Model, Forget, Look, Compute)
        return request

    def _attend(self, request: Request) -> None:
        match request:
            case Model():
                self._take_on(request)
            case Forget():
                self._forget(request.number)
            case Look() if request.model in self._models:
                self._look(request)
            case Compute() if request.model in self._models:
                self._waiting.append(request)

    def _take_on(self, told: Model) -> None:
        """Build a model; that it cannot be looked at here is said, and then it is looked at elsewhere."""
        memory = taken(size_of(told.parts), told.tag, self._channel.socket)
        try:
            task = tasks.load(told.facts.settings.task).from_facts(told.facts, torch.device("cpu"))
            state = SharedState(memory, told.parts)
            self._models[told.number] = Looked(told, task, state, Likeness(task, told))
        except Exception:
            self._channel.send(Failed(told.number, traceback.format_exc()))

    def _forget(self, number: int) -> None:
        self._models.pop(number, None)
        self._waiting = deque(each for each in self._waiting if each.model != number)

    def _look(self, wanted: Look) -> None:
        began, looked = process_time(), self._models[wanted.model]
        if not looked.seen.becomes(looked.state, wanted.written):
            self._channel.send(Missed(wanted.ticket))
            return
        try:
            probe, start = looked.watched(wanted.text), start_of(wanted.start)
            looked.task.tune(looked.seen.model, wanted.live)
            frame = observed_model(looked.seen.model, probe, start, wanted.singular_value, wanted.wants, wanted.update)
        except Exception:
            self._forget(wanted.model)
            self._channel.send(Failed(wanted.model, traceback.format_exc()))
        else:
            seen = Packed.of(frame) if wanted.packed else frame
            self._channel.send(Seen(wanted.ticket, seen, process_time() - began))

    # --- what is computed when there is time for it ---

    def _compute(self, wanted: Compute) -> None:
        looked = self._models[wanted.model]
        self._under_way = wanted
        try:
            self._turn()
            self._channel.send(_computed(wanted, looked, self._turn))
        except _Unwanted:
            pass
        except OSError:  # nobody is there any more
            raise
        except Exception:
            self._channel.send(Missed(wanted.ticket, traceback.format_exc()))

    def _turn(self) -> None:
        """Let others go first: whoever waits for an answer, and every other process, once this one had its share."""
        while self._channel.waiting(self._allowance.pause()):
            request = self._received()
            if request is None:
                raise _Unwanted
            self._attend(request)
        if self._under_way is not None and self._under_way.model not in self._models:
            raise _Unwanted


def _computed(wanted: Compute, looked: Looked, turn: Callable[[], None]) -> Computed | Missed:
    model = looked.at(wanted.written)
    if model is None:
        return Missed(wanted.ticket)
    with interrupted(turn):
        return Computed(wanted.ticket, compute(wanted.computation, looked.task, model))
