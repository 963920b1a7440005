"""The list of lessons and the page of the one that is open, as docks that follow the lesson player."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from rnnviz.gui.lessons.lesson_list import LessonList
from rnnviz.gui.lessons.lesson_page import LessonPage
from rnnviz.gui.shell.panel_dock import SideDock
from rnnviz.gui.workbench.lesson.plan import OPENING
from rnnviz.gui.workbench.lesson.word_numbers import WordNumbers
from rnnviz.sentences import Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.shell.window import Window


class LessonDocks(QObject):
    """Owns the list, the page and their docks."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._bench, self._player = window.bench, window.bench.lesson
        self.list = LessonList()
        self.page = LessonPage(window.look)
        self.list_dock = SideDock("lessons", translate("window", "Lessons"), self.list, window)
        self.page_dock = SideDock("lesson", translate("window", "Lesson"), self.page, window)
        self._numbers = WordNumbers(self._bench)
        self._numbers.known.connect(self.page.fill)
        self.list.chosen.connect(self.open)
        self.page.wanted.connect(self._player.go)
        self.page.back_wanted.connect(self._player.previous)
        self.page.next_wanted.connect(self._player.next)
        self.page.reveal_wanted.connect(self._player.reveal)
        self._player.changed.connect(self._follow)
        self._player.said.connect(self.page.say_busy)
        self._player.revealed.connect(self.page.show_revealed)
        self._player.went_past.connect(self.open_next)

    # --- what the menu does ---

    def show_list(self) -> None:
        """Bring the list into view."""
        self.list_dock.show()
        self.list_dock.raise_()
        self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_neighbour(self, places: int) -> bool:
        """Open the lesson that comes so many places after this one in the list; return whether there is one."""
        order, there = self.list.order(), self._open_folder
        at = order.index(there) + places if there in order else -1
        if not 0 <= at < len(order):
            return False
        self.open(order[at])
        return True

    @Slot()
    def open_next(self) -> None:
        """Open the lesson that follows; say so if there is none."""
        if not self.open_neighbour(1):
            self._bench.notices.note(translate("lessons", "This was the last lesson of the list."))

    def open_own_folder(self) -> None:
        """Open the folder of the user's own lessons, with a lesson in it to begin from."""
        from rnnviz.gui.lessons.own_folder import make_own_folder

        try:
            folder = make_own_folder()
        except OSError as error:
            words = translate("lessons", "The folder of your lessons cannot be made: {error}.")
            self._bench.notices.warn(words.format(error=error))
            return
        self.list.read()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @Slot(object)
    def open(self, folder: Path, index: int = OPENING) -> None:
        """Open a lesson; one that cannot be is said, and everything stays as it is."""
        from rnnviz.lessons import read  # here, as in all that a lesson needs: most starts are without one

        try:
            self._player.open(read(folder), index)
        except Refused as refused:
            self.list.mark(self._open_folder)
            self._bench.notices.refuse(refused)

    @property
    def _open_folder(self) -> Path | None:
        lesson = self._player.lesson
        return None if lesson is None else lesson.folder

    # --- what comes ---

    @Slot()
    def _follow(self) -> None:
        """Show the lesson that is open, and its step."""
        player = self._player
        if player.lesson is not self.page.lesson:
            self.page.show_lesson(player.lesson, player.questions)
            self.page.restyle()
            self.list.mark(self._open_folder)
            self.page_dock.setVisible(player.lesson is not None)
        if player.lesson is not None and player.index != self.page.index:
            self.page.show_step(player.index)

    def retranslate(self) -> None:
        """Say the docks' titles in the language in force."""
        self.list_dock.say(translate("window", "Lessons"))
        self.page_dock.say(translate("window", "Lesson"))
