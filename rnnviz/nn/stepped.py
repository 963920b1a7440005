"""Layers of any cell that are run one timestep at a time, as a decoder is: what it reads next is what it wrote."""

from __future__ import annotations

from typing import TypeAlias

from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn import cells
from rnnviz.settings import ModelSettings

SteppedState: TypeAlias = tuple[tuple[Tensor, ...], ...]  # of each layer: h and, if it has one, c; each (B, H)


class SteppedLayers(nn.Module):
    """Cells one above the other.

    Parameters
    ----------
    settings : ModelSettings
        `layers`, `hidden` units in each, and `dropout` between them.
    inputs : int
        Size of what the lowest one reads.
    """

    def __init__(self, settings: ModelSettings, inputs: int) -> None:
        super().__init__()
        cell = cells.load(settings.cell)
        sizes = (inputs, *(settings.hidden,) * (settings.layers - 1))
        self.cells = nn.ModuleList(cell.step(settings, size) for size in sizes)
        for layer, each in enumerate(self.cells):
            each.layer = layer  # type: ignore[assignment]  # whoever watches asks a cell for its layer
        self.dropout = settings.dropout_between

    def forward(self, x: Tensor, state: SteppedState) -> SteppedState:
        """Return the states after one timestep, of each layer, from x(t), (B, I), and the states before."""
        found = []
        for layer, cell in enumerate(self.cells):
            if layer:
                x = F.dropout(x, self.dropout, self.training)
            before = state[layer]
            after = cell(x, before if len(before) > 1 else before[0])
            found.append(after if isinstance(after, tuple) else (after,))
            x = found[-1][0]
        return tuple(found)
