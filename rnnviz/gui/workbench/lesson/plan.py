"""What a lesson's step comes to: its own state on top of those before it. No Qt here.

Everything that is left out of a state stays as it is, so a step is the fold of all states up to it. Only `sample` is
not carried on: it is done once, in the step that says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import Preset, preset
from rnnviz.engine.snapshot import Snapshot
from rnnviz.sentences import ENGLISH, Refused, did_you_mean
from rnnviz.sessions.snapshot_file import load, placed
from rnnviz.sessions.taking_up import finder

if TYPE_CHECKING:
    from rnnviz.lessons import Cursor, Lesson, Phase, State

Where = tuple[str | int, ...]  # the path to a value in a lesson's file

OPENING = -1  # the lesson's own state, before its first step


class Change(NamedTuple):
    """The settings that are in force from an update on."""

    update: int
    config: RunConfig


@dataclass(frozen=True)
class Course:
    """How a run got where it is: what it was built from, and which live settings changed at which update.

    Two runs of one course are the same at every update, to the bit. The first change is where it begins: at update 0,
    or at that of the snapshot that it starts from.
    """

    changes: tuple[Change, ...]
    start: Snapshot | None = None  # in place of new weights

    @property
    def config(self) -> RunConfig:
        """The last settings."""
        return self.changes[-1].config

    def at(self, update: int) -> RunConfig:
        """Return the settings that an update is taken with."""
        return next(change.config for change in reversed(self.changes) if change.update <= update)

    def then(self, update: int, config: RunConfig) -> Course:
        """Return it with other settings from an update on; of several at one update, the last ones count."""
        before = tuple(change for change in self.changes if change.update < update)
        return replace(self, changes=(*before, Change(update, config)))

    def same_until(self, other: Course, update: int) -> bool:
        """Whether both make the same of the updates before this one."""
        if self.start is not other.start or self.changes[0].config.rebuilds(other.changes[0].config):
            return False
        mine, theirs = ([change for change in each.changes if change.update < update] for each in (self, other))
        return len(mine) == len(theirs) and all(
            a.update == b.update and a.config.learns_as(b.config) for a, b in zip(mine, theirs, strict=True)
        )


@dataclass(frozen=True)
class Plan:
    """What is to be on the screen after a step, as far as the lesson says it."""

    index: int  # of the step; OPENING: none yet
    preset: Preset
    a: Course
    own: State  # the step's own state
    states: tuple[tuple[Where, State], ...] = ()  # all up to it, with where they stand
    b: Course | None = None
    beside: Mapping[str, Any] | None = None
    probe: str | None = None  # None: the task's own
    update: int = 0  # at which both stand, or from which they run on
    free: bool = False  # it has run on since: nobody knows how far
    run: bool = False
    panels: tuple[str, ...] = ()
    speed: float = 0.0  # updates per second; 0: as fast as it goes
    breakpoints: tuple[str, ...] = ()
    cursor: Cursor | None = None
    cursor_from: Where = ()
    trace: Phase | None = None
    where: Where = ()

    def courses(self) -> tuple[Course, ...]:
        """Return those of A, and of B if there is one."""
        return (self.a,) if self.b is None else (self.a, self.b)


def plans(lesson: Lesson, spoken: str = ENGLISH) -> tuple[Plan, ...]:
    """Return what is to be on the screen before the first step, and after each.

    `spoken` is the language that the data of its experiments are in.

    Raises
    ------
    Refused
        With file and line, if any state asks for a preset or a setting that there is not.
    """
    made: list[Plan] = []
    for k, state in enumerate((lesson, *lesson.steps)):
        where: Where = ("steps", k - 1) if k else ()
        made.append(_taken(lesson, made[-1] if made else None, state, where, k - 1, spoken))
    return tuple(made)


def _taken(lesson: Lesson, before: Plan | None, state: State, where: Where, index: int, spoken: str) -> Plan:
    """Return a plan with one more state."""
    goes_on = before is not None and state.preset is None and state.snapshot is None
    base = before if goes_on and before is not None else _begun(lesson, before, state, where, spoken)
    config = _changed(lesson, base.a.config, state.set, (*where, "set"))
    beside = None if state.alone else base.beside
    beside = state.beside if state.beside is not None else beside
    a, floor = _course(base.a, base.update, config, state.update)
    if state.update is not None and state.update < a.changes[0].update:
        raise lesson.refuse((*where, "update"), f"the snapshot begins with update {a.changes[0].update}")
    b = None
    if beside is not None:
        other = _changed(lesson, config, beside, (*where, "beside"))
        b = _beside(a, other) if base.b is None else _course(base.b, floor, other, state.update)[0]
    rebuilt = a.changes[0] != base.a.changes[0]
    moves = state.update is not None or bool(state.set) or state.run is True or rebuilt
    return replace(
        base,
        index=index,
        a=a,
        b=b,
        beside=beside,
        own=state,
        states=(*base.states, (where, state)),
        probe=base.probe if state.probe is None else state.watched(spoken),
        update=floor if state.update is None else state.update,
        free=state.run is True or (base.free and state.update is None and not rebuilt),
        run=_either(state.run, base.run and state.update is None),
        panels=state.panels or base.panels,
        speed=_either(state.speed, base.speed),
        breakpoints=_either(state.breakpoints, base.breakpoints),
        cursor=_either(state.cursor, base.cursor),
        cursor_from=base.cursor_from if state.cursor is None else (*where, "cursor"),
        trace=state.trace or (None if moves else base.trace),
        where=where,
    )


def _begun(lesson: Lesson, before: Plan | None, state: State, where: Where, spoken: str) -> Plan:
    """Return a plan that begins anew from a preset: what was set before is of another experiment."""
    try:
        chosen = preset(state.preset or (lesson.preset if before is None else before.preset.key))
    except Refused as refused:
        raise lesson.refuse((*where, "preset"), str(refused)) from refused
    course = Course((Change(0, chosen.config_in(spoken)),))
    if state.snapshot is not None:
        course = _started(lesson, chosen, state.snapshot, (*where, "snapshot"))
    fresh = Plan(OPENING, chosen, course, state, probe=chosen.probe or None, panels=chosen.panels)
    fresh = replace(fresh, update=course.changes[0].update)
    if before is None:
        return fresh
    kept = replace(fresh, panels=before.panels, speed=before.speed, states=before.states, beside=before.beside)
    return replace(kept, breakpoints=before.breakpoints)


def _course(course: Course, floor: int, config: RunConfig, update: int | None) -> tuple[Course, int]:
    """Return how a run goes on with these settings, and from which update on."""
    if course.config == config:
        return course, floor
    if course.config.rebuilds(config):
        return Course((Change(0, config),)), 0
    if update is not None and update < floor:
        first = course.changes[0].update
        return Course((Change(first, config),), course.start), first
    return course.then(floor, config), floor


def _beside(course: Course, other: RunConfig) -> Course:
    """Return the course of a second run: it starts where the first one does, if it has the same network."""
    first, start = course.changes[0], course.start
    if start is None or first.config.rebuilds(other):
        return Course((Change(0, other),))
    return Course((Change(first.update, other),), start)


def _started(lesson: Lesson, chosen: Preset, name: str, where: Where) -> Course:
    """Return the course of a run that starts from a snapshot in the lesson's folder."""
    try:
        start = placed(load(lesson.folder / name), finder())
    except Refused as refused:
        raise lesson.refuse(where, str(refused)) from refused
    if start.config.task != chosen.config.task:
        raise lesson.refuse(where, f"it is of the task {start.config.task}, the preset of {chosen.config.task}")
    return Course((Change(start.update, start.config),), start)


def _changed(lesson: Lesson, config: RunConfig, values: Mapping[str, Any], where: Where) -> RunConfig:
    if unknown := [name for name in values if name not in RunConfig.model_fields]:
        nearest = did_you_mean(unknown[0], RunConfig.model_fields)
        raise lesson.refuse((*where, unknown[0]), f"there is no setting {unknown[0]}{nearest}")
    try:
        return config.changed(**values)
    except Refused as refused:
        raise lesson.refuse((*where, _culprit(config, values)), str(refused)) from refused


def _culprit(config: RunConfig, values: Mapping[str, Any]) -> str:
    """Return the setting that is refused by itself; the first one, if it is only all of them together."""
    for name, value in values.items():
        try:
            config.changed(**{name: value})
        except Refused:
            return name
    return next(iter(values), "")


def _either(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value
