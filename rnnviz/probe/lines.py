"""Which line of the model's own code an operation came from."""

from __future__ import annotations

import contextlib
import linecache
import sys
from functools import lru_cache
from pathlib import Path
from types import FrameType

import torch

from rnnviz.probe.trace import Source

_NOT_SHOWN = (str(Path(torch.__file__).parent), str(Path(__file__).parent), contextlib.__file__, "<frozen")


def calling_line() -> Source:
    """Return the innermost line on the stack that is neither torch's nor the probe's."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if _is_shown(frame.f_code.co_filename):
            return _source(frame.f_code.co_filename, frame.f_lineno)
        frame = frame.f_back
    return Source()


@lru_cache(1024)
def _is_shown(file: str) -> bool:
    return not file.startswith(_NOT_SHOWN)


@lru_cache(4096)
def _source(file: str, line: int) -> Source:
    return Source(file, line, linecache.getline(file, line).strip())
