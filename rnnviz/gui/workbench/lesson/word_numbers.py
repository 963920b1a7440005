"""Fills the numbers of the run into a step's words when its state is reached.

The words tell of that state, and stay true of it whatever is done afterwards. Of a step that lets the network go on
learning they follow the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rnnviz.gui.workbench.session import Session

if TYPE_CHECKING:
    from rnnviz.gui.workbench.lesson.player import LessonBenchWithPlayer

LATER_MS = 400  # after something has changed: a class reads, it does not count


class WordNumbers(QObject):
    """Reads what the words of the step that is on name. Until the step is reached nothing is known."""

    known = Signal(object)  # name -> number or symbol; empty: nothing is

    def __init__(self, bench: LessonBenchWithPlayer) -> None:
        super().__init__(bench.lesson)
        self._bench = bench
        self._heard: list[Session] = []
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.fill)
        bench.pair.changed.connect(self._hear)
        bench.lesson.changed.connect(self.empty)
        bench.lesson.done.connect(self.fill)
        bench.lesson.revealed.connect(self.fill)  # what was covered can be read now
        self._hear()

    @Slot()
    def empty(self) -> None:
        """Know nothing: another step's state is being reached."""
        self._later.stop()
        self.known.emit({})

    @Slot()
    @Slot(int)
    def fill(self, _index: int = 0) -> None:
        """Say what is on screen now; what cannot be read, such as from a panel that was closed, stays as it was."""
        player = self._bench.lesson
        if player.lesson is None or player.busy or player.question is None:
            return
        from rnnviz.gui.workbench.lesson.facts import facts  # here: most starts are without a lesson

        known, _ = facts(self._bench, player.lesson.steps[player.index])
        self.known.emit(known)

    @Slot()
    def _hear(self) -> None:
        """Hear of every session there is: a new picture, another place."""
        for session in self._bench.pair.sessions:
            if session not in self._heard:
                session.frame_arrived.connect(self._soon)
                session.evaluated.connect(self._soon)
                session.cursor.moved.connect(self._soon)
        self._heard = list(self._bench.pair.sessions)

    @Slot()
    @Slot(object)
    def _soon(self, _what: object = None) -> None:
        """Read once more in a moment, in a step that goes on; not at every picture, for words are no dial."""
        player = self._bench.lesson
        if player.question is not None and player.goes_on and not self._later.isActive():
            self._later.start()
