"""Writing a file as a whole or not at all: a full disk or a crash never leaves half of one behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused


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
        If the file cannot be written: not allowed, no such folder, the disk is full, ...
    """
    path = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            yield file  # type: ignore[misc]  # the wrapper has every method of BinaryIO
            file.flush()
            os.fsync(file.fileno())  # some file systems tell of a full disk only here
        _give_usual_rights(temporary)
        temporary.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def write(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all; raises `Refused`."""
    with replacing(path) as file:
        file.write(content)


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
    except OSError as error:
        raise Refused(
            QT_TRANSLATE_NOOP("files", "Nothing can be written to the folder {path}: {reason}."),
            details=repr(error),
            path=path,
            reason=error.strerror or error,
        ) from error
    return path


def _give_usual_rights(path: Path) -> None:
    """Give the rights that `open` would have given: temporary files are for their owner only."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP("files", "The file {path} could not be written: {reason}."),
        details=repr(error),
        path=path,
        reason=error.strerror or error,
    )
