"""Gated recurrent unit (Cho et al. 2014), as torch fuses it.

r, z = σ(W [x(t); h(t-1)] + b); n = tanh(W_in x(t) + b_in + r * (W_hn h(t-1) + b_hn)); h(t) = (1 - z) * n + z * h(t-1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.nn.cells import Cell
from rnnviz.nn.expressions import before, symbols
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.nonlinearities import SIGMOID, TANH
from rnnviz.sentences import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn

    from rnnviz.settings import ModelSettings

r, z, n = symbols("rzn")

RESET = Gate(
    "r",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "reset"),
    QT_TRANSLATE_NOOP("step", "The reset gate decides how much of the old state the candidate may look at."),
)
UPDATE = Gate(
    "z",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "update"),
    QT_TRANSLATE_NOOP("step", "The update gate decides how much of the old state stays: near 1 it is copied."),
)
NEW = Gate(
    "n",
    TANH,
    QT_TRANSLATE_NOOP("panels", "new"),
    QT_TRANSLATE_NOOP("step", "The candidate: what the state could become."),
    reset=r,
)
_SAYS = {
    "hn": QT_TRANSLATE_NOOP("step", "What the old state says to the candidate, before the reset gate."),
    "h": QT_TRANSLATE_NOOP("step", "The hidden state of timestep {t} mixes the old state and the candidate, by z."),
}


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    from torch import nn

    return nn.GRU(
        inputs, settings.hidden, settings.layers, dropout=settings.dropout_between, bidirectional=bidirectional
    )


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    from torch import nn

    return nn.GRUCell(inputs, settings.hidden)


CELL = Cell(
    key="gru",
    title=QT_TRANSLATE_NOOP("settings", "GRU"),
    form=Form(
        gates=(RESET, UPDATE, NEW),
        states={"h": (1 - z) * n + z * before("h")},
        shown="rzn",
        says=_SAYS,
    ),
    fused=("gru",),
    conventional=True,
    make_layer=_layer,
    make_step=_step,
)
