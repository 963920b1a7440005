"""Standard output and error that never fail: whatever cannot be printed ends the printing, and nothing else.

A reader that has had enough (``| head -1``), a closed descriptor (``>&-``), a full disk: a run must go on, and write
its files. That is settled below Python's text layer, once, so that nobody who prints has to think of it.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

#: Somebody does not want to read on: that is no loss.
_UNWANTED = frozenset({errno.EPIPE, errno.EBADF, errno.ECONNRESET, errno.EINVAL if os.name == "nt" else errno.EPIPE})


class Descriptor(io.FileIO):
    """The bottom of a stream: writes all, or, after the first failure, throws everything away.

    Attributes
    ----------
    lost : OSError or None
        What the first failure was.
    """

    lost: OSError | None = None

    def write(self, data: Buffer, /) -> int:
        """Take all of the bytes, whether they could be written or not."""
        rest = memoryview(data).cast("B")
        whole = len(rest)
        try:
            while len(rest) and self.lost is None:
                rest = rest[super().write(rest) or 0 :]
        except OSError as error:
            self.lost = error
        return whole


def never_fail() -> None:
    """Have `sys.stdout` and `sys.stderr` that can always be written to; called again, it does nothing.

    A symbol that the terminal's encoding lacks is written as an escape. Streams that stand for no descriptor (those of
    a test, or of a notebook) are left as they are.
    """
    _open_the_closed()
    sys.stdout = _safe(sys.stdout, 1)
    sys.stderr = _safe(sys.stderr, 2)


def lost() -> OSError | None:
    """Return why some of the standard output was lost, though somebody wanted it; None: nothing was."""
    sys.stdout.flush()
    bottom = _bottom(sys.stdout)
    error = bottom.lost if isinstance(bottom, Descriptor) else None
    return None if error is None or error.errno in _UNWANTED else error


def _open_the_closed() -> None:
    """Put /dev/null where a descriptor is closed: the next file that is opened would get its number, and the prints."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)


def _safe(stream: TextIO | None, number: int) -> TextIO:
    if stream is None:  # the descriptor was closed, or a program without a console was started
        stream = open(number, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if isinstance(_bottom(stream), Descriptor):
        return stream
    if os.name == "nt" and stream.isatty():  # the console is no file there
        stream.reconfigure(errors="backslashreplace")
        return stream
    try:
        bottom = Descriptor(stream.fileno(), "w", closefd=False)
        stream.flush()
    except (OSError, ValueError):
        return stream
    layer = bottom if stream.write_through else io.BufferedWriter(bottom)
    return io.TextIOWrapper(
        layer,  # a raw one too, as Python itself has it where nothing is buffered
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _bottom(stream: object) -> object:
    """Return the lowest layer of a stream."""
    for name in ("buffer", "raw"):
        stream = getattr(stream, name, stream)
    return stream
