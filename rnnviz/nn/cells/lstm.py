"""Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000), as torch fuses it.

i, f, o = σ(W [x(t); h(t-1)] + b), g = tanh(...); c(t) = f * c(t-1) + i * g; h(t) = o * tanh(c(t)).
"""

from torch import nn

from rnnviz.nn.cells import Cell
from rnnviz.nn.gated import remembering
from rnnviz.nn.lstm import LSTM
from rnnviz.settings import ModelSettings

_GATES = "-+  "  # i, f, g, o


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    dropout = settings.dropout if settings.layers > 1 else 0.0  # torch warns where it has no place
    layer = LSTM(inputs, settings.hidden, settings.layers, dropout=dropout, bidirectional=bidirectional)
    return remembering(layer, _GATES, settings.memory_bias)


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    return remembering(nn.LSTMCell(inputs, settings.hidden), _GATES, settings.memory_bias)


CELL = Cell(title="LSTM", gates=("i", "f", "o", "g"), has_cell_state=True, layer=_layer, step=_step)
