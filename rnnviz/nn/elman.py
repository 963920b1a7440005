"""The vanilla recurrent layer with any nonlinearity (Elman 1990): what `nn.RNN` is for tanh and ReLU."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

from rnnviz.settings import Nonlinearity

NONLINEARITIES: Mapping[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {"tanh": torch.tanh, "relu": torch.relu, "leaky_relu": F.leaky_relu, "elu": F.elu, "sigmoid": torch.sigmoid}
)


class Explained(NamedTuple):
    """The inside of a cell at some timesteps: its gates, and the same before their nonlinearity."""

    gates: Mapping[str, Tensor]
    before: Mapping[str, Tensor]


class ElmanCell(nn.Module):
    """One timestep: h(t) = φ(W_ih x(t) + b_ih + W_hh h(t-1) + b_hh).

    Parameters
    ----------
    inputs, hidden : int
        Sizes of x and h.
    nonlinearity : str
        φ, a key of `NONLINEARITIES`.
    layer, reverse : int, bool
        Its place in the layer that holds it.
    """

    def __init__(
        self, inputs: int, hidden: int, nonlinearity: Nonlinearity, layer: int = 0, reverse: bool = False
    ) -> None:
        super().__init__()
        self.hidden_size = hidden
        self.key = f"rnn_{nonlinearity}"
        self.layer = layer
        self.reverse = reverse
        self.phi = NONLINEARITIES[nonlinearity]
        self.weight_ih = nn.Parameter(torch.empty(hidden, inputs))
        self.weight_hh = nn.Parameter(torch.empty(hidden, hidden))
        self.bias_ih = nn.Parameter(torch.empty(hidden))
        self.bias_hh = nn.Parameter(torch.empty(hidden))
        for parameter in self.parameters():  # as nn.RNN does
            nn.init.uniform_(parameter, -1 / math.sqrt(hidden), 1 / math.sqrt(hidden))

    def _before(self, x: Tensor, h: Tensor) -> Tensor:
        return F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)

    def forward(self, x: Tensor, h: Tensor | None = None) -> Tensor:
        """Return h(t), (..., H), from x(t), (..., I), and h(t-1); zeros if None."""
        if h is None:
            h = x.new_zeros(*x.shape[:-1], self.hidden_size)
        return self.phi(self._before(x, h))

    def explain(self, x: Tensor, h_prev: Tensor, c_prev: Tensor | None = None) -> Explained:
        """Return what stands under φ, for any number of timesteps at once; there are no gates."""
        del c_prev
        return Explained(gates={}, before={"h": self._before(x, h_prev)})


class Elman(nn.Module):
    """Layers of `ElmanCell`, called as `nn.RNN` is, time first; a loop where `nn.RNN` is fused.

    Parameters
    ----------
    inputs, hidden, layers : int
        Sizes; H counts the units of one layer in one direction.
    nonlinearity : str
        φ.
    dropout : float
        Between layers, while training.
    bidirectional : bool
        A second cell per layer reads from the end; both states are concatenated.
    """

    def __init__(
        self,
        inputs: int,
        hidden: int,
        layers: int = 1,
        nonlinearity: Nonlinearity = "tanh",
        dropout: float = 0.0,
        bidirectional: bool = False,
    ) -> None:
        super().__init__()
        self.hidden_size = hidden
        self.dropout = dropout
        self.directions = 2 if bidirectional else 1
        self.layers = layers
        self.cells = nn.ModuleList(
            ElmanCell(inputs if layer == 0 else self.directions * hidden, hidden, nonlinearity, layer, reverse)
            for layer in range(layers)
            for reverse in (False, True)[: self.directions]
        )

    def forward(self, x: Tensor | PackedSequence, h0: Tensor | None = None) -> tuple[Tensor | PackedSequence, Tensor]:
        """Return all states of the last layer, (T, B, D H), and the last state of each, (L D, B, H).

        Sequences of unequal length come packed, as `nn.RNN` takes them, and leave packed.
        """
        if isinstance(x, PackedSequence):
            padded, lengths = pad_packed_sequence(x)  # (T, B, I), (B,)
            inside = torch.arange(len(padded))[:, None] < lengths  # (T, B)
            states, last = self._forward(padded, h0, None if inside.all() else inside[..., None].to(padded.device))
            return pack_padded_sequence(states, lengths, enforce_sorted=False), last
        return self._forward(x, h0, None)

    def _forward(self, x: Tensor, h0: Tensor | None, inside: Tensor | None) -> tuple[Tensor, Tensor]:
        if h0 is None:
            h0 = x.new_zeros(len(self.cells), x.shape[1], self.hidden_size)
        last: list[Tensor] = []
        for layer in range(self.layers):
            outputs = []
            for direction in range(self.directions):
                index = layer * self.directions + direction
                states = _run(self.cells[index], x, h0[index], inside)
                last.append(states[0] if direction else states[-1])
                outputs.append(torch.stack(states))  # (T, B, H)
            x = torch.cat(outputs, dim=-1)  # (T, B, D H)
            if layer < self.layers - 1:
                x = F.dropout(x, self.dropout, self.training)
        return x, torch.stack(last)


def _run(cell: nn.Module, x: Tensor, h: Tensor, inside: Tensor | None) -> list[Tensor]:
    """Return the states of one cell over a sequence, in the order of the sequence.

    `inside`, (T, B, 1), tells which timesteps a sequence has; beyond its end the state stays as it is.
    """
    states = []
    for t in reversed(range(len(x))) if cell.reverse else range(len(x)):
        after = cell(x[t], h)  # (B, H)
        h = after if inside is None else torch.where(inside[t], after, h)
        states.append(h)
    return states[::-1] if cell.reverse else states
