"""A session as one file: its runs, and what was around them. Each part is read by itself, so one may be lost alone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from rnnviz import __version__
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.messages import Evaluated, Sample
from rnnviz.engine.run_record import RunRecord
from rnnviz.files.replacing import replacing
from rnnviz.packing import sealed
from rnnviz.packing.arrays import Array, Damaged
from rnnviz.packing.sealed import Sealed
from rnnviz.probe.edits import Edit
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.sessions.texts import Text
from rnnviz.user_files.faults import MB, shown
from rnnviz.user_files.reading import opened

SUFFIX = ".rnnviz"
LARGEST = 8000 * MB  #: bytes that a file may have

SESSION, SNAPSHOT = "session", "snapshot"
KEYS = ("a", "b")


@dataclass(frozen=True, eq=False)
class Side:
    """What is known of a run beside itself."""

    experiment: str = ""  # the key of its preset; empty: a text of the user's
    text: Text | None = None  # that it learns from
    title: str = ""  # as the window calls it
    samples: tuple[Sample, ...] = ()  # that it wrote, oldest first
    evaluations: tuple[Evaluated, ...] = ()  # on held-out data, oldest first
    edits: tuple[Edit, ...] = ()  # of the computation of its watched sequence, to see what follows


@dataclass(frozen=True, eq=False)
class Around:
    """What is open around the runs. What is empty was not there, or nobody has changed it."""

    breakpoints: tuple[Breakpoint, ...] = ()
    places: Array | None = None  # of the panels, as Qt writes them
    panels: tuple[str, ...] = ()  # that are open, the first one first
    lesson: str = ""  # its folder's name, or its path if it is a user's own
    step: int = -1  # of the lesson, from 0; -1: none yet
    told: tuple[int, ...] = ()  # the steps whose answer is known
    votes: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # step -> each guess
    answers: Mapping[str, float] = field(default_factory=dict)  # step -> the number that was told
    recurrence: tuple[str, int, bool, int] | None = None  # that the cursor is on
    timesteps: Mapping[str, int] = field(default_factory=dict)  # axis -> where the cursor is pinned
    unit: int | None = None
    linked: bool = True
    equal_pace: bool = True
    speed: float = 0.0  # updates a second; 0: as fast as it goes
    running: bool = False  # whether it learned
    notes: str = ""  # the user's own words


@dataclass(frozen=True, eq=False)
class Session:
    """What a file says of itself before its runs."""

    saved: float  # seconds since 1970
    sides: Mapping[str, Side]  # "a", and "b" if there is one
    update: int  # of the first run, the newest one
    loss: float  # smoothed
    around: Around = Around()
    picture: Array | None = None  # PNG
    program: str = __version__


@dataclass(frozen=True)
class Opened:
    """What could be read, and why the rest could not."""

    session: Session
    runs: Mapping[str, RunRecord]
    lost: tuple[Refused, ...] = ()


def write(file: BinaryIO, session: Session, runs: Mapping[str, RunRecord]) -> None:
    """Write a session; a text that was given as such stands once in it."""
    sealed.write(file, {SESSION: session, **{key: without_text(run) for key, run in runs.items()}})


def save(path: Path, session: Session, runs: Mapping[str, RunRecord]) -> None:
    """Write a session to a file, as a whole or not at all; raises `Refused`."""
    with replacing(path) as file:
        write(file, session, runs)


def without_text(run: RunRecord) -> RunRecord:
    """Return a run whose settings do not repeat a text that is kept beside it."""
    config = run.config
    return run.with_material("", config.text_file, config.encoding) if config.text else run


def load(path: Path) -> Opened:
    """Read a session; what of it can be read is.

    Raises
    ------
    Refused
        If it is no file of ours, cut off, damaged or too new, or nothing of it can be read.
    """
    return of(loaded(path), path)


def loaded(path: Path) -> Sealed:
    """Read a file of ours, of any kind; raises `Refused`, which names it."""
    with opened(path, LARGEST) as file:
        length = file.seek(0, 2)
        file.seek(0)
        try:
            return sealed.read(file, length)
        except Refused as refused:
            raise unreadable(path, refused) from refused


def of(found: Sealed, path: Path) -> Opened:
    """Return the session in a file that was read; raises `Refused` as `load` does."""
    try:
        session = found.record(SESSION, Session)
    except Damaged as error:
        raise unreadable(path, _foreign(error)) from error
    runs, lost = dict[str, RunRecord](), list[Refused]()
    for key in session.sides:
        try:
            runs[key] = found.record(key, RunRecord)
        except Damaged as error:
            lost.append(_unknown(session.sides[key], error))
    if "a" not in runs:
        with suppress(KeyError):  # what is left is what is open
            runs["a"] = runs.pop("b")
            session = _moved(session)
    if not runs:
        raise unreadable(path, lost[0] if lost else _foreign(Damaged("no run")))
    return Opened(session, runs, tuple(lost))


def _moved(session: Session) -> Session:
    return Session(
        session.saved,
        {"a": session.sides["b"]},
        session.update,
        session.loss,
        session.around,
        session.picture,
        session.program,
    )


def unreadable(path: Path, reason: Refused) -> Refused:
    """Say why a file cannot be opened."""
    return Refused(
        QT_TRANSLATE_NOOP("sessions", "The file {path} cannot be opened. {reason}"),
        details=reason.details,
        path=shown(path),
        reason=reason.sentence,
    )


def _foreign(error: Exception) -> Refused:
    return Refused(QT_TRANSLATE_NOOP("sessions", "There is no session in it."), details=repr(error))


def _unknown(side: Side, error: Exception) -> Refused:
    return Refused(
        QT_TRANSLATE_NOOP(
            "sessions", "The run {title} could not be opened: it has settings or parts that this RNNviz does not know."
        ),
        details=repr(error),
        title=side.title or side.experiment or "?",
    )
