"""How a number is written wherever one is: in equations, legends and beside the mouse, and counts in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from rnnviz.engine.presets import FALLBACK
from rnnviz.sentences import language

MINUS = "−"  # as wide as a plus, unlike the hyphen
DECIMALS = 3  # where nobody asks for more
NARROW = "\u202f"  # a space at which no line is broken


class Precision(NamedTuple):
    """How exactly numbers are written."""

    more: int = 0  # decimals, or digits before an exponent, beyond the usual ones
    place: int | None = None  # the power of ten of the last digit, the same one for every number of a sum


USUAL = Precision()
_precision: ContextVar[Precision] = ContextVar("precision", default=USUAL)


@contextmanager
def precisely(more: int = 0, place: int | None = None) -> Iterator[None]:
    """Have numbers written more exactly as long as the context lasts: see `Precision`."""
    before = _precision.set(Precision(more, place))
    try:
        yield
    finally:
        _precision.reset(before)


def decimals(usual: int) -> int:
    """Return how many decimals a number has that has `usual` ones where nobody asks for more."""
    more, place = _precision.get()
    return usual + more if place is None else max(-place, 0)


def mantissa_decimals(size: float, usual: int) -> int:
    """Return how many decimals stand before an exponent."""
    more, place = _precision.get()
    return usual + more if place is None else max(math.floor(math.log10(size)) - place, 0)


def thousands() -> str:
    """Return what parts thousands: a comma in English, a narrow space in every other language, as the SI has it.

    Decimals have a point in all of them, and many languages part thousands by a point too, or decimals by a comma.
    """
    return "," if language() == FALLBACK else NARROW


def grouped(value: float) -> str:
    """Write a whole number with its thousands apart."""
    return f"{round(value):,}".replace(",", thousands())


def percent(share: float, decimals: int = 0) -> str:
    """Write a share per cent: 0.5237 is 52 %, or with one decimal 52.4 %. What is not quite all or nothing is not."""
    if not math.isfinite(share):
        return number(share, signed=False)
    text = f"{100 * share:.{decimals}f}"
    if float(text) in (0.0, 100.0) and share not in (0.0, 1.0):
        least = 10.0**-decimals
        if 0 < share < 1:
            text = f"<{least:.{decimals}f}" if share < 0.5 else f">{100 - least:.{decimals}f}"
    return f"{text.replace('-', MINUS)} %"


def percents(shares: Sequence[float], decimals: int = 1) -> tuple[str, ...]:
    """Write the shares of one whole per cent: what is shown adds up to 100, whatever was rounded.

    Each is rounded down, and what is missing is given to those that lost most (largest remainders). What is not quite
    nothing or all is not, as `percent` has it; shares that are no whole are written one by one.
    """
    if not all(map(math.isfinite, shares)) or not math.isclose(sum(shares), 1.0, abs_tol=1e-6):
        return tuple(percent(share, decimals) for share in shares)
    whole = 100 * 10**decimals
    exact = [share * whole for share in shares]
    units = [math.floor(each + 1e-9) for each in exact]
    order = sorted(range(len(exact)), key=lambda k: units[k] - exact[k])
    for k in order[: max(0, whole - sum(units))]:
        units[k] += 1

    def written(share: float, unit: int) -> str:
        about = "<" if unit == 0 and share > 0 else ">" if unit == whole and share < 1 else ""
        shown = unit + (about == "<") - (about == ">")
        return f"{about}{shown / 10**decimals:.{decimals}f} %"

    return tuple(map(written, shares, units))


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
    fixed = 0.01 <= size < 1e4
    text = f"{size:.{decimals(DECIMALS)}f}" if fixed else f"{size:.{mantissa_decimals(size, DECIMALS - 1)}e}"
    sign = MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{text}".replace("e-", f"e{MINUS}").replace("e+", "e")
