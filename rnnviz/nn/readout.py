"""From inputs that are numbers to predictions: recurrent layers, a linear output, and a number as a distribution."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from rnnviz.nn import cells
from rnnviz.nn.elman import Elman
from rnnviz.nn.initial_state import initial_state
from rnnviz.settings import ModelSettings


class RecurrentNet(nn.Module):
    """Recurrent layers of the cell that is set, and a linear output at each timestep.

    Parameters
    ----------
    settings : ModelSettings
        The recurrent part.
    inputs, outputs : int
        Sizes of x(t) and y(t).
    bidirectional : bool
        A second net reads from the end; the output sees the states of both, side by side.
    """

    def __init__(self, settings: ModelSettings, inputs: int, outputs: int, bidirectional: bool = False) -> None:
        super().__init__()
        self.rnn = cells.load(settings.cell).layer(settings, inputs, bidirectional)
        self.output = nn.Linear(settings.hidden * (1 + bidirectional), outputs)
        self.first = initial_state(settings, 1 + bidirectional)

    def forward(self, x: Tensor) -> Tensor:
        """Return y, (T, B, O), from x, (T, B, I)."""
        state = None if self.first is None else self.first(x.shape[1])
        y: Tensor = self.output(self.rnn(x, state)[0])
        return y


class LinearUnit(nn.Module):
    """One linear hidden unit: h(t) = W_xh x(t) + w h(t-1) + b; y(t) = v h(t).

    Parameters
    ----------
    inputs : int
        Size of x(t).
    """

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.rnn = Elman(inputs, 1, nonlinearity="linear")
        self.output = nn.Linear(1, 1, bias=False)
        nn.init.normal_(self.output.weight, std=0.01)  # it begins by answering 0

    def forward(self, x: Tensor) -> Tensor:
        """Return y, (T, B, 1), from x, (T, B, I)."""
        y: Tensor = self.output(self.rnn(x)[0])
        return y


class Normal(nn.Module):
    """A number as a softmax over possible values: a normal distribution around it, cut to a grid.

    The cross-entropy of the true value is then (y - true)² / 2 σ² and a constant, as for the squared error, up to the
    grid's coarseness; and what a panel shows of a prediction is shown of a number too.

    Parameters
    ----------
    values : sequence of float
        The grid, in equal steps; half a step is one standard deviation σ.
    """

    values: Tensor

    def __init__(self, values: Sequence[float]) -> None:
        super().__init__()
        self.deviation = (values[1] - values[0]) / 2
        self.register_buffer("values", torch.tensor(values), persistent=False)

    def forward(self, y: Tensor) -> Tensor:
        """Return a logit for each value, (..., V), from y, (..., 1)."""
        return -((y - self.values) / self.deviation).square() / 2
