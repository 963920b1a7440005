"""What everything that is painted in columns shares: a column is pointed at, clicked, or gone to by arrow key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.spoken import Spoken
from rnnviz.sentences import translate


class ColumnWidget(Restyled, Spoken, QWidget):
    """Equally wide columns, mostly a timestep each. A subclass says how many there are and where, and paints them."""

    pointed = Signal(object)  # a column, or None when the mouse leaves
    chosen = Signal(int)  # clicked, or reached with the arrow keys

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.marked: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        """Ask for little; who paints lines of text asks for their height."""
        return QSize(40, 40)

    @property
    def count(self) -> int:
        """How many columns there are."""
        raise NotImplementedError

    @property
    def area(self) -> QRect:
        """Where they are, all of them."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Divide the widget anew: it has another size, or another look."""

    @override
    def restyle(self) -> None:
        self.lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self.lay_out()
        super().resizeEvent(event)

    def column_at(self, x: float) -> int | None:
        """Return the column at an x position; None beside all."""
        area, count = self.area, self.count
        inside = count and area.left() <= x <= area.right()
        return min(int((x - area.left()) * count / area.width()), count - 1) if inside else None

    def step(self, by: int) -> None:
        """Choose the next column or the one before; where none is marked, from the first one."""
        self.chosen.emit(min(max((self.marked or 0) + by, 0), self.count - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a column."""
        self.pointed.emit(self.column_at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a column."""
        column = self.column_at(event.position().x())
        if column is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one column on, or back."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None or not self.count:
            super().keyPressEvent(event)
        else:
            self.step(by)
            self.tell()

    @override
    def spoken(self) -> str:
        if self.marked is None or not 0 <= self.marked < self.count:
            return ""
        place = translate("spoken", "column {column} of {count}").format(column=self.marked, count=self.count)
        return ", ".join((place, *self.said_of(self.marked)))

    def said_of(self, column: int) -> list[str]:
        """Return what is shown in a column, as words and numbers; who paints any says them."""
        del column
        return []

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self.pointed.emit(None)
        super().leaveEvent(event)
