"""A lesson as it would be held elsewhere: on machines with other last bits, and from other seeds.

What a lesson says of a trained network must hold there too, or be read from the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.other_bits import other_bits
from rnnviz.engine.presets import preset
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.workbench.lesson.plan import OPENING
from rnnviz.gui.workbench.lesson.rehearsal import rehearse
from rnnviz.lessons import Lesson, State

Some = TypeVar("Some", bound=State)


@dataclass(frozen=True)
class Variant:
    """Where a lesson is held."""

    seed: int = 0  # more than the lesson's own
    bits: int = 0  # of machine 1, 2, ...; 0: of this one

    def __str__(self) -> str:
        return f"seed +{self.seed}" if self.seed else f"bits {self.bits}" if self.bits else "here"

    def training(self) -> AbstractContextManager[None]:
        """Return what trains as there."""
        return other_bits(self.bits)


def variants(seeds: int, bits: int) -> tuple[Variant, ...]:
    """Return so many other seeds and so many other machines."""
    return (*(Variant(seed=k + 1) for k in range(seeds)), *(Variant(bits=k + 1) for k in range(bits)))


def seeded(lesson: Lesson, by: int) -> Lesson:
    """Return a lesson whose every network begins from another seed."""
    steps = tuple(_seeded(step, by) for step in lesson.steps)
    return _seeded(lesson, by).model_copy(update={"steps": steps})


def _seeded(state: Some, by: int) -> Some:
    if not by or (state.preset is None and "seed" not in state.set):
        return state
    seed = state.set["seed"] if "seed" in state.set else preset(str(state.preset)).config.seed
    return state.model_copy(update={"set": {**state.set, "seed": seed + by}})


def held_elsewhere(window: MainWindow, lessons: Sequence[Lesson], there: Variant) -> Iterator[tuple[str, str]]:
    """Hold lessons in a variant; yield each fault as the step and the words for it."""
    with there.training():
        for lesson in lessons:
            for went in rehearse(window.bench, seeded(lesson, there.seed)):
                where = "opened" if went.index == OPENING else f"step {went.index + 1}"
                yield from ((f"{lesson.folder.name}, {where}", words) for words in went.faults)
