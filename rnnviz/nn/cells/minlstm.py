"""minLSTM (Feng et al. 2024): an LSTM whose gates do not see h(t-1), so that all timesteps are trained at once.

f = σ(W_f x(t) + b_f); i = σ(W_i x(t) + b_i); n = g(W_n x(t) + b_n), with g(a) = a + 1/2 from 0 on and σ(a) below;
k = f / (f + i); w = i / (f + i); h(t) = k * h(t-1) + w * n. The paper writes f', i' and h̃ for k, w and n: what is kept
and what is written add up to 1, so that the state keeps its scale however long the sequence is.
"""

from dataclasses import replace

from rnnviz.nn.cells import Cell
from rnnviz.nn.cells.mingru import CANDIDATE, FROM_X
from rnnviz.nn.expressions import before, symbols
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.nonlinearities import SIGMOID
from rnnviz.sentences import QT_TRANSLATE_NOOP

i, f, k, w, n = symbols("ifkwn")

INPUT = Gate(
    "i",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "input"),
    QT_TRANSLATE_NOOP("step", "The input gate, from the input alone."),
    sees="x",
)
FORGET = replace(
    INPUT,
    name="f",
    word=QT_TRANSLATE_NOOP("panels", "forget"),
    says=QT_TRANSLATE_NOOP("step", "The forget gate, from the input alone."),
)
KEPT = Gate(
    "k",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "kept: f′"),
    QT_TRANSLATE_NOOP("step", "Both gates are made to add up to 1: f′ of the old state is kept."),
    equals=f / (f + i),
)
WRITTEN = Gate(
    "w",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "written: i′"),
    QT_TRANSLATE_NOOP("step", "The other share, i′: so much of the candidate is written."),
    equals=i / (f + i),
)

CELL = Cell(
    key="minlstm",
    title=QT_TRANSLATE_NOOP("settings", "minLSTM"),
    form=Form(
        gates=(INPUT, FORGET, CANDIDATE, KEPT, WRITTEN),
        states={"h": k * before("h") + w * n},
        shown="kwifn",
        says={"a": FROM_X},
        fan="inputs",
    ),
)
