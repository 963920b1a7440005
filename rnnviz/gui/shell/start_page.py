"""The start page: three doors into the program, for whoever sees it for the first time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.gui.shell.own_page import OwnPage
from rnnviz.gui.widgets.door import Door
from rnnviz.gui.widgets.door_pictures import own_file, states_and_loss, unrolled_page
from rnnviz.gui.widgets.named import muted, named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.shell.window import Window

SHARE = 0.86  # of the window that the page takes, at most
LARGEST = 1080, 640  # px at 10 points


class Way(StrEnum):
    """Where a door leads."""

    WATCH = "watch"
    LESSON = "lesson"
    OWN = "own"


class StartPage(Retranslated, QDialog):
    """Before the window until a door is chosen; Esc is the first one: what happens behind it goes on.

    It holds nothing up: nobody waits for it, and the window learns meanwhile.
    """

    lesson_wanted = Signal()
    wanted = Signal(str)  # the id of a command that brings one's own text in

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        pictures = {Way.WATCH: states_and_loss, Way.LESSON: unrolled_page, Way.OWN: own_file}
        self.doors = {way: Door(window.look, picture) for way, picture in pictures.items()}
        self.doors[Way.WATCH].clicked.connect(self.accept)  # it happens behind the page
        self.doors[Way.LESSON].clicked.connect(self._lesson)
        self.doors[Way.OWN].clicked.connect(self._own)
        self._title, self._sentence, self._again = named(QLabel(), "title"), muted(), muted()
        for label in (self._sentence, self._again):
            label.setWordWrap(True)
        self.own = OwnPage(window.look, window.actions_by_key)
        self.own.wanted.connect(self._take)
        self.own.left.connect(self._back)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._doors_page())
        self._pages.addWidget(self.own)
        QVBoxLayout(self).addWidget(self._pages)
        self.setModal(True)
        self.retranslate()
        self.resize(self._fitting())

    def _doors_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout()
        row.setSpacing(self._window.look.px(14))
        for door in self.doors.values():
            row.addWidget(door, 1)
        column = QVBoxLayout(page)
        column.setSpacing(self._window.look.px(10))
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addLayout(row, 1)
        column.addWidget(self._again)
        self._title.setFont(self._window.look.font(1.6, bold=True))
        return page

    def _fitting(self) -> QSize:
        look, size = self._window.look, self._window.size()
        wide, high = (look.px(each) for each in LARGEST)
        return QSize(min(wide, round(SHARE * size.width())), min(high, round(SHARE * size.height())))

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(translate("start", "Welcome to RNNviz"))
        self._title.setText(translate("start", "Welcome to RNNviz"))
        self._sentence.setText(
            translate(
                "start", "A small recurrent network learns on this machine, and everything inside it can be seen."
            )
        )
        key = self._window.actions_by_key["start_page"].shortcut().toString()
        self._again.setText(
            translate("start", "This page is shown once. Help, Start page ({key}) brings it back.").format(key=key)
        )
        for way, (title, sentence) in _words().items():
            self.doors[way].say(title, sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first door, in the middle of the window."""
        super().showEvent(event)
        self._back()
        self.doors[Way.WATCH].setFocus(Qt.FocusReason.OtherFocusReason)
        middle = self._window.mapToGlobal(self._window.rect().center())
        self.move(middle - self.rect().center())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a door by its number, too; Esc leads back, then to the first door."""
        place = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape and self._pages.currentIndex():
            self._back()
        elif self._pages.currentIndex() == 0 and 0 <= place < len(self.doors):
            list(self.doors.values())[place].click()
        else:
            super().keyPressEvent(event)

    # --- doors ---

    @Slot()
    def _lesson(self) -> None:
        self.accept()
        self.lesson_wanted.emit()

    @Slot()
    def _own(self) -> None:
        self._pages.setCurrentIndex(1)
        self.own.begin()

    @Slot()
    def _back(self) -> None:
        self._pages.setCurrentIndex(0)
        self.doors[Way.OWN].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _take(self, command: str) -> None:
        self.accept()
        self.wanted.emit(command)


def _words() -> dict[Way, tuple[str, str]]:
    """Return what each door is called, and where it leads."""
    return {
        Way.WATCH: (
            translate("start", "Watch one learn"),
            translate(
                "start", "A network reads a text, symbol by symbol, and learns to guess the next one. It runs now."
            ),
        ),
        Way.LESSON: (
            translate("start", "A lesson"),
            translate("start", "A course in steps that act on the window: from intuition to gates."),
        ),
        Way.OWN: (
            translate("start", "My own model or data"),
            translate("start", "A text file, something that you type, or the network of your own program."),
        ),
    }
