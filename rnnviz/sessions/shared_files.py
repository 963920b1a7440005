"""Files that others may write to as well, on a network drive: no lock is left on them; a change is noticed instead."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from rnnviz.engine.run_record import RunRecord
from rnnviz.packing import sealed
from rnnviz.sentences import Refused
from rnnviz.sessions.session_file import LARGEST, Session, save
from rnnviz.user_files.reading import opened

_FOREIGN = "another file"


class Written(NamedTuple):
    """What was written."""

    path: Path
    seal: str
    changed: Path | None = None  # what somebody else has written since: it is still there


def seal(path: Path) -> str:
    """Return what tells the content of a session file from every other; empty: there is no file."""
    if not path.exists():
        return ""
    try:
        with opened(path, LARGEST) as file:
            length = file.seek(0, 2)
            file.seek(0)
            return sealed.peek(file, length).seal
    except Refused:
        return _FOREIGN


def write(path: Path, known: str | None, session: Session, runs: Mapping[str, RunRecord]) -> Written:
    """Write a session to a file; to a new one beside it, if it is not what is known of it any more.

    Parameters
    ----------
    path : Path
        The file.
    known : str, optional
        Its seal when it was read or written last; None: whatever is there may be written over.
    session, runs
        As for `session_file.save`.

    Raises
    ------
    Refused
        If it cannot be written.
    """
    changed = known is not None and seal(path) not in ("", known)
    there = _free(path) if changed else path
    save(there, session, runs)
    return Written(there, seal(there), path if changed else None)


def _free(path: Path) -> Path:
    named = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(each for each in named if not each.exists())
