"""What counts as a word of a running text: the measure of how far a model of symbols has come."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: Two letters at least, with apostrophes and hyphens inside: a single letter is in every text, and in noise.
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)+|[^\W\d_]{2,}")


#: How a word outside a vocabulary is written.
UNKNOWN_WORD = "<unk>"

#: Letters of the shortest word that can be called invented.
SHORTEST = 4


class Word(NamedTuple):
    """Where a word stands in a text, and whether the text that was learned from has it."""

    start: int
    end: int
    known: bool
    invented: bool = False  # the text has it in no spelling, and yet every three letters of it


def words_of(text: str) -> frozenset[str]:
    """Return the different words of a text, as they are written."""
    return frozenset(_WORD.findall(text))


def marked(text: str, known: frozenset[str]) -> tuple[Word, ...]:
    """Return every word of a text in order, and whether it is among those known, written in the same way."""
    return tuple(
        Word(*found.span(), found.group() in known, found.group() not in known and invented(found.group(), known))
        for found in _WORD.finditer(text)
    )


def invented(word: str, known: frozenset[str]) -> bool:
    """Whether a word is none of those known, in capitals or not, and yet is spelled as they are.

    Every three neighbouring letters of it, its beginning and its end included, stand in one of them. A word of fewer
    than `SHORTEST` letters is none: chance makes those.
    """
    lower = word.lower()
    spelling = _spelling(known)
    return len(lower) >= SHORTEST and lower not in spelling.words and _threes(lower) <= spelling.threes


class _Spelling(NamedTuple):
    """How words are spelled."""

    words: frozenset[str]  # in lower case
    threes: frozenset[str]  # neighbouring letters; "^" stands before a word, "$" after it


@lru_cache(maxsize=4)
def _spelling(known: frozenset[str]) -> _Spelling:
    lower = frozenset(word.lower() for word in known)
    return _Spelling(lower, frozenset(three for word in lower for three in _threes(word)))


def _threes(word: str) -> frozenset[str]:
    whole = f"^{word}$"
    return frozenset(whole[k : k + 3] for k in range(len(whole) - 2))
