"""A little language of programs: parsed by hand, and run by an interpreter of its own; nothing is ever evaluated.

    program   = statement { ";" statement }
    statement = name "=" sum | name ("+=" | "-=") sum
              | "if" test ":" statement
              | "for" name "in" "range(" number ")" ":" statement
              | "print(" (sum | sum "if" test "else" sum) ")"
    test      = sum ("<" | ">") sum
    sum       = term { ("+" | "-") term }
    term      = factor { "*" factor }
    factor    = number | name | "(" sum ")"

It looks like Python, and means the same, except that a ";" also ends what an ``if`` or a ``for`` does: one statement. A
program prints one line, with its last statement; if that is not reached, it prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import shown

NAMES = "abcdefghxy"
MOST_DIGITS = 4  # of a number that is written down
MOST_TURNS = 99  # of one loop
MOST_STEPS = 10_000  # statements that one run takes
MOST_WITHIN = 12  # parentheses, and statements, within one another
LARGEST = 10**9  # of the values
_WORDS = ("print", "range", "else", "for", "if", "in")
_SIGNS = ("+=", "-=", "+", "-", "*", "<", ">", "=", ":", ";", "(", ")")

Value: TypeAlias = Callable[[Mapping[str, int]], int]
_SHOWN = 24  # letters of a program that a sentence quotes


class _Wrong(Exception):
    """What is wrong with a program, and where."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class _Undefined(Exception):
    """A name without a value."""


class _TooMuch(Exception):
    """Too many steps, or too large a value."""


@dataclass
class _Running:
    """A program that runs: what its names stand for, and what it has printed."""

    values: dict[str, int]
    printed: str | None = None
    steps: int = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooMuch


Statement: TypeAlias = Callable[[_Running], None]


def output(text: str) -> str:
    """Return what a program prints; empty: nothing.

    Raises
    ------
    Refused
        If the little language does not know it, a name has no value, or its values grow beyond all bounds.
    """
    try:
        statements = _Parser(text).program()
    except _Wrong as wrong:
        raise _not_known(text, wrong.place) from None
    running = _Running({})
    try:
        for statement in statements:
            statement(running)
    except _Undefined as undefined:
        raise Refused(
            QT_TRANSLATE_NOOP("tasks", "In this program {name} has no value when it is first used."),
            name=str(undefined),
        ) from None
    except _TooMuch:
        raise Refused(
            QT_TRANSLATE_NOOP("tasks", "This program takes more than {steps} steps, or its numbers grow too large."),
            steps=MOST_STEPS,
        ) from None
    return running.printed or ""


def _not_known(text: str, place: int) -> Refused:
    if not text.strip():
        return Refused(QT_TRANSLATE_NOOP("tasks", "Write a program to run, such as {example}."), example="print(12+34)")
    rest = text[place:].strip()
    if not rest:
        return Refused(
            QT_TRANSLATE_NOOP("tasks", "This program stops too early: it must end with a print, such as {example}."),
            example="print(12+34)",
        )
    return Refused(
        QT_TRANSLATE_NOOP(
            "tasks",
            "The little language does not know this from “{rest}” on; it has numbers of up to {digits} digits, "
            "one-letter names, = += -= + - * ( ), if, for in range, and one print at the end.",
        ),
        rest=shown(rest[:_SHOWN]),
        digits=MOST_DIGITS,
    )


