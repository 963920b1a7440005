"""A lesson held without an audience: every step is carried out in a real bench, and its numbers are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer

from rnnviz.gui.workbench.lesson.facts import facts, unfit
from rnnviz.gui.workbench.lesson.plan import OPENING
from rnnviz.gui.workbench.lesson.readings import Unreadable, answer, fault
from rnnviz.lessons import Check, Lesson, Prediction, Step, page
from rnnviz.lessons.words import UNKNOWN, slot, slots
from rnnviz.sentences import Refused

if TYPE_CHECKING:
    from rnnviz.gui.workbench.lesson.player import LessonBenchWithPlayer

PATIENCE_MS = 180_000  # that one step may take


@dataclass(frozen=True)
class Rehearsed:
    """How a step went."""

    index: int  # OPENING: the lesson as it is opened
    faults: tuple[str, ...]
    numbers: int  # that were compared
    seconds: float


def rehearse(bench: LessonBenchWithPlayer, lesson: Lesson) -> Iterator[Rehearsed]:
    """Open a lesson and carry out its steps; yield after each, while it is on screen."""
    player = bench.lesson
    player.hurried = True
    for index in range(OPENING, len(lesson.steps)):
        began = perf_counter()
        act = (lambda: player.open(lesson)) if index == OPENING else player.onward
        faults = _carried_out(bench, act)
        seconds = perf_counter() - began
        if faults:
            yield Rehearsed(index, tuple(faults), 0, seconds)
            return  # the others begin where this one ends
        step = lesson.steps[index] if index != OPENING else None
        yield Rehearsed(index, tuple(_compared(bench, lesson, index, step)), _count(step), seconds)


def _carried_out(bench: LessonBenchWithPlayer, act: Callable[[], None]) -> list[str]:
    """Do something, and wait until its state is reached; return why it is not."""
    player, loop, faults = bench.lesson, QEventLoop(), list[str]()
    late = QTimer(singleShot=True, interval=PATIENCE_MS)

    def fail(sentence: str) -> None:
        faults.append(sentence)
        loop.quit()

    ends = (
        (player.done, loop.quit),
        (player.failed, fail),
        (player.interrupted, lambda: fail("it was paused on the way")),
        (late.timeout, lambda: fail(f"it took more than {PATIENCE_MS // 1000} seconds")),
    )
    handles = [signal.connect(slot) for signal, slot in ends]
    late.start()
    try:
        act()
        if player.busy:
            loop.exec()
    except Refused as refused:
        faults.append(str(refused))
    finally:
        late.stop()
        for (signal, _), handle in zip(ends, handles, strict=True):
            signal.disconnect(handle)
    return faults


def _compared(bench: LessonBenchWithPlayer, lesson: Lesson, index: int, step: Step | None) -> Iterator[str]:
    if step is None:
        return
    if step.predict is not None:
        bench.host.uncover()
    for k, check in enumerate(step.checks):
        if wrong := fault(bench, check):
            yield str(lesson.refuse(("steps", index, "checks", k), wrong))
    for name, number in step.numbers.items():
        if wrong := unfit(bench, number):
            yield str(lesson.refuse(("steps", index, "numbers", name), wrong))
    yield from _unsaid(bench, lesson, index)
    if step.predict is not None and (wrong := _unanswered(bench, step.predict)):
        yield str(lesson.refuse(("steps", index, "predict", "answer"), wrong))


def _unsaid(bench: LessonBenchWithPlayer, lesson: Lesson, index: int) -> Iterator[str]:
    """Yield what the words of a step leave open, in any language, though its state is reached."""
    known, missing = facts(bench, lesson.steps[index])
    for name, why in missing.items():
        yield str(lesson.refuse(("steps", index, "numbers", name), why))
    for language in sorted(file.stem for file in lesson.folder.glob("*.md")):
        told = page(lesson, language).steps[index]
        for _, inside in slots(f"{told.text} {told.revealed}"):
            if not missing and slot(inside).text(known) == UNKNOWN:
                yield f"{lesson.folder.name}/{language}.md: {{{{{inside}}}}} has nothing to say of {known}"


def _unanswered(bench: LessonBenchWithPlayer, prediction: Prediction) -> str:
    """Return why a question has no answer on screen; empty: it has one."""
    try:
        right = answer(bench, prediction)
    except Unreadable as unreadable:
        return str(unreadable)
    offered = len(prediction.offered(""))
    if offered and not (right == round(right) and 0 <= right < offered):
        return f"the answer is {right:g}, and there are {offered} choices, from 0"
    return ""


def _count(step: Step | None) -> int:
    asked = 0 if step is None else len(step.numbers) + (step.predict is not None)
    return 0 if step is None else sum(map(_size, step.checks)) + asked


def _size(check: Check) -> int:
    return 1 if check.equals is None else int(np.size(check.equals))
