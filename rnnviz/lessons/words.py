"""Words with numbers of the run in them: ``{{p:%}}``, ``{{p < 0.5 ? fewer | more}}``. No torch, no Qt here.

Between double braces stands an expression of the numbers that a lesson's step names, and then one of two things:

- a format: ``{{p}}`` three digits, a whole number as it is; ``{{p:2}}`` so many decimals; ``{{p:+2}}`` with its sign;
  ``{{p:%}}``, ``{{p:1%}}`` per cent; ``{{p:e}}``, ``{{p:1e}}`` with a power of ten;
- wordings to choose from: by a comparison, ``{{p > q and p > 0.5 ? if it holds | if not}}``, or by a number from 0,
  ``{{k ? the first | the second | the third}}``.

An expression has names, numbers, ``+ - * /``, comparisons, ``and``, ``or``, ``not`` and brackets; it computes nothing
else. As long as a number is not known, `UNKNOWN` stands in its place.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from math import floor, isfinite, isnan, log10
from typing import Any

import numpy as np
from simpleeval import SimpleEval

from rnnviz.user_files.faults import shown

UNKNOWN = "…"
LONGEST = 200  # characters of an expression
MINUS, INFINITE = "−", "∞"

Value = float | str

_SLOT = re.compile(r"\{\{(?P<inside>[^{}]*)(?:\}\}|(?P<open>))")
_FORMAT = re.compile(r"(?P<sign>\+?)(?P<digits>\d?)(?P<kind>[%e]?)")
_MARKDOWN = re.compile(r"([\\`*_$\[\]|])")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
_PARTS = (ast.Compare, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.Constant, ast.Name, ast.And, ast.Or, ast.Load)


class Unfit(ValueError):
    """What stands between double braces cannot be used; in words, for whoever wrote the lesson."""


@dataclass(frozen=True)
class Slot:
    """What stands between double braces."""

    expression: str
    tree: ast.expr
    names: frozenset[str]
    format: str = ""
    wordings: tuple[str, ...] = ()  # to choose from; none: the value itself is shown

    @property
    def asks(self) -> bool:
        """Whether it is a condition."""
        return isinstance(self.tree, ast.Compare | ast.BoolOp) or _is_not(self.tree)

    def value(self, values: Mapping[str, Value]) -> Value | None:
        """Return what the expression comes to; None if a number in it is not known, or is none."""
        there = {name: values[name] for name in self.names if name in values}
        if len(there) < len(self.names) or any(isinstance(each, float) and isnan(each) for each in there.values()):
            return None
        if isinstance(self.tree, ast.Name) and isinstance(there[self.tree.id], str):
            return there[self.tree.id]
        if any(isinstance(each, str) for each in there.values()):
            return None  # a symbol is no number
        with np.errstate(all="ignore"):  # 1 / 0 is infinite
            numbers = {name: np.float64(each) for name, each in there.items()}
            found = SimpleEval(_OPERATORS, {}, numbers).eval(self.expression, self.tree)
        return None if isnan(found) else float(found)

    def text(self, values: Mapping[str, Value], thousands: str = ",") -> str:
        """Return what stands in the lesson instead: Markdown."""
        value = self.value(values)
        if value is None:
            return UNKNOWN
        if isinstance(value, str):
            return _MARKDOWN.sub(r"\\\1", " ".join(value.split("\n")))
        if not self.wordings:
            return written(value, self.format, thousands)
        place = int(not value) if self.asks else int(value)
        return self.wordings[place] if 0 <= place < len(self.wordings) else UNKNOWN


def filled(text: str, values: Mapping[str, Value], thousands: str = ",") -> str:
    """Return a lesson's words with the values in them.

    Parameters
    ----------
    text : str
        Markdown that was checked by `check`.
    values : mapping
        Name -> a number, or a symbol. What is missing is not known yet.
    thousands : str
        What parts the thousands of a whole number.
    """
    return _SLOT.sub(lambda found: slot(found["inside"]).text(values, thousands), text)


def slots(text: str) -> Iterator[tuple[int, str]]:
    """Yield where something stands between double braces, and what; what is never closed, from its braces on."""
    for found in _SLOT.finditer(text):
        yield found.start(), found["inside"] if found["open"] is None else found[0]


def check(inside: str, known: Collection[str]) -> frozenset[str]:
    """Return the names that are used between two double braces; raises `Unfit` if it is not as it must be."""
    if inside.startswith("{{"):
        raise Unfit(f"{shown(inside)[:60]}: these braces are never closed")
    found = slot(inside)
    if unknown := sorted(found.names - set(known)):
        there = ", ".join(known) or "none"
        raise Unfit(f"{{{{{shown(inside)}}}}}: the step has no number called {shown(unknown[0])}; there are {there}")
    return found.names


@lru_cache(maxsize=1024)
def slot(inside: str) -> Slot:
    """Read what stands between double braces; raises `Unfit`."""
    expression, asked, rest = inside.partition("?")
    refuse = partial(_unfit, inside)
    if not asked:
        expression, _, form = inside.partition(":")
        if _FORMAT.fullmatch(form.strip()) is None:
            raise refuse(f"{shown(form.strip())} is no format, such as 2, +2, %, 1% or e")
        return _read(expression.strip(), form=form.strip(), refuse=refuse)
    wordings = tuple(words.strip() for words in rest.split("|"))
    found = _read(expression.strip(), wordings=wordings, refuse=refuse)
    if found.asks and len(wordings) != 2:
        raise refuse(f"a comparison chooses one of two wordings, and there are {len(wordings)}")
    if len(wordings) < 2:
        raise refuse("there is only one wording; others follow after |")
    return found


def _read(expression: str, refuse: Callable[[str], Unfit], form: str = "", wordings: tuple[str, ...] = ()) -> Slot:
    if len(expression) > LONGEST:
        raise refuse(f"an expression can have {LONGEST} characters at most")
    try:
        tree = ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise refuse("this is no expression, such as p, p / q or p < 0.5") from None
    for node in ast.walk(tree):
        number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
        if type(node) not in _OPERATORS and not (isinstance(node, _PARTS) and (number or not _is_constant(node))):
            raise refuse("an expression has only names, numbers, + - * /, comparisons, and, or, not")
    names = frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    if not names:
        raise refuse("it names no number of the step")
    made = Slot(expression, tree, names, form, wordings)
    if made.asks and not wordings:
        raise refuse("a comparison chooses between wordings: {{p < 0.5 ? fewer | more}}")
    return made


def _is_constant(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant)


def _is_not(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _unfit(inside: str, why: str) -> Unfit:
    return Unfit(f"{{{{{shown(inside)}}}}}: {why}")


# --- numbers in words ---


def written(value: float, form: str = "", thousands: str = ",") -> str:
    """Write a number in a format: see the top of this file."""
    said = _FORMAT.fullmatch(form)
    assert said is not None
    if not isfinite(value):
        return "NaN" if isnan(value) else f"{MINUS if value < 0 else said['sign']}{INFINITE}"
    digits = int(said["digits"]) if said["digits"] else None
    match said["kind"]:
        case "%":
            text = f"{abs(100 * value):.{digits or 0}f} %"
        case "e":
            text = _with_power(abs(value), digits or 0)
        case _:
            text = f"{abs(value):,.{_decimals(value) if digits is None else digits}f}".replace(",", thousands)
    none_left = not re.search("[1-9]", text)  # what is rounded to nothing has no sign
    return f"{'' if none_left else MINUS if value < 0 else said['sign']}{text}"


def _decimals(value: float) -> int:
    """Return how many decimals make three digits."""
    if value == round(value) or not value:
        return 0
    return min(max(2 - floor(log10(abs(value))), 0), 9)


def _with_power(size: float, digits: int) -> str:
    mantissa, power = f"{size:.{digits}e}".split("e")
    return f"{mantissa} · 10{str(int(power)).translate(_RAISED)}"