class _Parser:
    """Reads one program from left to right (recursive descent)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._at = 0
        self._within = 0

    def program(self) -> list[Statement]:
        """Return its statements; the last one prints, and no other one does."""
        found: list[Statement] = []
        while True:
            began = self._place
            prints, statement = self._statement()
            found.append(statement)
            if self._is(""):
                if not prints:
                    raise _Wrong(len(self._text))
                return found
            if prints:
                raise _Wrong(began if self._is(";") else self._place)
            self._take(";")

    # --- tokens ---

    @property
    def _place(self) -> int:
        return self._tokens[self._at][1]

    def _is(self, *tokens: str) -> bool:
        return self._tokens[self._at][0] in tokens

    def _next(self) -> str:
        token = self._tokens[self._at][0]
        self._at += 1
        return token

    def _take(self, *tokens: str) -> str:
        if not self._is(*tokens):
            raise _Wrong(self._place)
        return self._next()

    def _name(self) -> str:
        return self._take(*NAMES)

    # --- statements ---

    def _statement(self) -> tuple[bool, Statement]:
        """Return whether it prints, and what it does."""
        with self._deeper():
            if self._is("print"):
                return True, self._print()
            if self._is("if"):
                return self._if()
            if self._is("for"):
                return False, self._for()
            return False, self._assignment()

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        """Go into a part of the program that may have parts of its own."""
        if self._within == MOST_WITHIN:
            raise _Wrong(self._place)
        self._within += 1
        yield
        self._within -= 1

    def _assignment(self) -> Statement:
        name, sign = self._name(), self._take("=", "+=", "-=")
        value = self._sum()

        def run(running: _Running) -> None:
            running.step()
            new = value(running.values)
            if sign != "=":
                new = _named(name)(running.values) + (new if sign == "+=" else -new)
            running.values[name] = _bounded(new)

        return run

    def _if(self) -> tuple[bool, Statement]:
        self._take("if")
        test = self._test()
        self._take(":")
        prints, inner = self._statement()

        def run(running: _Running) -> None:
            running.step()
            if test(running.values):
                inner(running)

        return prints, run

    def _for(self) -> Statement:
        self._take("for")
        name = self._name()
        self._take("in")
        self._take("range")
        self._take("(")
        place = self._place
        turns = self._number()
        if turns > MOST_TURNS:
            raise _Wrong(place)
        self._take(")")
        self._take(":")
        place = self._place
        prints, inner = self._statement()
        if prints:
            raise _Wrong(place)

        def run(running: _Running) -> None:
            for turn in range(turns):
                running.step()
                running.values[name] = turn
                inner(running)

        return run

    def _print(self) -> Statement:
        self._take("print")
        self._take("(")
        value = self._sum()
        if self._is("if"):
            self._next()
            test, first = self._test(), value
            self._take("else")
            other = self._sum()

            def value(values: Mapping[str, int]) -> int:
                return first(values) if test(values) else other(values)

        self._take(")")

        def run(running: _Running) -> None:
            running.step()
            running.printed = str(value(running.values))

        return run

    # --- values ---

    def _test(self) -> Callable[[Mapping[str, int]], bool]:
        left, sign, right = self._sum(), self._take("<", ">"), self._sum()
        if sign == "<":
            return lambda values: left(values) < right(values)
        return lambda values: left(values) > right(values)

    def _sum(self) -> Value:
        return self._chain(self._term, {"+": int.__add__, "-": int.__sub__})

    def _term(self) -> Value:
        return self._chain(self._factor, {"*": int.__mul__})

    def _chain(self, part: Callable[[], Value], signs: Mapping[str, Callable[[int, int], int]]) -> Value:
        found = part()
        while self._is(*signs):
            found = _joined(signs[self._next()], found, part())
        return found

    def _factor(self) -> Value:
        if self._is("("):
            with self._deeper():
                self._next()
                inner = self._sum()
                self._take(")")
            return inner
        if self._is(*NAMES):
            return _named(self._next())
        number = self._number()
        return lambda values: number

    def _number(self) -> int:
        token = self._tokens[self._at][0]
        if not token.isdigit():
            raise _Wrong(self._place)
        return int(self._next())


def _joined(act: Callable[[int, int], int], left: Value, right: Value) -> Value:
    return lambda values: _bounded(act(left(values), right(values)))


def _named(name: str) -> Value:
    def value(values: Mapping[str, int]) -> int:
        if name not in values:
            raise _Undefined(name)
        return values[name]

    return value


def _bounded(value: int) -> int:
    if abs(value) >= LARGEST:
        raise _TooMuch
    return value


def _tokens(text: str) -> list[tuple[str, int]]:
    """Return each token and where it begins; the last one is empty."""
    found, at = [], 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        token = _token(text, at)
        found.append((token, at))
        at += len(token)
    return [*found, ("", len(text))]


def _token(text: str, at: int) -> str:
    if text[at] in "0123456789":
        end = at
        while end < len(text) and text[end] in "0123456789":
            end += 1
        if end - at > MOST_DIGITS or (text[at] == "0" and end - at > 1):
            raise _Wrong(at)
        return text[at:end]
    for token in (*_WORDS, *_SIGNS):
        if text.startswith(token, at) and not (
            token.isalpha() and text[at + len(token) : at + len(token) + 1].isalnum()
        ):
            return token
    if text[at] in NAMES and not text[at + 1 : at + 2].isalnum():
        return text[at]
    raise _Wrong(at)
