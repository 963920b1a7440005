"""Layers of any cell written in Python: a loop where `nn.RNN` and `nn.LSTM` are fused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

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
                states = _run(self.cells[index], x, tuple(part[index] for part in first), inside)
                last.append(states[0] if direction else states[-1])
                outputs.append(torch.stack([h for h, *_ in states]))  # (T, B, H)
            x = torch.cat(outputs, dim=-1)  # (T, B, D H)
            if layer < self.layers - 1:
                x = F.dropout(x, self.dropout, self.training)
        ends = tuple(map(torch.stack, zip(*last, strict=True)))
        return x, ends if self.states > 1 else ends[0]

    def _zeros(self, x: Tensor) -> _Parts:
        zeros = x.new_zeros(len(self.cells), x.shape[1], self.hidden_size)
        return (zeros,) * self.states


def _run(cell: nn.Module, x: Tensor, state: _Parts, inside: Tensor | None) -> list[_Parts]:
    """Return the states of one cell over a sequence, in the order of the sequence.

    `inside`, (T, B, 1), tells which timesteps a sequence has; beyond its end the state stays as it is.
    """
    states = []
    for t in reversed(range(len(x))) if cell.reverse else range(len(x)):
        returned = cell(x[t], state if len(state) > 1 else state[0])
        after = returned if isinstance(returned, tuple) else (returned,)
        if inside is not None:
            after = tuple(torch.where(inside[t], a, b) for a, b in zip(after, state, strict=True))
        state = after
        states.append(state)
    return states[::-1] if cell.reverse else states
