"""Accents joined to their letters (Unicode's normal form C), in pieces: é is one symbol, however a file spells it.

A text that is spelt in both ways would have two symbols that look alike, and a letter typed on a keyboard would be
unknown to a model that learned the other spelling. The two mean the same by definition; no letter is lost.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_FORM: Final = "NFC"
_LONGEST = 1 << 16  # symbols without a place at which a text may be parted: no text has so many


def composed(text: str) -> str:
    """Return a text with every accent joined to its letter, where there is such a symbol."""
    return text if unicodedata.is_normalized(_FORM, text) else unicodedata.normalize(_FORM, text)


class Composer:
    """Takes a text piece by piece, and gives the same text composed.

    Attributes
    ----------
    changed : bool
        Whether anything was joined so far.
    """

    def __init__(self) -> None:
        self.changed = False
        self._kept = ""  # a mark in the next piece may belong to its last letter

    def add(self, text: str) -> str:
        """Return what is certain by now."""
        text = self._kept + text
        place = _parted(text)
        self._kept = text[place:]
        return self._composed(text[:place])

    def finish(self) -> str:
        """Return the rest."""
        rest, self._kept = self._kept, ""
        return self._composed(rest)

    def _composed(self, text: str) -> str:
        made = composed(text)
        self.changed |= made is not text
        return made


def _parted(text: str) -> int:
    """Return the place of the last symbol that joins nothing before it."""
    for place in range(len(text) - 1, max(-1, len(text) - _LONGEST), -1):
        if _stands_alone(text[place]):
            return place
    return len(text)


def _stands_alone(symbol: str) -> bool:
    """Whether a symbol neither is a mark nor joins the one before, as the parts of a Korean syllable do."""
    return symbol < "\u0300" or ("\u2e80" <= symbol < "\ud7b0" and not unicodedata.combining(symbol))
