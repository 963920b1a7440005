"""A text, the window that a Markov model sees of it, and what model and network give for the symbol that is next."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen

from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look, coloured
from rnnviz.gui.widgets.axis import column_edges, paint_symbols, symbol_font, symbols_height, tick_font, widest_of
from rnnviz.gui.widgets.column_widget import ColumnWidget
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate


class WindowStrip(ColumnWidget):
    """Symbols in a row with the window boxed, and below it a row of probabilities for each of several models."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._symbols: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._values: Array = np.empty((0, 0))  # (model, T)
        self._order = 0
        self.setAccessibleName(translate("panels", "Probability of each next symbol"))

    def minimumSizeHint(self) -> QSize:
        """Ask for a line for each model, and one for the symbols."""
        look = self._look
        line = QFontMetrics(tick_font(look)).height() + look.px(2)
        return QSize(look.px(120), symbols_height(look) + look.px(14) + max(len(self._names), 1) * line)

    def show_values(self, symbols: tuple[str, ...], names: tuple[str, ...], values: Array) -> None:
        """Draw other probabilities, one row a model, (model, T); NaN: there is none."""
        self._symbols, self._names, self._values = symbols, names, values
        self.update()

    def mark(self, timestep: int | None, order: int) -> None:
        """Box the window of a model of that order at a timestep."""
        if (timestep, order) != (self.marked, self._order):
            self.marked, self._order = timestep, order
            self.update()

    @property
    def seen(self) -> range:
        """The timesteps in the box."""
        return range(0) if self.marked is None else range(max(0, self.marked + 1 - self._order), self.marked + 1)

    @property
    def count(self) -> int:
        """How many timesteps there are."""
        return len(self._symbols)

    @property
    def area(self) -> QRect:
        """Where the probabilities are; the symbols stand above it, as wide."""
        look = self._look
        left = widest_of(tick_font(look), self._names) + look.px(12)
        return self.rect().adjusted(left, symbols_height(look) + look.px(10), -look.px(6), -look.px(4))

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint rows, symbols, and the box."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if not self._symbols or not self._values.size:
            return
        area, look = self.area, self._look
        self._paint_window(painter, area)
        above = QRect(area.left(), look.px(5), area.width(), symbols_height(look))
        paint_symbols(painter, look, self._symbols, above)
        self._paint_rows(painter, area)
        self._paint_next(painter, area, above)

    def _paint_rows(self, painter: QPainter, area: QRect) -> None:
        look, theme = self._look, self._look.theme
        unknown = np.isnan(self._values)
        colours = np.ascontiguousarray(coloured(np.where(unknown, 0, self._values), theme.sequential))
        colours[unknown] = QColor(theme.panel).rgba()  # nothing is known of it: that is no fault
        height = area.height() / len(self._values)
        for k, (name, row) in enumerate(zip(self._names, colours, strict=True)):
            image = QImage(row.tobytes(), len(row), 1, 4 * len(row), QImage.Format.Format_RGB32)
            place = QRectF(area.left(), area.top() + k * height, area.width(), height - look.px(3))
            painter.drawImage(place, image)
            painter.setFont(tick_font(look))
            painter.setPen(QColor(theme.text))
            least = max(place.height(), painter.fontMetrics().height())
            left = QRectF(look.px(4), place.center().y() - least / 2, area.left() - look.px(8), least)
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _columns(self, first: int, last: int, area: QRect) -> QRectF:
        """Return the strip of some columns, symbols included."""
        left, _ = column_edges(first, len(self._symbols), area)
        _, right = column_edges(last, len(self._symbols), area)
        return QRectF(left, self._look.px(3), right - left, symbols_height(self._look) + self._look.px(2))

    def _paint_window(self, painter: QPainter, area: QRect) -> None:
        """Lay a ground under what the window sees."""
        theme, seen = self._look.theme, self.seen
        if len(seen):
            painter.fillRect(self._columns(seen[0], seen[-1], area), QColor(theme.entry))

    def _paint_next(self, painter: QPainter, area: QRect, above: QRect) -> None:
        """Box the window, and mark the column of the timestep and the symbol that comes next."""
        look, theme, seen = self._look, self._look.theme, self.seen
        if self.marked is None or self.marked >= len(self._symbols):
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(seen):
            painter.setPen(QPen(QColor(theme.accent), look.px(2)))
            painter.drawRect(self._columns(seen[0], seen[-1], area))
        left, right = column_edges(self.marked, len(self._symbols), area)
        painter.setPen(QColor(theme.cursor))
        painter.drawRect(QRect(left, area.top(), max(right - left - 1, 1), area.height() - look.px(3)))
        if self.marked + 1 < len(self._symbols) and symbol_font(look, self._symbols, right - left) is not None:
            paint_symbols(painter, look, self._symbols, above, self.marked + 1)
