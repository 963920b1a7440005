"""What a pipe named on the command line brings, as in ``rnnviz --text <(zcat novel.gz)`` or ``... | rnnviz --text -``.

A pipe can be read once only, so it is read whole, before anything is built from it.
"""

from __future__ import annotations

import os
import select
import stat
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files import faults

LIMIT = 20 * faults.MB  #: bytes
PATIENCE = 60.0  #: seconds that a pipe may be silent
WRITER_PATIENCE = 2.0  #: seconds in which somebody must have begun to write to one that has a name
_CHUNK = 1 << 16
_STANDARD_INPUT = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")


def content(path: str | Path, limit: int = LIMIT, patience: float = PATIENCE) -> bytes | None:
    """Return everything that a pipe brings until its end; None if this names no pipe.

    Parameters
    ----------
    path : str or Path
        ``-`` is the standard input.
    limit : int
        The most bytes that are taken.
    patience : float
        Seconds that it may be silent.

    Raises
    ------
    Refused
        If it brings more, nothing for too long, or fails.
    """
    try:
        descriptor = _opened(path)
        if descriptor is None:
            return None
        try:
            begun = b"" if os.get_blocking(descriptor) else _begun(descriptor, path)
            return _whole(descriptor, path, limit, patience, begun)
        finally:
            os.close(descriptor)
    except (OSError, ValueError, MemoryError) as error:
        raise faults.unreadable(path, error) from error


def _opened(path: str | Path) -> int | None:
    if str(path) in _STANDARD_INPUT:
        mode = os.fstat(0).st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
            return os.dup(0)
        if str(path) == "-" and stat.S_ISREG(mode):
            return os.dup(0)
        if not stat.S_ISREG(mode):
            raise faults.not_regular(path, mode)
        return None
    try:
        if not stat.S_ISFIFO(os.stat(path).st_mode):
            return None
    except (OSError, ValueError):
        return None  # whoever opens it as a file says why
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # or a writer would be waited for, for ever


def _begun(descriptor: int, path: str | Path) -> bytes:
    """Wait until somebody has the other end of a pipe, and return what has come by then."""
    deadline = monotonic() + WRITER_PATIENCE
    piece = b""
    with suppress(BlockingIOError):  # somebody has it, and is silent still
        while not (piece := os.read(descriptor, _CHUNK)):
            if monotonic() > deadline:
                raise Refused(QT_TRANSLATE_NOOP("files", "Nobody writes to the pipe {path}."), path=faults.shown(path))
            sleep(0.02)
    os.set_blocking(descriptor, True)
    return piece


def _whole(descriptor: int, path: str | Path, limit: int, patience: float, begun: bytes) -> bytes:
    got = bytearray(begun)
    while _ready(descriptor, patience):
        if not (piece := os.read(descriptor, _CHUNK)):
            return bytes(got)
        got += piece
        if len(got) > limit:
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "files", "The pipe {path} brings more than {limit}: write it to a file, and open that."
                ),
                path=faults.shown(path),
                limit=faults.size(limit),
            )
    raise Refused(
        QT_TRANSLATE_NOOP("files", "The pipe {path} has brought nothing for {seconds} seconds."),
        path=faults.shown(path),
        seconds=f"{patience:g}",
    )


def _ready(descriptor: int, patience: float) -> bool:
    """Wait until there is something to read, or the end; where the system cannot tell, reading itself waits."""
    if not hasattr(select, "poll"):
        return True
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(patience * 1000))
