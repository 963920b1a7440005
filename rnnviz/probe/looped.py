"""Cells called in a loop: ``nn.RNNCell``, ``nn.LSTMCell``, ``nn.GRUCell`` and every `ExplainedCell`.

Each state that a cell returns is a tensor of autograd's graph, so autograd itself delivers the total dL/dh(t). To tell
its parts apart, the caller is handed an alias of the state: where it comes back as the state of the next call, the cell
is given the original instead. What autograd delivers at the alias is then the local part, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple, cast

import torch
from torch import Tensor, nn

from rnnviz.probe.cell import is_explained, state_axes, state_names
from rnnviz.probe.frame import Array, Recurrence, State, Want
from rnnviz.probe.fused import Gradient
from rnnviz.probe.numbers import frozen
from rnnviz.probe.recurrent import CellWeights, form_of, gate_rows, insides, key_of

_LAYERS = re.compile(r"\.?\bcells\.\d+$")


def is_cell(module: nn.Module) -> bool:
    """Tell whether calls of the module are timesteps."""
    return isinstance(module, nn.RNNCellBase) or is_explained(module)


def kind(module: nn.Module) -> str:
    """Return the cell's key, as `Recurrence.cell` says it."""
    return key_of(module) if isinstance(module, nn.RNNCellBase) else str(module.key)


class Step(NamedTuple):
    """One timestep, whole batch; the tensors are nodes of the graph."""

    x: Tensor  # (I,), of the watched sequence
    states: tuple[Tensor, ...]  # what the cell returned: h and, if it has one, c
    alias: Tensor  # of h; what the caller was handed was copied from it
    given: tuple[Tensor, ...] = ()  # the states before, of the watched sequence
    onward: Tensor | None = None  # another alias of h: what the next call was given
    held: Tensor | None = None  # h, or what was there before it where a sequence has ended, if that went on instead


@dataclass(eq=False)
class Loop:
    """Successive calls of one cell, each from the state that the last one returned."""

    name: str
    module: nn.Module
    call: int
    row: int | None  # of the watched sequence in the batch; None: there is no batch
    start: tuple[Tensor, ...]  # h, c and the rest before the first call, of the watched sequence
    steps: list[Step] = field(default_factory=list)
    handed: tuple[Tensor, ...] = ()  # the caller's copies of the last states
    version: int = 0  # of the first of them: a copy changed in place is another state
    held: Tensor | None = None  # what `torch.where` made of the first of them: padding keeps the state before

    @property
    def nodes(self) -> tuple[Tensor, ...]:
        """The tensors whose gradient is needed."""
        own = (node for s in self.steps for node in (*s.states, s.alias, s.onward))
        return tuple(node for node in own if node is not None)

    def goes_on(self, h: object) -> bool:
        """Tell whether a call that is given the state h continues this loop."""
        return bool(self.handed) and h is self.handed[0] and self.handed[0]._version == self.version

    def within(self, timesteps: int | None) -> Loop:
        """Return the same over the first timesteps of the sequence alone; None: all of them."""
        if timesteps is None or timesteps >= len(self.steps):
            return self
        steps = self.steps[len(self.steps) - timesteps :] if _reverse(self.module) else self.steps[:timesteps]
        return replace(self, steps=steps, start=steps[0].given if steps else self.start)


