"""What the Lessons menu does: opens and closes lessons, goes through them, and shows them to a class."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices

from rnnviz.gui.dock import SideDock
from rnnviz.gui.language import language, say, translate
from rnnviz.gui.lessons.filling import Filling
from rnnviz.gui.lessons.listing import LessonList
from rnnviz.gui.lessons.page import LessonPage
from rnnviz.gui.lessons.plan import OPENING
from rnnviz.gui.lessons.presenting import Presenting
from rnnviz.gui.lessons.reading import Unreadable, answer, uncover
from rnnviz.gui.lessons.teaching import Teaching
from rnnviz.sentences import Refused

if TYPE_CHECKING:
    from rnnviz.gui.window import Window

#: The entries that mean something only while a lesson is open.
_WITHIN = ("next_step", "previous_step", "next_lesson", "previous_lesson", "reveal_answer", "close_lesson")


class LessonMenu(QObject):
    """Its methods have the names of the menu's entries. It owns the list, the page and what carries out a step."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._actions: Mapping[str, QAction] = {}
        self._reveal_soon = False  # as soon as the numbers are there
        self.teaching = Teaching(window)
        self.list = LessonList()
        self.page = LessonPage(window.look)
        self.list_dock = SideDock("lessons", translate("window", "Lessons"), self.list, window)
        self.page_dock = SideDock("lesson", translate("window", "Lesson"), self.page, window)

    def begin(self, actions: Mapping[str, QAction]) -> None:
        """Connect everything, now that the rest of the window is there."""
        self._actions = actions
        self.presenting = Presenting(self._window)
        self.filling = Filling(self._window, self.page)
        self.presenting.changed.connect(actions["present"].setChecked)
        arrangement = self._window.arrangement
        self.teaching.stage.left = (self.page_dock, self.list_dock, arrangement.settings, arrangement.experiments)
        self.list.chosen.connect(self.open)
        self.page.wanted.connect(self.teaching.go)
        self.page.back_wanted.connect(self.previous_step)
        self.page.next_wanted.connect(self.next_step)
        self.page.reveal_wanted.connect(self.reveal_answer)
        self.teaching.changed.connect(self._follow)
        self.teaching.said.connect(self.page.say_busy)
        self.teaching.done.connect(self._arrive)
        self.teaching.failed.connect(self._window.warn)
        self._offer()

    # --- what the menu does ---

    @Slot()
    def show_lessons(self) -> None:
        """Bring the list into view."""
        self.list_dock.show()
        self.list_dock.raise_()
        self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def next_step(self) -> None:
        """Show the answer if there is one that is not told yet; else go to the next step."""
        if self.page.hides_something:
            self.reveal_answer()
        else:
            self.teaching.next()

    @Slot()
    def previous_step(self) -> None:
        """Go to the step before."""
        self.teaching.previous()

    @Slot()
    def next_lesson(self) -> None:
        """Open the lesson that comes after this one."""
        self._open_beside(1)

    @Slot()
    def previous_lesson(self) -> None:
        """Open the lesson that comes before this one."""
        self._open_beside(-1)

    @Slot()
    def reveal_answer(self) -> None:
        """Show the answer, read from the numbers on screen; it waits for them."""
        self._reveal_soon = self.page.hides_something
        if not self.teaching.busy:
            self._reveal_if_asked()

    @Slot(bool)
    def present(self, on: bool) -> None:
        """Show it to a class, or leave that."""
        self.presenting.toggle(on)

    @Slot()
    def close_lesson(self) -> None:
        """Close the lesson; the panels are the user's again."""
        self.teaching.close()

    @Slot()
    def own_lessons(self) -> None:
        """Open the folder of the user's own lessons, with a lesson in it to begin from."""
        from rnnviz.gui.lessons.own import make_own_folder

        try:
            folder = make_own_folder()
        except OSError as error:
            words = translate("lessons", "The folder of your lessons cannot be made: {error}.")
            self._window.warn(words.format(error=error))
            return
        self.list.read()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # --- opening ---

    @Slot(object)
    def open(self, folder: Path, index: int = OPENING) -> None:
        """Open a lesson; one that cannot be is said, and everything stays as it is."""
        from rnnviz.lessons import page, read  # here, as in all that a lesson needs: most starts are without one

        try:
            lesson = read(folder)
            page(lesson, language())
            self.teaching.open(lesson, index)
        except Refused as refused:
            self.list.mark(self._open_folder)
            self._window.warn(say(refused.sentence), refused.details)

    @property
    def _open_folder(self) -> Path | None:
        lesson = self.teaching.lesson
        return None if lesson is None else lesson.folder

    def _open_beside(self, places: int) -> None:
        order, there = self.list.order(), self._open_folder
        if there in order and 0 <= order.index(there) + places < len(order):
            self.open(order[order.index(there) + places])

    # --- what comes ---

    @Slot()
    def _follow(self) -> None:
        """Show the lesson that is open, and its step."""
        lesson = self.teaching.lesson
        if lesson is not self.page.lesson:
            self.page.show_lesson(lesson)
            self.page.restyle()
            self.list.mark(self._open_folder)
            self.page_dock.setVisible(lesson is not None)
        if lesson is not None and self.teaching.index != self.page.index:
            self.page.show_step(self.teaching.index)
        self.filling.empty()
        self._reveal_soon = False
        self._offer()

    def _offer(self) -> None:
        for key in _WITHIN:
            self._actions[key].setEnabled(self.teaching.lesson is not None)

    @Slot()
    def _arrive(self) -> None:
        """Reveal what was asked for on the way; what a class has been told already is not covered once more."""
        if self.page.section is not None and self.page.section.revealed:
            uncover(self._window)
        self.filling.fill()
        self._reveal_if_asked()

    def _reveal_if_asked(self) -> None:
        section, lesson = self.page.section, self.teaching.lesson
        if not self._reveal_soon or section is None or lesson is None:
            return
        self._reveal_soon = False
        asked = lesson.steps[self.teaching.index].predict
        uncover(self._window)
        try:
            section.reveal(None if asked is None else answer(self._window, asked))
        except Unreadable as unreadable:
            section.reveal(None)
            where = ("steps", self.teaching.index, "predict", "answer")
            self._window.warn(say(lesson.refuse(where, str(unreadable)).sentence))
        self.filling.fill()  # what was covered can be read now

    def retranslate(self) -> None:
        """Say the docks' titles in the language in force."""
        self.list_dock.say(translate("window", "Lessons"))
        self.page_dock.say(translate("window", "Lesson"))
