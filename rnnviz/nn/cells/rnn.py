"""The vanilla cell: h(t) = φ(W_ih x(t) + b_ih + W_hh h(t-1) + b_hh)."""

from torch import nn

from rnnviz.nn.cells import Cell
from rnnviz.nn.elman import Elman, ElmanCell
from rnnviz.settings import ModelSettings

_FUSED = ("tanh", "relu")


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    s, dropout = settings, settings.dropout if settings.layers > 1 else 0.0  # torch warns where it has no place
    if s.nonlinearity in _FUSED:
        return nn.RNN(inputs, s.hidden, s.layers, s.nonlinearity, dropout=dropout, bidirectional=bidirectional)
    return Elman(inputs, s.hidden, s.layers, s.nonlinearity, dropout, bidirectional)


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    if settings.nonlinearity in _FUSED:
        return nn.RNNCell(inputs, settings.hidden, nonlinearity=settings.nonlinearity)
    return ElmanCell(inputs, settings.hidden, settings.nonlinearity)


CELL = Cell(title="Vanilla RNN", gates=(), has_cell_state=False, layer=_layer, step=_step)
