"""Where a sequence begins: h, and c where there is one, before the first timestep; learned as weights are.

Backpropagation goes on to them: h(t-1) of the timestep that is computed first is a parameter, one vector for each layer
and direction, and the same for every sequence (Forcada and Carrasco 1995).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import torch
from torch import Tensor, nn

from rnnviz.nn import cells
from rnnviz.settings import ModelSettings


class InitialState(nn.Module):
    """The states before the first timestep of every layer; zeros at the start, so nothing is drawn for them.

    A model calls it "first": by that its parameters are known (`rnnviz.nn.cells.initial_of`).

    Parameters
    ----------
    names : sequence of str
        Of the states, in the order in which a layer is given them: h first.
    zeros : collection of str
        Those that stay zero.
    rows, hidden : int
        Layers times directions, and units of each.
    """

    def __init__(self, names: Sequence[str], rows: int, hidden: int, zeros: Collection[str] = ()) -> None:
        super().__init__()
        self._names = tuple(names)
        for name in self._names:
            if name in zeros:
                self.register_buffer(name, torch.zeros(rows, hidden), persistent=False)
            else:
                self.register_parameter(name, nn.Parameter(torch.zeros(rows, hidden)))

    def forward(self, batch: int) -> Tensor | tuple[Tensor, ...]:
        """Return what a layer is given in the place of zeros: h, (L D, B, H), or a tuple of all states."""
        each = (getattr(self, name).unsqueeze(1) for name in self._names)
        states = tuple(state.expand(-1, batch, -1).contiguous() for state in each)
        return states if len(states) > 1 else states[0]


def initial_state(settings: ModelSettings, directions: int = 1) -> InitialState | None:
    """Return a learned one for the layers that these settings describe; None: they begin from zeros."""
    if settings.initial_state == "zeros":
        return None
    _, form = cells.load(settings.cell).computed(settings)
    return InitialState(form.handed_on, settings.layers * directions, settings.hidden, form.unlearned)
