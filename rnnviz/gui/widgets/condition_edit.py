"""A line for a condition: completes names, and shows where a fault is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QStringListModel, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look


def last_name(text: str) -> str:
    """Return the name that a text ends in; empty: none."""
    at = len(text)
    while at and (text[at - 1].isalnum() or text[at - 1] in "_."):
        at -= 1
    while at < len(text) and not (text[at].isascii() and (text[at].isalpha() or text[at] == "_")):
        at += 1  # a number is none
    return text[at:]


class NameCompleter(QCompleter):
    """Completes the last name of a line, and leaves what stands before it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names = QStringListModel(self)
        self._before = ""
        self.setModel(self._names)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    @property
    def offered(self) -> list[str]:
        """The names that are offered."""
        return self._names.stringList()

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names."""
        if list(names) != self._names.stringList():
            self._names.setStringList(list(names))

    def splitPath(self, path: str) -> list[str]:
        """Look for the last name only."""
        name = last_name(path)
        self._before = path[: len(path) - len(name)]
        return [name or "\0"]  # nothing begins like that

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return the whole line with the name in it."""
        return self._before + str(index.data())


class ConditionEdit(QLineEdit):
    """Marks one column with a wedge below the text."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._column: int | None = None  # 1-based
        self.names = NameCompleter(self)
        self.setCompleter(self.names)

    @property
    def marked(self) -> int | None:
        """The column that is marked, from 1; None: none is."""
        return self._column

    def mark(self, wrong: bool, column: int | None = None) -> None:
        """Show that the text is wrong, and where."""
        self._column = column if wrong else None
        self.setProperty("wrong", wrong)
        self.style().polish(self)
        self.update()

    def insert_word(self, text: str) -> None:
        """Write a name where the cursor is, apart from what stands before it."""
        before = self.text()[: self.cursorPosition()]
        self.insert(text if not before or before[-1] in " (" else f" {text}")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Escape to whoever shows the line."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the wedge below the fault."""
        super().paintEvent(event)
        if self._column is None:
            return
        advance, text = self.fontMetrics().horizontalAdvance, self.text()
        start = self.cursorRect().center().x() - advance(text[: self.cursorPosition()])  # moves as the text is scrolled
        x = start + advance(text[: self._column - 1]) + advance("0") // 2
        x = min(max(x, 4), self.width() - 4)
        size, bottom = self._look.px(4), self.height() - 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.theme.warning))
        painter.drawPolygon(QPolygon([QPoint(x - size, bottom), QPoint(x + size, bottom), QPoint(x, bottom - size)]))
