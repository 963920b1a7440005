"""One or several stacked heatmaps over the same columns: one blit each, the rest painted only when it changes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import (
    column_edges,
    index_ticks,
    outline,
    paint_resting,
    paint_symbols,
    paint_ticks,
    tick_font,
    widest_of,
)
from rnnviz.gui.widgets.band_images import BandImages
from rnnviz.gui.widgets.bands import Band, Cell, Layout, lay_out, name
from rnnviz.gui.widgets.blank_pixmap import blank_pixmap
from rnnviz.gui.widgets.colourbar import paint_colourbar
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.spoken import Spoken
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

EDGED = 3  # px: from here on a row has room for a line above and below it
ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Heatmap(Restyled, Spoken, QWidget):
    """Bands of rows (units) times columns (timesteps), with one cursor over all of them.

    A row is always named by its index in the array it came from, in whatever order rows are shown. Where there are more
    rows (or columns) than pixels, each pixel shows one of those that it stands for, not their mean.
    """

    pointed = Signal(object)  # Cell, or None when the mouse leaves
    chosen = Signal(object)  # Cell: clicked, or reached with the arrow keys
    extended = Signal(object)  # Cell: a span is to reach to its column; dragged to, or clicked or reached with Shift

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._bands: tuple[Band, ...] = ()
        self._values: list[Array] = []
        self._band_images = BandImages()
        self._symbols: tuple[str, ...] = ()
        self._row_symbols: tuple[str, ...] = ()
        self._limits: list[float] = []  # of the scales, as they are written beside the bands
        self._order: Array | None = None
        self._column: int | None = None
        self._row: int | None = None
        self._resting: int | None = None
        self._span: tuple[int, int] | None = None
        self._pressed: float | None = None  # x where the mouse was pressed, while it is
        self._dragging = False
        self._hovered: Cell | None = None
        self._layout: Layout | None = None
        self._still: QPixmap | None = None  # everything but the bands
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)

    # What is shown

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Say which bands there are, from top to bottom; values follow with `show_values`."""
        self._bands = tuple(bands)
        self._values, self._band_images = [], BandImages()
        self.relayout()

    def set_symbols(self, columns: Sequence[str], rows: Sequence[str] = ()) -> None:
        """Name the columns by symbols, and the rows too if they have any; rows without are numbered."""
        if tuple(columns) != self._symbols or tuple(rows) != self._row_symbols:
            self._symbols, self._row_symbols = tuple(columns), tuple(rows)
            self.relayout()

    def set_order(self, order: Array | None) -> None:
        """Show rows in another order: `order[k]` is the row that stands k-th from the top. None: as they are."""
        if order is not self._order and not (
            order is not None and self._order is not None and np.array_equal(order, self._order)
        ):
            self._order = order
            self.relayout()

    def show_values(self, values: Sequence[Array]) -> None:
        """Show one float array of (row, column) for each band; a transposed view is as good as a contiguous one."""
        self._values = list(values)
        shapes = [v.shape for v in values]
        if shapes != self._band_images.shapes:
            self.renew_range()
        for k, (band, each) in enumerate(zip(self._bands, values, strict=True)):
            band.scale.follow(each, (id(self), k))
        before, self._limits = self._limits, [band.scale.limit for band in self._bands]
        if shapes != self._band_images.shapes:
            self._band_images = BandImages(shapes)
            self._hovered = self._hovered if self._holds(self._hovered) else None
            self.relayout()
        elif before != self._limits:  # a scale can be shared: others make it grow too
            self.relayout()
        self._colour()
        self.update(self.layout_now().data)

    def renew_range(self) -> None:
        """Have the ranges follow the next values alone, as if there had been none before."""
        for band in self._bands:
            band.scale.renew()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the ranges to the pictures that are seen."""
        super().hideEvent(event)
        for k, band in enumerate(self._bands):
            band.scale.forget((id(self), k))

    def mark(self, column: int | None, row: int | None, resting: int | None = None) -> None:
        """Mark a column over all bands, and a row in each.

        `resting` is the column that is spoken of elsewhere while none is pointed at: it is marked faintly then.
        """
        resting = resting if column is None else None
        if (column, row, resting) != (self._column, self._row, self._resting):
            self._column, self._row, self._resting = column, row, resting
            self.update()

    def mark_span(self, span: tuple[int, int] | None) -> None:
        """Mark the columns from a first to a last one; None, or the same one: none but the marked one."""
        span = None if span is None or span[0] == span[1] else span
        if span != self._span:
            self._span = span
            self.update()

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last of the marked columns; None: there are not several."""
        return self._span

    def value(self, cell: Cell) -> float:
        """Return the value of a cell."""
        return float(self._values[cell.band][cell.row, cell.column])

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands shown."""
        return self._bands

    def relayout(self) -> None:
        """Lay out and paint anew, after a change of names or ranges."""
        self._layout = self._still = None
        self.update()

    @override
    def restyle(self) -> None:
        self._colour()
        self.relayout()

    @override
    def spoken(self) -> str:
        cell = self._hovered
        if cell is None and self._row is not None and self._column is not None:
            cell = Cell(0, self._row, self._column)
        if cell is None or not self._holds(cell):
            return ""
        place = translate("spoken", "row {row}, column {column}").format(
            row=_named(self._row_symbols, cell.row), column=_named(self._symbols, cell.column)
        )
        shown = range(len(self._bands)) if self._hovered is None else (cell.band,)
        values = (self._said(band, cell) for band in shown if self._holds(Cell(band, cell.row, cell.column)))
        return ", ".join((place, *values))

    def _said(self, band: int, cell: Cell) -> str:
        """Return a quantity and its value there."""
        about = self._bands[band]
        value = about.scale.write(self.value(Cell(band, cell.row, cell.column)))
        return f"{about.word or about.key} {value}".strip()

    # Places

    def layout_now(self) -> Layout:
        """Return where everything lies."""
        if self._layout is None:
            rows = max((len(v) for v in self._values), default=0)
            labels = self._row_symbols or [str(max(0, rows - 1))]
            self._layout = lay_out(self._look, self.rect(), self._bands, labels, bool(self._symbols))
        return self._layout

    def cell_at(self, point: QPoint) -> Cell | None:
        """Return which value is painted at a point; None: none."""
        for band, (area, values) in enumerate(zip(self.layout_now().bands, self._values, strict=False)):
            if area.contains(point) and values.size:
                rows, columns = values.shape
                row = int((point.y() - area.top() + 0.5) * rows / area.height())
                column = int((point.x() - area.left() + 0.5) * columns / area.width())
                return Cell(band, self._row_at(min(row, rows - 1)), min(column, columns - 1))
        return None

    def cell_rect(self, cell: Cell) -> QRect:
        """Return where a value is painted."""
        area, (rows, columns) = self.layout_now().bands[cell.band], self._values[cell.band].shape
        left, right = column_edges(cell.column, columns, area)
        top, bottom = _row_edges(self._place_of(cell.row), rows, area)
        return QRect(left, top, max(1, right - left), max(1, bottom - top))

    def _row_at(self, place: int) -> int:
        return place if self._order is None else int(self._order[place])

    def _place_of(self, row: int) -> int:
        return row if self._order is None else int(np.flatnonzero(self._order == row)[0])

    def _holds(self, cell: Cell | None) -> bool:
        return (
            cell is not None
            and cell.band < len(self._values)
            and cell.row < self._values[cell.band].shape[0]
            and cell.column < self._values[cell.band].shape[1]
        )

    # Painting

    def _colour(self) -> None:
        if not self._values:
            return
        shown = self._values if self._order is None else [values[self._order] for values in self._values]
        self._band_images.colour([band.scale for band in self._bands], shown, self._look.theme)

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit the bands, and the rest from a pixmap where the region asks for it."""
        painter = QPainter(self)
        layout = self.layout_now()
        if not layout.data.contains(event.rect()):
            painter.drawPixmap(0, 0, self._still_picture())
        elif layout.gaps:  # the cursor and the value at the mouse reach into them
            ground = QColor(self._look.theme.panel)
            for gap in layout.gaps:
                painter.fillRect(gap, ground)
        for area, image in zip(layout.bands, self._band_images.images, strict=False):
            if not image.isNull():
                painter.drawImage(area, image)
        marks = (self._column, self._row, self._resting, self._hovered, self._span)
        if self._values and any(mark is not None for mark in marks):
            self._paint_cursor(painter, layout)
            if self._column is not None and event.rect().bottom() >= layout.symbols.top():
                self._paint_marked_symbol(painter, layout, self._column)
        painter.end()

    def _still_picture(self) -> QPixmap:
        if self._still is None:
            self._still = blank_pixmap(self, QColor(self._look.theme.panel))
            with QPainter(self._still) as painter:
                self._paint_still(painter, self.layout_now())
        return self._still

    def _paint_still(self, painter: QPainter, layout: Layout) -> None:
        look = self._look
        paint_symbols(painter, look, self._symbols, layout.symbols)
        for band, area, values in zip(self._bands, layout.bands, self._values, strict=False):
            self._paint_rows(painter, area, len(values))
            if layout.bars.width() > look.px(10):
                paint_colourbar(
                    painter, look, band.scale, QRect(layout.bars.left(), area.top(), layout.bars.width(), area.height())
                )
            if layout.names.width():
                painter.setFont(look.font())
                painter.setPen(QColor(look.theme.text))
                place = QRect(look.px(4), area.top(), layout.names.width(), area.height())
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name(band, layout.words)
                )

    def _paint_rows(self, painter: QPainter, area: QRect, rows: int) -> None:
        font = self._look.mono(0.85) if self._row_symbols else tick_font(self._look)
        painter.setFont(font)
        places = index_ticks(rows, area.height(), painter.fontMetrics().height() * (0.85 if self._row_symbols else 1.1))
        labels = self._row_symbols or range(rows)
        ticks = [(area.top() + (k + 0.5) * area.height() / rows, str(labels[self._row_at(k)])) for k in places]
        paint_ticks(painter, self._look, ticks, area.left(), (area.top(), area.bottom() + 1), font)

    def _paint_cursor(self, painter: QPainter, layout: Layout) -> None:
        columns = self._values[0].shape[1]
        line, fill = QColor(self._look.theme.cursor), QColor(self._look.theme.cursor)
        fill.setAlpha(48)
        if self._span is not None:
            begin, end = (column_edges(min(c, columns - 1), columns, layout.data) for c in self._span)
            painter.fillRect(QRect(begin[0], layout.data.top(), end[1] - begin[0], layout.data.height()), fill)
        if self._column is not None and self._column < columns:
            data = layout.data
            left, right = column_edges(self._column, columns, data)
            painter.fillRect(QRect(left, data.top(), right - left, data.height()), fill)
            painter.setPen(line)
            for x in outline(left, right):
                painter.drawLine(x, data.top(), x, data.bottom())
        if self._resting is not None and self._resting < columns:
            paint_resting(painter, self._look, self._resting, columns, layout.data)
        if self._row is not None:
            for band, area in enumerate(layout.bands):
                if self._row < len(self._values[band]):
                    self._paint_row(
                        painter, area, *_row_edges(self._place_of(self._row), len(self._values[band]), area)
                    )
        if self._hovered is not None and self._holds(self._hovered):
            self._paint_value(painter, layout, self._hovered)

    def _paint_row(self, painter: QPainter, area: QRect, top: int, bottom: int) -> None:
        """Mark a row and leave it to be seen: lines above and below it, or dashes at both ends of a thin one."""
        line, px = QColor(self._look.theme.cursor), self._look.px
        if bottom - top >= EDGED:
            line.setAlpha(170)
            for y in (top - 1, bottom):
                painter.fillRect(area.left(), y, area.width(), 1, line)
            return
        thick = max(3, bottom - top)
        y = (top + bottom - thick + 1) // 2
        painter.fillRect(area.left() - px(5), y, px(5), thick, line)
        painter.fillRect(area.right() + 1, y, px(3), thick, line)

    def _paint_marked_symbol(self, painter: QPainter, layout: Layout, column: int) -> None:
        if column < len(self._symbols):
            paint_symbols(painter, self._look, self._symbols, layout.symbols, column)

    def _paint_value(self, painter: QPainter, layout: Layout, cell: Cell) -> None:
        """Write the value under the mouse beside it, never over the cell itself."""
        look, text = self._look, self._bands[cell.band].scale.write(self.value(cell))
        painter.setFont(look.mono(0.9))
        width, height = widest_of(painter.font(), [text]) + look.px(8), painter.fontMetrics().height() + look.px(4)
        at, within = self.cell_rect(cell), layout.data
        left = at.right() + look.px(6)
        if left + width > within.right():
            left = max(within.left(), at.left() - look.px(6) - width)
        top = min(max(at.center().y() - height // 2, within.top()), within.bottom() + 1 - height)
        chip = QRect(left, top, width, height)
        painter.fillRect(chip, QColor(look.theme.entry))
        painter.setPen(QColor(look.theme.border))
        painter.drawRect(chip.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(look.theme.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        del event
        self._layout = self._still = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a value; dragged, have a span reach there."""
        cell = self.cell_at(event.position().toPoint())
        self.point(cell)
        moved = 0.0 if self._pressed is None else abs(event.position().x() - self._pressed)
        if cell is not None and (self._dragging or moved >= QApplication.startDragDistance()):
            self._dragging = True
            self.extended.emit(cell)

    def leaveEvent(self, event: object) -> None:
        """Point at nothing."""
        del event
        self.point(None)

    def point(self, cell: Cell | None) -> None:
        """Point at a value, as the mouse does; None: at none."""
        if cell != self._hovered:
            self._hovered = cell
            self.update(self.layout_now().data)
            self.pointed.emit(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a value."""
        cell = self.cell_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and cell is not None:
            self._pressed = event.position().x()
            (self.extended if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.chosen).emit(cell)
        else:
            super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drag no more."""
        self._pressed, self._dragging = None, False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by one row or column, as they stand on the screen."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None or not self._values or not self._values[0].size:
            super().keyPressEvent(event)
            return
        band = self._hovered.band if self._hovered is not None else 0
        rows, columns = self._values[band].shape
        place = self._place_of(self._row) if self._row is not None and self._row < rows else 0
        place = min(max(place + step[0], 0), rows - 1)
        column = min(max((self._column or 0) + step[1], 0), columns - 1)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and step[1]:
            first, last = self._span or (self._column or 0, self._column or 0)
            end = last if first == self._column else first
            column = min(max(end + step[1], 0), columns - 1)
            self.extended.emit(Cell(band, self._row_at(place), column))
        else:
            self.chosen.emit(Cell(band, self._row_at(place), column))
        self.tell()


def _named(symbols: Sequence[str], index: int) -> str:
    """Return a number, and the symbol that stands there."""
    return f"{index} “{symbols[index]}”" if index < len(symbols) else f"{index}"


def _row_edges(place: int, count: int, area: QRect) -> tuple[int, int]:
    return (
        area.top() + round(place * area.height() / count),
        area.top() + round((place + 1) * area.height() / count),
    )
