"""A table of numbers, painted as large as its room allows: a row a quantity, a column a timestep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.column_widget import ColumnWidget

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


class NumberTable(ColumnWidget):
    """Columns that do not fit are left out around the one that is to be in view; then marks at the edges say so."""

    stepped = Signal(int)  # an arrow key: -1 or +1

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._columns: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._heading = "t"  # of the rows' names
        self._standing: int | None = None  # the column that is in view whatever is marked
        self._layout: Layout | None = None

    def show_rows(
        self,
        columns: Sequence[str],
        rows: Sequence[Row],
        marked: int | None = None,
        heading: str = "t",
        standing: int | None = None,
    ) -> None:
        """Write other cells; `marked` is set off from the other columns, `standing` is in view in any case."""
        shown = (tuple(columns), tuple(rows), marked, heading, marked if standing is None else standing)
        if shown != (self._columns, self._rows, self.marked, self._heading, self._standing):
            self._columns, self._rows, self.marked, self._heading, self._standing = shown
            self._layout = None
            self.update()

    @override
    def said_of(self, column: int) -> list[str]:
        shown = [row for row in self._rows if column < len(row.cells) and row.cells[column]]
        heading = f"{self._heading} {self._columns[column]}" if column < len(self._columns) else ""
        return [heading, *(f"{row.label} {row.cells[column]}" for row in shown)]

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is written."""
        return self._rows

    def fits(self, rows: int) -> bool:
        """Whether so many rows and their heading have room."""
        return (rows + 1) * QFontMetrics(self._look.mono(SIZES[-1])).height() <= self.height()

    @property
    def count(self) -> int:
        """How many columns are shown."""
        return self._laid_out().shown

    @property
    def area(self) -> QRect:
        """Where they are."""
        at = self._laid_out()
        return QRect(at.left, 0, at.shown * at.width, self.height())

    def column_at(self, x: float) -> int | None:
        """Return the column at an x position, counted with those left out; None beside all."""
        shown = super().column_at(x)
        return None if shown is None else self._laid_out().first + shown

    def step(self, by: int) -> None:
        """Leave it to others where to go."""
        self.stepped.emit(by)

    def column_rect(self, column: int) -> QRect:
        """Return the place of a column; empty if it is left out."""
        at = self._laid_out()
        if not at.first <= column < at.first + at.shown:
            return QRect()
        return QRect(
            at.left + (column - at.first) * at.width, 0, at.width, min((len(self._rows) + 1) * at.height, self.height())
        )

    # --- layout ---

    def lay_out(self) -> None:
        """Lay out anew when it is asked for next."""
        self._layout = None

    def _laid_out(self) -> Layout:
        if self._layout is None:
            self._layout = self._chosen_layout()
        return self._layout

    def _chosen_layout(self) -> Layout:
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
        first = self._first(count)
        rows = max(len(self._rows) + 1, 1)
        height = min(max(metrics.height(), self.height() // rows), round(1.9 * metrics.height()))
        return Layout(font, height, left, max(width, 1), first, count)

    def _first(self, count: int) -> int:
        """Return the first of so many columns: around the one that is to be in view, the marked one too if it fits."""
        if self._standing is None:
            return 0
        first = self._standing - count // 2
        if self.marked is not None and abs(self.marked - self._standing) < count:
            first = min(max(first, self.marked - count + 1), self.marked)
        return min(max(first, 0), len(self._columns) - count)

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
        if self.marked is None or self.column_rect(self.marked).isEmpty():
            return
        ground = QColor(self._look.theme.accent)
        ground.setAlpha(46)
        painter.fillRect(self.column_rect(self.marked), ground)
        painter.setPen(QColor(self._look.theme.accent))
        painter.drawRect(self.column_rect(self.marked).adjusted(0, 0, -1, -1))

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
