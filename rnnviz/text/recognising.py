"""Which encoding a text is in: every one that its bytes allow is tried, and the text that reads best is taken.

By Bayes' rule: how likely the text is in some language, times how often texts are in that encoding. Where another
reading that differs is nearly as likely, the first is uncertain, and the others are choices that a person may take.
"""

from __future__ import annotations

import codecs
import math
from collections.abc import Iterator
from typing import NamedTuple

from rnnviz.text.likelihood import hinted, likelihood, looks_binary, meetings
from rnnviz.text.vocabulary import code_points
from rnnviz.user_files.encodings import ENCODINGS, Choice

SAMPLE = 4096  #: bytes that are looked at
MOST = 20  #: choices that are offered
_SURE = 12.0  # nats between the best reading and the next one
_BYTE = -math.log(256.0)  # ln P of a byte of a symbol that was cut: it says nothing
_CUT = -5.0  # ln P of a file that begins within a symbol
_ENDS_CUT = -3.0
_OUT_OF_THE_QUESTION = 60.0  # nats behind the best one
_POOR = -13.5  # ln P a symbol, of a text that two or four bytes a symbol make of what is none


class Recognised(NamedTuple):
    """What a text is in."""

    choices: tuple[Choice, ...]  # the likeliest first; empty: no text shows
    certain: bool


class _Reading(NamedTuple):
    score: float
    choice: Choice
    text: str


def recognised(sample: bytes, hint: str, whole: bool = True, first: bool = True) -> Recognised:
    """Return which encodings a text without a byte order mark can be in.

    Parameters
    ----------
    sample : bytes
        Some of it, that begins with a whole symbol unless it is the beginning of a file. It lacks a multiple of four
        bytes at the file's end.
    hint : str
        The language that is spoken around it, such as "pt_BR".
    whole : bool
        Whether the sample ends where the file does.
    first : bool
        Whether it begins where the file does.
    """
    found: dict[str, _Reading] = {}
    for reading in _readings(sample, hint, whole, first):
        known = found.get(reading.text)
        if known is None or known.score < reading.score:
            found[reading.text] = reading
    ranked = sorted(found.values(), key=lambda each: (-each.score, str(each.choice)))
    if not ranked:
        return Recognised((), False)
    best = ranked[0].score
    near = [each for each in ranked if best - each.score < _OUT_OF_THE_QUESTION]
    certain = len(ranked) == 1 or best - ranked[1].score >= _SURE
    return Recognised(tuple(each.choice for each in near[:MOST]), certain)


def begins_at(sample: bytes, name: str, hint: str, whole: bool = True) -> int:
    """Return how many bytes stand before the first whole symbol of a text whose encoding is known."""
    tried = list(_of_encoding(sample, name, hint, whole, first=True))
    return max(tried, key=lambda each: each.score).choice.skip if tried else 0


def _readings(sample: bytes, hint: str, whole: bool, first: bool) -> Iterator[_Reading]:
    for name in ENCODINGS:
        if name == "iso2022_jp" and b"\x1b$" not in sample:
            continue
        yield from _of_encoding(sample, name, hint, whole, first)


def _of_encoding(sample: bytes, name: str, hint: str, whole: bool, first: bool) -> Iterator[_Reading]:
    """Yield what an encoding makes of a sample, from its first byte and from within its first symbol.

    To leave out a whole symbol more than that gives nothing else.
    """
    encoding, there = ENCODINGS[name], set[int]()
    for skip in range(min(encoding.longest if first else 1, len(sample))):
        phase = skip % (encoding.unit if encoding.unit > 1 else 2)
        if phase not in there:
            for reading in _tried(sample, Choice(name, skip), hint, whole):
                there.add(phase)
                yield reading


def _tried(sample: bytes, choice: Choice, hint: str, whole: bool) -> Iterator[_Reading]:
    """Yield the text that a choice makes of a sample, if it makes one."""
    encoding = ENCODINGS[choice.name]
    if choice.skip and not _cut(sample, choice):
        return
    decoder = codecs.getincrementaldecoder(choice.name)("strict")
    try:
        text = decoder.decode(sample[choice.skip :])
    except UnicodeDecodeError:
        return
    text = text.replace("\ufeff", "")
    if not text or (choice.skip and encoding.unit == 1 and sample[: choice.skip].isascii() and text.isascii()):
        return
    if looks_binary(text):
        return
    rest = len(decoder.getstate()[0]) if whole or encoding.unit > 1 else 0
    codes = code_points(text)
    languages = encoding.languages
    said = max(likelihood(codes, each) + hinted(each, hint) for each in languages) + meetings(codes)
    if encoding.unit > 1 and said / len(text) < _POOR:
        return
    before = choice.skip * _BYTE + (_CUT if choice.skip else 0.0)
    after = rest * _BYTE + (_ENDS_CUT if rest else 0.0)
    yield _Reading(said - encoding.rarity + before + after, choice, text)


def _cut(sample: bytes, choice: Choice) -> bool:
    """Whether the bytes that are left out can be the end of a symbol."""
    before = sample[: choice.skip]
    if choice.name == "utf-8":
        return all(0x80 <= byte < 0xC0 for byte in before) and not 0x80 <= sample[choice.skip] < 0xC0
    if choice.name in ("utf-16-le", "utf-16-be"):
        return choice.skip % 2 == 1 or _half(sample, choice.name)
    return True


def _half(sample: bytes, name: str) -> bool:
    """Whether the first two bytes are the second half of a symbol of four."""
    return 0xDC <= sample[1 if name.endswith("le") else 0] < 0xE0
