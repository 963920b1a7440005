"""The numbers that people type: read in one way wherever that is, and written so that nothing is rounded. No Qt."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence

MINUS = "−"  # as it is shown, so that what is copied from the screen can be pasted
MISSING = QT_TRANSLATE_NOOP("numbers", "A number is missing here.")
_GROUPS = " \u00a0\u202f"  # between thousands, and nowhere else
_LONGEST = 1000  # letters: more is no number but a text by mistake
_SAID = 24  # letters of a text that are said again
_GREATEST = 30  # the largest exponent of a whole number: 1e999999999 must not be written out
# No two parts can take the same letter, so the time is linear in the length. Python's own float() also reads "1_000",
# "infinity" and the digits of every script: none of them is meant by who types into a field.
_WHOLE_PART = r"(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)"
_NUMBER = re.compile(rf"[+-]?(?:{_WHOLE_PART}(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
_INFINITY = re.compile(r"([+-]?)(?:∞|inf(?:inity)?)", re.IGNORECASE)


def read_real(text: str, infinite: bool = False) -> float:
    """Return the number that was typed: one comma or one point is its decimal sign, exponents are read.

    Parameters
    ----------
    text : str
        As typed.
    infinite : bool
        Whether "inf", "-inf" and "∞" are numbers here.

    Raises
    ------
    Refused
        If it is none, or cannot be told from zero or from infinity.
    """
    found = _INFINITY.fullmatch(text.strip().replace(MINUS, "-")) if infinite else None
    if found:
        return -math.inf if found[1] == "-" else math.inf
    plain = _plain(text)
    value = float(plain) + 0.0  # no minus zero
    if math.isinf(value):
        raise _refused(QT_TRANSLATE_NOOP("numbers", "{text} is too large."), text)
    if value == 0.0 and re.match(r"[^eE]*[1-9]", plain):
        raise _refused(QT_TRANSLATE_NOOP("numbers", "{text} is too small to be told from 0."), text)
    return value


def read_whole(text: str) -> int:
    """Return the whole number that was typed: it has no decimal sign, but may have an exponent.

    Raises
    ------
    Refused
        If it is none.
    """
    plain = _plain(text)
    mantissa, _, exponent = plain.lower().partition("e")
    if "." in mantissa:
        raise _refused(
            QT_TRANSLATE_NOOP("numbers", "{text} is not a whole number: write it without a point or a comma."), text
        )
    if not exponent:
        return int(mantissa)
    if not mantissa.strip("+-0"):
        return 0
    if not exponent.startswith("-") and int(exponent) > _GREATEST:
        raise _refused(QT_TRANSLATE_NOOP("numbers", "{text} is too large."), text)
    if int(exponent) < -_LONGEST or (value := Decimal(plain)) != value.to_integral_value():
        raise _refused(QT_TRANSLATE_NOOP("numbers", "{text} is not a whole number."), text)
    return int(value)


def _plain(text: str) -> str:
    """Return what was typed as Python writes it; raises `Refused` if it is no number."""
    typed = text.strip().replace(MINUS, "-")
    if not typed:
        raise Refused(MISSING)
    if len(typed) <= _LONGEST:
        if _NUMBER.fullmatch(typed):
            return re.sub(f"[{_GROUPS}]", "", typed).replace(",", ".")
        signs = len(re.findall("[.,]", typed))
        if signs > 1 and _NUMBER.fullmatch(re.sub("[.,]", "", typed)):
            raise _refused(
                QT_TRANSLATE_NOOP("numbers", "{text} has {signs} decimal signs: write one point or one comma."),
                text,
                signs=signs,
            )
    raise _refused(QT_TRANSLATE_NOOP("numbers", "{text} is not a number."), text)


def _refused(template: str, text: str, **values: object) -> Refused:
    return Refused(template, "", text=_said(text), **values)


def _said(text: str) -> str:
    short = text.strip()
    return repr(short if len(short) <= _SAID else f"{short[:_SAID]}…")


def written(value: float) -> str:
    """Write a number as short as it can be without becoming another one."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        return str(float(value))
    exact = Decimal(repr(float(value))).normalize()
    if not exact:
        return "0"
    if 1e-4 <= abs(exact) < 1e9:
        return f"{exact:f}"
    return re.sub(r"e\+?", "e", f"{exact:e}")


@dataclass(frozen=True)
class Range:
    """What a number may be; the ends are in it unless they are said to be left out."""

    low: float = -math.inf
    high: float = math.inf
    above: bool = False  # low is left out
    below: bool = False  # high is left out

    def __contains__(self, value: float) -> bool:
        """Whether a number lies in it."""
        enough = value > self.low if self.above else value >= self.low
        return enough and (value < self.high if self.below else value <= self.high)

    def checked(self, value: float, text: str) -> None:
        """Raise `Refused`, with the ends named, if a number that was typed lies outside."""
        if value in self:
            return
        bounds = list(self._bounds())
        template = (
            QT_TRANSLATE_NOOP("numbers", "{text} cannot be taken: it must be {one} and {other}.")
            if len(bounds) > 1
            else QT_TRANSLATE_NOOP("numbers", "{text} cannot be taken: it must be {one}.")
        )
        raise _refused(template, text, **dict(zip(("one", "other"), bounds, strict=False)))

    def _bounds(self) -> Iterator[Sentence]:
        if self.low > -math.inf:
            words = (
                QT_TRANSLATE_NOOP("numbers", "more than {bound}")
                if self.above
                else QT_TRANSLATE_NOOP("numbers", "at least {bound}")
            )
            yield Sentence(words, {"bound": written(self.low)})
        if self.high < math.inf:
            words = (
                QT_TRANSLATE_NOOP("numbers", "less than {bound}")
                if self.below
                else QT_TRANSLATE_NOOP("numbers", "at most {bound}")
            )
            yield Sentence(words, {"bound": written(self.high)})

    def nearest(self, value: float) -> float | None:
        """Return the number in it that is nearest to one; None: the end there is left out."""
        if value in self:
            return value
        end, left_out = (self.low, self.above) if value <= self.low else (self.high, self.below)
        return None if left_out else end


def stepped(value: float, steps: int, size: float | None = None) -> float:
    """Return a number some steps away, to the last decimal that a person would expect.

    Parameters
    ----------
    value : float
        Where the steps begin.
    steps : int
        How many, downwards if negative.
    size : float, optional
        Of one step. Without it, a tenth of the number's own power of ten, whatever its size: 0.002 -> 0.0021.
    """
    exact = Decimal(repr(value))
    if size is not None:
        return float(exact + steps * Decimal(repr(size)))
    for _ in range(abs(steps)):
        outward = (steps > 0) == (exact > 0)
        exact += _tenth(exact, outward) * (1 if steps > 0 else -1)
    return float(exact)


def _tenth(exact: Decimal, outward: bool) -> Decimal:
    if not exact:
        return Decimal("0.01")
    power = exact.adjusted()
    if not outward and abs(exact) == Decimal(1).scaleb(power):
        power -= 1  # 0.001 goes down to 0.00099, from where a step up leads back
    return Decimal(1).scaleb(power - 1)
