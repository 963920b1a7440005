"""Gated recurrent unit (Cho et al. 2014), as torch fuses it.

r, z = σ(W [x(t); h(t-1)] + b); n = tanh(W_in x(t) + b_in + r * (W_hn h(t-1) + b_hn)); h(t) = (1 - z) * n + z * h(t-1).
"""

from torch import nn

from rnnviz.nn.cells import Cell
from rnnviz.nn.gated import remembering
from rnnviz.settings import ModelSettings

_GATES = " + "  # r, z, n: where z is open, the state stays


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    dropout = settings.dropout if settings.layers > 1 else 0.0  # torch warns where it has no place
    layer = nn.GRU(inputs, settings.hidden, settings.layers, dropout=dropout, bidirectional=bidirectional)
    return remembering(layer, _GATES, settings.memory_bias)


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    return remembering(nn.GRUCell(inputs, settings.hidden), _GATES, settings.memory_bias)


CELL = Cell(title="GRU", gates=("r", "z", "n"), has_cell_state=False, layer=_layer, step=_step)
