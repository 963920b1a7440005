"""A state that leaks, at a rate that depends on the input alone; what is not kept is written.

u = σ(W_u x(t) + b_u); m = tanh(W_m x(t) + R_m h(t-1) + b_m); h(t) = (1 - u) * h(t-1) + u * m.
"""

from rnnviz.nn.cells import Cell
from rnnviz.nn.expressions import before, symbols
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.nonlinearities import SIGMOID, TANH

u, m = symbols("um")

CELL = Cell(
    key="leaky",
    title="Leaky",
    form=Form(
        gates=(Gate("u", SIGMOID, "leak", "The leak.", sees="x"), Gate("m", TANH, "message", "The message.")),
        states={"h": (1 - u) * before("h") + u * m},
        shown="mu",
    ),
)
