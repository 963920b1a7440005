"""minGRU (Feng et al. 2024): a GRU whose gates do not see h(t-1), so that all timesteps are trained at once.

z = σ(W_z x(t) + b_z); n = g(W_n x(t) + b_n); h(t) = (1 - z) * h(t-1) + z * n, with g(a) = a + 1/2 from 0 on and σ(a)
below. The paper writes h̃ for n. Its z writes, where z of the GRU of Cho et al. and of torch keeps.
"""

from rnnviz.nn.cells import Cell
from rnnviz.nn.expressions import before, symbols
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.nonlinearities import POSITIVE, SIGMOID
from rnnviz.sentences import QT_TRANSLATE_NOOP

z, n = symbols("zn")

UPDATE = Gate(
    "z",
    SIGMOID,
    QT_TRANSLATE_NOOP("panels", "update"),
    QT_TRANSLATE_NOOP(
        "step", "The update gate decides from the input alone how much of the candidate is written: 1 − z is kept."
    ),
    sees="x",
)
CANDIDATE = Gate(
    "n",
    POSITIVE,
    QT_TRANSLATE_NOOP("panels", "new"),
    QT_TRANSLATE_NOOP("step", "The candidate, from the input alone; g keeps it above zero."),
    sees="x",
)
#: What is said of a sum that h(t-1) is no part of.
FROM_X = QT_TRANSLATE_NOOP(
    "step", "Timestep {t}: the cell reads {symbol} and nothing else: W_xh·x + b, for every gate."
)

CELL = Cell(
    key="mingru",
    title=QT_TRANSLATE_NOOP("settings", "minGRU"),
    form=Form(
        gates=(UPDATE, CANDIDATE),
        states={"h": (1 - z) * before("h") + z * n},
        shown="zn",
        says={"a": FROM_X},
        fan="inputs",
    ),
)
