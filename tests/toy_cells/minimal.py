"""A cell no gate of which sees h(t-1), as in minGRU (Feng et al. 2024): all depends on x(t) alone.

w = σ(W_w x(t) + b_w); y = tanh(W_y x(t) + b_y); h(t) = (1 - w) * h(t-1) + w * y.
"""

from rnnviz.nn.cells import Cell
from rnnviz.nn.expressions import before, symbols
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.nonlinearities import SIGMOID, TANH

w, y = symbols("wy")

CELL = Cell(
    key="minimal",
    title="Minimal",
    form=Form(
        gates=(Gate("w", SIGMOID, "write", "The writing.", sees="x"), Gate("y", TANH, "news", "The news.", sees="x")),
        states={"h": (1 - w) * before("h") + w * y},
    ),
)
