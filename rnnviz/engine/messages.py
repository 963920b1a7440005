"""What flows between the worker and whoever watches: plain data, so that a process could stand where the thread is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rnnviz.engine.breakpoints import Breakpoint, Place, Value
from rnnviz.engine.commands import Command
from rnnviz.engine.config import RunConfig
from rnnviz.engine.run_record import RunRecord
from rnnviz.engine.run_script import Script
from rnnviz.engine.snapshot import Snapshot
from rnnviz.packing.ways import anywhere
from rnnviz.probe.culprit import Culprit
from rnnviz.probe.edits import Edit
from rnnviz.probe.frame import Frame
from rnnviz.probe.trace import Trace
from rnnviz.sentences import Sentence
from rnnviz.text.reading import Reading
from rnnviz.text.words import Word

anywhere(Reading)  # what a task says of its text stands among the facts of `Built`


class Phase(StrEnum):
    """What the worker is doing."""

    LOADING = "loading"  # torch is being imported
    BUILDING = "building"  # text and model are being made
    RUNNING = "running"
    PAUSED = "paused"
    SEEKING = "seeking"  # a past update is being gone to
    FAILED = "failed"  # there is no model: the config could not be built
    STOPPED = "stopped"


@dataclass(frozen=True)
class Status:
    """The phase, and why."""

    phase: Phase
    update: int = 0
    reason: Sentence | None = None  # said to the user as it is
    details: str = ""  # for an engineer: a traceback
    progress: float | None = None  # of building or seeking, 0 to 1
    present: int | None = None  # the newest update, while `update` is a past one
    heard: int = 0  # commands that had reached the worker when this was said


@dataclass(frozen=True)
class Former:
    """A run that was there before and can be brought back (`commands.BringBack`)."""

    run: int  # its number, as in Built
    config: RunConfig
    update: int  # the newest one


@dataclass(frozen=True)
class Built:
    """A model is there: a new one, or that of the former run."""

    config: RunConfig
    topology: str
    uses: frozenset[str]  # the settings that matter to the task
    can_sample: bool
    parameters: int
    default_probe: str
    facts: Mapping[str, object]
    chance_loss: float
    has_accuracy: bool = True  # measured on held-out data
    run: int = 0  # its number among the runs of its worker: the same one when it is brought back
    brought_back: bool = False
    opened: bool = False  # it was written down, and goes on from there,
    elsewhere: Sentence | None = None  # but not to the same bits, since it comes from another kind of machine
    former: Former | None = None
    heard: int = 0  # as in Status


@dataclass(frozen=True)
class Sample:
    """What the model wrote after some update."""

    update: int
    text: str
    temperature: float
    seed_text: str
    asked: bool = False  # by the user, not by the schedule
    words: tuple[Word, ...] = ()  # where they stand in it, and whether the text learned from has them


@dataclass(frozen=True)
class Evaluated:
    """Held-out quantities after some update."""

    update: int
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Objected:
    """Something the user asked for could not be done; nothing changed."""

    sentence: Sentence
    details: str = ""
    about: type[Command] | None = None  # which command could not be carried out


@dataclass(frozen=True)
class Probed:
    """The probe sequence is now this one."""

    text: str


@dataclass(frozen=True)
class Sought:
    """The update that was asked for is reached, or a run in the past has met the present: what is shown is of it."""

    update: int
    config: RunConfig  # the settings that were in force then


@dataclass(frozen=True)
class Kept:
    """Which updates of the past have a snapshot, from which those after them are computed again."""

    updates: tuple[int, ...] = ()  # rising
    nbytes: int = 0  # that all of them take
    limit: int = 0  # bytes that they may take; 0: none are kept


@dataclass(frozen=True)
class Branched:
    """What `Runner(config, start=start)` needs to go on from an update in another way."""

    config: RunConfig
    start: Snapshot


@dataclass(frozen=True, eq=False)
class Recorded:
    """All that a run is made of: as it stands, or as it was left when another one took its place."""

    run: int  # its number, as in Built
    record: RunRecord | None  # None: it was left, and need not be kept
    left: bool = False


@dataclass(frozen=True, eq=False)
class Scripted:
    """The run as a PyTorch script, to be written to the path that was asked for."""

    script: Script
    path: str


@dataclass(frozen=True)
class BreakpointHit:
    """A breakpoint holds at an update, which is computed and not applied; training has paused."""

    breakpoint: Breakpoint
    update: int
    values: Mapping[str, Value] = field(default_factory=dict)  # of the quantities that it names
    place: Place | None = None  # where in the probe sequence, if that can be said


@dataclass(frozen=True)
class Traced:
    """Every operation of the update about to happen, computed aside; training has not moved."""

    update: int  # optimiser steps taken before it
    trace: Trace
    culprit: Culprit | None = None  # what made it not finite
    texts: tuple[str, ...] = ()  # what each sequence of the batch reads, as shown; empty where nobody can name it


@dataclass(frozen=True, eq=False)
class Consequences:
    """The probe sequence as it would be under some edits, and as it is; training has not moved."""

    update: int
    edits: tuple[Edit, ...]
    frame: Frame
    original: Frame  # of the same structure


@dataclass(frozen=True)
class Parts:
    """What a user's own model is made of, and what was found in it."""

    facts: Any  # rnnviz.agent.observation.Facts


Event = (
    Status
    | Built
    | Sample
    | Evaluated
    | Objected
    | Probed
    | Sought
    | Kept
    | Branched
    | Recorded
    | Scripted
    | BreakpointHit
    | Traced
    | Consequences
    | Parts
)
