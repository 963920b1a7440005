"""A diagonal state space, S4D and LRU in one (Gu et al. 2022; Orvieto et al. 2023): units that turn.

λ = ρ e^(jθ), ρ = exp(-exp(ν)) < 1, θ = exp(φ), learned, the same at all timesteps; u + jv = W x(t) + b;
r(t) + js(t) = λ (r(t-1) + js(t-1)) + γ (u + jv), γ = √(1 - ρ²), which keeps its size; h(t) = tanh(r(t)).
Linear in its state, it is trained by a scan; λ and its conjugate are the eigenvalues of what happens from one timestep
to the next. They begin on the ring from 0.9 to 0.999, at any angle, as in the LRU.
"""

import math

from rnnviz.nn.cells import Cell
from rnnviz.nn.expressions import before, symbols, tanh
from rnnviz.nn.forms import Form, Gate, Own
from rnnviz.nn.functions import cos, leg, sin
from rnnviz.nn.nonlinearities import DECAY, EXPONENTIAL, PLAIN, SHARE
from rnnviz.sentences import QT_TRANSLATE_NOOP

u, v, r, s = symbols("uvrs")
modulus, angle, gain = symbols("ρθγ")
INNER, OUTER = 0.9, 0.999  # of the ring


def _first_modulus(drawn: float) -> float:
    """Return ν, evenly over the ring's area."""
    return math.log(-0.5 * math.log(drawn * (OUTER**2 - INNER**2) + INNER**2))


def _first_angle(drawn: float) -> float:
    return math.log(max(drawn, 1e-6) * 2 * math.pi)


MODULUS = Gate(
    "ρ",
    DECAY,
    QT_TRANSLATE_NOOP("panels", "modulus"),
    QT_TRANSLATE_NOOP("step", "How much a unit keeps from timestep to timestep: learned, and the same at all of them."),
    sees="",
    own=Own("eigenvalue", 0, "ν", _first_modulus),
)
ANGLE = Gate(
    "θ",
    EXPONENTIAL,
    QT_TRANSLATE_NOOP("panels", "angle"),
    QT_TRANSLATE_NOOP("step", "How far a unit turns from timestep to timestep, in radians."),
    sees="",
    own=Own("eigenvalue", 1, "φ", _first_angle),
)
GAIN = Gate(
    "γ",
    SHARE,
    QT_TRANSLATE_NOOP("panels", "gain"),
    QT_TRANSLATE_NOOP("step", "What lasts long is let in less: so the state keeps its size."),
    equals=leg(modulus),
)
REAL = Gate(
    "u",
    PLAIN,
    QT_TRANSLATE_NOOP("panels", "input, real"),
    QT_TRANSLATE_NOOP("step", "The real part of what the input adds."),
    sees="x",
)
IMAGINARY = Gate(
    "v",
    PLAIN,
    QT_TRANSLATE_NOOP("panels", "input, imaginary"),
    QT_TRANSLATE_NOOP("step", "The imaginary part of what the input adds."),
    sees="x",
)
_ALONG, _ACROSS = modulus * cos(angle), modulus * sin(angle)

CELL = Cell(
    key="ssm",
    title=QT_TRANSLATE_NOOP("settings", "Diagonal state space"),
    form=Form(
        gates=(REAL, IMAGINARY, MODULUS, ANGLE, GAIN),
        states={
            "r": _ALONG * before("r") - _ACROSS * before("s") + gain * u,
            "s": _ALONG * before("s") + _ACROSS * before("r") + gain * v,
            "h": tanh(r),
        },
        shown="uvρθγ",
        says={
            "r": QT_TRANSLATE_NOOP("step", "The state is turned by θ and shortened by ρ; this is its real part."),
            "s": QT_TRANSLATE_NOOP("step", "The imaginary part of the same turn."),
            "h": QT_TRANSLATE_NOOP("step", "The hidden state of timestep {t}: the real part, through tanh."),
        },
        turned=("r", "s"),
        unlearned=frozenset("h"),
        eigenvalues=(modulus, angle),
        fan="inputs",
    ),
)
