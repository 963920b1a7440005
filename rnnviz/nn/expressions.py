"""Elementwise equations of a cell, written once: to be read, to be computed and to be differentiated. No torch here.

``1 - z``, ``f * before("c") + i * g`` and ``o * tanh(c)`` make trees of what is here. A tree is written out, as a
formula or with numbers; it is computed, on arrays of numpy as on tensors; and its derivative is a tree again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias

import numpy as np

MINUS = "−"  # as wide as a plus, unlike the hyphen

#: Writes a symbol: its name or its number; the flag says that it stands in a product, where a sign wants parentheses.
Write: TypeAlias = "Callable[[Symbol, bool], str]"
Find: TypeAlias = "Callable[[Symbol], Any]"  # the values of a symbol: numbers, arrays or tensors


class Expression:
    """What can be added, multiplied and taken from one."""

    def __add__(self, other: Expression) -> Expression:
        return Sum((*_addends(self), *_addends(other)))

    def __mul__(self, other: Expression) -> Expression:
        return product(self, other)

    def __sub__(self, other: Expression) -> Expression:
        return total((self, negative(other)))

    def __truediv__(self, other: Expression) -> Expression:
        return quotient(self, other)

    def __rsub__(self, one: int) -> Expression:
        if one != 1:
            raise ValueError(f"only 1 - x can be written, not {one} - x")
        return Complement(self)

    def written(self, write: Write) -> str:
        """Write it out, standing alone."""
        raise NotImplementedError

    def as_factor(self, write: Write) -> str:
        """Write it out within a product."""
        return f"({self.written(write)})"

    def value(self, find: Find) -> Any:
        """Compute it."""
        raise NotImplementedError

    def derivative(self, by: Symbol) -> Expression:
        """Differentiate it, all other symbols held; `ZERO` if it does not contain the symbol."""
        raise NotImplementedError

    def symbols(self) -> Iterator[Symbol]:
        """Yield its symbols in the order of reading, some more than once."""
        for part in self._parts:
            yield from part.symbols()

    def put(self, find: Callable[[Symbol], Expression]) -> Expression:
        """Return the same with other expressions in place of its symbols."""
        return self._again(*(part.put(find) for part in self._parts))

    @property
    def _parts(self) -> tuple[Expression, ...]:
        raise NotImplementedError

    def _again(self, *parts: Expression) -> Expression:
        """Return the same of other parts."""
        raise NotImplementedError


class Symbol(Expression):
    """A gate or a state of this timestep, or a state of the one before; there is one object of each."""

    name: str
    before: bool
    _made: ClassVar[dict[tuple[str, bool], Symbol]] = {}

    def __new__(cls, name: str, before: bool = False) -> Symbol:  # noqa: D102
        if (name, before) not in cls._made:
            made = super().__new__(cls)
            made.name, made.before = name, before
            cls._made[name, before] = made
        return cls._made[name, before]

    def __reduce__(self) -> tuple[type[Symbol], tuple[str, bool]]:
        return Symbol, (self.name, self.before)

    def __repr__(self) -> str:
        return f"Symbol({self.name!r}, before={self.before})"

    def written(self, write: Write) -> str:
        """Write its name or its number."""
        return write(self, False)

    def as_factor(self, write: Write) -> str:
        """Write it with parentheses where it has a sign."""
        return write(self, True)

    def value(self, find: Find) -> Any:
        """Look it up."""
        return find(self)

    def derivative(self, by: Symbol) -> Expression:
        """Return one or nothing."""
        return ONE if by == self else ZERO

    def symbols(self) -> Iterator[Symbol]:
        """Yield itself."""
        yield self

    def put(self, find: Callable[[Symbol], Expression]) -> Expression:
        """Return what is to stand for it."""
        return find(self)


@dataclass(frozen=True)
class _Unary(Expression):
    """Of one part."""

    of: Expression

    @property
    def _parts(self) -> tuple[Expression, ...]:
        return (self.of,)


@dataclass(frozen=True)
class Complement(_Unary):
    """1 - x."""

    def written(self, write: Write) -> str:
        """Write 1−x."""
        return f"1{MINUS}{self.of.as_factor(write)}"

    def value(self, find: Find) -> Any:
        """Compute 1 - x."""
        return 1 - self.of.value(find)

    def derivative(self, by: Symbol) -> Expression:
        """Return -x'."""
        return negative(self.of.derivative(by))

    def _again(self, *parts: Expression) -> Expression:
        return Complement(*parts)


