"""A table of numbers, painted as large as its room allows: a row a quantity, a column a timestep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.gui.metering import metered
from rnnviz.gui.theme import Look

SIZES = (2.0, 1.8, 1.6, 1.4, 1.2, 1.0, 0.85)  # of the font, the largest first


class Row(NamedTuple):
    """One quantity; an empty cell is one that is not known yet."""

    label: str
    cells: tuple[str, ...]
    colours: tuple[str, ...] = ()  # of the cells; the text's own where there is none
    ruled: bool = False  # a line above it


class Layout(NamedTuple):
    """Where the cells stand."""

    font: QFont
    height: int  # of a row
    left: int  # of the first column
    width: int  # of a column
    first: int  # the columns shown: from this one,
    shown: int  # so many


class Grid(QWidget):
    """Columns that do not fit are left out around the marked one; then marks at the edges say so."""

    pointed = Signal(object)  # a column, or None when the mouse leaves
    chosen = Signal(int)  # a column was clicked
    stepped = Signal(int)  # an arrow key: -1 or +1

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._columns: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._marked: int | None = None
        self._heading = "t"  # of the rows' names
        self._layout: Layout | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)

    def show_rows(
        self, columns: Sequence[str], rows: Sequence[Row], marked: int | None = None, heading: str = "t"
    ) -> None:
        """Write other cells; `marked` is set off from the other columns."""
        shown = (tuple(columns), tuple(rows), marked, heading)
        if shown != (self._columns, self._rows, self._marked, self._heading):
            self._columns, self._rows, self._marked, self._heading = shown
            self._layout = None
            self.update()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is written."""
        return self._rows

    def fits(self, rows: int) -> bool:
        """Whether so many rows and their heading have room."""
        return (rows + 1) * QFontMetrics(self._look.mono(SIZES[-1])).height() <= self.height()

    def restyle(self) -> None:
        """Take over colours and sizes from the look."""
        self._layout = None
        self.update()

    def column_at(self, x: float) -> int | None:
        """Return the column at an x position; None beside all."""
        at = self._laid_out()
        inside = at.left <= x < at.left + at.shown * at.width
        return at.first + int((x - at.left) / at.width) if inside else None

    def column_rect(self, column: int) -> QRect:
        """Return the place of a column; empty if it is left out."""
        at = self._laid_out()
        if not at.first <= column < at.first + at.shown:
            return QRect()
        return QRect(
            at.left + (column - at.first) * at.width, 0, at.width, min((len(self._rows) + 1) * at.height, self.height())
        )

    # --- layout ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._layout = None
        super().resizeEvent(event)

    def _laid_out(self) -> Layout:
        if self._layout is None:
            self._layout = self._lay_out()
        return self._layout

    def _lay_out(self) -> Layout:
        """Take the largest font in which everything fits; else the largest in which the rows do, and fewer columns."""
        made = [self._at_size(size) for size in SIZES]
        high = [at for at in made if (len(self._rows) + 1) * at.height <= self.height()]
        whole = [at for at in high if at.shown == len(self._columns)]
        normal = [at for at in high if at.font.pointSizeF() <= self._look.points + 0.01]
        return (whole or normal or high or made[-1:])[0]

    def _at_size(self, size: float) -> Layout:
        font = self._look.mono(size)
        metrics = QFontMetrics(font)
        left = max((metrics.horizontalAdvance(row.label) for row in self._rows), default=0) + self._look.px(12)
        cells = {cell for row in self._rows for cell in row.cells} | set(self._columns)
        least = max((metrics.horizontalAdvance(cell) for cell in cells), default=1) + self._look.px(10) * size
        room = max(self.width() - left, 1)
        count = min(len(self._columns), max(int(room / least), 1))
        width = int(min(room / max(count, 1), 2.2 * least))
        first = 0 if self._marked is None else self._marked - count // 2
        first = min(max(first, 0), len(self._columns) - count)
        rows = max(len(self._rows) + 1, 1)
        height = min(max(metrics.height(), self.height() // rows), round(1.9 * metrics.height()))
        return Layout(font, height, left, max(width, 1), first, count)

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Write heading and rows."""
        painter, theme = QPainter(self), self._look.theme
        painter.fillRect(event.rect(), QColor(theme.panel))
        at = self._laid_out()
        self._paint_marked(painter)
        painter.setFont(at.font)
        self._paint_row(painter, 0, Row(self._heading, self._columns, (theme.muted,) * len(self._columns)), theme.muted)
        for k, row in enumerate(self._rows, start=1):
            if (k + 1) * at.height > self.height() + 2:
                break
            self._paint_row(painter, k, row, theme.text)
        self._paint_left_out(painter)

    def _paint_marked(self, painter: QPainter) -> None:
        if self._marked is None or self.column_rect(self._marked).isEmpty():
            return
        ground = QColor(self._look.theme.accent)
        ground.setAlpha(46)
        painter.fillRect(self.column_rect(self._marked), ground)
        painter.setPen(QColor(self._look.theme.accent))
        painter.drawRect(self.column_rect(self._marked).adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, k: int, row: Row, colour: str) -> None:
        at, theme = self._laid_out(), self._look.theme
        top = k * at.height
        if row.ruled:
            painter.setPen(QColor(theme.border))
            painter.drawLine(0, top, self.width(), top)
        painter.setPen(QColor(theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(self._look.px(4), top, at.left, at.height), middle, row.label)
        for column in range(at.first, min(at.first + at.shown, len(row.cells))):
            painter.setPen(QColor(row.colours[column] if row.colours else colour))
            place = QRect(at.left + (column - at.first) * at.width, top, at.width - self._look.px(5), at.height)
            painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, row.cells[column])

    def _paint_left_out(self, painter: QPainter) -> None:
        at = self._laid_out()
        painter.setPen(QColor(self._look.theme.accent))
        heading = QRect(at.left, 0, at.shown * at.width, at.height)
        if at.first > 0:
            painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "‹")
        if at.first + at.shown < len(self._columns):
            end = QRect(heading.right() - self._look.px(4), 0, self._look.px(12), at.height)
            painter.drawText(end, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "›")

    # --- mouse and keys ---

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a column."""
        self.pointed.emit(self.column_at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a column."""
        column = self.column_at(event.position().x())
        if column is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, or back."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self.pointed.emit(None)
        super().leaveEvent(event)
