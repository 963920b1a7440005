"""A snapshot as a file: the whole state of a run before one update, from which another one can begin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from rnnviz import __version__
from rnnviz.engine.snapshot import Snapshot
from rnnviz.files.replacing import replacing
from rnnviz.packing import sealed
from rnnviz.packing.arrays import Damaged
from rnnviz.packing.sealed import Sealed
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.sessions.session_file import SNAPSHOT, Side, loaded, unreadable
from rnnviz.sessions.texts import Finder

_SIDE = "side"


@dataclass(frozen=True)
class Taken:
    """A snapshot, and what is known of its run beside it."""

    snapshot: Snapshot
    side: Side


def save(path: Path, taken: Taken) -> str:
    """Write a snapshot to a file, as a whole or not at all; return the hash (SHA-256) of the state in it.

    The arrays are named after the weights and the optimiser's entries (`snapshot/model/...`), seed, settings and hash
    stand in the text about them: whatever reads safetensors reads it.

    Raises
    ------
    Refused
        If it cannot be written.
    """
    state = taken.snapshot
    about = {
        "program": f"rnnviz {__version__}",
        "update": str(state.update),
        "seed": str(state.config.seed),
        "settings": state.config.model_dump_json(exclude={"text"}),
        "state_sha256": state.digest,
    }
    blank = replace(state, config=state.config.model_copy(update={"text": ""}))
    with replacing(path) as file:
        sealed.write(file, {SNAPSHOT: blank, _SIDE: taken.side}, about)
    return state.digest


def of(found: Sealed, path: Path) -> Taken:
    """Return the snapshot in a file that was read; raises `Refused`."""
    try:
        return Taken(found.record(SNAPSHOT, Snapshot), found.record(_SIDE, Side))
    except Damaged as error:
        reason = Refused(QT_TRANSLATE_NOOP("sessions", "There is no snapshot in it."), details=repr(error))
        raise unreadable(path, reason) from error


def load(path: Path) -> Taken:
    """Read a snapshot; raises `Refused`."""
    return of(loaded(path), path)


def placed(taken: Taken, find: Finder) -> Snapshot:
    """Return the snapshot with settings that name its text as it is found here; raises `Refused`."""
    config = taken.snapshot.config
    named = find(taken.side.text, config)
    return replace(taken.snapshot, config=config.model_copy(update=named._asdict()))
