"""LSTM whose gates see the cell state (Gers and Schmidhuber 2000; Gers, Schraudolph and Schmidhuber 2002).

i = σ(W_i x(t) + R_i h(t-1) + p_i * c(t-1) + b_i); f = σ(W_f x(t) + R_f h(t-1) + p_f * c(t-1) + b_f);
g = tanh(W_g x(t) + R_g h(t-1) + b_g); c(t) = f * c(t-1) + i * g;
o = σ(W_o x(t) + R_o h(t-1) + p_o * c(t) + b_o); h(t) = o * tanh(c(t)).
The output gate sees c(t), the new one.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rnnviz.nn.cells import Cell
from rnnviz.nn.gated import GatedCell, Inside, remembering
from rnnviz.nn.looped import Looped
from rnnviz.settings import ModelSettings

_GATES = "-+  "  # i, f, g, o


class PeepholeCell(GatedCell):
    """One timestep; the peephole weights are one number a unit and gate, as in the papers."""

    key = "peephole"
    gates = ("i", "f", "g", "o")

    def _more_parameters(self) -> None:
        self.peephole = nn.Parameter(torch.empty(3, self.hidden_size))  # p_i, p_f, p_o

    def inside(self, x: Tensor, h: Tensor, c: Tensor) -> Inside:
        """Return gates and c(t), each (..., H), from x(t), h(t-1) and c(t-1)."""
        p_i, p_f, p_o = self.peephole
        i, f, g, o = self._stacked(x, h)
        before = {"i": i + p_i * c, "f": f + p_f * c, "g": g}
        gates = {"i": before["i"].sigmoid(), "f": before["f"].sigmoid(), "g": g.tanh()}
        c = gates["f"] * c + gates["i"] * gates["g"]
        before["o"] = o + p_o * c
        return Inside({**gates, "o": before["o"].sigmoid()}, before, c)


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    s = settings

    def cell(size: int, layer: int, reverse: bool) -> PeepholeCell:
        return PeepholeCell(size, s.hidden, layer, reverse)

    looped = Looped(cell, inputs, s.hidden, s.layers, s.dropout, bidirectional, has_cell_state=True)
    return remembering(looped, _GATES, s.memory_bias)


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    return remembering(PeepholeCell(inputs, settings.hidden), _GATES, settings.memory_bias)


CELL = Cell(title="Peephole LSTM", gates=("i", "f", "o", "g"), has_cell_state=True, layer=_layer, step=_step)
