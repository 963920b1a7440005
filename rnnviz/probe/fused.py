"""Fused layers: ``nn.RNN``, ``nn.LSTM`` and ``nn.GRU``, taken apart into one fused call a layer.

A fused call of several layers hides what passes between them. Run one after another, each still fused, every layer's
output is a tensor that autograd knows, and what it delivers there is the local part of dL/dh(t). The rest is the closed
forms' work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from rnnviz.nn import cells
from rnnviz.probe.frame import Array, Recurrence, Want
from rnnviz.probe.numbers import array, frozen, sealed
from rnnviz.probe.recurrent import Arriving, CellWeights, cell_states, gate_rows, insides, totals

FUSED = cells.fused()  # the names of torch's functions are those of the cells
Gradient = Callable[[Tensor], Tensor | None]  # of the loss, by the tensor it belongs to


class FusedCall(NamedTuple):
    """The arguments of torch's fused function, padded or packed, under one set of names."""

    input: Tensor  # (T, B, I), or (N, I) if packed
    batch_sizes: Tensor | None  # (T,) if packed
    state: tuple[Tensor, ...]  # h and, for an LSTM, c: (L D, B, H)
    weights: tuple[Tensor, ...]
    has_biases: bool
    layers: int
    dropout: float
    training: bool
    bidirectional: bool
    batch_first: bool

    @classmethod
    def read(cls, args: Sequence[Any]) -> FusedCall:
        """Read the arguments as torch's modules give them: by position."""
        packed = not isinstance(args[3], bool)
        data, sizes, state, weights, *options = (*args, False) if packed else (args[0], None, *args[1:])
        if options[-1]:  # batch_first
            data = data.transpose(0, 1)
        states = (state,) if isinstance(state, Tensor) else tuple(state)
        return cls(data, sizes, states, tuple(weights), *options)

    @property
    def directions(self) -> int:
        """1, or 2 if bidirectional: D."""
        return 2 if self.bidirectional else 1

    def place(self, sequence: int, given: object) -> tuple[int, Tensor | None]:
        """Return a sequence's index in the batch of this call and, if packed, the rows of the data that are its own."""
        if self.batch_sizes is None:
            return sequence, None
        if isinstance(given, PackedSequence) and given.unsorted_indices is not None:
            sequence = int(given.unsorted_indices[sequence])
        starts = torch.cat([self.batch_sizes.new_zeros(1), self.batch_sizes.cumsum(0)[:-1]])
        rows = (starts + sequence)[self.batch_sizes > sequence]
        return sequence, rows.to(self.input.device)

    def run(self, function: Callable[..., Any], layer: int, data: Tensor) -> tuple[Tensor, ...]:
        """Run one layer, both directions; returns its output and final states."""
        d, per_layer = self.directions, len(self.weights) // self.layers
        state = [s[layer * d : (layer + 1) * d] for s in self.state]
        weights = self.weights[layer * per_layer : (layer + 1) * per_layer]
        # cuDNN and oneDNN keep what a backward pass needs only if told that they train; to one layer it does no more
        keeps = self.training or any(t.requires_grad for t in (data, *state, *weights))
        args: list[Any] = [data] if self.batch_sizes is None else [data, self.batch_sizes]
        args += [state if len(state) > 1 else state[0], weights, self.has_biases, 1, 0.0, keeps, self.bidirectional]
        if self.batch_sizes is None:
            args.append(False)
        return tuple(function(*args))


@dataclass(frozen=True, eq=False)
class FusedLayer:
    """What was seen of one layer: both directions, all sequences of the batch."""

    name: str
    cell: str
    call: int
    layer: int
    row: int  # of the watched sequence in the batch
    rows: Tensor | None  # of its timesteps, in packed data
    x: Tensor  # (T, I), of the watched sequence
    start: tuple[Tensor, ...]  # h and c before, each (D, H), of the watched sequence
    weights: tuple[CellWeights, ...]  # of each direction
    output: Tensor  # a node of the graph, (T, B, D P), or (N, D P) if packed
    final: tuple[Tensor, ...]  # nodes: h and c after, each (D, B, H)

    @property
    def nodes(self) -> tuple[Tensor, ...]:
        """The tensors whose gradient is needed."""
        return (self.output, *self.final)

    def pick(self, batch: Tensor) -> Tensor:
        """Return the watched sequence's part of an output, (T, ...)."""
        return batch[:, self.row] if self.rows is None else batch[self.rows]