class Loops:
    """The pair of hooks that watches every cell of a model."""

    def __init__(self, sequence: int, node: Callable[[Tensor], Tensor]) -> None:
        self.found: list[Loop] = []
        self._sequence = sequence
        self._node = node
        self._last: dict[nn.Module, Loop] = {}
        self._inputs: dict[nn.Module, list[Tensor]] = {}  # x and the states, of the calls that have not returned yet

    def before(self, name: str, cell: nn.Module, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """Note a call's input, and give it the original of the state that it was handed."""
        x, given = args[0], args[1] if len(args) > 1 else None
        states = given if isinstance(given, tuple | list) else () if given is None else (given,)
        self._inputs[cell] = [self._watched(each, x.dim() > 1).clone() for each in (x, *states)]
        loop = self._last.get(cell)
        if states and loop is not None and (held := loop.held) is not None and states[0] is held:
            onward = held.clone()
            loop.steps[-1] = loop.steps[-1]._replace(onward=onward, held=held.detach())
            inner = (onward, *states[1:])
        elif states and loop is not None and loop.goes_on(states[0]):
            last = loop.steps[-1]
            onward = last.states[0].clone()
            loop.steps[-1] = last._replace(onward=onward)
            originals = (onward, *last.states[1:])
            inner = tuple(o if s is h else s for o, s, h in zip(originals, states, loop.handed, strict=True))
        else:
            inner = tuple(map(self._node, states))
            x = x if states else self._node(x)  # the graph must begin before the first state
            self._begin(name, cell, x, inner)
        return (
            (x, *args[1:]) if given is None else (x, inner if isinstance(given, tuple | list) else inner[0], *args[2:])
        )

    def after(self, cell: nn.Module, output: Any) -> Any:
        """Note what a call returned, and hand the caller an alias."""
        states = tuple(map(self._node, output if isinstance(output, tuple) else (output,)))
        if isinstance(cell, nn.LSTMCell):
            # Whether h is computed from this very c is the device's affair; from a copy it is not, and can be added.
            states = (states[0], states[1].clone())
        loop = self._last[cell]
        alias, (x, *given) = states[0].clone(), self._inputs.pop(cell)
        loop.steps.append(Step(x, states, alias, tuple(given)))
        loop.handed = tuple(s.clone() for s in (alias, *states[1:]))
        loop.version, loop.held = loop.handed[0]._version, None
        return loop.handed if isinstance(output, tuple) else loop.handed[0]

    def passed(self, args: Iterable[object], result: Tensor) -> None:
        """Note what `torch.where` made of a state: a sequence that has ended keeps the one before."""
        for loop in self._last.values():
            if loop.handed and any(each is loop.handed[0] for each in args):
                loop.held = result

    def _watched(self, values: Tensor, batched: bool) -> Tensor:
        return values.detach()[self._sequence] if batched else values.detach()

    def _begin(self, name: str, cell: nn.Module, x: Tensor, states: Sequence[Tensor]) -> None:
        batched = x.dim() > 1
        start = tuple(self._watched(s, batched).clone() for s in states)
        call = sum(loop.module is cell for loop in self.found)
        loop = Loop(name, cell, call, self._sequence if batched else None, start)
        self._last[cell] = loop
        self.found.append(loop)


def recurrence(
    loop: Loop, wants: frozenset[Want], gradient: Gradient | None, axis: str, timesteps: int | None = None
) -> Recurrence:
    """Explain one loop, over the first timesteps of its axis alone, where a batch pads it."""
    loop = loop.within(timesteps)
    cell, reverse = loop.module, _reverse(loop.module)

    def natural(values: Tensor) -> Tensor:  # (T, ...), from the order of the calls to that of the sequence
        return values.flip(0) if reverse else values

    x = torch.stack([s.x for s in loop.steps])  # (T, I)
    states = [_rows(loop, [s.states[k].detach() for s in loop.steps]) for k in range(len(loop.steps[0].states))]
    start = loop.start or tuple(torch.zeros_like(s[0]) for s in states)
    before = [torch.cat([s0[None], s[:-1]]) for s0, s in zip(start, states, strict=True)]  # each (T, ...)
    names = state_names(cell, len(states))
    vector_c = len(states) > 1 and names[1] == "c" and states[1].dim() == 2
    found: dict[str, Any] = {"h0": frozen(start[0], copy=True)}
    if Want.STATES in wants:
        found["x"] = frozen(natural(x))
    if vector_c:
        found |= {"c": frozen(natural(states[1])), "c0": frozen(start[1], copy=True)}
    gates: Mapping[str, Tensor] = {}
    if Want.GATES in wants or (gradient is not None and isinstance(cell, nn.LSTMCell)):
        gates, inner = _explain(cell, x, before)
        if Want.GATES in wants:
            found["gates"], found["before"] = (_frozen_all(part, natural) for part in (gates, inner))
    if gradient is not None:
        parts = _gradients(loop, gradient, gates, states, vector_c)
        found |= {name: frozen(natural(values)) for name, values in parts.items()}
    further = range(1 + vector_c, len(states))
    if further and Want.STATES in wants:
        each = (_further(loop, k, names[k], states[k], start[k], gradient, natural) for k in further)
        found["states"] = MappingProxyType(dict(each))
    name, layer = _LAYERS.sub("", loop.name), int(getattr(cell, "layer", 0))
    return Recurrence(name, kind(cell), layer, reverse, loop.call, axis, h=frozen(natural(states[0])), **found)


def _further(
    loop: Loop,
    place: int,
    name: str,
    values: Tensor,
    start: Tensor,
    gradient: Gradient | None,
    natural: Callable[[Tensor], Tensor],
) -> tuple[str, State]:
    """Return the name and the record of a state beside h and c, (T, ...)."""
    axes = state_axes(loop.module, name, values.dim() - 1)
    delivered = None if gradient is None else _delivered(loop, gradient, [s.states[place] for s in loop.steps])
    return "C" if name == "c" else name, State(
        axes,
        frozen(natural(values)),
        frozen(start, copy=True),
        None if delivered is None else frozen(natural(delivered)),
    )


def _delivered(loop: Loop, gradient: Gradient, nodes: Sequence[Tensor]) -> Tensor:
    """Return what autograd delivers at one node a timestep, of the watched sequence."""
    found = [gradient(node) for node in nodes]
    return _rows(loop, [torch.zeros_like(n) if g is None else g for n, g in zip(nodes, found, strict=True)])


def _rows(loop: Loop, batches: Sequence[Tensor]) -> Tensor:
    """Return the watched sequence's part of one batch a timestep, (T, ...)."""
    return torch.stack([b if loop.row is None else b[loop.row] for b in batches])


def _explain(cell: nn.Module, x: Tensor, before: Sequence[Tensor]) -> tuple[Mapping[str, Tensor], Mapping[str, Tensor]]:
    """Return the gates of all timesteps, after and before their nonlinearity, each (T, H)."""
    if not isinstance(cell, nn.RNNCellBase):
        gates, inner = cast(Any, cell).explain(x, before[0], before[1] if len(before) > 1 else None, *before[2:])
        return gates, inner
    w = CellWeights.of(
        (cell.weight_ih, cell.weight_hh, *((cell.bias_ih, cell.bias_hh) if cell.bias else ())), cell.bias
    ).detached()
    inside = insides(kind(cell), w, x, before[0])
    after = {} if inside.gates is None else dict(zip(gate_rows(kind(cell)), inside.gates, strict=True))
    return after, dict(zip(inside.names, inside.before, strict=True))


def _gradients(
    loop: Loop, gradient: Gradient, gates: Mapping[str, Tensor], states: Sequence[Tensor], vector_c: bool
) -> dict[str, Tensor]:
    total = _delivered(loop, gradient, [s.states[0] for s in loop.steps])
    onward = [gradient(s.onward) if s.onward is not None else None for s in loop.steps]
    zeros = [torch.zeros_like(s.states[0]) if g is None else g for s, g in zip(loop.steps, onward, strict=True)]
    recurrent, through = _rows(loop, zeros), torch.tensor([_goes_through(loop, s) for s in loop.steps])
    ended = torch.tensor([s.held is not None for s in loop.steps]) & ~through
    shape = (-1, *(1,) * (recurrent.dim() - 1))
    recurrent = recurrent.masked_fill(ended.view(shape).to(recurrent.device), 0.0)
    handed = _delivered(loop, gradient, [s.alias for s in loop.steps])
    local = torch.where(through.view(shape).to(handed.device), handed - recurrent, handed)
    found = {"dh": total, "dh_local": local, "dh_recurrent": recurrent}
    if vector_c:
        found["dc"] = _delivered(loop, gradient, [s.states[1] for s in loop.steps])
    if isinstance(loop.module, nn.LSTMCell):  # through h(t) = o(t) tanh c(t)
        by = dict(form_of(kind(loop.module)).consumers("c"))["h"]
        found["dc"] = found["dc"] + total * by.value(lambda symbol: gates.get(symbol.name, states[1]))
    return found


def _goes_through(loop: Loop, step: Step) -> bool:
    """Whether what went on by way of `torch.where` is the state itself: the watched sequence has not ended."""
    if step.held is None:
        return False
    own, held = (values if loop.row is None else values[loop.row] for values in (step.states[0].detach(), step.held))
    return torch.equal(own, held)


def _reverse(cell: nn.Module) -> bool:
    return bool(getattr(cell, "reverse", False))


def _frozen_all(values: Mapping[str, Tensor], natural: Callable[[Tensor], Tensor]) -> Mapping[str, Array]:
    return MappingProxyType({name: frozen(natural(v), copy=True) for name, v in values.items()})
