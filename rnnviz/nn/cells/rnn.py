"""The vanilla cell: h(t) = φ(W_ih x(t) + b_ih + W_hh h(t-1) + b_hh)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.nn.cells import Cell
from rnnviz.nn.forms import Form
from rnnviz.nn.nonlinearities import NONLINEARITIES, TANH
from rnnviz.sentences import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn

    from rnnviz.settings import ModelSettings

_FUSED = ("tanh", "relu")


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    s, dropout = settings, settings.dropout_between
    if s.nonlinearity in _FUSED:
        from torch import nn

        return nn.RNN(inputs, s.hidden, s.layers, s.nonlinearity, dropout=dropout, bidirectional=bidirectional)
    from rnnviz.nn.elman import Elman

    return Elman(inputs, s.hidden, s.layers, s.nonlinearity, dropout, bidirectional)


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    if settings.nonlinearity in _FUSED:
        from torch import nn

        return nn.RNNCell(inputs, settings.hidden, nonlinearity=settings.nonlinearity)
    from rnnviz.nn.elman import ElmanCell

    return ElmanCell(inputs, settings.hidden, settings.nonlinearity)


CELL = Cell(
    key="rnn",
    title=QT_TRANSLATE_NOOP("settings", "Vanilla"),
    form=Form(phi=TANH),
    variants={f"rnn_{name}": Form(phi=phi) for name, phi in NONLINEARITIES.items()},
    fused=tuple(f"rnn_{name}" for name in _FUSED),
    make_layer=_layer,
    make_step=_step,
)
