"""The first look at a file: its byte order mark, whether it is UTF-8 beyond doubt, else what it may be in."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, NamedTuple

from rnnviz.text.recognising import SAMPLE, begins_at, recognised
from rnnviz.user_files.encodings import ENCODINGS, Choice, chosen

_HEAD = 1 << 16  # bytes
_BEFORE = SAMPLE // 4  # bytes of a sample before the place that it is about
_LONG = 200  # bytes of plain ASCII that nobody takes for anything else
_FEW = 3  # symbols of two bytes or more that chance does not make of another encoding, among plain ones
_MANY = 10  # such symbols that it does not make where there are no others
_PLAIN = 4  # one byte in so many is plain ASCII, among plain ones

_FAULT = "\ufffd"  # what stands for bytes that are no symbol
_FAULTS = re.compile(f"{_FAULT}+")

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class Opening(NamedTuple):
    """What a file may be in."""

    choices: tuple[Choice, ...]  # the likeliest first
    certain: bool = True
    fixed: bool = False  # by a byte order mark, or by what no other encoding would give: a fault in it is damage


def opening(file: BinaryIO, hint: str, encoding: str = "") -> Opening:
    """Return what a file may be in; `encoding` is what a person has chosen, or empty."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(_HEAD)
    whole = size <= len(head)
    if encoding:
        choice = chosen(encoding)
        skip = choice.skip or _begins_at(head, choice, hint, whole)
        return Opening((Choice(choice.name, skip),), fixed=True)
    if (name := _marked(head)) is not None:
        return Opening((Choice(name),), fixed=True)
    if not head:
        return Opening((Choice("utf-8"),))
    return _as_utf8(head, whole) or around(file, _first_beyond_ascii(head), hint)


def around(file: BinaryIO, place: int, hint: str) -> Opening:
    """Return what the bytes around a place of a file say that it may be in."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, place - _BEFORE)
    file.seek(start)
    sample = file.read(SAMPLE)
    whole = start + len(sample) >= size
    # It ends as the file does, to symbols of two or four bytes.
    sample = sample[: len(sample) - (len(sample) - (size - start)) % 4]
    if start:
        sample = sample[_after_a_space(sample[:_BEFORE]) :]
    return Opening(*recognised(sample, hint, whole, first=not start))


def _after_a_space(before: bytes) -> int:
    """Return a place at which a symbol surely begins: after a space or a line end, which are no part of another one."""
    return max((before.find(space) + 1 for space in (b"\n", b" ")), default=0)


def _begins_at(head: bytes, choice: Choice, hint: str, whole: bool) -> int:
    if _marked(head) == choice.name or ENCODINGS[choice.name].longest == 1:
        return 0
    if choice.name == "utf-8":
        return _continued(head)
    return begins_at(head[:SAMPLE], choice.name, hint, whole and len(head) <= SAMPLE)


def _marked(head: bytes) -> str | None:
    """Return what a byte order mark announces; one with zero symbols after it is half of a longer one."""
    name = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    zeros = name is not None and name.startswith("utf-16") and "\0" in head[:_LONG].decode(name, "ignore")
    return None if zeros else name


def _as_utf8(head: bytes, whole: bool) -> Opening | None:
    """Return how a file is read if it is UTF-8 beyond doubt: there is more of it than chance would make.

    What is damaged is UTF-8 still.
    """
    if b"\0" in head or b"\x1b$" in head:
        return None
    if head.isascii():
        return Opening((Choice("utf-8"),)) if not whole or len(head) >= _LONG else None
    skip = _continued(head)
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head[skip:], final=False)
    faults = len(_FAULTS.findall(text))
    good = sum(symbol > "\x7f" for symbol in text) - text.count(_FAULT)
    plain = sum(byte < 128 for byte in head)
    enough = _FEW if _PLAIN * plain >= len(head) else _MANY  # two bytes of Chinese can look like one symbol
    if good < enough or good < _FEW * faults:
        return None
    return Opening((Choice("utf-8", skip),), fixed=True)


def _continued(head: bytes) -> int:
    """Return how many bytes at the beginning go on with a symbol of UTF-8 that is not there."""
    return next((place for place, byte in enumerate(head[:3]) if not 0x80 <= byte < 0xC0), min(3, len(head)))


def _first_beyond_ascii(head: bytes) -> int:
    return next((place for place, byte in enumerate(head) if byte > 127 or byte == 0), 0)
