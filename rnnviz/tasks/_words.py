"""A text as words: the rule by which it is cut, and a vocabulary of the commonest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from rnnviz.text.composing import composed
from rnnviz.text.vocabulary import Vocabulary
from rnnviz.text.white_space import SIGNS
from rnnviz.text.words import UNKNOWN_WORD as UNKNOWN_WORD  # who cuts a text asks here for both

LINE = "\n"

#: Scripts that leave no space between words: each of their symbols is a word of its own.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
#: Marks that belong to the letter before them.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff"
_LETTER = rf"(?:[^\W{_ALONE}]|[{_MARKS}])"

#: A word is letters, digits and underscores, with apostrophes and hyphens inside; every other visible symbol stands for
#: itself; a line end, or several, is one word too; other white space only parts words. What the model writes can hold
#: the sign of an unknown word, and is read again.
_WORD = re.compile(rf"{re.escape(UNKNOWN_WORD)}|{_LETTER}+(?:['’-]{_LETTER}+)*|[{_ALONE}]|[^\w\s]|\n")
_OF_THE_EAST = re.compile(rf"[{_ALONE}、。，！？：；「」『』（）《》・]")
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%’”、。，！？：；」』）》") | {LINE}
_NO_SPACE_AFTER = frozenset("([{“‘「『（《") | {LINE}


def cut(text: str) -> list[str]:
    """Return the words of a text, in lower case, accents joined to their letters."""
    words = _WORD.findall(composed(text.lower()))
    return [word for place, word in enumerate(words) if not (word == LINE and words[place - 1 : place] == [LINE])]


def joined(words: Iterable[str]) -> str:
    """Return words as a text: with a space between them, but for punctuation and scripts that have none."""
    written: list[str] = []
    last = ""
    for word in words:
        tight = not last or last in _NO_SPACE_AFTER or word in _NO_SPACE_BEFORE or _without_a_space(last, word)
        written += (word,) if tight else (" ", word)
        last = word[-1]
    return "".join(written)


def _without_a_space(last: str, word: str) -> bool:
    return bool(_OF_THE_EAST.match(last) and _OF_THE_EAST.match(word))


class WordVocabulary(Vocabulary):
    """The commonest words; all others are one, `UNKNOWN_WORD`.

    Parameters
    ----------
    words : sequence of str
        The whole text, cut.
    size : int
        How many are kept, that one included.
    """

    def __init__(self, words: Sequence[str], size: int) -> None:
        counts = Counter(words)
        commonest = sorted(counts, key=lambda word: (-counts[word], word))  # of equals, the first by alphabet
        self._keep((UNKNOWN_WORD, *commonest[: size - 1]))
        self.cut_off = len(commonest) - len(self.symbols) + 1  # words that are not kept

    @classmethod
    def of(cls, symbols: tuple[str, ...]) -> Self:
        """Return the vocabulary that keeps these words; the first one stands for all others."""
        made = cls((), 1)
        made._keep(symbols)
        return made

    def _keep(self, symbols: tuple[str, ...]) -> None:
        self.symbols = symbols
        self._place = {word: place for place, word in enumerate(symbols)}

    @property
    def shown(self) -> tuple[str, ...]:
        """The words as displayed, in the order of their ids."""
        return self.display(range(len(self)))

    def ids(self, words: Iterable[str]) -> NDArray[np.int64]:
        """Return the ids of words; that of `UNKNOWN_WORD` for one that is not kept."""
        return np.array([self._place.get(word, 0) for word in words], np.int64)

    def encode(self, text: str) -> NDArray[np.int64]:
        """Return the ids of a text's words, whatever symbols it holds."""
        return self.ids(cut(text))

    def decode(self, ids: NDArray[np.integer[Any]] | Iterable[int]) -> str:
        """Return the text of these words."""
        return joined(self.symbols[i] for i in ids)

    def display(self, ids: NDArray[np.integer[Any]] | Iterable[int]) -> tuple[str, ...]:
        """Return the words of these ids, as displayed."""
        return tuple(SIGNS["\n"] if self.symbols[i] == LINE else self.symbols[i] for i in ids)

    def __repr__(self) -> str:
        return f"WordVocabulary({len(self)} words)"
