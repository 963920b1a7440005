"""The numbers on screen that a lesson speaks of: of panels and of the run, read and compared with what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from rnnviz.gui.workbench.session import Session
from rnnviz.probe.frame import Array

if TYPE_CHECKING:
    from rnnviz.gui.workbench.lesson.ports import LessonBench
    from rnnviz.gui.workbench.ports import PanelHost
    from rnnviz.lessons import Bounded, Check, Prediction, Reading


class Unreadable(ValueError):
    """There is no such number; in words, for whoever wrote the lesson."""


def read(bench: LessonBench, reading: Reading) -> Array:
    """Return what a reading says: a number or an array of them; raises `Unreadable`."""
    session = bench.pair.b if reading.beside else bench.pair.a
    if session is None:
        raise Unreadable("there is no second session to read from")
    if not reading.panel:
        return _of_run(session, reading)
    numbers = _of_panel(bench.host, session, reading.panel)
    if reading.value not in numbers:
        known = ", ".join(numbers) or "none"
        raise Unreadable(f"the panel {reading.panel} has no number called {reading.value}; there are {known}")
    return _part(np.asarray(numbers[reading.value]), reading)


def _of_panel(host: PanelHost, session: Session, panel: str) -> Mapping[str, Array]:
    if not host.seen(panel):
        raise Unreadable(f"the panel {panel} is not in view")
    numbers = host.numbers(panel, session)
    if numbers is None:
        raise Unreadable(f"the panel {panel} does not show the session that is meant")
    return numbers


def _part(values: Array, reading: Reading) -> Array:
    try:
        return np.asarray(values[reading.at])
    except IndexError as error:
        shape = " x ".join(map(str, values.shape)) or "one number"
        raise Unreadable(f"{reading.value}{list(reading.at)} is not there: {reading.value} has {shape}") from error


def _of_run(session: Session, reading: Reading) -> Array:
    """Return a number of the run: as it stands, or at the update that `at` names."""
    position = session.position
    if reading.value == "update":
        return np.asarray(position)
    facts = session.facts
    if facts is not None and reading.value in ("chance_loss", "parameters"):
        return np.asarray(getattr(facts, reading.value))
    if reading.value in ("loss", "smoothed", "gradient_norm"):
        return _of_update(session, reading, reading.at[0] if reading.at else position - 1)
    measured = [each for each in session.evaluations if reading.value in each.values and each.update <= position]
    if reading.at:
        measured = [each for each in measured if each.update == reading.at[0]]
    if measured:
        return np.asarray(measured[-1].values[reading.value])
    if facts is not None and isinstance(facts.facts.get(reading.value), int | float):
        return np.asarray(facts.facts[reading.value])
    raise Unreadable(
        f"the run has no number called {reading.value} at update {reading.at[0] if reading.at else position}"
    )


def _of_update(session: Session, reading: Reading, update: int) -> Array:
    """Return a metric of one update; a long run is thinned, and what was thinned out cannot be read exactly."""
    curves = session.metrics.curves()
    place = int(np.searchsorted(curves.update, update))
    if place == len(curves.update) or curves.update[place] != update:
        raise Unreadable(f"there is no {reading.value} of update {update}")
    column = {"loss": curves.loss_low, "gradient_norm": curves.norm_low, "smoothed": curves.smoothed}[reading.value]
    if curves.width > 1:
        raise Unreadable(
            f"{reading.value} of update {update} is not kept by itself in a run of {session.metrics.count}"
        )
    return np.asarray(column[place])


def fault(bench: LessonBench, check: Check) -> str:
    """Return why what is on screen is not what a check says; empty: it is."""
    try:
        return misses(check, numeric(check, read(bench, check)))
    except Unreadable as unreadable:
        return str(unreadable)


def numeric(reading: Reading, found: Array) -> Array:
    """Return what was read as numbers; raises `Unreadable` if it is something else."""
    if not np.issubdtype(found.dtype, np.number) and found.dtype != bool:
        raise Unreadable(f"{name_of(reading)} is no number: {found.tolist()}")
    return found.astype(float)


def misses(check: Bounded, values: Array) -> str:
    """Return why values are not what a lesson says of them; empty: they are."""
    if check.equals is not None:
        wanted = np.asarray(check.equals, float)
        if wanted.shape != values.shape or not _near(values, wanted, check.within):
            return f"{name_of(check)} is {said(values)}, not {said(wanted)} within {check.within:g}"
    if check.at_least is not None and not bool((values >= check.at_least).all()):
        return f"{name_of(check)} is {said(values)}, not at least {check.at_least:g}"
    if check.at_most is not None and not bool((values <= check.at_most).all()):
        return f"{name_of(check)} is {said(values)}, not at most {check.at_most:g}"
    return ""


def answer(bench: LessonBench, prediction: Prediction) -> float:
    """Return the answer to a question: the number itself, or which choice (from 0) is right; raises `Unreadable`."""
    values = read(bench, prediction.answer).astype(float)
    if prediction.pick != "value":
        if not values.size or np.isnan(values).any():
            raise Unreadable(f"{name_of(prediction.answer)} has no {prediction.pick}")
        return float(values.argmax() if prediction.pick == "largest" else values.argmin())
    if values.size != 1:
        raise Unreadable(f"{name_of(prediction.answer)} is not one number: {said(values)}")
    return float(values.reshape(()))


def _near(values: Array, wanted: Array, within: float) -> bool:
    with np.errstate(invalid="ignore"):  # infinity less itself is not a number, but it is equal
        return bool(((values == wanted) | (np.abs(values - wanted) <= within)).all())


def name_of(reading: Reading) -> str:
    """Return what a reading is called in a fault."""
    whose = f"{reading.panel}: " if reading.panel else ""
    return f"{whose}{reading.value}{list(reading.at) if reading.at else ''}{' of B' if reading.beside else ''}"


def said(values: Array) -> str:
    """Return values as a fault shows them."""
    return np.array2string(values, precision=7, threshold=40, max_line_width=100_000)