@dataclass(frozen=True)
class Negative(_Unary):
    """-x, as differentiating 1 - x leaves it."""

    def written(self, write: Write) -> str:
        """Write −x."""
        return f"{MINUS}{self.of.as_factor(write)}"

    def value(self, find: Find) -> Any:
        """Compute -x."""
        return -self.of.value(find)

    def derivative(self, by: Symbol) -> Expression:
        """Return -x'."""
        return negative(self.of.derivative(by))

    def _again(self, *parts: Expression) -> Expression:
        return negative(*parts)


@dataclass(frozen=True)
class Product(Expression):
    """x · y · ...; without any factor it is 1."""

    factors: tuple[Expression, ...]

    @property
    def _parts(self) -> tuple[Expression, ...]:
        return self.factors

    def written(self, write: Write) -> str:
        """Write the factors with dots between them."""
        return "·".join(factor.as_factor(write) for factor in self.factors) or "1"

    def as_factor(self, write: Write) -> str:
        """Write it as it is: a product needs no parentheses in a product."""
        return self.written(write)

    def value(self, find: Find) -> Any:
        """Multiply from the left."""
        if not self.factors:
            return 1.0
        found = self.factors[0].value(find)
        for factor in self.factors[1:]:
            found = found * factor.value(find)
        return found

    def derivative(self, by: Symbol) -> Expression:
        """Differentiate each factor in turn."""
        f = self.factors
        return total(product(*f[:k], each.derivative(by), *f[k + 1 :]) for k, each in enumerate(f))

    def _again(self, *parts: Expression) -> Expression:
        return product(*parts)


@dataclass(frozen=True)
class Quotient(Expression):
    """x / y."""

    above: Expression
    below: Expression

    @property
    def _parts(self) -> tuple[Expression, ...]:
        return (self.above, self.below)

    def written(self, write: Write) -> str:
        """Write x/y; what is below in parentheses, unless it is one symbol."""
        below = self.below.as_factor(write) if isinstance(self.below, Symbol) else f"({self.below.written(write)})"
        return f"{self.above.as_factor(write)}/{below}"

    def value(self, find: Find) -> Any:
        """Divide."""
        return self.above.value(find) / self.below.value(find)

    def derivative(self, by: Symbol) -> Expression:
        """Return x'/y - y' (x/y)/y."""
        above, below = self.above.derivative(by), self.below.derivative(by)
        taken = ZERO if below == ZERO else product(below, Quotient(self, self.below))
        return total(each for each in (quotient(above, self.below), negative(taken)) if each != ZERO)

    def _again(self, *parts: Expression) -> Expression:
        return quotient(*parts)


@dataclass(frozen=True)
class Sum(Expression):
    """x + y + ...; without any addend it is 0."""

    addends: tuple[Expression, ...]

    @property
    def _parts(self) -> tuple[Expression, ...]:
        return self.addends

    def written(self, write: Write) -> str:
        """Write the addends; what is taken away comes last."""
        added = [a for a in self.addends if not isinstance(a, Negative)]
        taken = [a for a in self.addends if isinstance(a, Negative)]
        return " + ".join(a.written(write) for a in added) + "".join(a.written(write) for a in taken) or "0"

    def value(self, find: Find) -> Any:
        """Add from the left."""
        if not self.addends:
            return 0.0
        found = self.addends[0].value(find)
        for addend in self.addends[1:]:
            found = found + addend.value(find)
        return found

    def derivative(self, by: Symbol) -> Expression:
        """Differentiate each addend."""
        return total(addend.derivative(by) for addend in self.addends)

    def _again(self, *parts: Expression) -> Expression:
        return total(parts)