def run_layers(
    function: Callable[..., Any],
    args: Sequence[Any],
    node: Callable[[Tensor], Tensor],
    seen: Callable[[int, FusedCall, Tensor, tuple[Tensor, ...]], None],
) -> Any:
    """Do what the fused function does, layer by layer; the same numbers come out and the same random ones are drawn.

    `node` puts a tensor into the graph, `seen` is told of every layer: its number, the call, its input, its nodes.
    """
    call = FusedCall.read(args)
    data, finals = call.input, []
    for layer in range(call.layers):
        nodes = tuple(map(node, call.run(function, layer, data)))
        seen(layer, call, data, nodes)
        data = nodes[0].clone()  # the caller may change its own copy in place
        finals.append(nodes[1:])
        if call.training and call.dropout and layer < call.layers - 1:
            data = torch.dropout(data, call.dropout, True)
    output = data.transpose(0, 1) if call.batch_first else data
    return (output, *(torch.cat(states) for states in zip(*finals, strict=True)))


def recurrences(layer: FusedLayer, wants: frozenset[Want], gradient: Gradient | None, axis: str) -> list[Recurrence]:
    """Explain one layer: a Recurrence a direction."""
    return [_recurrence(layer, d, wants, gradient, axis) for d in range(len(layer.weights))]


def _recurrence(layer: FusedLayer, d: int, wants: frozenset[Want], gradient: Gradient | None, axis: str) -> Recurrence:
    w = layer.weights[d]
    units = w.hh.shape[1]
    own = slice(d * units, (d + 1) * units)

    def natural(values: Tensor) -> Tensor:  # from the order of processing to that of the sequence, and back
        return values.flip(-2) if d else values

    h, x = natural(layer.pick(layer.output.detach())[:, own]), natural(layer.x)  # (T, P), (T, I)
    start = [s[d] for s in layer.start]
    found: dict[str, Any] = {"h0": frozen(start[0], copy=True)}
    if Want.STATES in wants:
        found["x"] = frozen(layer.x)
    has_cell_state = len(start) > 1
    if has_cell_state or wants & {Want.GATES, Want.GRADIENTS}:
        inside = insides(layer.cell, w, x, torch.cat([start[0][None], h[:-1]]))
        c = cell_states(inside.gates, start[1]) if has_cell_state and inside.gates is not None else None
        if c is not None:
            found |= {"c": frozen(natural(c)), "c0": frozen(start[1], copy=True)}
        if gradient is not None:
            found |= _gradients(layer, d, own, gradient, lambda at: totals(layer.cell, w, inside, h, c, start[-1], at))
        if Want.GATES in wants:
            found["before"] = named(inside.names, natural(inside.before))
            if inside.gates is not None:
                found["gates"] = named(gate_rows(layer.cell), natural(inside.gates))
    return Recurrence(layer.name, layer.cell, layer.layer, bool(d), layer.call, axis, h=frozen(natural(h)), **found)


def _gradients(layer: FusedLayer, d: int, own: slice, gradient: Gradient, run: Callable[..., Any]) -> dict[str, Array]:
    hh = layer.weights[d].hh

    def delivered(node: Tensor, of: Callable[[Tensor], Tensor]) -> Array:
        found = gradient(node)
        part = of(node.detach()).to(hh.dtype)
        return array(torch.zeros_like(part) if found is None else of(found).to(hh.dtype, copy=True))

    local = delivered(layer.output, lambda g: layer.pick(g)[:, own])
    ends = [delivered(state, lambda g: g[d, layer.row]) for state in layer.final]
    local = np.ascontiguousarray(local[::-1]) if d else local
    local[-1] += ends[0]
    at = Arriving(local, ends[1] if len(ends) > 1 else None)
    total = run(at)
    found = {"dh": total.h, "dh_local": local, "dh_recurrent": total.recurrent, "dc": total.c}
    return {k: sealed(np.ascontiguousarray(v[::-1]) if d else v) for k, v in found.items() if v is not None}


def named(names: Sequence[str], values: Tensor) -> Mapping[str, Array]:
    """Return (G, T, H) as a read-only mapping of G arrays."""
    return MappingProxyType(dict(zip(names, frozen(values), strict=True)))
