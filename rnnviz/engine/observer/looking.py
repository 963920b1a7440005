"""What the observer does: it builds the models that it is told of, takes their states over and looks at them."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from time import process_time

import torch
from torch import nn

from rnnviz import tasks
from rnnviz.engine.nonlinearity_switch import modelled
from rnnviz.engine.observer.channel import Channel
from rnnviz.engine.observer.messages import Failed, Forget, Look, Model, Overtaken, Ready, Seen
from rnnviz.engine.observer.model_state import arrays_of, start_of
from rnnviz.engine.observer.shared_memory import taken
from rnnviz.engine.observer.shared_state import SharedState, parts_of, size_of
from rnnviz.engine.observing import observed_model
from rnnviz.packing.arrays import Array
from rnnviz.tasks import Task, Watched


@dataclass
class Looked:
    """One model that is looked at."""

    task: Task
    model: nn.Module
    state: SharedState
    arrays: tuple[Array, ...]  # of the model's own tensors
    probe: Watched | None = None

    def watched(self, text: str) -> Watched:
        """Make a probe sequence ready, once."""
        if self.probe is None or self.probe.text != text:
            self.probe = self.task.watch(text)
        return self.probe


class Looker:
    """Answers one request after another, until nobody asks any more."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._models: dict[int, Looked] = {}

    def work(self) -> None:
        """Work until the other end is closed."""
        self._channel.send(Ready())
        while (request := self._channel.receive(Model, Forget, Look)) is not None:
            match request:
                case Model():
                    self._take_on(request)
                case Forget():
                    self._models.pop(request.number, None)
                case Look() if request.model in self._models:
                    self._look(request)

    def _take_on(self, told: Model) -> None:
        """Build a model; that it cannot be looked at here is said, and then it is looked at elsewhere."""
        memory = taken(size_of(told.parts), told.tag, self._channel.socket)
        try:
            task = tasks.load(told.facts.settings.task).from_facts(told.facts, torch.device("cpu"))
            model = modelled(task, told.nonlinearity)
            arrays = arrays_of(model)
            if (parts := parts_of(arrays)) != told.parts:
                raise ValueError(f"another model was built: {parts}, not {told.parts}")
            self._models[told.number] = Looked(task, model, SharedState(memory, parts), tuple(arrays.values()))
        except Exception:
            self._channel.send(Failed(told.number, traceback.format_exc()))

    def _look(self, wanted: Look) -> None:
        began, looked = process_time(), self._models[wanted.model]
        if not looked.state.read(wanted.written, looked.arrays):
            self._channel.send(Overtaken(wanted.ticket))
            return
        try:
            probe, start = looked.watched(wanted.text), start_of(wanted.start)
            looked.task.tune(looked.model, wanted.live)
            frame = observed_model(looked.model, probe, start, wanted.singular_value, wanted.wants, wanted.update)
        except Exception:
            del self._models[wanted.model]
            self._channel.send(Failed(wanted.model, traceback.format_exc()))
        else:
            self._channel.send(Seen(wanted.ticket, frame, process_time() - began))
