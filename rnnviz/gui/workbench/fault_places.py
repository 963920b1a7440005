"""Of a traceback what is this program's own: kinds of faults that Python has, and places in its files."""

from __future__ import annotations

import builtins
import re
from pathlib import Path

import rnnviz

_PACKAGE = Path(rnnviz.__file__).resolve().parent
_FRAME = re.compile(r'^  File "(?P<path>[^"\n]+)", line (?P<line>\d+), in (?P<name>\w+)', re.MULTILINE)
_KIND = re.compile(r"^(?P<kind>[A-Za-z]+)(?::|$)", re.MULTILINE)


def places(traceback: str) -> str:
    """Return what broke and where, the innermost place first.

    What the fault says is left out, for it may quote anything, and so is every file that is not of this program.
    """
    frames = list(_FRAME.finditer(traceback))
    after = traceback[frames[-1].end() :] if frames else traceback
    found = _KIND.search(after)
    kind = found["kind"] if found is not None else ""
    known = isinstance(getattr(builtins, kind, None), type)
    ours = [f"{own}:{each['line']} {each['name']}" for each in frames if (own := _own(each["path"]))]
    return " < ".join([kind if known else "a fault", *reversed(ours)])


def _own(path: str) -> str:
    """Return where a file stands in this program; empty: it is none of its files."""
    there = Path(path)
    return f"rnnviz/{there.relative_to(_PACKAGE).as_posix()}" if there.is_relative_to(_PACKAGE) else ""
