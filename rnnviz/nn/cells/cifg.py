"""LSTM with coupled input and forget gate, "CIFG" (Greff et al. 2017): what is not written is kept.

i = σ(W_i x(t) + R_i h(t-1) + b_i); f = 1 - i; g = tanh(W_g x(t) + R_g h(t-1) + b_g); c(t) = f * c(t-1) + i * g;
o = σ(W_o x(t) + R_o h(t-1) + b_o); h(t) = o * tanh(c(t)).
"""

from dataclasses import replace

from rnnviz.nn.cells import Cell
from rnnviz.nn.cells.lstm import CANDIDATE, FORGET, INPUT, OUTPUT, SAYS
from rnnviz.nn.expressions import before, symbols, tanh
from rnnviz.nn.forms import Form
from rnnviz.sentences import QT_TRANSLATE_NOOP

i, f, g, o, c = symbols("ifgoc")

CELL = Cell(
    key="cifg",
    title=QT_TRANSLATE_NOOP("settings", "LSTM, coupled gates"),
    form=Form(
        gates=(INPUT, replace(FORGET, equals=1 - i), CANDIDATE, OUTPUT),
        states={"c": f * before("c") + i * g, "h": o * tanh(c)},
        shown="ifog",
        says=SAYS,
    ),
)
