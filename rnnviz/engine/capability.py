"""What can be asked of a run. A user's own loop, or a recording, can do less than a run of this program.

Whoever offers something asks for its capability, and never what kind of run it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from rnnviz.engine import commands as c
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence


class Capability(StrEnum):
    """Something that a run can be asked for, beside being looked at."""

    PAUSE = "pause"  # stop before the next update and go on from there: learning, or the playing of a recording
    PACE = "pace"  # take no more than so many updates a second
    RESTART = "restart"  # be made anew from settings: reset, another seed, text or cell, a second one beside it
    TUNE = "tune"  # change live settings: learning rate, clipping, ...
    SEEK = "seek"  # go to a past update
    BRANCH = "branch"  # go on from an update in another way, beside it
    TRACE = "trace"  # while it stands still: record the next update, operation by operation
    BREAK = "break"  # stop where a condition holds
    EDIT = "edit"  # compute the watched sequence once more with something changed
    PROBE = "probe"  # read another sequence
    SAMPLE = "sample"  # write
    CHOOSE = "choose"  # say which parts of a model are looked at, and in which sequence of its batch
    KEEP = "keep"  # be written down, to go on from there another time


ALL = frozenset(Capability) - {Capability.CHOOSE}  # of a run of this program: all of its model is looked at

#: What each command needs; the rest (what is looked at, the end) can be asked of any run.
NEEDS: Mapping[type[c.Command], Capability] = MappingProxyType(
    {
        c.Run: Capability.PAUSE,
        c.Pause: Capability.PAUSE,
        c.Update: Capability.PAUSE,
        c.Speed: Capability.PACE,
        c.Build: Capability.RESTART,
        c.CancelBuild: Capability.RESTART,
        c.BringBack: Capability.RESTART,
        c.Live: Capability.TUNE,
        c.Seek: Capability.SEEK,
        c.Return: Capability.SEEK,
        c.KeepHistory: Capability.SEEK,
        c.Branch: Capability.BRANCH,
        c.TraceNext: Capability.TRACE,
        c.WatchBatch: Capability.TRACE,
        c.SetBreakpoints: Capability.BREAK,
        c.WhatIf: Capability.EDIT,
        c.Probe: Capability.PROBE,
        c.Extend: Capability.PROBE,
        c.SampleNow: Capability.SAMPLE,
        c.Record: Capability.KEEP,
        c.WriteScript: Capability.KEEP,
        c.Choose: Capability.CHOOSE,
        c.Open: Capability.RESTART,
    }
)

_WHY_NOT: Mapping[Capability, str] = {
    Capability.PAUSE: QT_TRANSLATE_NOOP("engine", "This run cannot be paused, or made to go on, from here."),
    Capability.PACE: QT_TRANSLATE_NOOP("engine", "This run cannot be slowed down from here."),
    Capability.RESTART: QT_TRANSLATE_NOOP("engine", "This run cannot be started anew, or with other settings."),
    Capability.TUNE: QT_TRANSLATE_NOOP("engine", "This run cannot be given other settings while it goes on."),
    Capability.SEEK: QT_TRANSLATE_NOOP("engine", "This run cannot be taken back to a past update."),
    Capability.BRANCH: QT_TRANSLATE_NOOP("engine", "This run cannot go on in another way from one of its updates."),
    Capability.TRACE: QT_TRANSLATE_NOOP(
        "engine", "This run cannot be stepped through: the operations of its updates are not recorded."
    ),
    Capability.BREAK: QT_TRANSLATE_NOOP("engine", "This run cannot be stopped by breakpoints."),
    Capability.EDIT: QT_TRANSLATE_NOOP("engine", "This run cannot be computed once more with something changed in it."),
    Capability.PROBE: QT_TRANSLATE_NOOP("engine", "This run cannot be given another sequence to read."),
    Capability.SAMPLE: QT_TRANSLATE_NOOP("engine", "This run cannot be asked to write."),
    Capability.CHOOSE: QT_TRANSLATE_NOOP(
        "engine", "This run cannot be asked for parts of its model: all of it is looked at."
    ),
    Capability.KEEP: QT_TRANSLATE_NOOP("engine", "This run cannot be saved."),
}


def why_not(capability: Capability) -> Sentence:
    """Say that a run cannot do something."""
    return Sentence(_WHY_NOT[capability])
