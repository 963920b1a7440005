"""Which sequence each recurrence runs along, and its symbols, read off the embedding that its input came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from torch import Tensor

from rnnviz.agent.chains import Chain
from rnnviz.agent.data_flow import ancestors
from rnnviz.agent.stepped import CELLS, Layer
from rnnviz.agent.symbols import Symbols
from rnnviz.agent.tape import Operation, Tape, Value
from rnnviz.probe.frame import Array, Attention, Output, Recurrence
from rnnviz.probe.fused import FUSED
from rnnviz.probe.numbers import array

TIMESTEP = "timestep"
_STOP = FUSED | frozenset(CELLS)


class Axis(NamedTuple):
    """A sequence of the user's."""

    name: str
    length: int
    symbols: tuple[str, ...]  # empty: nobody can name them


class Axes:
    """The axes of one update.

    Two recurrences share one if they are as long as each other and do not read different symbols.
    """

    def __init__(
        self, tape: Tape, layers: Sequence[Layer], chains: Sequence[Chain], sequence: int, symbols: Symbols
    ) -> None:
        self._tape, self._sequence, self._symbols = tape, sequence, symbols
        self._axes: list[Axis] = []
        self._of: dict[int, str] = {}
        self.batch_first = any(layer.seen.batch_first for layer in layers)
        every: list[Layer | Chain] = [*layers, *chains]
        for each in sorted(every, key=lambda one: one.operation):
            length = each.seen.timesteps if isinstance(each, Layer) else len(each.steps)
            self._of[id(each)] = self._axis(each.name, length, self._read(each, length))

    def of(self, each: Layer | Chain) -> str:
        """Return the axis of a recurrence."""
        return self._of[id(each)]

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self._axes)

    def along(self, length: int, last: bool = True) -> str:
        """Return the axis of so many places: the one that was met last, or first; empty: there is none."""
        fitting = [axis.name for axis in self._axes if axis.length == length]
        return "" if not fitting else fitting[-1 if last else 0]

    def sequences(
        self, recurrences: Iterable[Recurrence], attentions: Iterable[Attention], output: Output | None
    ) -> dict[str, tuple[str, ...]]:
        """Return the symbols of every axis that is in use; their numbers where nobody can name them."""
        used = {r.axis for r in recurrences}
        used |= {axis for a in attentions for axis in (a.target_axis, a.source_axis) if axis}
        used |= {output.axis} if output is not None else set()
        found = {a.name: a.symbols or tuple(map(str, range(a.length))) for a in self._axes if a.name in used}
        if output is not None and output.axis not in found:
            found[output.axis] = tuple(map(str, range(len(output.losses))))
        return found

    def _axis(self, part: str, length: int, symbols: tuple[str, ...]) -> str:
        for axis in self._axes:
            if axis.length == length and (axis.symbols == symbols or not symbols or not axis.symbols):
                if symbols and not axis.symbols:
                    self._axes[self._axes.index(axis)] = axis._replace(symbols=symbols)
                return axis.name
        taken = {axis.name for axis in self._axes}
        name = TIMESTEP if not taken else part
        while name in taken:
            name += "'"
        self._axes.append(Axis(name, length, symbols))
        return name

    # --- symbols ---

    def _read(self, each: Layer | Chain, length: int) -> tuple[str, ...]:
        """Return the symbols that a recurrence reads; empty: its input is of no embedding."""
        inputs = [self._tape.operations[k].operands[0] for k in each.inputs]
        if len(inputs) == 1:
            numbers = self._numbers(inputs[0], length)
        else:
            one = [self._numbers(value, 1) for value in inputs[:length]]
            numbers = None if any(n is None for n in one) else np.concatenate([n for n in one if n is not None])
        if isinstance(each, Chain) and each.reverse and numbers is not None:
            numbers = numbers[::-1]
        return () if numbers is None or len(numbers) != length else self._symbols.read(numbers, each.name)

    def _numbers(self, value: Value, length: int) -> Array | None:
        """Return the indices of the nearest embedding that a value was computed from, of the watched sequence."""
        for operation in ancestors(self._tape, value, _STOP):
            if operation.name == "embedding":
                return self._indices(operation, length)
        return None

    def _indices(self, operation: Operation, length: int) -> Array | None:
        numbers = next((v.numbers for v in operation.operands if v.numbers is not None and not v.learns), None)
        if numbers is None or numbers.is_floating_point() or numbers.dim() > 2:
            return None
        found = self._watched(numbers, length)
        return None if found is None or found.shape != (length,) else array(found)

    def _watched(self, numbers: Tensor, length: int) -> Tensor | None:
        """Return the watched sequence's part of indices: (T,), (B,), (T, B) or (B, T)."""
        if numbers.dim() == 0:
            return numbers.reshape(1)
        if numbers.dim() == 1:
            return numbers if len(numbers) == length > 1 else numbers[min(self._sequence, len(numbers) - 1)][None]
        row = [min(self._sequence, size - 1) for size in numbers.shape]
        if numbers.shape[1] == length and (numbers.shape[0] != length or self.batch_first):
            return numbers[row[0]]
        return numbers[:, row[1]]
