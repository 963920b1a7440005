"""Fills the numbers of the run into a step's words when its state is reached.

The words tell of that state, and stay true of it whatever is done afterwards. Of a step that lets the network go on
learning they follow the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from rnnviz.gui.bridge import Session

if TYPE_CHECKING:
    from rnnviz.gui.lessons.page import LessonPage
    from rnnviz.gui.window import Window

LATER_MS = 400  # after something has changed: a class reads, it does not count


class Filling(QObject):
    """Reads what the step that is on names, and has the page say it. Until the step is reached nothing is known."""

    def __init__(self, window: Window, page: LessonPage) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._heard: list[Session] = []
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.fill)
        window.pair.changed.connect(self._hear)
        self._hear()

    @Slot()
    def empty(self) -> None:
        """Know nothing: another step's state is being reached."""
        self._later.stop()
        self._page.fill({})

    @Slot()
    def fill(self) -> None:
        """Say what is on screen now; what cannot be read, such as from a panel that was closed, stays as it was."""
        teaching = self._window.teaching
        if teaching.lesson is None or teaching.busy or self._page.section is None:
            return
        from rnnviz.gui.lessons.facts import facts

        known, _ = facts(self._window, teaching.lesson.steps[teaching.index])
        self._page.fill(known)

    @Slot()
    def _hear(self) -> None:
        """Hear of every session there is: a new picture, another place."""
        for session in self._window.pair.sessions:
            if session not in self._heard:
                session.frame_arrived.connect(self._soon)
                session.evaluated.connect(self._soon)
                session.cursor.moved.connect(self._soon)
        self._heard = list(self._window.pair.sessions)

    @Slot()
    @Slot(object)
    def _soon(self, _what: object = None) -> None:
        """Read once more in a moment, in a step that goes on; not at every picture, for words are no dial."""
        section = self._page.section
        told = section is not None and section.names_numbers
        if told and self._window.teaching.goes_on and not self._later.isActive():
            self._later.start()
