"""What is open around the runs, as plain values: what is saved with them, and put back when they are opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PureWindowsPath

import numpy as np
from PySide6.QtCore import QByteArray

from rnnviz.gui.preferences import Layout
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.layout_state import LayoutState
from rnnviz.gui.workbench.lesson.player import LessonPlayer
from rnnviz.gui.workbench.lesson.question import Answered
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.ports import PanelHost
from rnnviz.gui.workbench.speed_limit import SpeedLimit
from rnnviz.sessions.session_file import Around


class Surroundings:
    """Takes them, and puts them back. `lesson` gives the player, if a lesson was ever open; `player` makes it.

    Attributes
    ----------
    notes : str
        The user's own words.
    """

    def __init__(
        self,
        pair: Pair,
        host: PanelHost,
        layout: LayoutState,
        speed: SpeedLimit,
        lesson: Callable[[], LessonPlayer | None],
        player: Callable[[], LessonPlayer],
    ) -> None:
        self._pair, self._host, self._layout, self._speed = pair, host, layout, speed
        self._lesson, self._player = lesson, player
        self.notes = ""

    def taken(self) -> Around:
        """Return what is open now."""
        pair, a, there = self._pair, self._pair.a, self._layout.own
        player = self._lesson()
        lesson = None if player is None else player.lesson
        questions = {} if player is None or lesson is None else player.questions
        axes = () if a.frame is None else tuple(a.frame.sequences)
        pinned = {axis: a.cursor.pinned_timestep(axis) for axis in axes}
        return Around(
            breakpoints=a.breakpoints.own,
            places=np.frombuffer(bytes(there.places.data()), np.uint8),
            panels=there.open,
            lesson="" if lesson is None else str(lesson.folder),
            step=-1 if player is None else player.index,
            told=tuple(k for k, question in questions.items() if question.told),
            votes={str(k): tuple(question.guesses) for k, question in questions.items() if question.guesses},
            answers={str(k): each.answer for k, each in questions.items() if each.answer is not None},
            recurrence=a.cursor.recurrence,
            timesteps={axis: at for axis, at in pinned.items() if at is not None},
            unit=a.cursor.unit,
            linked=pair.linked,
            equal_pace=pair.equal_pace,
            speed=self._speed.limit or 0.0,
            running=pair.running,
            notes=self.notes,
        )

    def lay_out(self, around: Around) -> None:
        """Have what was open then, as far as it needs no run: a lesson that is open gives its place up."""
        pair = self._pair
        if (player := self._lesson()) is not None:
            player.close()
        self._add_notes(around.notes)
        pair.set_linked(around.linked)
        pair.set_equal_pace(around.equal_pace)
        self._speed.set(around.speed or None)
        if around.places is not None and around.places.size and self._layout.bare:
            self._host.restore(Layout(QByteArray(around.places.tobytes()), around.panels))

    def put_back(self, around: Around) -> None:
        """Have what was about the runs, which are there; raises `Refused` for a lesson that is gone, last."""
        a = self._pair.a
        if around.breakpoints:
            a.breakpoints.have(around.breakpoints)
        a.cursor.select(around.recurrence)
        for axis, timestep in around.timesteps.items():
            a.cursor.pin(Place(axis, timestep, around.unit))
        if around.lesson:
            self._reopen(around)

    def _add_notes(self, notes: str) -> None:
        """Have these notes; words that are not among them stay below."""
        apart = self.notes and self.notes not in notes
        self.notes = "\n\n".join(filter(None, (notes, self.notes))) if apart else notes

    def _reopen(self, around: Around) -> None:
        from rnnviz.lessons import find, read

        name = PureWindowsPath(around.lesson).name  # of whichever system wrote it
        lesson = read(find(around.lesson if Path(around.lesson).is_dir() else name))
        steps = range(len(lesson.steps))
        known = {
            k: Answered(tuple(around.votes.get(str(k), ())), around.answers.get(str(k)), k in around.told)
            for k in steps
        }
        self._player().reopen(lesson, around.step, known)
