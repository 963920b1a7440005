"""Sentences and their translations, as users have them: a file of two columns, or two files of as many lines.

Every line that cannot be taken is refused in one sentence that names it: nothing is guessed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.reading import opened

LONGEST = 100  #: words of a sentence
MOST = 200_000  #: pairs
_SEPARATORS = ("|||", ";", "|", " - ", " = ", ",")  # what columns are parted by elsewhere, the least likely words first
_LOOKED_AT = 20  # lines
_MOSTLY = 0.75  # of the first lines of a file have to have two columns, to be taken for pairs
_PEEKED = 1 << 16  # bytes
_HAS_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_WHITE = re.compile(r"\s+")


class TextPair(NamedTuple):
    """A sentence and its translation, as written."""

    source: str
    target: str


def of_columns(text: str) -> list[TextPair]:
    """Return the pairs of a text in which each line is a sentence, a tab and its translation.

    What stands after a second tab (whose translation it is, under which licence) is left out, and so are empty lines.

    Raises
    ------
    Refused
        If a line has no second column or an empty side, or there are too many.
    """
    lines = text.split("\n")
    if "\t" not in text:
        raise _no_tab(lines)
    return _taken((number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip())


def is_of_columns(path: str) -> bool:
    """Whether a file looks like sentences and their translations, as far as its beginning tells; False: it cannot be.

    A line that lacks one of them does not make it another kind of text: whoever reads all of it names that line.
    """
    try:
        with opened(path, sys.maxsize) as file:
            beginning = file.read(_PEEKED)
    except Refused:
        return False  # why, is said by whoever reads it
    lines = [line for line in beginning.replace(b"\0", b"").split(b"\n")[:_LOOKED_AT] if line.strip()]
    sides = [[side.strip() for side in line.split(b"\t")[:2]] for line in lines]
    whole = sum(len(each) == 2 and all(map(_HAS_LETTER.search, each)) for each in sides)
    return whole > 1 and whole >= _MOSTLY * len(lines)


def of_lines(source: str, target: str) -> list[TextPair]:
    """Return the pairs of two texts, line by line.

    Raises
    ------
    Refused
        If they have not as many lines, one of a pair is empty, or there are too many.
    """
    sides = [_without_last_break(text).split("\n") for text in (source, target)]
    if len(sides[0]) != len(sides[1]):
        raise Refused(
            QT_TRANSLATE_NOOP(
                "text", "The two files have {first} and {second} lines: the lines of one are to be those of the other."
            ),
            first=len(sides[0]),
            second=len(sides[1]),
        )
    return _taken((k, pair) for k, pair in enumerate(zip(*sides, strict=True), 1) if any(map(str.strip, pair)))


def as_columns(pairs: Sequence[TextPair]) -> str:
    """Return pairs as a text that `of_columns` reads."""
    return "".join(f"{source}\t{target}\n" for source, target in pairs)


def _taken(rows: Iterator[tuple[int, Sequence[str]]]) -> list[TextPair]:
    found = []
    for number, columns in rows:
        if len(columns) < 2:
            raise Refused(
                QT_TRANSLATE_NOOP("text", "Line {line} has no tab: a sentence, a tab, and its translation are needed."),
                line=number,
            )
        source, target = (_WHITE.sub(" ", side).strip() for side in columns[:2])
        if not source or not target:
            raise Refused(QT_TRANSLATE_NOOP("text", "In line {line} one of the two sides is empty."), line=number)
        _check_length(number, source, target)
        found.append(TextPair(source, target))
        if len(found) > MOST:
            raise Refused(QT_TRANSLATE_NOOP("text", "More than {most} pairs cannot be learned from."), most=MOST)
    return found


def _check_length(number: int, *sides: str) -> None:
    words = max(side.count(" ") + 1 for side in sides)
    if words > LONGEST:
        raise Refused(
            QT_TRANSLATE_NOOP("text", "Line {line} has {words} words; a sentence may have {most} at most."),
            line=number,
            words=words,
            most=LONGEST,
        )


def _no_tab(lines: Sequence[str]) -> Refused:
    """Say what parts the columns instead, if the first lines agree about that."""
    first = [line for line in lines[:_LOOKED_AT] if line.strip()]
    for separator in _SEPARATORS:
        if first and all(line.count(separator) == first[0].count(separator) > 0 for line in first):
            return Refused(
                QT_TRANSLATE_NOOP("text", "The columns seem to be parted by “{separator}”; they have to be by a tab."),
                separator=separator.strip(),
            )
    return Refused(
        QT_TRANSLATE_NOOP(
            "text",
            "No line has a tab: a sentence, a tab, and its translation are needed, or two files of equal length.",
        )
    )


def _without_last_break(text: str) -> str:
    return text.removesuffix("\n")
