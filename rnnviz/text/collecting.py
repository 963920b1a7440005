"""Turning a stream of text into ids and a vocabulary, holding each symbol once."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from rnnviz.text.vocabulary import Vocabulary, code_points

Ids = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]

_UNSEEN = np.uint32(0xFFFFFFFF)
_BLOCK = 1 << 20  # ids renumbered at once: bounds what renumbering needs beside the ids


class Collector:
    """Takes a text piece by piece; ids are as narrow as the number of symbols allows.

    Symbols are numbered as they come and renumbered by code point at the end, so the text is read once.

    Parameters
    ----------
    capacity : int
        The number of symbols expected at most; memory that is not written to is not taken. It grows where needed.
    """

    def __init__(self, capacity: int) -> None:
        self._ids: Ids = np.empty(max(capacity, 1), np.uint8)
        self._length = 0
        self._codes = np.empty(0, np.uint32)  # in the order in which they came
        self._number = np.full(sys.maxunicode + 1, _UNSEEN)

    def add(self, text: str) -> None:
        """Append a piece of text."""
        codes = code_points(text)
        numbers = self._number[codes]
        if (unseen := numbers == _UNSEEN).any():
            fresh = np.unique(codes[unseen])
            self._number[fresh] = np.arange(len(self._codes), len(self._codes) + len(fresh), dtype=np.uint32)
            self._codes = np.concatenate([self._codes, fresh])
            numbers = self._number[codes]
        self._reserve(len(numbers))
        self._ids[self._length : self._length + len(numbers)] = numbers
        self._length += len(numbers)

    @property
    def beyond_ascii(self) -> int:
        """The number of distinct symbols so far that ASCII lacks."""
        return int(np.count_nonzero(self._codes > 127))

    def _reserve(self, more: int) -> None:
        needed = self._length + more
        width = np.min_scalar_type(max(len(self._codes) - 1, 0))
        if width == self._ids.dtype and needed <= len(self._ids):
            return
        capacity = len(self._ids) if needed <= len(self._ids) else 2 * needed
        wider: Ids = np.empty(capacity, width)
        wider[: self._length] = self._ids[: self._length]
        self._ids = wider

    def finish(self) -> tuple[Ids, Vocabulary]:
        """Return the ids, (length,) and read-only, and the vocabulary, sorted by code point."""
        order = np.argsort(self._codes)
        place = np.empty(len(order), self._ids.dtype)
        place[order] = np.arange(len(order), dtype=self._ids.dtype)
        ids = self._ids
        ids.resize(self._length, refcheck=False)  # gives the unused end back without a copy
        for start in range(0, self._length, _BLOCK):
            block = ids[start : start + _BLOCK]
            block[:] = place[block]
        ids.setflags(write=False)
        return ids, Vocabulary(map(chr, self._codes[order]))
