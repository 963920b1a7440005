"""Cells that only the tests know: each is one file, found as the program's own are found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rnnviz.found_modules import places

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("[a-z]*.py")))


@contextmanager
def found() -> Iterator[None]:
    """Have them found, too, as long as the context lasts."""
    places("nn/cells").append(str(FOLDER))
    try:
        yield
    finally:
        places("nn/cells").remove(str(FOLDER))
