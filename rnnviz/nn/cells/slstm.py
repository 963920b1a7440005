"""sLSTM of xLSTM (Beck et al. 2024): exponential gates, a normaliser, and a stabiliser against overflow.

i = W_i x(t) + R_i h(t-1) + b_i and f likewise, both before exp; z = tanh(...); o = σ(...); with the stabiliser
m(t) = max(f + m(t-1), i); w = exp(i - m(t)); k = exp(f + m(t-1) - m(t)); c(t) = k * c(t-1) + w * z;
n(t) = k * n(t-1) + w; h(t) = o * c(t) / n(t). The paper writes ĩ, f̃, i' and f' for i, f, w and k.

Without it the gates are exp(i) and exp(f) themselves, as the paper's equations begin: c and n then leave the range of
single precision after some timesteps, and h is ∞/∞. What is divided is the same in both.
"""

from rnnviz.nn.cells import Cell
from rnnviz.nn.cells.lstm import OUTPUT
from rnnviz.nn.expressions import before, symbols
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.functions import exp, larger
from rnnviz.nn.nonlinearities import EXPONENTIAL, PLAIN, SHARE, TANH
from rnnviz.sentences import QT_TRANSLATE_NOOP
from rnnviz.settings import ModelSettings

i, f, z, o, w, k, c, n, m = symbols("ifzowkcnm")

INPUT = Gate(
    "i",
    PLAIN,
    QT_TRANSLATE_NOOP("panels", "input, before exp"),
    QT_TRANSLATE_NOOP("step", "The input gate, before its exponential."),
)
FORGET = Gate(
    "f",
    PLAIN,
    QT_TRANSLATE_NOOP("panels", "forget, before exp"),
    QT_TRANSLATE_NOOP("step", "The forget gate, before its exponential."),
)
CANDIDATE = Gate(
    "z",
    TANH,
    QT_TRANSLATE_NOOP("panels", "cell input"),
    QT_TRANSLATE_NOOP("step", "The cell input: what could be added to the cell state."),
)
WRITTEN = Gate(
    "w",
    SHARE,
    QT_TRANSLATE_NOOP("panels", "written: i′"),
    QT_TRANSLATE_NOOP("step", "The stabilised input gate, i′: of i′ and f′ the larger one is 1."),
    equals=exp(i - m),
)
KEPT = Gate(
    "k",
    SHARE,
    QT_TRANSLATE_NOOP("panels", "kept: f′"),
    QT_TRANSLATE_NOOP("step", "The stabilised forget gate, f′: so much is kept of c and of n."),
    equals=exp(f + before("m") - m),
)
SAYS = {
    "m": QT_TRANSLATE_NOOP(
        "step", "The stabiliser is the larger of both exponents: whatever it is, it cancels out in c/n."
    ),
    "c": QT_TRANSLATE_NOOP("step", "The cell state keeps its share of the old and adds its share of the new."),
    "n": QT_TRANSLATE_NOOP("step", "The normaliser sums up the shares themselves: what c is divided by."),
    "h": QT_TRANSLATE_NOOP("step", "The hidden state of timestep {t}: a weighted mean, c/n, as far as o lets it out."),
}

STABLE = Form(
    gates=(INPUT, FORGET, CANDIDATE, OUTPUT, WRITTEN, KEPT),
    states={
        "m": larger(f + before("m"), i),
        "c": k * before("c") + w * z,
        "n": k * before("n") + w,
        "h": o * c / n,
    },
    shown="kwzoif",
    says=SAYS,
    unlearned=frozenset("nm"),
)
BARE = Form(
    gates=(
        Gate("i", EXPONENTIAL, QT_TRANSLATE_NOOP("panels", "input"), INPUT.says),
        Gate("f", EXPONENTIAL, QT_TRANSLATE_NOOP("panels", "forget"), FORGET.says),
        CANDIDATE,
        OUTPUT,
    ),
    states={"c": f * before("c") + i * z, "n": f * before("n") + i, "h": o * c / n},
    shown="ifzo",
    says=SAYS,
    unlearned=frozenset("n"),
)


def _chosen(settings: ModelSettings) -> str:
    return "slstm" if settings.stabiliser == "on" else "slstm_unstabilised"


CELL = Cell(
    key="slstm",
    title=QT_TRANSLATE_NOOP("settings", "sLSTM"),
    form=STABLE,
    variants={"slstm": STABLE, "slstm_unstabilised": BARE},
    chosen=_chosen,
)
