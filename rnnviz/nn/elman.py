"""The vanilla recurrent layer with any nonlinearity (Elman 1990): what `nn.RNN` is for tanh and ReLU."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn.looped import Looped
from rnnviz.nn.threshold import threshold
from rnnviz.settings import Nonlinearity


def linear(z: Tensor) -> Tensor:
    """Return z: a unit without a nonlinearity."""
    return z


def positive(z: Tensor) -> Tensor:
    """Return z + 1/2 where z is not negative, σ(z) below (Feng et al. 2024, "g")."""
    return torch.where(z >= 0, z + 0.5, z.sigmoid())


def decay(z: Tensor) -> Tensor:
    """Return exp(-exp(z)), between 0 and 1."""
    return z.exp().neg().exp()


NONLINEARITIES: Mapping[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": F.leaky_relu,
        "elu": F.elu,
        "sigmoid": torch.sigmoid,
        "linear": linear,
        "threshold": threshold,
    }
)
#: And those that gates have.
OPENINGS: Mapping[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {**NONLINEARITIES, "exp": torch.exp, "positive": positive, "decay": decay}
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


class Elman(Looped):
    """Layers of `ElmanCell`, called as `nn.RNN` is, time first.

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
        def cell(size: int, layer: int, reverse: bool) -> ElmanCell:
            return ElmanCell(size, hidden, nonlinearity, layer, reverse)

        super().__init__(cell, inputs, hidden, layers, dropout, bidirectional)
