"""Digits of an equation, chosen so that it holds as it is shown: who adds up what stands there gets what stands there.

A sum is written with as many decimals in each term and in its result as it takes for the rounded terms to add up to the
rounded result. Of anything else the numbers on the left get more digits until they yield the result to its last one.
Where no digits do it, as with 1/3 + 1/3 + 1/3, the sign says so: ≈.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from rnnviz.explain.number import DECIMALS, MINUS, number, precisely

ABOUT = "≈ "  # a step that begins with it is not exactly what stands before
MORE = 4  # digits than usual, at most: single precision has seven
_ROUNDING = 3e-7  # relative: a few bits of single precision
_EXACT = 2e-6  # relative: what single precision and its sums lose
_SUM = re.compile(r"[-+−()\s\d.]+(?:e−?\d+[-+−()\s\d.]*)*")
_UNSAID = -400
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e−?\d+)?")
_RULES = (
    ("·", "*"),
    (MINUS, "-"),
    ("tanh²", "tanh_squared"),
    ("²", "**2"),
    ("e^", "exp"),  # always before a number, in parentheses where that is negative
    ("½", "0.5"),
)
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "tanh": math.tanh,
    "tanh_squared": lambda a: math.tanh(a) ** 2,
    "σ": lambda a: 1 / (1 + math.exp(-a)) if a > -700 else 0.0,
    "ReLU": lambda a: max(a, 0.0),
    "leakyReLU": lambda a: a if a > 0 else 0.01 * a,
    "ELU": lambda a: a if a > 0 else math.expm1(a),
    "step": lambda a: float(a > 0),
    "exp": math.exp,
    "min": min,
    "max": max,
}
_OPERATORS: dict[type, Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


Write = Callable[[float], str]


def worked(value: float, *steps: Callable[[], str], signed: bool = True, write: Write | None = None) -> tuple[str, ...]:
    """Return what is worked out with numbers, and the value last, so that each holds as it is shown.

    Parameters
    ----------
    value : float
        What every step comes to.
    steps : callable
        Each writes an expression, as exactly as is asked for when it is called.
    signed : bool
        Whether a positive value has its plus.
    write : callable, optional
        Writes the value in the same way; without it, `number` does.
    """
    writes: Write = write or (lambda v: number(v, signed))
    place = _place_of_sums(value, [step for step in steps if _SUM.fullmatch(step())], writes)
    with precisely(place=place):
        result = writes(value)
    found, about = list[str](), False
    for step in steps:
        text, sound = _settled(step, result, place)
        found.append(f"{ABOUT}{text}" if about else text)
        about = not sound
    return (*found, f"{ABOUT}{result}" if about else result)


def more_digits(pairs: Iterable[tuple[Callable[[], str], float]], write: Write) -> int:
    """Return how many digits more than usual it takes until every step comes to its value, written as usual."""
    least = 0
    for step, value in pairs:
        for more in range(least, MORE + 1):
            with precisely(more):
                text = step()
            if holds(text, write(value)):
                least = more
                break
    return least


def rest(total: float, known: float) -> float:
    """Return what is left of a total in single precision; what is only its rounding is nothing."""
    left = total - known
    return 0.0 if abs(left) <= _ROUNDING * (abs(total) + abs(known)) else left


def joined(name: str, steps: Sequence[str]) -> str:
    """Write ``name = step = step ≈ step`` on one line."""
    return name + "".join(f" {step}" if step.startswith(ABOUT) else f" = {step}" for step in steps)


def holds(text: str, result: str) -> bool:
    """Whether an expression comes to what is shown as its result, to the last digit; also if nobody can tell."""
    wanted = value_of(result)
    with_ends = wanted is not None and math.isfinite(wanted)
    found = value_of(text) if with_ends else None
    if found is None or wanted is None:
        return True
    exact = 0.0 if _SUM.fullmatch(text) else _EXACT * min(abs(wanted), 1.0)
    return abs(found - wanted) <= 0.5 * _last_place(result) * (1 + 1e-9) + exact + 1e-12


@lru_cache(maxsize=512)
def value_of(text: str) -> float | None:
    """Compute an arithmetic expression as it is shown; None: it has letters, or something that is not finite."""
    source = text.removeprefix(ABOUT)
    for shown, meant in _RULES:
        source = source.replace(shown, meant)
    source = re.sub(r"\b(tanh|exp) ?(\d[\d.]*(?:e-?\d+)?)", r"\1(\2)", source)
    source = re.sub(r"\btanh \(", "tanh(", source)
    try:
        found = _computed(ast.parse(source.strip(), mode="eval").body)
    except (SyntaxError, ValueError, KeyError, TypeError, ArithmeticError):
        return None
    return found if math.isfinite(found) else None


def _computed(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.BinOp():
            return float(_OPERATORS[type(node.op)](_computed(node.left), _computed(node.right)))
        case ast.UnaryOp():
            return float(_OPERATORS[type(node.op)](_computed(node.operand)))
        case ast.Call(func=ast.Name(id=name)):
            return float(_FUNCTIONS[name](*map(_computed, node.args)))
    raise ValueError


def _place_of_sums(value: float, sums: Sequence[Callable[[], str]], write: Write) -> int | None:
    """Return the last place that every term of some sums is written to, so that they add up; None: there is no sum."""
    if not sums or not math.isfinite(value):
        return None
    usual = max(map(_coarsest, (*(step() for step in sums), write(value))))
    usual = -DECIMALS if usual == _UNSAID else usual
    for place in range(usual, usual - MORE - 1, -1):
        with precisely(place=place):
            result = write(value)
            if all(holds(step(), result) for step in sums):
                return place
    return usual


def _coarsest(text: str) -> int:
    """Return the largest power of ten that a last digit stands for; what is written out whole has no say."""
    rounded = (n for n in _NUMBER.findall(text) if "e" in n or len(n.partition(".")[2]) > 1)
    return max(map(_place, rounded), default=_UNSAID)


def _settled(step: Callable[[], str], result: str, place: int | None) -> tuple[str, bool]:
    """Write a step in the fewest digits in which it comes to the result; and whether there are such."""
    if place is not None and _SUM.fullmatch(step()):
        with precisely(place=place):
            text = step()
        return text, holds(text, result)
    for more in range(MORE + 1):
        with precisely(more):
            text = step()
        if holds(text, result):
            return text, True
    return step(), False


def _place(text: str) -> int:
    """Return the power of ten that the last digit of a number stands for."""
    mantissa, _, exponent = text.replace(MINUS, "-").partition("e")
    return int(exponent or 0) - len(mantissa.partition(".")[2])


def _last_place(result: str) -> float:
    """Return the value of one in the last digit that is shown; 0 of a whole number, which is exact."""
    mantissa, _, exponent = result.removeprefix(ABOUT).replace(MINUS, "-").partition("e")
    decimals = len(mantissa.partition(".")[2])
    if not decimals and not exponent:
        return 0.0
    if (
        mantissa.endswith(".5") and decimals == 1 and not exponent
    ):  # a half on the blackboard is one: nothing was rounded
        return 0.01
    return float(10.0 ** (int(exponent or 0) - decimals))
