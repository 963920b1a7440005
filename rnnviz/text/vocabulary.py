"""The symbols of a text, each with a dense number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.text.white_space import SIGNS

_NAMED = 8  # unknown symbols named in one sentence


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of a string, (length,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def from_code_points(codes: NDArray[np.unsignedinteger[Any]]) -> str:
    """Return the string that has these code points."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def shown(symbol: str) -> str:
    """Return a symbol as it is displayed: one that cannot be seen gets a picture or its escape."""
    if symbol in SIGNS:
        return SIGNS[symbol]
    return symbol if symbol.isprintable() else symbol.encode("unicode_escape").decode("ascii")


class Vocabulary:
    """An ordered set of symbols (single code points); a symbol's id is its place.

    Parameters
    ----------
    symbols : iterable of str
        Distinct single characters, in the order of their ids.
    """

    def __init__(self, symbols: Iterable[str]) -> None:
        self.symbols = tuple(symbols)
        self._codes = code_points("".join(self.symbols))  # (V,)
        if len(self._codes) != len(self.symbols) or len(set(self.symbols)) != len(self.symbols):
            raise ValueError("a vocabulary is made of distinct single characters")
        self._order = np.argsort(self._codes)
        self._sorted = self._codes[self._order]

    @property
    def shown(self) -> tuple[str, ...]:
        """The symbols as displayed, in the order of their ids."""
        return tuple(map(shown, self.symbols))

    def encode(self, text: str) -> NDArray[np.int64]:
        """Return the ids of a string, (length,), whether its accents are joined to their letters or stand alone.

        Raises
        ------
        Refused
            If it holds symbols outside the vocabulary; the sentence names them.
        """
        first = ""
        for spelt in dict.fromkeys((_spelt("NFC", text), text, _spelt("NFD", text))):
            codes = code_points(spelt)
            at = np.searchsorted(self._sorted, codes).clip(max=len(self) - 1)
            if not (unknown := self._sorted[at] != codes).any():
                ids: NDArray[np.int64] = self._order[at].astype(np.int64)
                return ids
            first = first or from_code_points(np.unique(codes[unknown]))
        raise _unknown(first)

    def decode(self, ids: NDArray[np.integer[Any]] | Iterable[int]) -> str:
        """Return the string that has these ids."""
        return from_code_points(self._codes[np.asarray(ids, dtype=np.int64)])

    def display(self, ids: NDArray[np.integer[Any]] | Iterable[int]) -> tuple[str, ...]:
        """Return the symbols of these ids, as displayed."""
        return tuple(shown(self.symbols[i]) for i in ids)

    def __len__(self) -> int:
        return len(self.symbols)

    def __contains__(self, symbol: object) -> bool:
        return symbol in self.symbols

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.symbols == other.symbols

    def __hash__(self) -> int:
        return hash(self.symbols)

    def __repr__(self) -> str:
        return f"Vocabulary({''.join(self.symbols[:40])!r}, {len(self)} symbols)"


def _spelt(form: Literal["NFC", "NFD"], text: str) -> str:
    """Return a text with its accents joined to their letters, or apart."""
    return unicodedata.normalize(form, text)


def _unknown(symbols: str) -> Refused:
    named = "  ".join(map(shown, symbols[:_NAMED])) + ("  …" if len(symbols) > _NAMED else "")
    return Refused(
        QT_TRANSLATE_NOOP("text", "The model does not know {symbols}: leave that out."),
        details=", ".join(f"U+{ord(s):04X}" for s in symbols),
        symbols=named,
    )
