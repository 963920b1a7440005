"""Functions of expressions that the cells of today need: exp, cos, sin, √(1 - x²), the larger of two. No torch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.nn.expressions import ZERO, Complement, Expression, Find, Negative, Quotient, Symbol, Write, product, total


@dataclass(frozen=True)
class Applied(Expression):
    """A function by its name: exp, cos, sin as numpy and tensors have them; "leg" is √(1 - x²)."""

    name: str
    of: Expression

    @property
    def _parts(self) -> tuple[Expression, ...]:
        return (self.of,)

    def written(self, write: Write) -> str:
        """Write exp(x)."""
        inside = self.of.written(write)
        return f"√(1−{self.of.as_factor(write)}²)" if self.name == "leg" else f"{self.name}({inside})"

    def as_factor(self, write: Write) -> str:
        """Write it as it is."""
        return self.written(write)

    def value(self, find: Find) -> Any:
        """Compute it, on a tensor by its own method."""
        x = self.of.value(find)
        if self.name == "leg":
            x, name = 1 - x * x, "sqrt"
        else:
            name = self.name
        return getattr(x, name)() if hasattr(x, "requires_grad") else getattr(np, name)(x)

    def derivative(self, by: Symbol) -> Expression:
        """Return f'(x) x'."""
        within = self.of.derivative(by)
        return ZERO if within == ZERO else product(_SLOPES[self.name](self), within)

    def _again(self, *parts: Expression) -> Expression:
        return Applied(self.name, *parts)


@dataclass(frozen=True)
class Larger(Expression):
    """The larger one of two: max(x, y)."""

    one: Expression
    other: Expression

    @property
    def _parts(self) -> tuple[Expression, ...]:
        return (self.one, self.other)

    def written(self, write: Write) -> str:
        """Write max(x, y)."""
        return f"max({self.one.written(write)}, {self.other.written(write)})"

    def as_factor(self, write: Write) -> str:
        """Write it as it is."""
        return self.written(write)

    def value(self, find: Find) -> Any:
        """Compute it."""
        x, y = self.one.value(find), self.other.value(find)
        return x.maximum(y) if hasattr(x, "requires_grad") else np.maximum(x, y)

    def derivative(self, by: Symbol) -> Expression:
        """Return the derivative of that one."""
        is_one = IsLarger(self.one, self.other)
        ways = (is_one, self.one), (Complement(is_one), self.other)
        return total(product(there, of.derivative(by)) for there, of in ways if of.derivative(by) != ZERO)

    def _again(self, *parts: Expression) -> Expression:
        return Larger(*parts)


@dataclass(frozen=True)
class IsLarger(Larger):
    """1 where x ≥ y, else 0."""

    def written(self, write: Write) -> str:
        """Write [x ≥ y]."""
        return f"[{self.one.written(write)} ≥ {self.other.written(write)}]"

    def value(self, find: Find) -> Any:
        """Compute it."""
        return (self.one.value(find) >= self.other.value(find)) * 1.0

    def derivative(self, by: Symbol) -> Expression:
        """Return 0: it jumps, or stays."""
        return ZERO

    def _again(self, *parts: Expression) -> Expression:
        return IsLarger(*parts)


_SLOPES: dict[str, Callable[[Applied], Expression]] = {
    "exp": lambda f: f,
    "cos": lambda f: Negative(Applied("sin", f.of)),
    "sin": lambda f: Applied("cos", f.of),
    "leg": lambda f: Negative(Quotient(f.of, f)),
}


def exp(of: Expression) -> Expression:
    """Return exp(x)."""
    return Applied("exp", of)


def cos(of: Expression) -> Expression:
    """Return cos(x)."""
    return Applied("cos", of)


def sin(of: Expression) -> Expression:
    """Return sin(x)."""
    return Applied("sin", of)


def leg(of: Expression) -> Expression:
    """Return √(1 - x²): the one leg of a right triangle of hypotenuse 1 whose other one is x."""
    return Applied("leg", of)


def larger(one: Expression, other: Expression) -> Expression:
    """Return max(x, y)."""
    return Larger(one, other)
