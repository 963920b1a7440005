"""Fused layers in a user's own pass: each call is left one call, or becomes one a layer, with the same bits either way.

Of each layer the watched sequence's input, states and output are copied as they are made. Gates, c and total gradients
follow from them, and from what autograd delivers at the outputs, by the closed forms of `rnnviz.probe.recurrent`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from rnnviz.agent.tape import NodeKey, key_of, next_node
from rnnviz.probe.fused import FusedCall
from rnnviz.probe.recurrent import CellWeights


@dataclass(frozen=True, eq=False)
class LayerCall:
    """What was seen of one layer in one call, of the watched sequence; D directions."""

    cell: str
    layer: int
    row: int  # of the watched sequence in the batch
    rows: Tensor | None  # of its timesteps, in packed data
    batch: int
    x: Tensor  # (T, I)
    start: tuple[Tensor, ...]  # h and c before, each (D, H)
    weights: tuple[CellWeights, ...]  # of each direction, the user's own tensors without their graph
    output: Tensor  # (T, D P)
    final: tuple[Tensor, ...]  # h and c after, each (D, P or H)
    output_key: NodeKey | None
    final_keys: tuple[NodeKey | None, ...]
    nodes: range  # of this layer's part of the call
    turned: bool  # the output that autograd knows has the batch first
    batch_first: bool  # what the user gave and got had

    @property
    def timesteps(self) -> int:
        """Of the watched sequence in this call."""
        return len(self.x)

    def pick_output(self, whole: Tensor) -> Tensor:
        """Return the watched sequence's part of an output, or of its gradient: (T, D P)."""
        if self.rows is not None:
            return whole[self.rows]
        return whole[self.row] if self.turned else whole[:, self.row]

    def pick_final(self, whole: Tensor) -> Tensor:
        """Return its part of the states after the call, (D, ...)."""
        return whole[:, self.row]


@dataclass(frozen=True, eq=False)
class FusedRecord:
    """One call of a fused function: what a `tape.Operation` keeps of it."""

    cell: str
    layers: tuple[LayerCall, ...]
    identity: tuple[int, ...]  # of the weights


def run(
    function: Callable[..., Any], cell: str, args: Sequence[Any], sequence: int, given: object
) -> tuple[Any, FusedRecord]:
    """Do what the fused function does, and record it; what comes out is the same to the bit, forwards and backwards."""
    call = FusedCall.read(args)
    row, rows = call.place(min(sequence, call.state[0].shape[1] - 1), given)
    if call.layers == 1:
        first = next_node()
        result = function(*args)
        output = result[0].transpose(0, 1) if call.batch_first else result[0]
        made = range(first, next_node())
        seen = _seen(call, cell, 0, (row, rows), call.input, (output, *result[1:]), made, result[0])
        return result, FusedRecord(cell, (seen,), tuple(map(id, call.weights)))
    return _by_layers(function, cell, call, row, rows)


def _by_layers(
    function: Callable[..., Any], cell: str, call: FusedCall, row: int, rows: Tensor | None
) -> tuple[Any, FusedRecord]:
    data, finals, layers = call.input, [], []
    for layer in range(call.layers):
        first = next_node()
        nodes = _one(function, call, layer, data)
        layers.append(_seen(call, cell, layer, (row, rows), data, nodes, range(first, next_node()), nodes[0]))
        data = nodes[0]
        finals.append(nodes[1:])
        if call.training and call.dropout and layer < call.layers - 1:
            data = torch.dropout(data, call.dropout, True)
    output = data.transpose(0, 1) if call.batch_first else data
    states = tuple(torch.cat(each) for each in zip(*finals, strict=True))
    return (output, *states), FusedRecord(cell, tuple(layers), tuple(map(id, call.weights)))


def _one(function: Callable[..., Any], call: FusedCall, layer: int, data: Tensor) -> tuple[Tensor, ...]:
    """Run one layer, both directions, told what the user's call was told."""
    d, each = call.directions, len(call.weights) // call.layers
    state = [s[layer * d : (layer + 1) * d] for s in call.state]
    weights = call.weights[layer * each : (layer + 1) * each]
    args: list[Any] = [data] if call.batch_sizes is None else [data, call.batch_sizes]
    args += [state if len(state) > 1 else state[0], weights, call.has_biases, 1, 0.0, call.training, call.bidirectional]
    return tuple(function(*args) if call.batch_sizes is not None else function(*args, False))


def _seen(
    call: FusedCall,
    cell: str,
    layer: int,
    place: tuple[int, Tensor | None],
    data: Tensor,
    nodes: tuple[Tensor, ...],
    made: range,
    whole: Tensor,
) -> LayerCall:
    (row, rows), d, per_layer = place, call.directions, len(call.weights) // call.layers
    flat = call.weights[layer * per_layer : (layer + 1) * per_layer]
    each = per_layer // d
    weights = tuple(CellWeights.of(flat[k * each : (k + 1) * each], call.has_biases).detached() for k in range(d))
    with torch.no_grad():
        start = tuple(s.detach()[layer * d : (layer + 1) * d, row].clone() for s in call.state)
        x, out = (v.detach()[:, row].clone() if rows is None else v.detach()[rows] for v in (data, nodes[0]))
        final = tuple(s.detach()[:, row].clone() for s in nodes[1:])
    keys = tuple(map(key_of, nodes[1:]))
    turned = call.batch_first and whole is not nodes[0]
    batch = call.state[0].shape[1]
    return LayerCall(
        cell,
        layer,
        row,
        rows,
        batch,
        x,
        start,
        weights,
        out,
        final,
        key_of(whole),
        keys,
        made,
        turned,
        call.batch_first,
    )
