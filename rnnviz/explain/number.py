"""How a number is written wherever one is: in equations, legends and beside the mouse, and counts in words."""

from __future__ import annotations

import math

from rnnviz.engine.presets import FALLBACK
from rnnviz.sentences import language

MINUS = "−"  # as wide as a plus, unlike the hyphen
NARROW = "\u202f"  # a space at which no line is broken


def thousands() -> str:
    """Return what parts thousands: a comma in English, a narrow space in every other language, as the SI has it.

    Decimals have a point in all of them, and many languages part thousands by a point too, or decimals by a comma.
    """
    return "," if language() == FALLBACK else NARROW


def grouped(value: float) -> str:
    """Write a whole number with its thousands apart."""
    return f"{round(value):,}".replace(",", thousands())


def number(value: float, signed: bool = True) -> str:
    """Write a value with three decimals, or with three digits and an exponent where those would say too little.

    What is exactly zero is 0, without sign and decimals: nothing was rounded.

    Parameters
    ----------
    value : float
        May be infinite or NaN.
    signed : bool
        Whether a positive value has its plus.
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return f"{MINUS if value < 0 else '+' if signed else ''}∞"
    if value == 0.0:
        return "0"
    size = abs(value)
    text = f"{size:.3f}" if 0.01 <= size < 1e4 else f"{size:.2e}"
    sign = MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{text}".replace("e-", f"e{MINUS}").replace("e+", "e")
