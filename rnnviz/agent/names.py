"""What a user calls their models: by the variables that hold them, where their code calls them."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterator, Mapping
from types import FrameType
from typing import Any

from torch import nn

from rnnviz.agent.user_code import is_users

_FRAMES = 60  # of the user's, that are searched
_VALUES = 400  # of one scope


class Names:
    """The names of modules, as they come to be known; no module is kept alive."""

    def __init__(self) -> None:
        self._roots: dict[str, weakref.ref[nn.Module]] = {}
        self._names: dict[int, str] = {}

    @property
    def models(self) -> dict[str, nn.Module]:
        """The models that are alive, by their names."""
        alive = ((name, held()) for name, held in self._roots.items())
        return {name: model for name, model in alive if model is not None}

    def of(self, module: nn.Module | None) -> str:
        """Return a module's name; of one that nobody has named, its class."""
        if module is None:
            return ""
        name = self._names.get(id(module))
        return type(module).__name__ if name is None else name

    def knows(self, module: nn.Module) -> bool:
        """Whether it is one of the models, or lies in one."""
        return id(module) in self._names

    def learn(self, module: nn.Module, frame: FrameType | None) -> None:
        """Find out what a module is called that is used by a frame, or by those around it: the outermost knows best."""
        if self.knows(module):
            return
        name, holder = type(module).__name__, module
        for variable, held in _held(frame):
            if held is module or any(each is module for each in held.modules()):
                name, holder = variable, held
        self.add(name, holder)

    def add(self, name: str, model: nn.Module) -> None:
        """Call a model by a name; if another one has it, by that and a number."""
        taken = self.models
        found, number = name, 2
        while found in taken and taken[found] is not model:
            found, number = f"{name} {number}", number + 1
        self._roots[found] = weakref.ref(model)
        for below, module in model.named_modules():
            self._names.setdefault(id(module), f"{found}.{below}" if below else found)

    def refresh(self) -> None:
        """Name what was put into a model since, and forget models that are gone."""
        alive, self._names = self.models, {}
        self._roots = {name: weakref.ref(model) for name, model in alive.items()}
        for name, model in alive.items():
            self.add(name, model)


def _held(frame: FrameType | None) -> Iterator[tuple[str, nn.Module]]:
    """Yield the modules in variables, each with its name: those of the main module, then from the inside outwards."""
    yield from _within(vars(sys.modules["__main__"]))
    count = 0
    while frame is not None and count < _FRAMES:
        if is_users(frame.f_code):
            count += 1
            yield from _within(frame.f_locals)
        frame = frame.f_back


def _within(scope: Mapping[str, Any]) -> Iterator[tuple[str, nn.Module]]:
    values = list(scope.items())[:_VALUES]
    yield from ((name, value) for name, value in values if isinstance(value, nn.Module) and name != "self")
    for name, value in values:
        if name == "self" and isinstance(value, nn.Module):
            continue  # a module that calls its own parts: whoever holds it says more
        attributes = getattr(value, "__dict__", None)
        if name == "self" and isinstance(attributes, dict):
            yield from ((n, v) for n, v in list(attributes.items()) if isinstance(v, nn.Module))
