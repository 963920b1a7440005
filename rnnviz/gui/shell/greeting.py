"""The first start: a window that fits the screen, few panels, and the start page; afterwards the page on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Slot

from rnnviz.gui.preferences.declared import GEOMETRY, GREETED
from rnnviz.gui.workbench.named_layouts import LayoutName
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.preferences import Preferences
    from rnnviz.gui.shell.lesson_docks import LessonDocks
    from rnnviz.gui.shell.start_page import StartPage
    from rnnviz.gui.shell.window import Window

SMALL = 1500, 900  # px: on a screen that has not both, the window takes all of it
LARGE = 1800, 1100  # px at 10 points: more is not needed to see everything
SHARE = 0.9  # of a large screen that the window takes


def first_size(window: Window) -> None:
    """Give a window that never was anywhere a size for its screen: all of a small one, most of a large one."""
    if not window.bench.preferences.get(GEOMETRY).isEmpty():
        return
    room = window.screen().availableSize()
    wide, high = (window.look.px(each) for each in LARGE)
    window.resize(QSize(min(wide, round(SHARE * room.width())), min(high, round(SHARE * room.height()))))
    if room.width() < SMALL[0] or room.height() < SMALL[1]:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def is_first(preferences: Preferences) -> bool:
    """Whether nobody has been greeted or has used the window before, and it can be remembered that somebody was."""
    return preferences.lasting and not preferences.get(GREETED) and preferences.layout is None


class Greeting(QObject):
    """Shows the start page, and leads to where its doors go."""

    def __init__(self, window: Window, lessons: LessonDocks) -> None:
        super().__init__(window)
        self._window, self._lessons = window, lessons
        self.page: StartPage | None = None

    def greet(self) -> None:
        """Show somebody new the page, once and for all."""
        preferences = self._window.bench.preferences
        preferences.put(GREETED, True)
        preferences.sync()  # now: whatever becomes of this process, the page does not come again by itself
        self.show()

    @Slot()
    def show(self) -> None:
        """Show the page."""
        if self.page is None:
            from rnnviz.gui.shell.start_page import StartPage  # here: most starts are without it

            self.page = StartPage(self._window)
            self.page.lesson_wanted.connect(self._teach)
            self.page.wanted.connect(self._do)
        self.page.open()

    @Slot()
    def _teach(self) -> None:
        """Open the first lesson, or the list beside the one that is open."""
        window = self._window
        window.bench.take_layout(LayoutName.TEACH)
        order = self._lessons.list.order()
        if window.bench.lesson.lesson is None and order:
            self._lessons.open(order[0])
            window.bench.notices.note(
                translate("start", "The list of all lessons stands behind this one, at the left.")
            )
        else:
            self._lessons.show_list()

    @Slot(str)
    def _do(self, command: str) -> None:
        self._window.actions_by_key[command].trigger()
