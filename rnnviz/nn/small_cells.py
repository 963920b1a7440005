"""What the cells of the small networks are: each belongs to its task, so none of them can be chosen. No torch here.

They are computed in `rnnviz.nn.scalar`, `rnnviz.nn.feed_forward` and `rnnviz.nn.unshared`.
"""

from __future__ import annotations

from rnnviz.nn.forms import Form, Term
from rnnviz.nn.nonlinearities import NONLINEARITIES
from rnnviz.sentences import QT_TRANSLATE_NOOP

_SCALAR = {
    "a": QT_TRANSLATE_NOOP(
        "step", "Timestep {t}: the cell reads {symbol} and the hidden state of {before}: a = u·x + w·h."
    ),
}
_JORDAN = {
    "a": QT_TRANSLATE_NOOP(
        "step", "Timestep {t}: the cell reads {symbol} and the network's own last answer: a = W_xh·x + W_yh·y + b."
    ),
    "h": QT_TRANSLATE_NOOP(
        "step", "The nonlinearity makes the hidden state of timestep {t}; the network answers from it, and reads that."
    ),
}
_FEED_FORWARD = {
    "a": QT_TRANSLATE_NOOP("step", "Timestep {t}: the layer weighs {symbol}, and knows of no other timestep: a = W·x."),
    "h": QT_TRANSLATE_NOOP("step", "What the layer says at timestep {t}; the next timestep does not hear of it."),
}
_UNSHARED = {
    "a": QT_TRANSLATE_NOOP(
        "step",
        "Timestep {t}: the cell reads {symbol} and the hidden state of {before}, "
        "by matrices that no other timestep has.",
    ),
}
_SUMS = {
    "scalar": ((Term("u", "x", "u"), Term("w", "h", "w")), _SCALAR),
    "jordan": ((Term("W_xh", "x", "weight_ih"), Term("W_yh", "y", "weight_yh"), Term("b", "", "bias")), _JORDAN),
    "feed_forward": ((Term("W", "x", "weight"),), _FEED_FORWARD),
    "biased_feed_forward": ((Term("W", "x", "weight"), Term("b", "", "bias")), _FEED_FORWARD),
    "unshared": (
        (
            Term("W_xh(t)", "x", "weights_x", unshared=True),
            Term("W_hh(t)", "h", "weights_h", unshared=True),
            Term("b(t)", "", "biases", unshared=True),
        ),
        _UNSHARED,
    ),
}

#: By what `rnnviz.probe.frame.Recurrence.cell` says: "jordan_threshold".
FORMS = {
    f"{kind}_{name}": Form(phi=phi, terms=terms, says=says)
    for kind, (terms, says) in _SUMS.items()
    for name, phi in NONLINEARITIES.items()
}
