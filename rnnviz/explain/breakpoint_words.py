"""What a breakpoint can be about, in words: the quantities, ready-made conditions, and what is wrong with one."""

from __future__ import annotations

from typing import NamedTuple

from rnnviz.engine.breakpoints import SCALARS, Breakpoint, Condition, Known
from rnnviz.engine.messages import Built
from rnnviz.nn import cells
from rnnviz.probe.frame import Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, say

#: Every quantity and function, with what it is.
QUANTITIES = {
    "update": QT_TRANSLATE_NOOP("panels", "the number of this update"),
    "loss": QT_TRANSLATE_NOOP("panels", "the loss of this update's batch"),
    "smoothed": QT_TRANSLATE_NOOP("panels", "the smoothed loss before this update"),
    "grad_norm": QT_TRANSLATE_NOOP("panels", "norm of the gradient over all weights, before clipping"),
    "grad_norms": QT_TRANSLATE_NOOP("panels", "‖dL/dh(t)‖ of each timestep of the watched sequence"),
    "lr": QT_TRANSLATE_NOOP("panels", "the learning rate"),
    "accuracy": QT_TRANSLATE_NOOP("panels", "the last one measured on held-out data"),
    "finite": QT_TRANSLATE_NOOP("panels", "whether loss and gradient are numbers, not infinity or NaN"),
    "spectral_radius": QT_TRANSLATE_NOOP("panels", "the largest of any recurrent matrix"),
}
SATURATION = QT_TRANSLATE_NOOP("panels", "share of the gate's values within 0.05 of an end of its range")
FUNCTIONS = {
    "jump(loss, 2)": QT_TRANSLATE_NOOP("panels", "the loss is more than twice the smoothed loss"),
    "max(grad_norms)": QT_TRANSLATE_NOOP("panels", "the largest over timesteps; also min, mean, any, all"),
    "abs(loss)": QT_TRANSLATE_NOOP("panels", "the size without the sign"),
}

#: (words, expression, every how many updates)
READY = (
    (QT_TRANSLATE_NOOP("panels", "The loss jumps"), "jump(loss, 2)", 1),
    (QT_TRANSLATE_NOOP("panels", "Gradient norm above 10"), "grad_norm > 10", 1),
    (QT_TRANSLATE_NOOP("panels", "The gradient vanishes through time"), "min(grad_norms) < 1e-6", 20),
    (QT_TRANSLATE_NOOP("panels", "Forget gate saturated"), "saturation.f > 0.9", 20),
    (QT_TRANSLATE_NOOP("panels", "Not finite"), "not finite", 1),
    (QT_TRANSLATE_NOOP("panels", "Every 1,000 updates"), "update > 0", 1000),
)


class Fault(NamedTuple):
    """What is wrong with a condition."""

    sentence: str
    column: int | None = None  # 1-based; None: it has no single place


def known(frame: Frame | None, facts: Built | None) -> Known:
    """Return the quantities of a model, as far as it was seen."""
    scalars = frozenset(SCALARS)
    if facts is not None and not facts.has_accuracy:
        scalars -= {"accuracy"}
    if frame is None:
        return Known(scalars, tuple(dict.fromkeys((*cells.letters(), "h"))))
    gates = (gate for r in frame.recurrences for gate in tuple(r.gates) or cells.bounded(r.cell))
    return Known(scalars, tuple(dict.fromkeys(gates)))


def fault(breakpoint: Breakpoint, there: Known) -> Fault | None:
    """Return what is wrong with a breakpoint; None: nothing."""
    try:
        Condition.read(breakpoint, there)
    except Refused as refused:
        column = refused.sentence.values.get("column")
        return Fault(say(refused.sentence), column if isinstance(column, int) else None)
    return None


def words(there: Known) -> list[str]:
    """Return everything that can be typed in a condition."""
    names = [name for name in QUANTITIES if name in there.scalars or name == "grad_norms"]
    return [*names, *(f"saturation.{gate}" for gate in there.gates), *FUNCTIONS, "and", "or", "not"]
