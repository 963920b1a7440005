"""White space that can be seen: the signs in which it is shown, and typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Symbol -> the sign that stands for it where it is shown by itself.
SIGNS: Mapping[str, str] = {" ": "␣", "\n": "↵", "\t": "⇥", "\xa0": "⍽"}

_IN_A_LINE = {symbol: SIGNS[symbol] for symbol in "\n\t"}  # a space between letters is seen as it is
_SIGNS_ONLY = str.maketrans(_IN_A_LINE)
_AS_WRITTEN = str.maketrans({sign: symbol for symbol, sign in _IN_A_LINE.items()})
_MEANT = str.maketrans({sign: symbol for symbol, sign in SIGNS.items()})


def on_one_line(text: str) -> str:
    """Return a text as a field of one line shows it: line breaks and tabs as signs."""
    return text.translate(_SIGNS_ONLY)


def from_one_line(text: str) -> str:
    """Return the text that a field of one line shows."""
    return text.translate(_AS_WRITTEN)


def meant(signs: str) -> str:
    """Return the symbols that were typed as signs."""
    return signs.translate(_MEANT)


def written(symbols: Sequence[str]) -> str:
    """Return symbols of an axis as one writes them: words apart, letters together, spaces as spaces."""
    apart = any(len(symbol) > 1 for symbol in symbols)
    return (" " if apart else "").join(symbols).replace(SIGNS[" "], " ")
