"""A Frame as one string of bytes, and back, equal to the bit: what a pipe, a socket or a recording carries."""

from __future__ import annotations

from rnnviz.packing import records
from rnnviz.probe.frame import Frame
from rnnviz.probe.named_axes import check
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused

__all__ = ["decode", "encode"]

encode = records.encode


def decode(blob: bytes | memoryview) -> Frame:
    """Return the Frame that `encode` has written; its arrays are read-only, and share the memory of `blob`.

    Raises
    ------
    Refused
        If the bytes are no Frame, or were written in a newer format.
    """
    frame = records.decode(blob, Frame)
    try:
        check(frame)
    except ValueError as error:
        raise Refused(
            QT_TRANSLATE_NOOP("packing", "What was received is cut off or damaged, and cannot be shown."),
            details=repr(error),
        ) from error
    return frame
