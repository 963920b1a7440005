"""Opening and reading a user's file: regular files only, up to a size, every fault in a sentence."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from rnnviz.user_files import faults

TEXT = 1000 * faults.MB  #: a text to learn from may have that many bytes
WRITTEN = 1 * faults.MB  #: what a person writes, such as a lesson, a preset or the settings
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would be waited for
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class Version(NamedTuple):
    """What tells one state of a file from another."""

    device: int
    inode: int
    size: int
    modified: int  # nanoseconds

    @classmethod
    def of(cls, facts: os.stat_result) -> Version:
        """Read it off what the system knows."""
        return cls(facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)


class _Regular(io.FileIO):
    """A regular file that never gives more than its limit, whatever its size was said to be."""

    def __init__(self, path: str | Path, limit: int) -> None:
        self._path, self._limit = path, limit
        # Only to ask what it is: opening a device can do things to it.
        _check(path, os.stat(path), limit)
        descriptor = os.open(path, _FLAGS)
        try:
            facts = os.fstat(descriptor)
            _check(path, facts, limit)  # another one may have taken its place
            if os.name == "posix":
                os.set_blocking(descriptor, True)
            super().__init__(descriptor, "rb")
        except BaseException:
            os.close(descriptor)
            raise
        self.version = Version.of(facts)

    def readinto(self, buffer: memoryview | bytearray) -> int | None:  # type: ignore[override]
        got = super().readinto(buffer)
        if self.tell() > self._limit:  # it grows, or its size was not known, as in /proc
            raise faults.too_large(self._path, self.tell(), self._limit)
        return got

    def check(self) -> None:
        """Refuse a file that is no longer what was opened."""
        if Version.of(os.fstat(self.fileno())) != self.version:
            raise faults.changed(self._path)


def _check(path: str | Path, facts: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise faults.not_regular(path, facts.st_mode)
    if facts.st_size > limit:
        raise faults.too_large(path, facts.st_size, limit)


def expanded(path: str | Path) -> Path:
    """Return a path with ``~`` and ``~name`` replaced; raises `Refused` if there is no such user."""
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise faults.unreadable(path, error) from error


@contextmanager
def opened(path: str | Path, limit: int = WRITTEN) -> Iterator[BinaryIO]:
    """Open a regular file for reading; on leaving it is made sure that it was one and the same all the time.

    Parameters
    ----------
    path : str or Path
        ``~`` is understood.
    limit : int
        The most bytes that it may have.

    Raises
    ------
    Refused
        If it cannot be opened or read, is no regular file, is larger than the limit, or changes in between. So is
        whatever the system reports about the file within the block.
    """
    try:
        raw = _Regular(expanded(path), limit)
    except (OSError, ValueError, MemoryError) as error:
        raise faults.unreadable(path, error) from error
    try:
        with io.BufferedReader(raw) as file:
            yield cast(BinaryIO, file)
            raw.check()
    except (OSError, MemoryError) as error:
        raise faults.unreadable(path, error) from error


def version(file: BinaryIO) -> Version:
    """Return which state of which file this is, for one that `opened` has given."""
    return Version.of(os.fstat(file.fileno()))


def read_text(path: str | Path, limit: int = WRITTEN) -> str:
    """Return the text of a file in UTF-8, line ends as line feeds; raises `Refused`."""
    try:
        with opened(path, limit) as file:
            text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise faults.not_utf8(path, error) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check(path: str | Path, limit: int = WRITTEN) -> None:
    """Refuse what cannot be read as a file, before something else opens it; raises `Refused`."""
    with opened(path, limit):
        pass


def is_file(path: str | Path) -> bool:
    """Whether there is a regular file; False too where nobody can tell, or where there can be none."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False
