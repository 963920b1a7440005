"""A text as words: the rule by which it is cut, and a vocabulary of the commonest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.text.vocabulary import Vocabulary
from rnnviz.text.white_space import SIGNS

UNKNOWN_WORD = "<?>"
LINE = "\n"

#: A word is letters, digits and underscores, with apostrophes and hyphens inside; every other visible symbol stands for
#: itself; a line end, or several, is one word too; other white space only parts words. What the model writes can hold
#: the sign of an unknown word, and is read again.
_WORD = re.compile(rf"{re.escape(UNKNOWN_WORD)}|\w+(?:['’-]\w+)*|[^\w\s]|\n")
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%’”") | {LINE}
_NO_SPACE_AFTER = frozenset("([{“‘") | {LINE}


def cut(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    words = _WORD.findall(text.lower())
    return [word for place, word in enumerate(words) if not (word == LINE and words[place - 1 : place] == [LINE])]


def joined(words: Iterable[str]) -> str:
    """Return words as a text: with a space between them, but for punctuation."""
    text = ""
    for word in words:
        tight = not text or text[-1] in _NO_SPACE_AFTER or word in _NO_SPACE_BEFORE
        text += word if tight else f" {word}"
    return text


class WordVocabulary(Vocabulary):
    """The commonest words; all others are one, `UNKNOWN_WORD`.

    Parameters
    ----------
    words : sequence of str
        The whole text, cut.
    size : int
        How many are kept, that one included.
    symbols : Vocabulary
        Those of the text: a text with any other is refused.
    """

    def __init__(self, words: Sequence[str], size: int, symbols: Vocabulary) -> None:
        counts = Counter(words)
        commonest = sorted(counts, key=lambda word: (-counts[word], word))  # of equals, the first by alphabet
        self.symbols = (UNKNOWN_WORD, *commonest[: size - 1])
        self.cut_off = len(commonest) - len(self.symbols) + 1  # words that are not kept
        self._place = {word: place for place, word in enumerate(self.symbols)}
        self._of_text = symbols

    @property
    def shown(self) -> tuple[str, ...]:
        """The words as displayed, in the order of their ids."""
        return self.display(range(len(self)))

    def ids(self, words: Iterable[str]) -> NDArray[np.int64]:
        """Return the ids of words; that of `UNKNOWN_WORD` for one that is not kept."""
        return np.array([self._place.get(word, 0) for word in words], np.int64)

    def encode(self, text: str) -> NDArray[np.int64]:
        """Return the ids of a text's words.

        Raises
        ------
        Refused
            If it holds symbols that the text learned from does not have.
        """
        self._of_text.encode(text.replace(UNKNOWN_WORD, ""))
        return self.ids(cut(text))

    def decode(self, ids: NDArray[np.integer[Any]] | Iterable[int]) -> str:
        """Return the text of these words."""
        return joined(self.symbols[i] for i in ids)

    def display(self, ids: NDArray[np.integer[Any]] | Iterable[int]) -> tuple[str, ...]:
        """Return the words of these ids, as displayed."""
        return tuple(SIGNS["\n"] if self.symbols[i] == LINE else self.symbols[i] for i in ids)

    def __repr__(self) -> str:
        return f"WordVocabulary({len(self)} words)"
