"""LSTM with coupled input and forget gate, "CIFG" (Greff et al. 2017): what is not written is kept.

i = σ(W_i x(t) + R_i h(t-1) + b_i); f = 1 - i; g = tanh(W_g x(t) + R_g h(t-1) + b_g); c(t) = f * c(t-1) + i * g;
o = σ(W_o x(t) + R_o h(t-1) + b_o); h(t) = o * tanh(c(t)).
"""

from __future__ import annotations

from torch import Tensor, nn

from rnnviz.nn.cells import Cell
from rnnviz.nn.gated import GatedCell, Inside, remembering
from rnnviz.nn.looped import Looped
from rnnviz.settings import ModelSettings

_GATES = "-  "  # i, g, o: f = 1 - i


class CoupledCell(GatedCell):
    """One timestep; three matrices instead of four."""

    key = "cifg"
    gates = ("i", "g", "o")

    def inside(self, x: Tensor, h: Tensor, c: Tensor) -> Inside:
        """Return gates and c(t), each (..., H), from x(t), h(t-1) and c(t-1)."""
        i, g, o = self._stacked(x, h)
        before = {"i": i, "f": -i, "g": g, "o": o}  # 1 - σ(z) = σ(-z)
        gates = {"i": i.sigmoid(), "f": 1 - i.sigmoid(), "g": g.tanh(), "o": o.sigmoid()}
        return Inside(gates, before, gates["f"] * c + gates["i"] * gates["g"])


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    s = settings

    def cell(size: int, layer: int, reverse: bool) -> CoupledCell:
        return CoupledCell(size, s.hidden, layer, reverse)

    looped = Looped(cell, inputs, s.hidden, s.layers, s.dropout, bidirectional, has_cell_state=True)
    return remembering(looped, _GATES, s.memory_bias)


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    return remembering(CoupledCell(inputs, settings.hidden), _GATES, settings.memory_bias)


CELL = Cell(title="Coupled LSTM (CIFG)", gates=("i", "f", "o", "g"), has_cell_state=True, layer=_layer, step=_step)
