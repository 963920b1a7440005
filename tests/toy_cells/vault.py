"""A cell state that is kept by a gate that sees it, and grows by a gate without an upper end.

k = σ(W_k x(t) + R_k h(t-1) + p * c(t-1) + b_k); e = exp(W_e x(t) + R_e h(t-1) + b_e);
v = tanh(W_v x(t) + b_v + k * (R_v h(t-1) + b_hv)); d = 1 - k; c(t) = k * c(t-1) + d * v; h(t) = tanh(c(t)) * e.
"""

from rnnviz.nn.cells import Cell
from rnnviz.nn.expressions import before, symbols, tanh
from rnnviz.nn.forms import Form, Gate, Peephole
from rnnviz.nn.nonlinearities import SIGMOID, TANH, Nonlinearity

k, e, v, d, c = symbols("kevdc")
EXPONENTIAL = Nonlinearity("exp", "exp", lambda a, h: h, "{value}", 0.0)

CELL = Cell(
    key="vault",
    title="Vault",
    form=Form(
        gates=(
            Gate("k", SIGMOID, "lock", "The lock.", peephole=Peephole(before("c"), "keyhole", row=0)),
            Gate("e", EXPONENTIAL, "lens", "The lens."),
            Gate("d", SIGMOID, "door", "The door.", equals=1 - k),
            Gate("v", TANH, "value", "The value.", reset=k),
        ),
        states={"c": k * before("c") + d * v, "h": tanh(c) * e},
    ),
)
