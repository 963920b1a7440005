"""LSTM whose gates see the cell state (Gers and Schmidhuber 2000; Gers, Schraudolph and Schmidhuber 2002).

i = σ(W_i x(t) + R_i h(t-1) + p_i * c(t-1) + b_i); f = σ(W_f x(t) + R_f h(t-1) + p_f * c(t-1) + b_f);
g = tanh(W_g x(t) + R_g h(t-1) + b_g); c(t) = f * c(t-1) + i * g;
o = σ(W_o x(t) + R_o h(t-1) + p_o * c(t) + b_o); h(t) = o * tanh(c(t)).
The output gate sees c(t), the new one. The peephole weights are one number a unit and gate, as in the papers.
"""

from dataclasses import replace

from rnnviz.nn.cells import Cell
from rnnviz.nn.cells.lstm import CANDIDATE, FORGET, INPUT, OUTPUT, SAYS
from rnnviz.nn.expressions import before, symbols, tanh
from rnnviz.nn.forms import Form, Peephole
from rnnviz.sentences import QT_TRANSLATE_NOOP

i, f, g, o, c = symbols("ifgoc")

CELL = Cell(
    key="peephole",
    title=QT_TRANSLATE_NOOP("settings", "LSTM with peepholes"),
    form=Form(
        gates=(
            replace(INPUT, peephole=Peephole(before("c"), "peephole", row=0)),
            replace(FORGET, peephole=Peephole(before("c"), "peephole", row=1)),
            CANDIDATE,
            replace(OUTPUT, peephole=Peephole(c, "peephole", row=2)),
        ),
        states={"c": f * before("c") + i * g, "h": o * tanh(c)},
        shown="ifog",
        says=SAYS,
    ),
)
