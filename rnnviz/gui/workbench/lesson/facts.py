"""Facts of the run that a step's words name: numbers and symbols, read from what is on screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from rnnviz.gui.workbench.lesson.readings import Unreadable, misses, name_of, numeric, read, said
from rnnviz.probe.frame import Array

if TYPE_CHECKING:
    from rnnviz.gui.workbench.lesson.ports import LessonBench
    from rnnviz.lessons import Found, Number, Step
    from rnnviz.lessons.words import Value

_PICKS: Mapping[str, Callable[[Array], float]] = {
    "value": lambda values: float(values.reshape(())),
    "largest": np.argmax, "smallest": np.argmin,
    "max": np.max, "min": np.min, "sum": np.sum, "mean": np.mean,
}  # fmt: skip


def facts(bench: LessonBench, step: Step) -> tuple[dict[str, Value], dict[str, str]]:
    """Return what is known of a step's numbers, and why the others are not."""
    known: dict[str, Value] = {"update": float(bench.pair.a.position)}
    missing: dict[str, str] = {}
    for name, number in step.numbers.items():
        try:
            known[name] = fact(bench, number)
        except Unreadable as unreadable:
            missing[name] = str(unreadable)
    return known, missing


def fact(bench: LessonBench, number: Number) -> Value:
    """Return a number, the symbol that stands at its place, or a text; raises `Unreadable`."""
    there = read(bench, number)
    if there.dtype.kind == "U" and there.size == 1:
        return str(there.reshape(()))
    found = _picked(bench, number)
    return _label(bench, number, int(found)) if number.label else found


def place(bench: LessonBench, found: Found) -> int:
    """Return where a reading is its largest or smallest, from 0; raises `Unreadable`."""
    return int(_picked(bench, found))


def unfit(bench: LessonBench, number: Number) -> str:
    """Return why a number is not what a lesson says of it beforehand; empty: it is."""
    if number.equals is None and number.at_least is None and number.at_most is None:
        return ""
    try:
        return misses(number, np.asarray(_picked(bench, number)))
    except Unreadable as unreadable:
        return str(unreadable)


def _picked(bench: LessonBench, number: Number) -> float:
    values = numeric(number, read(bench, number))
    if number.minus is not None:
        values = values - numeric(number, read(bench, number.model_copy(update={"at": number.minus})))
    if number.absolute:
        values = np.abs(values)
    if number.equal_to is not None or number.above is not None:
        it_is = values > number.above if number.above is not None else values == number.equal_to
        values = np.where(np.isnan(values), np.nan, it_is)
    if number.pick == "value" and values.size != 1:
        raise Unreadable(f"{name_of(number)} is not one number: {said(values)}")
    if number.pick != "value" and (not values.size or np.isnan(values).any()):
        raise Unreadable(f"{name_of(number)} has no {number.pick}: {said(values)}")
    return float(_PICKS[number.pick](values))


def _label(bench: LessonBench, number: Number, at: int) -> str:
    labels = read(bench, number.model_copy(update={"value": number.label, "at": ()}))
    if not 0 <= at < labels.size:
        raise Unreadable(f"{name_of(number)} names no place: {at} of {labels.size}")
    return str(labels[at])
