"""Writing a file as a whole or not at all: a full disk or a crash never leaves half of one behind."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from rnnviz.files.temporary import clear_once, temporary
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import not_regular, shown
from rnnviz.user_files.writing_faults import unwritable, why_unwritable


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that takes the place of `path` when the block ends well, and vanishes when it does not.

    Parameters
    ----------
    path : Path
        What is written; its folder must be there. A link is followed: the file that it names is replaced.

    Raises
    ------
    Refused
        If the file cannot be written: not allowed, no such folder, the disk is full, no file but a device, ...
    """
    target = _target(path)
    try:
        with temporary(target.parent) as (file, hidden):
            yield file
            file.flush()
            os.fsync(file.fileno())  # some file systems tell of a full disk only here
            if os.name == "nt":  # where what is open keeps its name
                file.close()
            hidden.chmod(_rights(target))
            hidden.replace(target)
    except OSError as error:
        raise unwritable(path, error) from error


def _target(path: Path) -> Path:
    """Return the file that is to be replaced, links followed; refuses what is no file, and a protected one."""
    try:
        target = Path(os.path.realpath(path))
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return target
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error
    if not stat.S_ISREG(mode):
        raise not_regular(path, mode)
    if not os.access(target, os.W_OK):
        raise unwritable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    return target


def write(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all; raises `Refused`."""
    with replacing(path) as file:
        file.write(content)


def removed(path: Path) -> None:
    """Have no regular file there; raises `Refused`. What is no file stays."""
    try:
        if path.is_file():
            path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def folder(path: Path) -> Path:
    """Make a folder that files can be written to, and return it.

    Raises
    ------
    Refused
        If it cannot be made, or nothing can be written there: better said before an hour of training than after it.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except (OSError, ValueError) as error:
        raise Refused(
            QT_TRANSLATE_NOOP("files", "Nothing can be written to the folder {path}: {reason}."),
            details=repr(error),
            path=shown(path),
            reason=why_unwritable(error),
        ) from error
    clear_once(path)
    return path


def _rights(target: Path) -> int:
    """Return the rights of the file that is replaced, or those that `open` would give a new one."""
    with suppress(OSError):
        return stat.S_IMODE(os.stat(target).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
