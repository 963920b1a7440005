"""What gated cells written in Python share: one matrix for all gates, as torch stacks them, and a cell state."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Inside(NamedTuple):
    """One timestep, or any number of independent ones: gates after and before their nonlinearity, and c(t)."""

    gates: Mapping[str, Tensor]
    before: Mapping[str, Tensor]
    c: Tensor


class GatedCell(nn.Module):
    """c(t) and h(t) = o(t) * tanh(c(t)) from x(t), h(t-1) and c(t-1); a subclass writes down its equations.

    Parameters
    ----------
    inputs, hidden : int
        Sizes of x and h.
    layer, reverse : int, bool
        Its place in the layer that holds it.
    """

    key: ClassVar[str]
    gates: ClassVar[tuple[str, ...]]  # as they are stacked in the matrices

    def __init__(self, inputs: int, hidden: int, layer: int = 0, reverse: bool = False) -> None:
        super().__init__()
        self.hidden_size = hidden
        self.layer = layer
        self.reverse = reverse
        rows = len(self.gates) * hidden
        self.weight_ih = nn.Parameter(torch.empty(rows, inputs))
        self.weight_hh = nn.Parameter(torch.empty(rows, hidden))
        self.bias_ih = nn.Parameter(torch.empty(rows))
        self.bias_hh = nn.Parameter(torch.empty(rows))
        self._more_parameters()
        for parameter in self.parameters():  # as nn.LSTM does
            nn.init.uniform_(parameter, -1 / math.sqrt(hidden), 1 / math.sqrt(hidden))

    def _more_parameters(self) -> None:
        """Add those that a subclass has beside the matrices."""

    def inside(self, x: Tensor, h: Tensor, c: Tensor) -> Inside:
        """Return gates and c(t), each (..., H), from x(t), h(t-1) and c(t-1)."""
        raise NotImplementedError

    def _stacked(self, x: Tensor, h: Tensor) -> tuple[Tensor, ...]:
        """Return W x(t) + R h(t-1) + b of each gate, (..., H)."""
        both = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)  # (..., G H)
        return both.chunk(len(self.gates), -1)

    def forward(self, x: Tensor, state: tuple[Tensor, Tensor] | None = None) -> tuple[Tensor, Tensor]:
        """Return h(t) and c(t), (..., H), from x(t), (..., I), and the state before; zeros if None."""
        if state is None:
            zeros = x.new_zeros(*x.shape[:-1], self.hidden_size)
            state = (zeros, zeros)
        now = self.inside(x, *state)
        return now.gates["o"] * torch.tanh(now.c), now.c

    def explain(self, x: Tensor, h: Tensor, c: Tensor) -> tuple[Mapping[str, Tensor], Mapping[str, Tensor]]:
        """Return the gates after and before their nonlinearity, for any number of timesteps at once."""
        now = self.inside(x, h, c)
        return now.gates, now.before


@torch.no_grad()
def remembering(module: nn.Module, gates: str, bias: float) -> nn.Module:
    """Have a module begin by remembering: what its cells hold lasts about 1 + exp(bias) timesteps.

    A forget gate that begins half open forgets within a few timesteps, and the gradient with it (Gers et al. 2000); an
    input gate that begins half open fills the cell with noise in the meantime (Tallec and Ollivier 2018).

    Parameters
    ----------
    module : nn.Module
        Its input biases are called ``bias_ih...``, stacked by gate, as in torch.
    gates : str
        Its gates as they are stacked, one character each: "+" keeps, "-" writes, any other is left alone.
    bias : float
        What is added where a gate keeps and taken where it writes; nothing is touched for 0.
    """
    if bias:
        for name, parameter in module.named_parameters():
            if name.rpartition(".")[2].startswith("bias_ih"):
                for gate, part in zip(gates, parameter.chunk(len(gates)), strict=True):
                    part.add_({"+": bias, "-": -bias}.get(gate, 0.0))
    return module
