"""Whether texts are read as they were written: ``python -m benchmarks.readings``.

Texts of 1 to 10,000 symbols in six languages, each in the encodings that people keep it in, whole and cut within the
first or the last symbol at every byte, are read as a window in English and one in Portuguese reads them. A text is
*right* if every symbol is what was written, but for one that was cut; *said* if it is not, but its encoding was
said to be uncertain and the right one is among those that are offered; else *wrong*. It must never be wrong.

The last line is JSON; `certain` is the share of all texts that are right without a doubt being said, and `of_20` that
of the texts of 20 symbols or more. The exit status is 1 if a bar is missed.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.readings.prose import PROSE
from rnnviz.sentences import Refused
from rnnviz.text.reading import read

LENGTHS = (1, 2, 3, 4, 5, 7, 10, 15, 20, 35, 60, 200, 1000, 10_000)  # symbols
STRETCHES = 3  # of each length
HINTS = ("en", "pt_BR")
TEXTS = 500  # the bar
_MARKS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
_DATA = Path(os.environ.get("RNNVIZ_DATA") or Path(__file__).parents[3] / "shared" / "data")
#: Long texts by others, where somebody has put them: they are read, not kept here.
_OTHERS = {"pt": "dom_casmurro/dom_casmurro.txt", "en": "tinyshakespeare/input.txt"}


class Case(NamedTuple):
    """A file, and what it holds."""

    language: str
    encoding: str
    length: int
    cut: str  # "", "start 1", "end 2", ...
    content: bytes
    expected: str
    hint: str


def long_text(language: str) -> str:
    """Return 12,000 symbols: the sentences of a language in ever other orders."""
    chance, sentences = Random(1), list(PROSE[language].sentences)
    text = ""
    while len(text) < 12_000:
        chance.shuffle(sentences)
        text += ("" if language in ("ja", "zh") else " ").join(sentences) + "\n"
    return text


def stretches(text: str, length: int, chance: Random) -> Iterator[str]:
    """Yield stretches of a length, from the beginning and from anywhere in the text."""
    starts = [0, *(chance.randrange(len(text) - length) for _ in range(STRETCHES - 1))]
    yield from (text[start : start + length] for start in starts)


def encoded(symbol: str, encoding: str) -> bytes:
    return b"" if not symbol else symbol.encode(encoding.removeprefix("marked ").replace("-sig", ""))


def in_bytes(text: str, encoding: str) -> bytes:
    """Return a text in an encoding; raises `UnicodeEncodeError` if that lacks a symbol."""
    if encoding.startswith("marked "):
        name = encoding.removeprefix("marked ")
        return _MARKS[name] + text.encode(name)
    return text.encode(encoding)


def cuts(text: str, encoding: str) -> Iterator[tuple[str, bytes, str]]:
    """Yield a text whole, and without some bytes of its first symbol, or of its last one."""
    whole = in_bytes(text, encoding)
    yield "", whole, text
    if encoding.startswith(("marked", "utf-8-sig", "iso2022")):
        mark = next((len(m) for name, m in _MARKS.items() if encoding == f"marked {name}"), 3)
        yield from ((f"start {n}", whole[n:], text) for n in range(1, mark) if not encoding.startswith("iso2022"))
    else:
        for n in range(1, len(encoded(text[0], encoding))):
            yield f"start {n}", whole[n:], text[1:]
    if not encoding.startswith("iso2022"):
        for n in range(1, len(encoded(text[-1], encoding))):
            yield f"end {n}", whole[:-n], text[:-1]


def cases() -> Iterator[Case]:
    """Yield every case, the same ones in the same order each time."""
    for language, prose in PROSE.items():
        text, chance = long_text(language), Random(2)
        for length in LENGTHS:
            for stretch in stretches(text, length, chance):
                for encoding in prose.encodings:
                    yield from _of_stretch(language, encoding, stretch)


def _of_stretch(language: str, encoding: str, stretch: str) -> Iterator[Case]:
    kept = "".join(symbol for symbol in stretch if _has(encoding, symbol))
    if not kept:
        return
    for cut, content, expected in cuts(kept, encoding):
        if expected:
            hints = HINTS if len(kept) <= 60 and not cut else (("pt_BR" if language == "pt" else "en"),)
            yield from (Case(language, encoding, len(kept), cut, content, expected, hint) for hint in hints)


def _has(encoding: str, symbol: str) -> bool:
    try:
        encoded(symbol, encoding)
    except UnicodeEncodeError:
        return False
    return True


def others() -> Iterator[Case]:
    """Yield long texts by others, as far as they are there."""
    for language, place in _OTHERS.items():
        path = _DATA / place
        if not path.is_file():
            print(f"skipped: there is no {place} in shared/data", flush=True)
            continue
        text = path.read_text("utf-8-sig").replace("\r\n", "\n")[:200_000]
        for encoding in PROSE[language].encodings:
            kept = "".join(symbol for symbol in text if _has(encoding, symbol))
            yield Case(language, encoding, len(kept), "", in_bytes(kept, encoding), kept, "en")


def again(case: Case, encoding: str) -> str:
    try:
        return read(BytesIO(case.content), Path("text"), None, case.hint, encoding).text
    except Refused:
        return ""


def verdict(case: Case) -> tuple[str, bool]:
    """Return "right", "said" or "wrong", and whether the encoding was said to be certain."""
    expected = unicodedata.normalize("NFC", case.expected)
    try:
        there = read(BytesIO(case.content), Path("text"), None, case.hint)
    except Refused as refused:
        print(f"refused: {refused}")
        return "wrong", True
    reading = there.reading
    if there.text == expected:
        return "right", reading.certain
    offered = not reading.certain and any(again(case, each) == expected for each in reading.others)
    return ("said" if offered else "wrong"), reading.certain


def main() -> int:
    counts: Counter[str] = Counter()
    for case in (*cases(), *others()):
        found, certain = verdict(case)
        counts["texts"] += 1
        counts[found] += 1
        counts["certain"] += found == "right" and certain
        if case.length >= 20:
            counts["long"] += 1
            counts["long certain"] += found == "right" and certain
        if found == "wrong":
            start = case.content[:24]
            print(f"wrong: {case.language} {case.encoding} {case.length} {case.cut} hint {case.hint}: {start!r}")
    figures = {
        "texts": counts["texts"],
        "right": counts["right"],
        "said": counts["said"],
        "wrong": counts["wrong"],
        "certain": round(counts["certain"] / counts["texts"], 4),
        "of_20": round(counts["long certain"] / max(1, counts["long"]), 4),
    }
    held = counts["texts"] >= TEXTS and not counts["wrong"] and counts["right"] + counts["said"] == counts["texts"]
    print(json.dumps(figures))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
