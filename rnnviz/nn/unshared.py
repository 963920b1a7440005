"""A recurrent net that shares nothing: at each place of the sequence it has other matrices.

It is what is left of a recurrent net without its one idea, that the same function is applied at every timestep.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn.elman import NONLINEARITIES, Explained
from rnnviz.settings import ModelSettings, Nonlinearity


class UnsharedCell(nn.Module):
    """One timestep: h(t) = φ(W_xh(t) x(t) + W_hh(t) h(t-1) + b(t)); the matrices of all places stand above one another.

    Its input ends with the place, one-hot: which weights are used follows from what it is given.

    Parameters
    ----------
    inputs, hidden, places : int
        Sizes of x and h; how many timesteps there are weights for.
    nonlinearity : str
        φ, a key of `NONLINEARITIES`.
    """

    def __init__(self, inputs: int, hidden: int, places: int, nonlinearity: Nonlinearity) -> None:
        super().__init__()
        self.key = f"unshared_{nonlinearity}"
        self.phi = NONLINEARITIES[nonlinearity]
        self.inputs, self.hidden_size, self.places = inputs, hidden, places
        bound = 1 / math.sqrt(hidden)  # as nn.RNN
        self.weights_x = nn.Parameter(torch.empty(places * hidden, inputs).uniform_(-bound, bound))
        self.weights_h = nn.Parameter(torch.empty(places * hidden, hidden).uniform_(-bound, bound))
        self.biases = nn.Parameter(torch.empty(places * hidden).uniform_(-bound, bound))

    def _before(self, x: Tensor, h: Tensor) -> Tensor:
        places = x.detach()[..., self.inputs :].argmax(dim=-1).reshape(-1).tolist()
        if len(set(places)) == 1:  # while it runs: all sequences of a batch are at the same place
            return self._at(places[0], x, h)
        return torch.cat([self._at(p, x[k : k + 1], h[k : k + 1]) for k, p in enumerate(places)])

    def _at(self, place: int, x: Tensor, h: Tensor) -> Tensor:
        own = slice(place * self.hidden_size, (place + 1) * self.hidden_size)
        from_x = F.linear(x[..., : self.inputs], self.weights_x[own], self.biases[own])
        return from_x + F.linear(h, self.weights_h[own])

    def forward(self, x: Tensor, h: Tensor | None = None) -> Tensor:
        """Return h(t), (..., H), from x(t) and its place side by side, (..., I + P), and h(t-1); zeros if None."""
        if h is None:
            h = x.new_zeros(*x.shape[:-1], self.hidden_size)
        return self.phi(self._before(x, h))

    def explain(self, x: Tensor, h_prev: Tensor, c_prev: Tensor | None = None) -> Explained:
        """Return what stands under φ, for any number of timesteps at once."""
        del c_prev
        return Explained(gates={}, before={"h": self._before(x, h_prev)})


class UnsharedNet(nn.Module):
    """An `UnsharedCell`, and a linear output at each timestep.

    Parameters
    ----------
    settings : ModelSettings
        The recurrent part.
    inputs, outputs, places : int
        Sizes of x(t) and y(t), and the longest sequence.
    """

    def __init__(self, settings: ModelSettings, inputs: int, outputs: int, places: int) -> None:
        super().__init__()
        self.cell = UnsharedCell(inputs, settings.hidden, places, settings.nonlinearity)
        self.output = nn.Linear(settings.hidden, outputs)
        self.register_buffer("_places", torch.eye(places), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """Return y, (T, B, O), from x, (T, B, I); T is at most the number of places."""
        places: Tensor = self.get_buffer("_places").to(x)
        h, states = x.new_zeros(x.shape[1], self.cell.hidden_size), []
        for x_t, place in zip(x, places, strict=False):
            h = self.cell(torch.cat([x_t, place.expand(len(x_t), -1)], dim=-1), h)
            states.append(h)
        y: Tensor = self.output(torch.stack(states))
        return y
