"""Layers without a memory, and a layer whose only memory is what the network has said (Jordan 1986).

Both are called as recurrent cells are, one timestep a call, so that they are watched as those are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn.elman import NONLINEARITIES, Explained
from rnnviz.settings import Nonlinearity


class FeedForwardCell(nn.Module):
    """One timestep that knows of no other: h(t) = φ(W x(t)), or φ(W x(t) + b).

    Parameters
    ----------
    inputs, hidden : int
        Sizes of x and h.
    nonlinearity : str
        φ, a key of `NONLINEARITIES`.
    deviation : float
        Of the initial weights.
    layer : int
        Its place among others.
    biased : bool
        Whether there is a b; it begins with that deviation too.
    """

    def __init__(
        self,
        inputs: int,
        hidden: int,
        nonlinearity: Nonlinearity,
        deviation: float,
        layer: int = 0,
        biased: bool = False,
    ) -> None:
        super().__init__()
        self.key = f"{'biased_' if biased else ''}feed_forward_{nonlinearity}"
        self.layer = layer
        self.phi = NONLINEARITIES[nonlinearity]
        self.weight = nn.Parameter(torch.randn(hidden, inputs) * deviation)
        self.bias = nn.Parameter(torch.randn(hidden) * deviation) if biased else None

    def forward(self, x: Tensor, h: Tensor | None = None) -> Tensor:
        """Return h(t), (..., H), from x(t), (..., I), whatever the state was."""
        del h
        return self.phi(F.linear(x, self.weight, self.bias))

    def explain(self, x: Tensor, h_prev: Tensor, c_prev: Tensor | None = None) -> Explained:
        """Return what stands under φ, for any number of timesteps at once."""
        del h_prev, c_prev
        return Explained(gates={}, before={"h": F.linear(x, self.weight, self.bias)})


class JordanCell(nn.Module):
    """One timestep of a net whose output is fed back as an input: h(t) = φ(W_ih x(t) + W_yh y(t-1) + b).

    Parameters
    ----------
    inputs, outputs, hidden : int
        Sizes of x, y and h.
    nonlinearity : str
        φ, a key of `NONLINEARITIES`.
    """

    def __init__(self, inputs: int, outputs: int, hidden: int, nonlinearity: Nonlinearity) -> None:
        super().__init__()
        self.key = f"jordan_{nonlinearity}"
        self.phi = NONLINEARITIES[nonlinearity]
        self.inputs = inputs
        bound = 1 / math.sqrt(inputs + outputs)
        self.weight_ih = nn.Parameter(torch.empty(hidden, inputs).uniform_(-bound, bound))
        self.weight_yh = nn.Parameter(torch.empty(hidden, outputs).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(hidden).uniform_(-bound, bound))

    def _before(self, x_and_y: Tensor) -> Tensor:
        x, y = x_and_y[..., : self.inputs], x_and_y[..., self.inputs :]
        return F.linear(x, self.weight_ih, self.bias) + F.linear(y, self.weight_yh)

    def forward(self, x_and_y: Tensor, h: Tensor | None = None) -> Tensor:
        """Return h(t), (..., H), from x(t) and y(t-1) side by side, (..., I + O)."""
        del h  # all that it knows of the past is y(t-1)
        return self.phi(self._before(x_and_y))

    def explain(self, x_and_y: Tensor, h_prev: Tensor, c_prev: Tensor | None = None) -> Explained:
        """Return what stands under φ, for any number of timesteps at once."""
        del h_prev, c_prev
        return Explained(gates={}, before={"h": self._before(x_and_y)})


@torch.no_grad()
def set_weights(module: nn.Module, weights: Mapping[str, object]) -> None:
    """Write weights into a module by the names of its parameters; where it has more units, theirs are 0.

    Raises
    ------
    KeyError
        If it has no such parameter.
    """
    parameters = dict(module.named_parameters())
    for name, values in weights.items():
        new, parameter = torch.as_tensor(values), parameters[name]
        parameter.zero_()
        parameter[tuple(slice(size) for size in new.shape)] = new.to(parameter)
