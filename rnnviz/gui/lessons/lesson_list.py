"""The list of lessons, chapter by chapter, the user's own last. They are read when they are first seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.sentences import QT_TRANSLATE_NOOP, say, translate

if TYPE_CHECKING:
    from rnnviz.gui.lessons.listed_lessons import ListedLesson

CHAPTERS = {
    1: QT_TRANSLATE_NOOP("lessons", "Intuition"),
    2: QT_TRANSLATE_NOOP("lessons", "Recurrence"),
    3: QT_TRANSLATE_NOOP("lessons", "Backpropagation through time"),
    4: QT_TRANSLATE_NOOP("lessons", "Language models"),
    5: QT_TRANSLATE_NOOP("lessons", "Gradient flow"),
    6: QT_TRANSLATE_NOOP("lessons", "Gates"),
}
_OWN = QT_TRANSLATE_NOOP("lessons", "My lessons")
_PAINTED_MS = 300  # the window is painted before
_SLICE = 0.01  # seconds for which lessons are read at a time
_FOLDER = Qt.ItemDataRole.UserRole


class LessonTree(QTreeWidget):
    """Rows by chapter; Enter opens a lesson."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Escape to the window."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class LessonList(Retranslated, QWidget):
    """A field that filters, and the lessons below it."""

    chosen = Signal(object)  # Path of the folder

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lessons: list[ListedLesson] | None = None  # None: nobody has looked yet
        self._current: Path | None = None
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.tree = LessonTree()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 4)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        self.filter.textChanged.connect(self._sift)
        self.filter.returnPressed.connect(self._open_first)
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._read_on)
        self._reading: Iterator[ListedLesson] | None = None  # while the lessons are being read
        self._read: list[ListedLesson] = []  # so far
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the lessons once the list can be seen: starting must not wait for them."""
        super().showEvent(event)
        if self._reading is None:
            self._soon.start(_PAINTED_MS)

    @Slot()
    def read(self) -> None:
        """Read the lessons, as they are now."""
        from rnnviz.gui.lessons.listed_lessons import listed_lessons  # not before: the window is painted first

        self._soon.stop()
        self._reading = None
        self.lessons = list(listed_lessons())
        self._fill()

    @Slot()
    def _read_on(self) -> None:
        """Read some lessons, and leave the window the time between them: there may be many of the user's."""
        from rnnviz.gui.lessons.listed_lessons import listed_lessons

        if self._reading is None:
            self._reading, self._read = listed_lessons(), []
        until = monotonic() + _SLICE
        for lesson in self._reading:
            self._read.append(lesson)
            if monotonic() > until:
                self._soon.start(0)
                return
        self._reading, self.lessons = None, self._read
        self._fill()

    def order(self) -> list[Path]:
        """Return the folders in the order of the list."""
        if self.lessons is None:
            self.read()
        return [each.folder for _, group in self._chapters() for each in group]

    def mark(self, folder: Path | None) -> None:
        """Mark the lesson that is open."""
        self._current = folder
        for item in self._rows():
            if item.data(0, _FOLDER) == folder:
                self.tree.setCurrentItem(item)
                return
        self.tree.clearSelection()
        self.tree.setCurrentIndex(QModelIndex())

    # --- inside ---

    def _chapters(self) -> list[tuple[str, list[ListedLesson]]]:
        """Return the lessons by chapter, each with its title; the user's own come last."""
        there = sorted(self.lessons or (), key=lambda each: each.chapter or 10_000)
        return [(self._chapter(number), list(group)) for number, group in groupby(there, key=lambda each: each.chapter)]

    def _chapter(self, number: int) -> str:
        if not number:
            return translate("lessons", _OWN)
        title = CHAPTERS.get(number)
        return f"{number}  {translate('lessons', title)}" if title is not None else f"{number}"

    def _fill(self) -> None:
        self.tree.clear()
        for title, group in self._chapters():
            chapter = QTreeWidgetItem(self.tree, [title])
            chapter.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = self.tree.font()
            font.setBold(True)
            chapter.setFont(0, font)
            chapter.setExpanded(True)
            for each in group:
                item = QTreeWidgetItem(chapter, [each.title])
                item.setData(0, _FOLDER, each.folder)
                item.setToolTip(0, say(each.refused.sentence) if each.refused is not None else each.title)
        self._sift()
        self.mark(self._current)

    def _tops(self) -> list[QTreeWidgetItem]:
        items = (self.tree.topLevelItem(k) for k in range(self.tree.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _rows(self) -> list[QTreeWidgetItem]:
        return [item for top in self._tops() for item in _children(top)]

    @Slot()
    def _sift(self) -> None:
        """Show only what has every word of the filter."""
        words = self.filter.text().casefold().split()
        for item in self._rows():
            chapter = item.parent()
            words_of = (item.text(0), "" if chapter is None else chapter.text(0), item.data(0, _FOLDER).name)
            text = " ".join(words_of).casefold()
            item.setHidden(not all(word in text for word in words))
        for top in self._tops():
            top.setHidden(all(item.isHidden() for item in _children(top)))

    @Slot()
    def _open_first(self) -> None:
        first = next((item for item in self._rows() if not item.isHidden()), None)
        if first is not None:
            self.chosen.emit(first.data(0, _FOLDER))

    @Slot(QTreeWidgetItem)
    def _choose(self, item: QTreeWidgetItem) -> None:
        folder = item.data(0, _FOLDER)
        if folder is not None and folder != self._current:
            self.chosen.emit(folder)

    @override
    def retranslate(self) -> None:
        self.filter.setPlaceholderText(translate("lessons", "Find a lesson"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.tree.setAccessibleName(translate("lessons", "Lessons"))
        if self.lessons is not None:
            self._fill()


def _children(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    items = (top.child(k) for k in range(top.childCount()))
    return [item for item in items if item is not None]
