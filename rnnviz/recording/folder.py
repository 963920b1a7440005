"""Making the folder of a recording."""

from __future__ import annotations

from pathlib import Path

from rnnviz.files.replacing import folder as made
from rnnviz.files.replacing import write
from rnnviz.recording.form import ABOUT, About, rank_folder, ranks, segments
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.user_files.faults import shown


def begin(folder: Path, about: About, rank: int = 0) -> Path:
    """Make the folder of a recording, and in it the one that this process writes its segments to; return that.

    What the first process says of the run is written first. Raises `Refused`, also where there is a recording already:
    nothing is added to one, and none is replaced.
    """
    made(folder)
    own = rank_folder(folder, rank)
    if (rank == 0 and (folder / ABOUT).exists()) or (own.exists() and segments(own)):
        raise Refused(
            QT_TRANSLATE_NOOP("recording", "There is a recording in {path} already: name another folder."),
            path=shown(folder),
        )
    if rank == 0:
        write(folder / ABOUT, about.text())
    return made(own)


def is_recording(path: Path) -> bool:
    """Return whether a folder looks like a recording."""
    try:
        return path.is_dir() and ((path / ABOUT).is_file() or bool(ranks(path)))
    except OSError:
        return False
