"""Where a lesson's cursor stands in what is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.explain.prediction import resting_timestep
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.lesson.facts import place
from rnnviz.gui.workbench.lesson.readings import Unreadable
from rnnviz.gui.workbench.session import Session
from rnnviz.probe.frame import Frame, Recurrence
from rnnviz.text.white_space import SIGNS

if TYPE_CHECKING:
    from rnnviz.gui.workbench.lesson.ports import LessonBench
    from rnnviz.lessons import Cursor, Found


class Nowhere(ValueError):
    """There is no such place; in words, for whoever wrote the lesson."""


def point(bench: LessonBench, session: Session, frame: Frame, wanted: Cursor) -> None:
    """Put a session's cursor where a lesson wants it, or where it is found in the run; raises `Nowhere`."""
    unit = _looked_up(bench, wanted.unit)
    record = _recurrence(session, frame, wanted)
    axis = wanted.axis or (record.axis if record is not None else next(iter(frame.sequences), ""))
    if axis not in frame.sequences:
        raise Nowhere(f"no sequence is called {axis}; there are {', '.join(frame.sequences)}")
    timestep = _timestep(frame, wanted, axis, _looked_up(bench, wanted.timestep), record)
    if unit is not None and record is not None and unit >= record.h.shape[1]:
        raise Nowhere(f"there is no unit {unit}; there are {record.h.shape[1]}, from 0")
    session.cursor.unpin()
    if record is not None:
        session.cursor.select(record.key)
    session.cursor.pin(Place(axis, timestep, unit))


def _recurrence(session: Session, frame: Frame, wanted: Cursor) -> Recurrence | None:
    """Return the recurrence that is meant; the one on show, if the lesson does not say."""
    if wanted.layer is None and not wanted.reverse:
        shown = [record for record in frame.recurrences if record.key == session.cursor.recurrence]
        return next(iter([*shown, *frame.recurrences]), None)
    layer = (wanted.layer or 1) - 1
    for record in frame.recurrences:
        if (record.layer, record.reverse) == (layer, wanted.reverse):
            return record
    there = ", ".join(record.title for record in frame.recurrences)
    raise Nowhere(
        f"there is no layer {layer + 1}{' in reverse' if wanted.reverse else ''} on screen; there are {there}"
    )


def _looked_up(bench: LessonBench, where: int | Found | None) -> int | None:
    if where is None or isinstance(where, int):
        return where
    try:
        return place(bench, where)
    except Unreadable as unreadable:
        raise Nowhere(str(unreadable)) from unreadable


def _timestep(frame: Frame, wanted: Cursor, axis: str, timestep: int | None, record: Recurrence | None) -> int:
    symbols = frame.sequences[axis]
    if wanted.symbol is not None:
        return _of_symbol(symbols, wanted.symbol, wanted.which)
    if timestep is None:  # only the layer or the unit matters
        rest = None if record is None or record.axis != axis else resting_timestep(frame, record)
        return len(symbols) - 1 if rest is None else rest
    if not -len(symbols) <= timestep < len(symbols):
        raise Nowhere(f"there is no timestep {timestep} in {''.join(symbols)!r}: it has {len(symbols)}, from 0")
    return timestep % len(symbols)


def _of_symbol(symbols: tuple[str, ...], symbol: str, which: int) -> int:
    shown = SIGNS.get(symbol, symbol)
    places = [timestep for timestep, each in enumerate(symbols) if each == shown]
    if len(places) < which:
        raise Nowhere(f"{symbol!r} stands {len(places)} times in {''.join(symbols)!r}, not {which}")
    return places[which - 1]
