"""Decoding a text as ids, in pieces: 200 MB take about 200 MB."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import numpy as np

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.text.collecting import Collector, Ids
from rnnviz.text.encoding import detected, marked
from rnnviz.text.vocabulary import Vocabulary, code_points
from rnnviz.user_files.faults import shown

CHUNK = 1 << 20  # bytes
_CONTROL_SHARE = 0.02  # more control characters than this: no text

Progress = Callable[[float], None]


def read(file: BinaryIO, path: Path, progress: Progress | None = None) -> tuple[Ids, Vocabulary, str]:
    """Read a text.

    UTF-8 with or without a byte order mark, UTF-16 and UTF-32 with one, else the encoding that the bytes
    themselves suggest. Line ends become line feeds.

    Parameters
    ----------
    file : binary file
        One that can be sought in; only as much of it is held at a time as is decoded.
    path : Path
        Its name, for sentences.
    progress : callable, optional
        Is told the share of the file that has been read, 0 to 1; what it raises stops the reading.

    Returns
    -------
    ids : array of unsigned integers, (length,)
        As narrow as the vocabulary allows, read-only.
    vocabulary : Vocabulary
        Sorted by code point.
    encoding : str
        Its usual name.

    Raises
    ------
    Refused
        If it is empty, or not text.
    """
    encoding = marked(file.read(4))
    size = file.seek(0, io.SEEK_END)
    collector = Collector(capacity=size)
    try:
        _collect(file, path, encoding, collector, progress)
    except UnicodeDecodeError as error:
        encoding = _other_encoding(file, path, encoding, collector, error)
        collector = Collector(capacity=size)
        try:
            _collect(file, path, encoding, collector, progress)
        except UnicodeDecodeError as again:
            raise _damaged(path, encoding, again, file.tell()) from again
    ids, vocabulary = collector.finish()
    if not len(ids):
        raise Refused(QT_TRANSLATE_NOOP("text", "The file {name} is empty."), name=shown(path.name))
    return ids, vocabulary, "utf-8" if encoding == "utf-8-sig" else encoding.replace("_", "-")


def _collect(file: BinaryIO, path: Path, encoding: str, collector: Collector, progress: Progress | None) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    wide = encoding.startswith(("utf-16", "utf-32"))  # where zero bytes are usual
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("strict"), translate=True)
    while content := file.read(CHUNK):
        text = decoder.decode(content)
        if (not wide and b"\0" in content) or _looks_binary(text):
            raise _binary(path)
        collector.add(text)
        if progress is not None:
            progress(min(1.0, file.tell() / max(size, 1)))
    collector.add(decoder.decode(b"", final=True))


def _looks_binary(text: str) -> bool:
    codes = code_points(text)
    control = (codes < 9) | ((codes > 13) & (codes < 32) & (codes != 27)) | ((codes > 126) & (codes < 160))
    return bool(np.count_nonzero(control) > _CONTROL_SHARE * len(codes))


def _other_encoding(file: BinaryIO, path: Path, encoding: str, collector: Collector, error: UnicodeDecodeError) -> str:
    """Return the encoding to try after UTF-8 failed; refuses a damaged file and one that is no text."""
    read, before = file.tell(), error.object[: error.start].decode(encoding, "ignore")
    good = collector.beyond_ascii + len({symbol for symbol in before if not symbol.isascii()})
    if encoding != "utf-8" or good > 1:  # chance makes one such symbol of another encoding, hardly two
        raise _damaged(path, encoding, error, read) from error
    name = None if b"\0" in error.object else detected(file, _place(error, read))
    if name is None:
        raise _binary(path) from error
    return name


def _place(error: UnicodeDecodeError, read: int) -> int:
    return read - len(error.object) + error.start  # the object ends where reading stopped


def _binary(path: Path) -> Refused:
    return Refused(QT_TRANSLATE_NOOP("text", "The file {name} is not a text."), name=shown(path.name))


def _damaged(path: Path, encoding: str, error: UnicodeDecodeError, read: int) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP("text", "The file {name} is {encoding} up to byte {place}, where it is damaged."),
        details=str(error.reason),
        name=shown(path.name),
        encoding="UTF-8" if encoding.startswith("utf-8") else encoding,
        place=_place(error, read),
    )
