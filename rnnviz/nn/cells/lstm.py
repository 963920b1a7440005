"""Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000), as torch fuses it.

i, f, o = σ(W [x(t); h(t-1)] + b), g = tanh(...); c(t) = f * c(t-1) + i * g; h(t) = o * tanh(c(t)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.nn.cells import Cell
from rnnviz.nn.expressions import before, symbols, tanh
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.nonlinearities import SIGMOID, TANH
from rnnviz.sentences import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from torch import nn

    from rnnviz.settings import ModelSettings

i, f, g, o, c = symbols("ifgoc")

INPUT = Gate(
    "i",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "input"),
    QT_TRANSLATE_NOOP("step", "The input gate decides, unit by unit, how much of the candidate is let in."),
)
FORGET = Gate(
    "f",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "forget"),
    QT_TRANSLATE_NOOP("step", "The forget gate decides how much of the cell state before is kept."),
)
CANDIDATE = Gate(
    "g",
    TANH,
    QT_TRANSLATE_NOOP("panels", "candidate"),
    QT_TRANSLATE_NOOP("step", "The candidate: what could be added to the cell state."),
)
OUTPUT = Gate(
    "o",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "output"),
    QT_TRANSLATE_NOOP("step", "The output gate decides how much of the cell state the rest of the network sees."),
)
SAYS = {
    "c": QT_TRANSLATE_NOOP(
        "step", "The cell state keeps f of the old and adds i of the new: by this sum gradients survive."
    ),
}


def _layer(settings: ModelSettings, inputs: int, bidirectional: bool) -> nn.Module:
    from rnnviz.nn.lstm import LSTM

    return LSTM(inputs, settings.hidden, settings.layers, dropout=settings.dropout_between, bidirectional=bidirectional)


def _step(settings: ModelSettings, inputs: int) -> nn.Module:
    from torch import nn

    return nn.LSTMCell(inputs, settings.hidden)


CELL = Cell(
    key="lstm",
    title=QT_TRANSLATE_NOOP("settings", "LSTM"),
    form=Form(
        gates=(INPUT, FORGET, CANDIDATE, OUTPUT),
        states={"c": f * before("c") + i * g, "h": o * tanh(c)},
        shown="ifog",
        says=SAYS,
    ),
    fused=("lstm",),
    conventional=True,
    make_layer=_layer,
    make_step=_step,
)
