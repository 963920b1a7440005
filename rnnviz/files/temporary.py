"""The hidden file that is written before it takes another one's place, and clearing away those of programs that died.

Whoever writes one holds a lock on it. The system lets go of the lock when the program ends, however it ends: what can
be locked by somebody else belongs to nobody any more.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

if sys.platform != "win32":  # there nobody can remove what somebody has open, which is as good as a lock
    import fcntl

_PREFIX, _SUFFIX = ".rnnviz-", ".part"  # and not the file's own name: one of 250 letters leaves no room
_OURS = re.compile(rf"{re.escape(_PREFIX)}\w+{re.escape(_SUFFIX)}")

_cleared: set[Path] = set()  # folders in which this program has looked already


@contextmanager
def temporary(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Make a hidden file in a folder, locked; it is gone in the end, unless it was given another name."""
    clear_once(folder)
    file, path = _locked(folder)
    try:
        with file:
            yield file, path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _locked(folder: Path) -> tuple[BinaryIO, Path]:
    while True:
        made = tempfile.NamedTemporaryFile(  # noqa: SIM115 it is closed by whoever asked for it
            dir=folder, prefix=_PREFIX, suffix=_SUFFIX, delete=False
        )
        file = cast(BinaryIO, made)  # the wrapper has every method of it
        if sys.platform == "win32":
            return file, Path(made.name)
        with suppress(OSError):  # a disk that knows no locks: nothing is cleared there either
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(file.fileno()).st_nlink:
            return file, Path(made.name)
        file.close()  # another program has cleared it away before it was locked


def clear_once(folder: Path) -> None:
    """Clear a folder, if this program has not done so yet."""
    if folder not in _cleared:
        _cleared.add(folder)
        clear(folder)


def clear(folder: Path) -> None:
    """Remove from a folder what programs that died in the middle of writing have left there; never fails."""
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _clear_one(Path(entry.path))


def _clear_one(path: Path) -> None:
    if sys.platform == "win32":
        path.unlink()
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while its writer lives
        path.unlink()
    finally:
        os.close(descriptor)
