"""Texts that a machine has anyway: Python source, C headers, LaTeX. Found and counted where they are, never shipped.

Only files in plain ASCII are taken: a few files with other scripts would give a vocabulary of thousands of symbols, of
which next to nothing is learned.
"""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.settings import MACHINE
from rnnviz.user_files.faults import MB

MOST = 16 * MB  #: bytes of a kind that are learned from; what is beyond is left out
_LARGEST = 1 * MB  # bytes of one file: tables that a program has written are longer
_LEFT_OUT = frozenset({"site-packages", "dist-packages", "test", "tests", "idle_test", "__pycache__", "lib2to3"})


class Kind(NamedTuple):
    """A kind of text; the title is marked with ``QT_TRANSLATE_NOOP("texts", ...)``."""

    title: str
    suffix: str
    folders: Callable[[], Iterable[Path]]  # where it may be; what there is not is passed over


class Found(NamedTuple):
    """What there is of a kind."""

    files: tuple[Path, ...]  # in plain ASCII, in the order of their names
    size: int  # bytes of these, which are as many symbols
    left_out: int  # files beyond `MOST`, whatever is in them


def _python() -> Iterable[Path]:
    yield Path(sysconfig.get_path("stdlib"))


def _headers() -> Iterable[Path]:
    yield from (Path("/usr/include"), Path(sysconfig.get_path("include")))
    yield Path("/Library/Developer/CommandLineTools/SDKs/MacOSX.sdk/usr/include")
    yield from Path("C:/Program Files (x86)/Windows Kits/10/Include").glob("*/um")


def _latex() -> Iterable[Path]:
    yield from (Path("/usr/share/texlive/texmf-dist"), Path("/usr/share/texmf-dist"), Path("/usr/share/texmf"))
    for root in ("/usr/local/texlive", "C:/texlive"):
        yield from sorted(Path(root).glob("*/texmf-dist"))
    yield Path("C:/Program Files/MiKTeX")


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        f"{MACHINE}python": Kind(QT_TRANSLATE_NOOP("texts", "Python source"), ".py", _python),
        f"{MACHINE}c": Kind(QT_TRANSLATE_NOOP("texts", "C headers"), ".h", _headers),
        f"{MACHINE}latex": Kind(QT_TRANSLATE_NOOP("texts", "LaTeX"), ".tex", _latex),
    }
)


@cache
def found(key: str) -> Found:
    """Return what this machine has of a kind; what cannot be read is not there.

    Raises
    ------
    Refused
        If there is no such kind.
    """
    paths, files, size = _paths(_kind(key)), list[Path](), 0
    for path in paths:
        length = _length(path)
        if size + length + 1 > MOST:
            return Found(tuple(files), size, 1 + sum(1 for _ in paths))
        if length:
            files.append(path)
            size += length + 1  # a line end parts them
    return Found(tuple(files), size, 0)


def collected(key: str, progress: Callable[[float], None] | None = None) -> str:
    """Return the text of all files of a kind, one after the other; line ends as line feeds.

    Raises
    ------
    Refused
        If there is no such kind, or this machine has nothing of it.
    """
    there, parts, read = found(key), list[str](), 0
    if not there.files:
        raise Refused(
            QT_TRANSLATE_NOOP("text", "This machine has no text of the kind {kind}: open a file of your own."),
            kind=Sentence(_kind(key).title),
        )
    for path in there.files:
        content = _content(path)
        read += len(content)
        parts.append(content.decode("ascii", "ignore").replace("\r\n", "\n").replace("\r", "\n"))
        if progress is not None:
            progress(min(1.0, read / there.size))
    return "\n".join(parts)


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise Refused(
            QT_TRANSLATE_NOOP("text", "There is no text {name} of this machine; there are {known}."),
            name=key,
            known=", ".join(KINDS),
        )
    return KINDS[key]


def _paths(kind: Kind) -> Iterator[Path]:
    """Yield every file of a kind once, in an order that does not change."""
    seen = set[str]()
    for folder in kind.folders():
        for place, inside, names in os.walk(folder):
            inside[:] = sorted(set(inside) - _LEFT_OUT)
            for name in sorted(names):
                path = Path(place, name)
                if name.endswith(kind.suffix) and (real := os.path.realpath(path)) not in seen:
                    seen.add(real)
                    yield path


def _length(path: Path) -> int:
    """Return the bytes of a file that can be learned from; 0: it cannot."""
    content = _content(path)
    return len(content) if content.isascii() and b"\0" not in content else 0


def _content(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size <= _LARGEST:
            return path.read_bytes()
    except OSError:
        pass
    return b""
