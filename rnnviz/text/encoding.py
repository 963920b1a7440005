"""Which encoding a file is in: UTF-8 first, then what its bytes say."""

from __future__ import annotations

import codecs
from typing import BinaryIO

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_BEFORE, _AFTER = 8 << 10, 32 << 10  # bytes of the sample on either side of the first byte that is not UTF-8
_LONGEST = 4  # bytes of one symbol


def marked(start: bytes) -> str:
    """Return the encoding that a byte order mark announces; UTF-8 without one."""
    return next((name for mark, name in _MARKS.items() if start.startswith(mark)), "utf-8")


def detected(file: BinaryIO, first_bad: int) -> str | None:
    """Return the name of the likeliest encoding of a file that is not UTF-8, or None if no text shows.

    Parameters
    ----------
    file : binary file
        It is read around the bad byte.
    first_bad : int
        Where the first byte stands that is not UTF-8.
    """
    from charset_normalizer import from_bytes  # only such files pay for its import

    file.seek(max(0, first_bad - _BEFORE))
    sample = file.read(_BEFORE + _AFTER)
    for end in range(len(sample), max(0, len(sample) - _LONGEST), -1):  # the cut may have halved a symbol
        matches = list(from_bytes(sample[:end]))
        if matches:
            best = matches[0]
            equals = [
                name
                for m in matches
                if m.chaos <= best.chaos + 0.01 and m.coherence >= best.coherence - 0.05
                for name in m.could_be_from_charset
            ]
            # Short Western texts fit several code pages equally well; this one is by far the commonest of them.
            return "cp1252" if "cp1252" in equals else str(best.encoding)
    return None
