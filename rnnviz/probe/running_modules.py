"""Which module of a model runs now, as long as a context lasts: hooks that are gone after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from torch import nn

from rnnviz.probe.looped import is_cell

Arguments = tuple[Any, ...]


class CellHooks(NamedTuple):
    """What is done before and after each call of a cell."""

    before: Callable[[str, nn.Module, Arguments], Arguments]  # name, cell, x and state; returns what it gets instead
    after: Callable[[nn.Module, Any], Any]  # cell, its output; returns what the caller gets instead


class RunningModules:
    """The modules that run now, the innermost last.

    It keeps none of the hooks: whoever gives them holds it, and such a circle would wait for the garbage collector.
    """

    def __init__(self, model: nn.Module) -> None:
        self._model = model
        self._inside: list[tuple[str, object]] = [("", None)]
        self._calls: dict[str, int] = {}

    @property
    def name(self) -> str:
        """The name of the innermost one; empty: the model itself."""
        return self._inside[-1][0]

    def called(self) -> tuple[str, object, int]:
        """Return the innermost one's name, its first argument, and how often this was asked of it before."""
        name, given = self._inside[-1]
        number = self._calls.get(name, 0)
        self._calls[name] = number + 1
        return name, given, number

    @contextmanager
    def hooked(
        self,
        cells: CellHooks,
        follows: Callable[[nn.Module], bool] = lambda _: True,
        left: Callable[[], None] = lambda: None,
        also: Callable[[str, nn.Module], list[Callable[[], None]]] = lambda _name, _module: [],
    ) -> Iterator[None]:
        """Keep track as long as the context lasts.

        Parameters
        ----------
        cells : CellHooks
            Of every cell that is called in a loop (`rnnviz.probe.looped.is_cell`).
        follows : callable
            Whether a module's name matters; of all others the one around them is said.
        left : callable
            Called whenever one that is followed has returned.
        also : callable
            Registers further hooks on a module, given its name, and returns what removes them.
        """
        removers: list[Callable[[], None]] = []
        try:
            for name, module in self._model.named_modules():
                if follows(module):
                    removers += self._follow(name, module, left)
                if is_cell(module):
                    removers += _follow_cell(name, module, cells)
                removers += also(name, module)
            yield
        finally:
            for remove in removers:
                remove()

    def _follow(self, name: str, module: nn.Module, left: Callable[[], None]) -> list[Callable[[], None]]:
        def enter(_: nn.Module, args: Arguments, kwargs: dict[str, Any]) -> None:
            self._inside.append((name, args[0] if args else kwargs.get("input")))

        def leave(*_: object) -> None:
            self._inside.pop()
            left()

        return [
            module.register_forward_pre_hook(enter, with_kwargs=True).remove,
            module.register_forward_hook(leave, always_call=True).remove,
        ]


def _follow_cell(name: str, cell: nn.Module, hooks: CellHooks) -> list[Callable[[], None]]:
    def enter(_: nn.Module, args: Arguments, kwargs: dict[str, Any]) -> tuple[Arguments, dict[str, Any]]:
        given = (*args, *(kwargs[k] for k in ("input", "hx") if k in kwargs))
        return hooks.before(name, cell, given), {}

    def leave(_: nn.Module, __: object, output: Any) -> Any:
        return hooks.after(cell, output)

    return [
        cell.register_forward_pre_hook(enter, with_kwargs=True).remove,
        cell.register_forward_hook(leave).remove,
    ]
