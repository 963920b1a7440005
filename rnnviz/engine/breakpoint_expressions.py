"""Parsing an expression that a user typed, and saying where the fault is if it is none.

What it may consist of is said in `rnnviz.engine.breakpoint_grammar`.
"""

from __future__ import annotations

import ast
import re

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

LONGEST = 200  # characters

_SIGN = re.compile(r"\w[\w.]*|[<>=!&|:]+|.", re.DOTALL)  # what is one word, one number, one operator
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_MEANT = {"=": "==", "&&": "and", "||": "or", "!": "not", "<>": "!=", "=<": "<=", "=>": ">=", "===": "=="}
_MEANT |= {"≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "×": "*", "·": "*", "÷": "/", "∧": "and", "∨": "or", "¬": "not"}
TOO_DEEP = QT_TRANSLATE_NOOP("breakpoints", "At column {column}: this is nested too deeply.")


def parsed(expression: str) -> ast.expr:
    """Parse an expression; raises `Refused` if it is none."""
    if not expression.strip():
        raise Refused(QT_TRANSLATE_NOOP("breakpoints", "A breakpoint needs a condition, such as loss > 3."))
    if len(expression) > LONGEST:
        raise Refused(
            QT_TRANSLATE_NOOP("breakpoints", "A condition can have {longest} characters at most; this one has {n}."),
            longest=LONGEST,
            n=len(expression),
        )
    begins = indent(expression)
    for place, character in enumerate(expression.strip(), start=begins):
        # Another line, what no source may hold, or a comment: whatever is in it would be left out silently.
        if (not character.isprintable() and character != "\t") or character == "#":
            raise _unreadable(expression, place)
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except SyntaxError as error:  # its own words for the fault are in no catalogue: its place is said in ours
        raise _unreadable(expression, begins + (error.offset or len(expression) + 1) - 1) from None
    except (RecursionError, MemoryError):
        raise Refused(TOO_DEEP, column=begins + 1) from None


def _unreadable(expression: str, place: int) -> Refused:
    """Say what is wrong with the sign in which the parser gave up, or with one that is of another notation."""
    signs = list(_SIGN.finditer(expression.rstrip()))
    at_fault = [sign for sign in signs if sign.group() in _MEANT]
    at_fault += [sign for sign in signs if sign.start() <= place < sign.end()]
    if not at_fault:
        return Refused(
            QT_TRANSLATE_NOOP("breakpoints", "At column {column}: something is missing at the end, as in loss > 3."),
            column=len(expression.rstrip()) + 1,
        )
    text, start = at_fault[0].group(), at_fault[0].start()
    shown = text if text.isprintable() else repr(text)
    return Refused(
        _wrong_with(text, start in _unbalanced(expression)), column=start + 1, text=shown, meant=_MEANT.get(text, "")
    )


def _wrong_with(sign: str, unbalanced: bool) -> str:
    if sign in _MEANT:
        return QT_TRANSLATE_NOOP("breakpoints", "At column {column}: {text} cannot stand here; write {meant}.")
    if not unbalanced:
        return QT_TRANSLATE_NOOP("breakpoints", "At column {column}: {text} cannot stand here.")
    if sign in _CLOSED_BY:
        return QT_TRANSLATE_NOOP("breakpoints", "At column {column}: this {text} is never closed.")
    return QT_TRANSLATE_NOOP("breakpoints", "At column {column}: there is nothing that this {text} closes.")


def _unbalanced(expression: str) -> set[int]:
    """Return where a bracket stands without the one that belongs to it."""
    opened: list[int] = []
    found = set()
    for at, character in enumerate(expression):
        if character in _CLOSED_BY:
            opened.append(at)
        elif character in _CLOSED_BY.values():
            if opened and _CLOSED_BY[expression[opened[-1]]] == character:
                opened.pop()
            else:
                found.add(at)
    return found.union(opened)


def indent(expression: str) -> int:
    """Return the number of blanks that it begins with."""
    return len(expression) - len(expression.lstrip())
