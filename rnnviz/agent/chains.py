"""Recurrences computed a timestep at a time: cells, layers called once a timestep, and what was written by hand.

Every state is a tensor of the user's own graph, so autograd itself delivers the total dL/dh(t). What of it the next
timestep gave back is the recurrent part, what any other reader gave the local one: both are measured, none is what the
other leaves, so that a local part of exactly zero is shown as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import torch
from torch import Tensor

from rnnviz.agent.node_gradients import Gradients, Pick
from rnnviz.agent.observation import UserLine, Written
from rnnviz.agent.tape import NodeKey
from rnnviz.probe.frame import Array, Recurrence, State, Want
from rnnviz.probe.numbers import frozen
from rnnviz.probe.recurrent import CellWeights, Insides, gate_rows, insides

Delivered = Callable[[], Tensor | None]


class Tap(NamedTuple):
    """Where a state of a timestep is in the graph, and how the watched sequence is picked from its gradient."""

    key: NodeKey | None
    pick: Pick


@dataclass(frozen=True, eq=False)
class Step:
    """One timestep of the watched sequence."""

    states: tuple[Tensor, ...]  # h, c and the rest, after it
    taps: tuple[tuple[Tap, ...], ...]  # of each state; several, where several tensors stand for it
    nodes: range  # of this timestep
    x: Tensor | None = None  # (I,)
    gates: Mapping[str, Tensor] = field(default_factory=dict)  # of what was written by hand, each (H,)
    before: Mapping[str, Tensor] = field(default_factory=dict)


@dataclass(eq=False)
class Chain:
    """Timesteps of which each begins with the states that the last one ended in."""

    name: str
    cell: str
    steps: list[Step]
    start: tuple[Tensor | None, ...]  # before the first of them
    names: tuple[str, ...]  # of the states: "h", and perhaps "c", and more
    layer: int = 0
    call: int = 0
    reverse: bool = False
    weights: CellWeights | None = None  # of a cell of torch
    h_reads_c: bool = False  # h is made of c where autograd does not see it: within one node
    written: Written = Written.BY_HAND
    line: UserLine = field(default_factory=UserLine)
    inputs: tuple[int, ...] = ()  # the operations that read what comes in from outside, a timestep each
    batch: int = 1
    axes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of further states
    _total: list[list[list[Delivered]]] = field(default_factory=list)  # state, timestep, tap
    _local: list[list[Delivered]] = field(default_factory=list)  # timestep, tap
    _recurrent: list[list[Delivered]] = field(default_factory=list)

    @property
    def operation(self) -> int:
        """Its first operation."""
        return self.inputs[0] if self.inputs else 0

    @property
    def keys(self) -> tuple[NodeKey | None, ...]:
        """Where its states are in the graph."""
        return tuple(tap.key for step in self.steps for tap in step.taps[0])

    def listen(self, gradients: Gradients) -> None:
        """Have everything kept that is needed of the backward pass about to begin; of several, the sum counts."""
        if not self._total:
            self._total = [[[] for _ in self.steps] for _ in self.names]
            self._local = [[] for _ in self.steps]
            self._recurrent = [[] for _ in self.steps]
        after = [step.nodes for step in self.steps[1:]] + [range(0)]
        for t, (step, following) in enumerate(zip(self.steps, after, strict=True)):
            for k, taps in enumerate(step.taps):
                self._total[k][t] += [gradients.at(*tap) for tap in taps]
            for tap in step.taps[0]:
                self._local[t].append(gradients.through(tap.key, following, tap.pick, inside=False))
                self._recurrent[t].append(gradients.through(tap.key, following, tap.pick))

    def states(self, k: int) -> Tensor:
        """Return one of the states at all timesteps, (T, ...)."""
        return torch.stack([step.states[k] for step in self.steps])

    def recurrence(self, wants: frozenset[Want], axis: str) -> Recurrence:
        """Return what a Frame holds of it, once the backward pass is over."""
        h, c = self.states(0), self.states(1) if self.names[1:2] == ("c",) else None
        start = [torch.zeros_like(self.steps[0].states[k]) if s is None else s for k, s in enumerate(self.start)]
        inside = self._inside(h, start[0]) if wants & {Want.GATES, Want.GRADIENTS} else None
        found: dict[str, Any] = {"h0": frozen(start[0], copy=True)}
        if c is not None:
            found |= {"c": self._shown(c), "c0": frozen(start[1], copy=True)}
        if Want.STATES in wants and all(step.x is not None for step in self.steps):
            found["x"] = self._shown(torch.stack([step.x for step in self.steps if step.x is not None]))
        if Want.GATES in wants:
            found |= self._gates(inside)
        if Want.GRADIENTS in wants:
            found |= self._gradients(h, c, inside)
        further = range(1 if c is None else 2, len(self.names))
        if further and Want.STATES in wants:
            each = {self.names[k]: self._further(k, start[k], wants) for k in further}
            found["states"] = MappingProxyType(each)
        return Recurrence(self.name, self.cell, self.layer, self.reverse, self.call, axis, h=self._shown(h), **found)

    def _shown(self, values: Tensor) -> Array:
        """Put them into the order of the sequence."""
        return frozen(values.flip(0) if self.reverse else values, copy=True)

    # --- gates ---

    def _inside(self, h: Tensor, h0: Tensor) -> Insides | None:
        w = self.weights
        if w is None or any(step.x is None for step in self.steps):
            return None
        x = torch.stack([step.x for step in self.steps if step.x is not None])
        before = torch.cat([h0[None].to(h.dtype), h[:-1]])
        return insides(self.cell, w, x.to(w.ih.dtype), before.to(w.hh.dtype))

    def _gates(self, inside: Insides | None) -> dict[str, Mapping[str, Array]]:
        if inside is not None:
            gates = {} if inside.gates is None else dict(zip(gate_rows(self.cell), inside.gates, strict=True))
            before = dict(zip(inside.names, inside.before, strict=True))
        else:
            gates, before = (
                {name: self._gate(part, name) for name in self._named(part)} for part in ("gates", "before")
            )
        return {
            "gates": MappingProxyType({name: self._shown(v) for name, v in gates.items()}),
            "before": MappingProxyType({name: self._shown(v) for name, v in before.items()}),
        }

    def _named(self, part: str) -> Sequence[str]:
        """Return what every timestep has."""
        first = getattr(self.steps[0], part)
        return [name for name in first if all(name in getattr(step, part) for step in self.steps)]

    def _gate(self, part: str, name: str) -> Tensor:
        return torch.stack([getattr(step, part)[name] for step in self.steps])

    # --- gradients ---

    def _gradients(self, h: Tensor, c: Tensor | None, inside: Insides | None) -> dict[str, Array]:
        total = self._sum(self._total[0], h)
        if total is None:
            return {}
        zeros = torch.zeros_like(total)
        local, recurrent = self._sum(self._local, h), self._sum(self._recurrent, h)
        parts = {
            "dh": total,
            "dh_local": zeros if local is None else local,
            "dh_recurrent": zeros if recurrent is None else recurrent,
        }
        if c is not None:
            parts["dc"] = self._cell_gradient(total, c, inside)
        return {name: self._shown(values) for name, values in parts.items()}

    def _cell_gradient(self, dh: Tensor, c: Tensor, inside: Insides | None) -> Tensor:
        delivered = self._sum(self._total[1], c)
        dc = torch.zeros_like(c) if delivered is None else delivered
        if self.h_reads_c and inside is not None and inside.gates is not None and self.weights is not None:
            exposed = dh if self.weights.hr is None else dh.to(self.weights.hr.dtype) @ self.weights.hr
            squashed = c.tanh()
            dc = dc + exposed * inside.gates[3] * (1 - squashed * squashed)
        return dc

    def _sum(self, each: list[list[Delivered]], like: Tensor) -> Tensor | None:
        """Return what was delivered at each timestep, (T, ...); None: nothing at any."""
        rows = [[g for g in (get() for get in taps) if g is not None] for taps in each]
        if not any(rows):
            return None
        zero = torch.zeros_like(like[0])
        return torch.stack([sum((g.reshape(zero.shape).to(zero.dtype) for g in row), zero) for row in rows])

    def _further(self, k: int, start: Tensor, wants: frozenset[Want]) -> State:
        values = self.states(k)
        delivered = self._sum(self._total[k], values) if Want.GRADIENTS in wants else None
        axes = ("timestep", *self.axes.get(self.names[k], tuple(f"axis {n + 1}" for n in range(values.dim() - 1))))
        return State(
            axes,
            self._shown(values),
            frozen(start.expand_as(values[0]), copy=True),
            None if delivered is None else self._shown(delivered),
        )
