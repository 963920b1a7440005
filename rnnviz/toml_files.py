"""TOML that a person wrote, as plain values: bounded in depth, length and count, every fault with its line.

Whoever reads it may trust that going through all of it takes no time, and that each value can be named in a sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence

LARGEST = 256_000  #: bytes of a file
DEEPEST = 20  #: lists and tables in one another
MOST = 5_000  #: values in a file
LONGEST_LINE = 4_000  #: letters
LONGEST_TEXT = 20_000  #: letters of one value

_PLACE = re.compile(r" \(at (?:line (?P<line>[0-9]+), column [0-9]+|end of document)\)\Z")
_TOO_DEEP = QT_TRANSLATE_NOOP("files", "it is nested more than {most} deep")


class Fault(Exception):
    """Something in a file that cannot be used.

    Attributes
    ----------
    line : int or None
        From 1; None if the reader does not tell.
    reason : Sentence
        Why, without a full stop.
    """

    def __init__(self, reason: str, line: int | None, **values: object) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = Sentence(reason, MappingProxyType(values))


def tables(text: str) -> dict[str, Any]:
    """Return what a TOML file says; raises `Fault`."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:  # names with dots take a time that grows with the square of their number
            raise Fault(
                QT_TRANSLATE_NOOP("files", "the line has more than {most} letters"), number, most=f"{LONGEST_LINE:,}"
            )
    values = _parsed(text)
    _check(values)
    return values


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = _PLACE.search(said[-80:])
        line = int(place["line"]) if place and place["line"] else text.count("\n") + 1
        what = said[: -len(place[0])] if place else said
        raise Fault("{what}", line, what=what.rstrip(".")) from error
    except RecursionError:
        raise Fault(_TOO_DEEP, _deepest(text), most=DEEPEST) from None
    except (ValueError, TypeError) as error:  # a number of 5,000 digits
        raise Fault(QT_TRANSLATE_NOOP("files", "a number in it has too many digits"), None) from error


def _check(values: dict[str, Any]) -> None:
    """Refuse what is nested too deeply, or is too much."""
    for count, (depth, value) in enumerate(_walk(values)):
        if depth > DEEPEST:
            raise Fault(_TOO_DEEP, None, most=DEEPEST)
        if count > MOST:
            raise Fault(QT_TRANSLATE_NOOP("files", "it has more than {most} values"), None, most=f"{MOST:,}")
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            reason = QT_TRANSLATE_NOOP("files", "a text in it has more than {most} letters")
            raise Fault(reason, None, most=f"{LONGEST_TEXT:,}")


def _walk(values: object) -> Iterator[tuple[int, object]]:
    """Go through everything, with how deep it stands; without recursion, for it may be deep."""
    left: list[tuple[int, object]] = [(0, values)]
    while left:
        depth, value = left.pop()
        yield depth, value
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        left.extend((depth + 1, each) for each in inside)


def _deepest(text: str) -> int:
    """Return the line with the most brackets: the one that is too much."""
    lines = text.split("\n")
    return 1 + max(range(len(lines)), key=lambda k: lines[k].count("[") + lines[k].count("{"))
