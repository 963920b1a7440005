"""Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000), as torch fuses it.

i, f, o = σ(W [x(t); h(t-1)] + b), g = tanh(...); c(t) = f * c(t-1) + i * g; h(t) = o * tanh(c(t)).
"""

from torch import nn

from rnnviz.nn.cells import Cell
from rnnviz.settings import ModelSettings


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    dropout = settings.dropout if settings.layers > 1 else 0.0  # torch warns where it has no place
    return nn.LSTM(inputs, settings.hidden, settings.layers, dropout=dropout, bidirectional=bidirectional)


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    return nn.LSTMCell(inputs, settings.hidden)


CELL = Cell(title="LSTM", gates=("i", "f", "o", "g"), has_cell_state=True, layer=_layer, step=_step)
