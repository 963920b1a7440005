"""Layers of any cell written in Python: a loop where `nn.RNN` and `nn.LSTM` are fused.

A cell none of whose gates sees h(t-1) is computed for all timesteps at once. Whoever watches wants to see each
timestep, and hears of every call: then the same cell is called in a loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence
from torch.overrides import has_torch_function

State: TypeAlias = Tensor | tuple[Tensor, ...]  # h, or (h, c) and more
_Parts: TypeAlias = tuple[Tensor, ...]  # (h,), (h, c) or more


class Looped(nn.Module):
    """Layers of one kind of cell, called as `nn.RNN` or, if it has more states than h, as `nn.LSTM` is; time first.

    Parameters
    ----------
    cell : callable
        Makes a cell from the size of its input, its layer and whether it runs from the end. The cell is called with
        x(t), (B, I), and its state, and returns the next state.
    inputs, hidden, layers : int
        Sizes; H counts the units of one layer in one direction.
    dropout : float
        Between layers, while training.
    bidirectional : bool
        A second cell per layer reads from the end; both states are concatenated.
    states : int
        How many a cell has: 1 is h alone, 2 are (h, c).
    """

    def __init__(
        self,
        cell: Callable[[int, int, bool], nn.Module],
        inputs: int,
        hidden: int,
        layers: int = 1,
        dropout: float = 0.0,
        bidirectional: bool = False,
        states: int = 1,
    ) -> None:
        super().__init__()
        self.hidden_size = hidden
        self.dropout = dropout
        self.directions = 2 if bidirectional else 1
        self.layers = layers
        self.states = states
        self.cells = nn.ModuleList(
            cell(inputs if layer == 0 else self.directions * hidden, layer, reverse)
            for layer in range(layers)
            for reverse in (False, True)[: self.directions]
        )

    def forward(self, x: Tensor | PackedSequence, state: State | None = None) -> tuple[Tensor | PackedSequence, State]:
        """Return all h of the last layer, (T, B, D H), and the last state of each, (L D, B, H).

        Sequences of unequal length come packed, as `nn.RNN` takes them, and leave packed.
        """
        if isinstance(x, PackedSequence):
            padded, lengths = pad_packed_sequence(x)  # (T, B, I), (B,)
            inside = torch.arange(len(padded))[:, None] < lengths  # (T, B)
            outputs, last = self._forward(padded, state, None if inside.all() else inside[..., None].to(padded.device))
            return pack_padded_sequence(outputs, lengths, enforce_sorted=False), last
        return self._forward(x, state, None)

    def _forward(self, x: Tensor, state: State | None, inside: Tensor | None) -> tuple[Tensor, State]:
        first = self._zeros(x) if state is None else state if isinstance(state, tuple) else (state,)
        last: list[_Parts] = []
        for layer in range(self.layers):
            outputs = []
            for direction in range(self.directions):
                index = layer * self.directions + direction
                h, end = _run(self.cells[index], x, tuple(part[index] for part in first), inside)
                last.append(end)
                outputs.append(h)
            x = torch.cat(outputs, dim=-1)  # (T, B, D H)
            if layer < self.layers - 1:
                x = F.dropout(x, self.dropout, self.training)
        ends = tuple(map(torch.stack, zip(*last, strict=True)))
        return x, ends if self.states > 1 else ends[0]

    def _zeros(self, x: Tensor) -> _Parts:
        zeros = x.new_zeros(len(self.cells), x.shape[1], self.hidden_size)
        return (zeros,) * self.states


def _run(cell: nn.Module, x: Tensor, state: _Parts, inside: Tensor | None) -> tuple[Tensor, _Parts]:
    """Return all h of one cell over a sequence, (T, B, H), in the order of the sequence, and its last states.

    `inside`, (T, B, 1), tells which timesteps a sequence has; beyond its end the state stays as it is.
    """
    return (_at_once if _can_be_scanned(cell, x) else _one_by_one)(cell, x, state, inside)


def _can_be_scanned(cell: nn.Module, x: Tensor) -> bool:
    """Whether all timesteps may be computed at once: it is that kind of cell, and nobody watches."""
    form = getattr(cell, "form", None)
    watched = has_torch_function((x,)) or cell._forward_hooks or cell._forward_pre_hooks
    return form is not None and bool(form.linear) and len(x) > 1 and not watched


def _at_once(cell: nn.Module, x: Tensor, state: _Parts, inside: Tensor | None) -> tuple[Tensor, _Parts]:
    scan = cast(Callable[..., _Parts], cell.scan)
    if not cell.reverse:
        states = scan(x, state, inside)
        return states[0], tuple([each[-1] for each in states])
    states = scan(x.flip(0), state, None if inside is None else inside.flip(0))
    return states[0].flip(0), tuple([each[-1] for each in states])


def _one_by_one(cell: nn.Module, x: Tensor, state: _Parts, inside: Tensor | None) -> tuple[Tensor, _Parts]:
    found = []
    for t in reversed(range(len(x))) if cell.reverse else range(len(x)):
        returned = cell(x[t], state if len(state) > 1 else state[0])
        after = returned if isinstance(returned, tuple) else (returned,)
        if inside is not None:
            after = tuple(torch.where(inside[t], a, b) for a, b in zip(after, state, strict=True))
        state = after
        found.append(state[0])
    return torch.stack(found[::-1] if cell.reverse else found), state
