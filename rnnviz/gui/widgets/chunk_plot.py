"""Chunks of a sequence, painted: the state goes on over every edge, the gradient stops at the first it comes to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygon,
)
from PySide6.QtWidgets import QWidget

from rnnviz.explain.number import number
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import (
    column_edges,
    nice_step,
    paint_cursor,
    paint_lines,
    paint_symbols,
    paint_ticks,
    symbols_height,
    tick_font,
    widest_of,
)
from rnnviz.gui.widgets.column_widget import ColumnWidget
from rnnviz.gui.widgets.common_decades import CommonDecades, CommonReach
from rnnviz.gui.widgets.legend import Entry, legend_height, legend_lines, paint_legend
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

MOST = 12  # decades: how far a gradient fades is what is to be seen
LOW = 170  # px at 10 points: below it, only the gradient is drawn


@dataclass(frozen=True, eq=False)
class Cut:
    """What is drawn: norms over units, (T,), and the chunks."""

    symbols: Sequence[str]
    chunks: tuple[range, ...]
    asked: range  # the timesteps whose loss is followed back
    h: Array
    full: Array
    truncated: Array


class ChunkPlot(ColumnWidget):
    """Two plots over the same columns: ‖h(t)‖ above, ‖dL/dh(t)‖ on a logarithmic axis below."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._cut: Cut | None = None
        self._decades, self._reach = CommonDecades(MOST), CommonReach()
        self._range = (0, 0)
        self._top = 1.0  # of the axis of h
        self._words, self._band, self._upper, self._lower = QRect(), QRect(), QRect(), QRect()

    @property
    def states_area(self) -> QRect:
        """Where the states stand; empty if there is no room for them."""
        return self._upper

    @property
    def decades(self) -> CommonDecades:
        """The powers of ten that the gradients' axis has."""
        return self._decades

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """The numbers at the gradients' axis: the exponent of each, and how it is written."""
        return self._decades.ticks(min(self._lower.height() // self._look.px(22) + 1, self._most_ticks))

    @property
    def count(self) -> int:
        """How many timesteps there are."""
        return 0 if self._cut is None else len(self._cut.symbols)

    @property
    def area(self) -> QRect:
        """Where the gradients stand, and above them the states."""
        return self._lower

    def show_cut(self, cut: Cut) -> None:
        """Draw other values."""
        self._follow(cut)
        finite = cut.h[np.isfinite(cut.h)]
        self._reach.show(self, float(finite.max()) if finite.size else 1.0)
        self._stretch()
        self.lay_out()
        self.update()

    def _stretch(self) -> None:
        """Have the axis of h reach as far as what stands on it, if it is too short or far too long."""
        most = self._reach.of(self)
        if not 0.4 * self._top < most <= self._top:
            step = nice_step(most / 4) if most > 0 else 0.25
            self._top = step * max(math.ceil(most / step), 1)

    def share_axis(self, other: ChunkPlot) -> None:
        """Stand on the same axes as another one: equal heights mean equal norms."""
        self._decades, self._reach = other._decades, other._reach

    def renew_range(self) -> None:
        """Have the axes fit the next values at once."""
        self._decades.renew()
        self._top = 0.0

    def take_axis(self) -> None:
        """Stand on the axes as they are now."""
        before = (self._range, self._top)
        self._range = (self._decades.low, self._decades.high)
        self._stretch()
        if before != (self._range, self._top):
            self.lay_out()
            self.update()

    def _follow(self, cut: Cut) -> None:
        """Take the values over: the axis is another only if they, or the question, are."""
        before, self._cut = self._cut, cut
        fresh = before is None or (before.asked, before.chunks) != (cut.asked, cut.chunks)
        values = np.concatenate([cut.full, cut.truncated])
        if before is None or fresh or not np.array_equal(values, np.concatenate([before.full, before.truncated]), True):
            self._decades.show(self, values, fresh=fresh)

    def mark(self, timestep: int | None) -> None:
        """Mark a timestep."""
        if timestep != self.marked:
            self.marked = timestep
            self.update()

    def lay_out(self) -> None:
        """Divide what legend, symbols and numbers leave between states and gradients."""
        px, look = self._look.px, self._look
        bottom = symbols_height(look)
        labels = [label for _, label in (*self._decades.ticks(self._most_ticks), *self._h_ticks(9))]
        left = max(widest_of(tick_font(look), labels), px(24)) + px(8)
        width = max(self.width() - left - px(4), 1)
        band = QFontMetrics(look.font(0.9)).height() + px(2)
        most = 2 if self._high else 1
        lines = 1 if self._cut is None else legend_lines(look, self._entries(self._cut), self.width() - left, most)
        self._words = QRect(left, 0, self.width() - left, legend_height(look, lines))
        top = self._words.height() + band
        self._band = QRect(left, self._words.height(), width, band)
        room = max(self.height() - top - bottom, 1)
        upper = round(0.36 * room) if self._high else 0
        self._upper = QRect(left, top, width, upper)
        self._lower = QRect(
            left, top + upper + (px(10) if upper else 0), width, room - upper - (px(10) if upper else 0)
        )

    @property
    def _high(self) -> bool:
        """Whether there is room for the states, and for a second line of words."""
        return self.height() >= self._look.px(LOW)

    @property
    def _most_ticks(self) -> int:
        """How many ticks there are at most: at every power of ten, and at 2 and 5 times it."""
        return 3 * self._decades.count + 1

    def _h_ticks(self, most: int) -> list[tuple[float, str]]:
        step = nice_step(self._top / max(most, 1))
        return [(k * step, f"{k * step:g}") for k in range(int(self._top / step + 1e-9) + 1)]

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grounds of the chunks, both plots, and the edges over them."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if self._cut is None or self._lower.height() < 4:
            return
        self._paint_chunks(painter, self._cut)
        self._paint_gradients(painter, self._cut)
        if self._upper.height():
            self._paint_states(painter, self._cut)
        self._paint_edges(painter, self._cut)
        self._paint_cursor(painter, self._cut)
        paint_legend(painter, self._look, self._entries(self._cut), self._words)

    def _span(self, chunk: range) -> tuple[int, int]:
        """Return the first px of a chunk and of what comes after it."""
        assert self._cut is not None
        count = len(self._cut.symbols)
        return column_edges(chunk.start, count, self._lower)[0], column_edges(chunk.stop - 1, count, self._lower)[1]

    def _paint_chunks(self, painter: QPainter, cut: Cut) -> None:
        theme, look = self._look.theme, self._look
        painter.setFont(look.font(0.9))
        bottom = self._lower.bottom()
        for k, chunk in enumerate(cut.chunks):
            left, right = self._span(chunk)
            asked = chunk.start < cut.asked.stop and cut.asked.start < chunk.stop
            if k % 2:
                painter.fillRect(QRect(left, self._band.top(), right - left, bottom - self._band.top()), theme.entry)
            place = QRect(left, self._band.top(), right - left, self._band.height())
            painter.setPen(QColor(theme.accent if asked else theme.muted))
            words = translate("panels", "chunk {number}").format(number=k + 1)
            if painter.fontMetrics().horizontalAdvance(words) > place.width() - 2:
                words = str(k + 1)
            if asked and painter.fontMetrics().horizontalAdvance(words + " · L") < place.width():
                words += " · L"
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        ask_left, ask_right = self._span(cut.asked)
        painter.fillRect(
            QRect(ask_left, self._band.bottom() - look.px(1), ask_right - ask_left, look.px(3)), QColor(theme.accent)
        )

    def _paint_gradients(self, painter: QPainter, cut: Cut) -> None:
        area, theme = self._lower, self._look.theme
        ticks = [(self._y(e), label) for e, label in self.ticks]
        paint_lines(painter, self._look, ticks, area)
        paint_ticks(painter, self._look, ticks, area.left(), (area.top(), area.bottom()))
        symbols = QRect(area.left(), area.bottom() + 2, area.width(), symbols_height(self._look))
        paint_symbols(painter, self._look, cut.symbols, symbols)
        painter.setPen(Qt.PenStyle.NoPen)
        for values, colour in ((cut.full, theme.bar), (cut.truncated, theme.accent)):
            heights = self._decades.heights(values, area.height()).tolist()
            rects = [self._bar(t, height, len(values)) for t, height in enumerate(heights) if height]
            painter.setBrush(QColor(colour))
            painter.drawRects(rects)
            for t in np.flatnonzero(~np.isfinite(values)).tolist():
                odd = theme.not_a_number if np.isnan(values[t]) else theme.infinite
                painter.fillRect(self._bar(t, area.height(), len(values)), QColor(odd))

    def _bar(self, t: int, height: int, count: int) -> QRect:
        left, right = column_edges(t, count, self._lower)
        gap = 1 if right - left < 5 else self._look.px(1.5)
        return QRect(left, self._lower.bottom() + 1 - height, max(right - left - gap, 1), height)

    def _y(self, exponent: float) -> int:
        return self._lower.bottom() - round(self._decades.share(exponent) * (self._lower.height() - 1))

    def _paint_states(self, painter: QPainter, cut: Cut) -> None:
        """Draw the norm of h as one line from the first timestep to the last."""
        area, theme = self._upper, self._look.theme
        ticks = [
            (self._h_y(value), label) for value, label in self._h_ticks(max(area.height() // self._look.px(24), 1))
        ]
        paint_lines(painter, self._look, ticks, area)
        paint_ticks(painter, self._look, ticks, area.left(), (area.top(), area.bottom()))
        points = [QPoint(self._centre(t), round(self._h_y(v))) for t, v in enumerate(cut.h) if np.isfinite(v)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.text), self._look.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygon(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _h_y(self, value: float) -> float:
        return self._upper.bottom() - float(value) / self._top * (self._upper.height() - self._look.px(4))

    def _centre(self, t: int) -> int:
        assert self._cut is not None
        left, right = column_edges(t, len(self._cut.symbols), self._lower)
        return (left + right) // 2

    def _paint_edges(self, painter: QPainter, cut: Cut) -> None:
        """Draw what the state passes dotted, and what stops the gradient as a wall."""
        theme, px = self._look.theme, self._look.px
        for chunk in cut.chunks[1:]:
            x = self._span(chunk)[0]
            if self._upper.height():
                painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DotLine))
                painter.drawLine(x, self._upper.top(), x, self._upper.bottom())
                self._paint_arrow(painter, x)
            painter.fillRect(QRect(x - px(1), self._lower.top(), px(2.5), self._lower.height()), QColor(theme.warning))

    def _paint_arrow(self, painter: QPainter, x: int) -> None:
        """Point from one chunk to the next: the state is carried on."""
        half, y = self._look.px(5), self._upper.bottom() - self._look.px(6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.theme.good))
        painter.drawPolygon(QPolygon([QPoint(x - half, y - half), QPoint(x + half, y), QPoint(x - half, y + half)]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_cursor(self, painter: QPainter, cut: Cut) -> None:
        if self.marked is None or self.marked >= len(cut.symbols):
            return
        columns = QRect(self._lower)
        columns.setTop(self._band.bottom() + 1)
        paint_cursor(painter, self._look, self.marked, len(cut.symbols), columns)
        symbols = QRect(self._lower.left(), self._lower.bottom() + 2, self._lower.width(), symbols_height(self._look))
        paint_symbols(painter, self._look, cut.symbols, symbols, self.marked)

    def _entries(self, cut: Cut) -> list[Entry]:
        theme = self._look.theme
        states = [Entry("‖h⁽ᵗ⁾‖", self._value(cut.h), theme.text)] if self._high else []
        return [
            *states,
            Entry(translate("panels", "truncated ‖∂L/∂h⁽ᵗ⁾‖"), self._value(cut.truncated), theme.accent),
            Entry(translate("panels", "full"), self._value(cut.full), theme.bar),
        ]

    def _value(self, values: Array) -> str:
        if self.marked is None or self.marked >= len(values):
            return ""
        return number(float(values[self.marked]), signed=False)
