"""Programs of the little language, drawn at random: how long their numbers are and how deep they nest is their level.

After "Learning to Execute" (Zaremba and Sutskever 2014), whose difficulty is the same two numbers. What a program
prints is known as it is drawn: to run each anew would take longer than to learn from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from rnnviz.text.programs import NAMES


class Level(NamedTuple):
    """One difficulty."""

    nesting: int  # how many operations are made of one another's results
    digits: int  # of every number
    kinds: tuple[str, ...]  # of the operations


class Drawn(NamedTuple):
    """A program, and what it prints."""

    text: str
    printed: str


_SIMPLE = ("assignment", "if", "sum")
_ALL = (*_SIMPLE, "difference", "product", "choice", "loop")

#: By difficulty, from 1.
LEVELS = (Level(1, 2, _SIMPLE), Level(1, 3, _ALL), Level(2, 2, _ALL), Level(2, 3, _ALL), Level(3, 3, _ALL))


class _Program:
    """A program that is being written: statements so far, and an expression for what they have computed."""

    def __init__(self, draw: Random, digits: int) -> None:
        self.draw, self._low = draw, int(10 ** (digits - 1))
        self._names = list(NAMES)
        self.statements: list[str] = []
        self.result = self.number()
        self.value = str(self.result)
        self.printed: str | None = None  # by the last statement, if it is there already

    def number(self) -> int:
        """Return a number of as many digits as all of them have."""
        return self._low + int(self.draw.random() * 9 * self._low)

    def name(self) -> str:
        """Return a name that no other value has."""
        return self._names.pop(int(self.draw.random() * len(self._names)))

    def part(self) -> str:
        """Return the value so far, fit to stand within a sum or a product."""
        return self.value if self.value.isalnum() else f"({self.value})"

    def test(self, left: str, value: int) -> tuple[str, bool]:
        """Return a comparison of something with a number, and whether it holds."""
        number = self.number()
        if self.draw.random() < 0.5:
            return f"{left}<{number}", value < number
        return f"{left}>{number}", value > number


def _assignment(program: _Program, last: bool) -> None:
    del last
    name = program.name()
    program.statements.append(f"{name}={program.value}")
    program.value = name


def _if(program: _Program, last: bool) -> None:
    """Print a number only if it holds; where something follows, change a name only if it holds."""
    test, holds = program.test(program.part(), program.result)
    number = program.number()
    if last:
        program.statements.append(f"if {test}:print({number})")
        program.printed = str(number) if holds else ""
        return
    name, other = program.name(), program.number()
    program.statements += [f"{name}={other}", f"if {test}:{name}={number}"]
    program.value, program.result = name, number if holds else other


def _sum(program: _Program, last: bool) -> None:
    del last
    number = program.number()
    program.value, program.result = f"{program.part()}+{number}", program.result + number


def _difference(program: _Program, last: bool) -> None:
    del last
    number = program.number()
    program.value, program.result = f"{program.part()}-{number}", program.result - number


def _product(program: _Program, last: bool) -> None:
    del last
    times = program.draw.randrange(2, 10)
    program.value, program.result = f"{program.part()}*{times}", program.result * times


def _choice(program: _Program, last: bool) -> None:
    if not last:
        _if(program, last)
        return
    left = program.number()
    test, holds = program.test(str(left), left)
    number = program.number()
    program.statements.append(f"print({program.part()} if {test} else {number})")
    program.printed = str(program.result if holds else number)


def _loop(program: _Program, last: bool) -> None:
    _assignment(program, last)
    turns, number = program.draw.randrange(2, 6), program.number()
    program.statements.append(f"for {program.name()} in range({turns}):{program.value}+={number}")
    program.result += turns * number


_KINDS: Mapping[str, Callable[[_Program, bool], None]] = {
    "assignment": _assignment,
    "if": _if,
    "sum": _sum,
    "difference": _difference,
    "product": _product,
    "choice": _choice,
    "loop": _loop,
}


def drawn(draw: Random, difficulty: int) -> Drawn:
    """Return a program of a difficulty, from 1."""
    level = LEVELS[difficulty - 1]
    program = _Program(draw, level.digits)
    for left in reversed(range(level.nesting)):
        _KINDS[level.kinds[int(draw.random() * len(level.kinds))]](program, left == 0)
    if program.printed is None:
        program.statements.append(f"print({program.value})")
        program.printed = str(program.result)
    return Drawn(";".join(program.statements), program.printed)
