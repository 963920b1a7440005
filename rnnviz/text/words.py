"""What counts as a word of a running text: the measure of how far a model of symbols has come."""

from __future__ import annotations

import re
from typing import NamedTuple

#: Two letters at least, with apostrophes and hyphens inside: a single letter is in every text, and in noise.
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)+|[^\W\d_]{2,}")


class Word(NamedTuple):
    """Where a word stands in a text, and whether the text that was learned from has it."""

    start: int
    end: int
    known: bool


def words_of(text: str) -> frozenset[str]:
    """Return the different words of a text, as they are written."""
    return frozenset(_WORD.findall(text))


def marked(text: str, known: frozenset[str]) -> tuple[Word, ...]:
    """Return every word of a text in order, and whether it is among those known, written in the same way."""
    return tuple(Word(*found.span(), found.group() in known) for found in _WORD.finditer(text))
