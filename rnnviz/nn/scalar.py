"""The scalar net on which backpropagation through time is shown, as a module.

z(t) = u x(t) + w h(t-1); h(t) = φ(z(t)); r(t) = v h(t); y(t) = φ(r(t)); φ = tanh.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rnnviz.nn.elman import Explained


class ScalarCell(nn.Module):
    """One timestep: h(t) = tanh(u x(t) + w h(t-1))."""

    key = "scalar_tanh"

    def __init__(self) -> None:
        super().__init__()
        self.u = nn.Parameter(torch.empty(1, 1).uniform_(-1, 1))
        self.w = nn.Parameter(torch.empty(1, 1).uniform_(-1, 1))

    def _before(self, x: Tensor, h: Tensor) -> Tensor:
        return self.u * x + self.w * h

    def forward(self, x: Tensor, h: Tensor) -> Tensor:
        """Return h(t), (B, 1), from x(t) and h(t-1), each (B, 1)."""
        return torch.tanh(self._before(x, h))

    def explain(self, x: Tensor, h_prev: Tensor, c_prev: Tensor | None = None) -> Explained:
        """Return z(t), for any number of timesteps at once."""
        del c_prev
        return Explained(gates={}, before={"h": self._before(x, h_prev)})


class ScalarNet(nn.Module):
    """Three weights: u, w and v."""

    def __init__(self) -> None:
        super().__init__()
        self.cell = ScalarCell()
        self.v = nn.Parameter(torch.empty(1, 1).uniform_(-0.1, 0.1))

    def forward(self, x: Tensor) -> Tensor:
        """Return r, (T, B, 1), from x, (T, B, 1); y is its tanh."""
        h, states = torch.zeros_like(x[0]), []
        for x_t in x:
            h = self.cell(x_t, h)
            states.append(h)
        return self.v * torch.stack(states)
