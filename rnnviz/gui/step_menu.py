"""Stepping by menu, key and button: what the entries of the menu Step do to the sessions that commands reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDockWidget

from rnnviz.gui.language import say
from rnnviz.gui.pair import Pair
from rnnviz.gui.stepping import Stepper

if TYPE_CHECKING:
    from rnnviz.gui.window import Window

WIDTH, HEIGHT = 400, 480  # px at 10 points that the panel of the operation wants
SHOWN = ("graph", "step")  # the panels that come into view when one begins to step; the last is in front


class StepMenu(QObject):
    """Its methods have the names of the menu's entries.

    Stepping while the network learns pauses it first, and begins at the first operation of the next update.
    """

    playing_changed = Signal()  # slow motion began or ended, or has another pace

    def __init__(self, window: Window, pair: Pair) -> None:
        super().__init__(window)
        self._window, self._pair = window, pair
        self._heard: list[QObject] = []
        pair.changed.connect(self._hear)
        self._hear()

    @property
    def stepper(self) -> Stepper:
        """That of the session that is meant where only one can be."""
        return self._pair.chosen.stepper

    @Slot()
    def step_into(self) -> None:
        """To the next operation."""
        self._each(Stepper.step_into)

    @Slot()
    def step_over(self) -> None:
        """To the next timestep."""
        self._each(Stepper.step_over)

    @Slot()
    def step_out(self) -> None:
        """To the next phase."""
        self._each(Stepper.step_out)

    @Slot()
    def step_back_into(self) -> None:
        """To the previous operation."""
        self._each(Stepper.step_back_into)

    @Slot()
    def step_back_over(self) -> None:
        """To the previous timestep."""
        self._each(Stepper.step_back_over)

    @Slot()
    def step_back_out(self) -> None:
        """To the beginning of the phase, or the previous phase."""
        self._each(Stepper.step_back_out)

    @Slot()
    def step_first(self) -> None:
        """To the first operation."""
        self._each(Stepper.step_first)

    @Slot()
    def run_to_cursor(self) -> None:
        """To the timestep that is pinned in the panels."""
        self._each(Stepper.run_to_cursor)

    @Slot()
    def slow_motion(self) -> None:
        """Play, or stop playing."""
        self._each(Stepper.slow_motion)
        self.playing_changed.emit()

    @Slot()
    def slow_motion_faster(self) -> None:
        """Play faster."""
        self._each_there(Stepper.faster)

    @Slot()
    def slow_motion_slower(self) -> None:
        """Play slower."""
        self._each_there(Stepper.slower)

    @Slot()
    def step_continue(self) -> None:
        """Let training go on, to the next breakpoint."""
        if not self._pair.running:
            self._pair.run()

    def set_pace(self, pace: float) -> None:
        """Play so many timesteps a second."""
        self._each_there(lambda stepper: stepper.set_pace(pace))

    def _each(self, act: Callable[[Stepper], object]) -> None:
        if self._pair.running:
            self._pair.pause()
        self._each_there(act)

    def _each_there(self, act: Callable[[Stepper], object]) -> None:
        for session in self._pair.acting:
            act(session.stepper)

    @Slot()
    def _hear(self) -> None:
        """Listen to a session that is new here."""
        for session in self._pair.sessions:
            if session not in self._heard:
                session.stepper.refused.connect(self._say)
                session.stepper.wanted.connect(self._show)
                session.stepper.playing_changed.connect(self.playing_changed)
        self._heard = list(self._pair.sessions)

    @Slot(object)
    def _say(self, sentence: object) -> None:
        self._window.warn(say(sentence))  # type: ignore[arg-type]

    @Slot()
    def _show(self) -> None:
        for key in SHOWN:
            dock = self._window.docks[key]
            dock.show()
            dock.raise_()
        self._widen(self._window.docks[SHOWN[-1]])

    def _widen(self, dock: QDockWidget) -> None:
        """Give the operation the room that it needs, as far as the window has it."""
        if dock.isFloating():
            return
        window, px = self._window, self._window.look.px
        for wanted, has, whole, way in (
            (px(WIDTH), dock.width(), window.width() * 0.32, Qt.Orientation.Horizontal),
            (px(HEIGHT), dock.height(), window.height() * 0.6, Qt.Orientation.Vertical),
        ):
            if has < min(wanted, round(whole)):
                window.resizeDocks([dock], [min(wanted, round(whole))], way)
