"""Memorise: a string is read to its end, and then written down again, as it was read or backwards.

All that is known of the string when the first symbol is written is the vector in which the encoder ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rnnviz.tasks._encoder_decoder import END, Pair, SequenceToSequence
from rnnviz.tasks._generated import known

LETTERS = tuple("abcdefgh")


class Memorise(SequenceToSequence):
    """Strings of any length up to `sequence_length`."""

    uses = SequenceToSequence.uses | {"sequence_length", "order"}
    read = LETTERS
    labels = (*LETTERS, END)

    def _draw(self, draw: np.random.Generator, count: int, update: int) -> Sequence[Pair]:
        del update
        # The longer of two: long strings are what is hard, and half of all symbols would be of short ones.
        lengths = draw.integers(1, self.longest, size=(2, count), endpoint=True).max(axis=0).tolist()
        letters = draw.integers(len(LETTERS), size=(count, max(lengths))).tolist()
        return [self._pair(ids[:length]) for ids, length in zip(letters, lengths, strict=True)]

    def _draw_apart(self, draw: np.random.Generator, count: int) -> Sequence[Pair]:
        """Draw strings of the greatest length: the hardest."""
        return [self._pair(ids) for ids in draw.integers(len(LETTERS), size=(count, self.longest)).tolist()]

    @property
    def longest(self) -> int:
        """The length of the longest string that is learned from."""
        return self.settings.sequence_length

    def _pair(self, ids: Sequence[int]) -> Pair:
        return Pair(ids, self._answer(ids))

    def _read(self, text: str) -> Sequence[int]:
        return known(text.strip(), LETTERS)

    def _answer(self, source: Sequence[int]) -> Sequence[int]:
        return source[::-1] if self.settings.order == "backwards" else source

    def default_probe(self) -> str:
        """Return a string of the greatest length."""
        return "".join(LETTERS[(3 * k + k // 3) % len(LETTERS)] for k in range(self.settings.sequence_length))

    def describe(self) -> Mapping[str, object]:
        """Return the number of letters and the longest string."""
        return {"letters": len(LETTERS), "longest": self.settings.sequence_length}


TASK = Memorise
