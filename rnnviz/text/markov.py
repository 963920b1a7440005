"""Markov models of a text: the next symbol from the last n alone (Markov 1913; Shannon 1948).

Contexts that the text hardly holds borrow from shorter ones, by interpolation as of Witten and Bell (1991): with c(k)
the count of the last k symbols, c(k, s) that of them followed by s, and d(k) the number of different symbols that
follow them, p_k(s) = (c(k, s) + d(k) p_(k-1)(s)) / (c(k) + d(k)). Below all of them stands the uniform distribution.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 500_000  # symbols of a text that are counted


class Markov:
    """The models of every order of one text; a context is looked up when it is asked for, nothing is tabulated.

    Parameters
    ----------
    ids : array of unsigned integers, (length,)
        The text; its first `MOST` symbols are counted.
    symbols : int
        Size of the vocabulary, V.
    """

    def __init__(self, ids: NDArray[np.integer[Any]], symbols: int) -> None:
        self._ids = ids[:MOST]  # V itself stands for what is not counted
        self._symbols = symbols
        self._ends: dict[int, NDArray[np.intp]] = {}  # symbol -> where it stands with a successor
        self._all = self._count(self._ids)

    @property
    def counted(self) -> int:
        """The number of symbols that were counted."""
        return len(self._ids)

    def _count(self, ids: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
        """Return how often each symbol is there, (V,)."""
        return np.bincount(ids, minlength=self._symbols)[: self._symbols].astype(float)

    def without(self, passage: NDArray[np.integer[Any]]) -> tuple[Markov, int]:
        """Return the models of the text without a passage, wherever it stands, and how often that is."""
        starts = np.arange(max(len(self._ids) - len(passage) + 1, 0))
        for offset, symbol in enumerate(passage):
            starts = starts[self._ids[starts + offset] == symbol]
        if not len(starts):
            return self, 0
        ids = self._ids.astype(np.int32)
        ids[(starts[:, None] + np.arange(len(passage))).ravel()] = self._symbols
        return Markov(ids, self._symbols), len(starts)

    def next_symbol(self, read: NDArray[np.integer[Any]], highest: int) -> NDArray[np.float64]:
        """Return what follows each symbol of a sequence, by every order from 0 to `highest`: (order, T, V).

        Order n at timestep t sees the symbols t - n + 1 to t; where there are fewer, those that there are.
        """
        found = np.empty((highest + 1, len(read), self._symbols))
        for t in range(len(read)):
            found[:, t] = self._orders(read[max(0, t + 1 - highest) : t + 1], highest)
        return found

    def _orders(self, context: NDArray[np.integer[Any]], highest: int) -> NDArray[np.float64]:
        p = _mixed(self._all, np.full(self._symbols, 1 / self._symbols))
        found = [p]
        at: NDArray[np.intp] | None = None  # where the last k symbols of the context end in the text
        for k in range(1, highest + 1):
            if k <= len(context):
                at = self._ending(int(context[-1])) if at is None else at[at >= k - 1]
                at = at[self._ids[at - (k - 1)] == context[-k]]
                p = _mixed(self._count(self._ids[at + 1]), p)
            found.append(p)
        return np.stack(found)

    def _ending(self, symbol: int) -> NDArray[np.intp]:
        if symbol not in self._ends:
            self._ends[symbol] = np.flatnonzero(self._ids[:-1] == symbol)
        return self._ends[symbol]


def _mixed(counts: NDArray[np.float64], shorter: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p_k from the counts of successors and p_(k-1), each (V,)."""
    different = np.count_nonzero(counts)
    return np.asarray((counts + different * shorter) / (counts.sum() + different)) if different else shorter