@dataclass(frozen=True)
class Tanh(_Unary):
    """tanh(x)."""

    def written(self, write: Write) -> str:
        """Write tanh(x)."""
        return f"tanh({self.of.written(write)})"

    def as_factor(self, write: Write) -> str:
        """Write it as it is."""
        return self.written(write)

    def value(self, find: Find) -> Any:
        """Compute it."""
        return _tanh(self.of.value(find))

    def derivative(self, by: Symbol) -> Expression:
        """Return (1 - tanh²(x)) x'."""
        return product(TanhSlope(self.of), self.of.derivative(by))

    def _again(self, *parts: Expression) -> Expression:
        return Tanh(*parts)


@dataclass(frozen=True)
class TanhSlope(_Unary):
    """1 - tanh²(x)."""

    def written(self, write: Write) -> str:
        """Write 1−tanh²(x)."""
        return f"1{MINUS}tanh²({self.of.written(write)})"

    def value(self, find: Find) -> Any:
        """Compute it."""
        squashed = _tanh(self.of.value(find))
        return 1 - squashed * squashed

    def derivative(self, by: Symbol) -> Expression:
        """Return -2 tanh(x) (1 - tanh²(x)) x'."""
        twice = product(Tanh(self.of), TanhSlope(self.of), self.of.derivative(by))
        return negative(total((twice, twice)))

    def _again(self, *parts: Expression) -> Expression:
        return TanhSlope(*parts)


ONE = Product(())
ZERO = Sum(())


def symbols(names: str) -> tuple[Symbol, ...]:
    """Return a symbol for each letter."""
    return tuple(map(Symbol, names))


def before(state: str) -> Symbol:
    """Return a state of the timestep before."""
    return Symbol(state, before=True)


def tanh(of: Expression) -> Expression:
    """Return tanh(x)."""
    return Tanh(of)


@cache
def derivatives(of: Expression) -> Mapping[Symbol, Expression]:
    """Return the derivative by each of its symbols, in the order of reading."""
    return MappingProxyType({symbol: of.derivative(symbol) for symbol in dict.fromkeys(of.symbols())})


def product(*factors: Expression) -> Expression:
    """Multiply; what is 1 is left out, 0 makes the whole 0, a sign comes to the front."""
    if ZERO in factors:
        return ZERO
    negatives = sum(isinstance(each, Negative) for each in factors)
    bare = (each.of if isinstance(each, Negative) else each for each in factors)
    flat = tuple(part for each in bare for part in (each.factors if isinstance(each, Product) else (each,)))
    found = flat[0] if len(flat) == 1 else Product(flat)
    return Negative(found) if negatives % 2 else found


def quotient(above: Expression, below: Expression) -> Expression:
    """Divide; 0 stays 0."""
    return ZERO if above == ZERO else Quotient(above, below)


def total(addends: Iterable[Expression]) -> Expression:
    """Add; what is 0 is left out."""
    flat = tuple(part for each in addends for part in _addends(each))
    return flat[0] if len(flat) == 1 else Sum(flat)


def negative(of: Expression) -> Expression:
    """Return -x."""
    if of == ZERO:
        return ZERO
    return of.of if isinstance(of, Negative) else Negative(of)


def _addends(each: Expression) -> tuple[Expression, ...]:
    return each.addends if isinstance(each, Sum) else (each,)


def _tanh(x: Any) -> Any:
    """Apply it to a tensor by its own method; all else is numpy's."""
    return x.tanh() if hasattr(x, "tanh") else np.tanh(x)
