"""Decoding a text as ids, in pieces: 200 MB take about 200 MB."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.text.collecting import Collector, Ids
from rnnviz.text.composing import Composer
from rnnviz.text.likelihood import looks_binary
from rnnviz.text.opening import Opening, around, opening
from rnnviz.text.vocabulary import Vocabulary
from rnnviz.user_files.encodings import ENCODINGS, Choice, chosen
from rnnviz.user_files.faults import shown

CHUNK = 1 << 20  # bytes
_MARK = "\ufeff"

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Reading:
    """How a file was read: enough to read it in the same way again."""

    encoding: str  # a `Choice`, as it is written; "" for a text that was not read from a file
    certain: bool = True
    others: tuple[str, ...] = ()  # what it may be in as well, the likeliest first; each gives another text
    cut: tuple[int, int] = (0, 0)  # bytes of a symbol that is not whole, left out at the beginning and at the end
    composed: bool = False  # accents were joined to their letters

    @property
    def title(self) -> str:
        """The encoding as people call it, whatever was cut."""
        return ENCODINGS[chosen(self.encoding).name].title if self.encoding else ""


class Read(NamedTuple):
    """A text as it was read."""

    ids: Ids  # (length,), as narrow as the vocabulary allows, read-only
    vocabulary: Vocabulary  # sorted by code point
    reading: Reading

    @property
    def text(self) -> str:
        """All of it, as a string."""
        return self.vocabulary.decode(self.ids)


def read(file: BinaryIO, path: Path, progress: Progress | None = None, hint: str = "en", encoding: str = "") -> Read:
    """Read a text.

    With a byte order mark in what that announces, else in UTF-8 if it is that, else in the encoding in which the bytes
    read best. A symbol that the file's beginning or end has cut is left out. Line ends become line feeds, accents
    are joined to their letters, byte order marks are left out wherever they stand.

    Parameters
    ----------
    file : binary file
        One that can be sought in; only as much of it is held at a time as is decoded.
    path : Path
        Its name, for sentences.
    progress : callable, optional
        Is told the share of the file that has been read, 0 to 1; what it raises stops the reading.
    hint : str
        The language that is spoken around it, such as "pt_BR": of several likely encodings, that of its texts.
    encoding : str
        As `rnnviz.user_files.encodings.chosen` reads it; empty: it is found out.

    Raises
    ------
    Refused
        If it is empty, not text, or not in the encoding that was asked for.
    """
    found = opening(file, hint, encoding)
    try:
        there = _first_that_fits(file, path, found, progress)
    except _Undecodable as error:
        # Chance makes one symbol of UTF-8 of another encoding, hardly two.
        if found.fixed or error.choice.name != "utf-8" or error.symbols > 1:
            raise _damaged(path, error, bool(encoding)) from error
        found = around(file, error.place, hint)
        try:
            there = _first_that_fits(file, path, found, progress)
        except _Undecodable as again:
            raise _damaged(path, again, False) from again
    ids, vocabulary = there.collector.finish()
    if not len(ids):
        raise Refused(QT_TRANSLATE_NOOP("text", "The file {name} is empty."), name=shown(path.name))
    others = tuple(str(each) for each in found.choices if each != there.choice)
    certain = found.certain and there.choice == found.choices[0]
    cut = there.choice.skip, there.rest
    return Read(ids, vocabulary, Reading(str(there.choice), certain, others, cut, there.composed))


class _Collected(NamedTuple):
    choice: Choice
    collector: Collector
    rest: int  # bytes after the last whole symbol
    composed: bool


class _NoText(Exception):
    """What comes of the bytes of a file is no text."""


def _first_that_fits(file: BinaryIO, path: Path, found: Opening, progress: Progress | None) -> _Collected:
    """Read a file in the likeliest encoding that all of it can be in.

    Raises
    ------
    _Undecodable
        Why it cannot be in the likeliest one, if it can be in none.
    Refused
        If none gives a text.
    """
    first: _Undecodable | None = None
    for choice in found.choices:
        try:
            return _collect(file, choice, progress)
        except _Undecodable as error:
            first = first or error
            if choice.name == "utf-8":  # what is damaged later on is UTF-8 still
                break
        except _NoText:
            continue
    if first is not None:
        raise first
    raise Refused(QT_TRANSLATE_NOOP("text", "The file {name} is not a text."), name=shown(path.name))


class _Undecodable(Exception):
    """A byte that an encoding does not have."""

    def __init__(self, choice: Choice, place: int, symbols: int, reason: str) -> None:
        super().__init__(reason)
        self.choice, self.place, self.symbols = choice, place, symbols  # symbols: different ones beyond ASCII before


def _collect(file: BinaryIO, choice: Choice, progress: Progress | None) -> _Collected:
    """Decode a file from its beginning to its end."""
    size = file.seek(0, io.SEEK_END)
    collector, composer = Collector(capacity=size), Composer()
    wide = ENCODINGS[choice.name].unit > 1  # where zero bytes are usual
    decoder = codecs.getincrementaldecoder(choice.name)("strict")
    lines = io.IncrementalNewlineDecoder(None, translate=True)
    file.seek(choice.skip)
    while content := file.read(CHUNK):
        try:
            text = decoder.decode(content)
        except UnicodeDecodeError as error:
            raise _undecodable(choice, error, file.tell(), collector) from error
        if (not wide and b"\0" in content) or looks_binary(text):
            raise _NoText
        collector.add(composer.add(lines.decode(text.replace(_MARK, ""))))
        if progress is not None:
            progress(min(1.0, file.tell() / max(size, 1)))
    collector.add(composer.add(lines.decode("", final=True)) + composer.finish())
    return _Collected(choice, collector, len(decoder.getstate()[0]), composer.changed)


def _undecodable(choice: Choice, error: UnicodeDecodeError, read_to: int, collector: Collector) -> _Undecodable:
    before = error.object[: error.start].decode(choice.name, "ignore")
    place = read_to - len(error.object) + error.start  # the object ends where reading stopped
    symbols = collector.beyond_ascii + len({symbol for symbol in before if not symbol.isascii()})
    return _Undecodable(choice, place, symbols, error.reason)


def _damaged(path: Path, error: _Undecodable, asked_for: bool) -> Refused:
    template = QT_TRANSLATE_NOOP("text", "The file {name} is {encoding} up to byte {place}, where it is damaged.")
    if asked_for:
        template = QT_TRANSLATE_NOOP(
            "text",
            "The file {name} is not {encoding}: there is no such symbol at byte {place}. Choose another encoding.",
        )
    encoding = ENCODINGS[error.choice.name].title
    return Refused(template, str(error), name=shown(path.name), encoding=encoding, place=error.place)
