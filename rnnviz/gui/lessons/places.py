"""Where a lesson's cursor stands in what is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.gui.bridge import Session
from rnnviz.gui.cursor import Place
from rnnviz.gui.prediction import resting_timestep
from rnnviz.probe.frame import Frame, Recurrence

if TYPE_CHECKING:
    from rnnviz.lessons import Cursor

_SHOWN_AS = {" ": "␣", "\n": "↵", "\t": "⇥"}


class Nowhere(ValueError):
    """There is no such place; in words, for whoever wrote the lesson."""


def point(session: Session, frame: Frame, wanted: Cursor) -> None:
    """Put a session's cursor where a lesson wants it; raises `Nowhere`."""
    record = _recurrence(session, frame, wanted)
    axis = wanted.axis or (record.axis if record is not None else next(iter(frame.sequences), ""))
    if axis not in frame.sequences:
        raise Nowhere(f"no sequence is called {axis}; there are {', '.join(frame.sequences)}")
    timestep = _timestep(frame, record, wanted, axis)
    if wanted.unit is not None and record is not None and wanted.unit >= record.h.shape[1]:
        raise Nowhere(f"there is no unit {wanted.unit}; there are {record.h.shape[1]}, from 0")
    session.cursor.unpin()
    if record is not None:
        session.cursor.select(record.key)
    session.cursor.pin(Place(axis, timestep, wanted.unit))


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


def _timestep(frame: Frame, record: Recurrence | None, wanted: Cursor, axis: str) -> int:
    symbols = frame.sequences[axis]
    if wanted.symbol is not None:
        return _of_symbol(symbols, wanted.symbol, wanted.which)
    timestep = wanted.timestep
    if timestep is None:  # only the layer or the unit matters
        rest = None if record is None or record.axis != axis else resting_timestep(frame, record)
        return len(symbols) - 1 if rest is None else rest
    if not -len(symbols) <= timestep < len(symbols):
        raise Nowhere(f"there is no timestep {timestep} in {''.join(symbols)!r}: it has {len(symbols)}, from 0")
    return timestep % len(symbols)


def _of_symbol(symbols: tuple[str, ...], symbol: str, which: int) -> int:
    shown = _SHOWN_AS.get(symbol, symbol)
    places = [timestep for timestep, each in enumerate(symbols) if each == shown]
    if len(places) < which:
        raise Nowhere(f"{symbol!r} stands {len(places)} times in {''.join(symbols)!r}, not {which}")
    return places[which - 1]
