"""A few bars from 0 to 100 %, each with its symbol, painted: the widget of the next symbol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.gui.metering import metered
from rnnviz.gui.theme import Look
from rnnviz.gui.widgets.axis import paint_ticks, symbols_height, tick_font, widest_of
from rnnviz.gui.widgets.legend import Entry, legend_height, paint_legend


class Bar(NamedTuple):
    """One symbol."""

    label: str
    share: float  # in [0, 1]; not finite: drawn full, in a colour of its own
    singled_out: bool = False
    apart: bool = False  # set off from the others by a gap


class Ranking(QWidget):
    """Bars in the order given, on an axis that never moves, so that heights compare from picture to picture."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._bars: tuple[Bar, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        self._plot = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is drawn, from left to right."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar], entries: Sequence[Entry]) -> None:
        """Draw other bars, and other words in the line above them."""
        self._bars, self._entries = tuple(bars), tuple(entries)
        self.update(QRegion(self.rect()) - QRegion(self._numbers_area()))

    def restyle(self) -> None:
        """Take over colours and sizes from the look."""
        self._lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._lay_out()
        super().resizeEvent(event)

    def slot_rect(self, index: int) -> QRect:
        """Return the place of a bar, from the axis to 100 %."""
        places = len(self._bars) + any(bar.apart for bar in self._bars) * 0.5
        width = self._plot.width() / max(places, 1)
        left = self._plot.left() + (index + 0.5 * self._bars[index].apart) * width
        return QRect(round(left), self._plot.top(), round(width), self._plot.height())

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, and the axis's numbers where the region asks for them."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.look.theme.panel))
        if self._plot.height() > 0:
            self._paint_axis(painter, event.region().intersects(self._numbers_area()))
            self._paint_bars(painter)
            self._paint_words(painter)
        area = QRect(self.look.px(6), 0, self.width() - self.look.px(6), legend_height(self.look))
        paint_legend(painter, self.look, self._entries, area)

    def _lay_out(self) -> None:
        look, px = self.look, self.look.px
        left = widest_of(tick_font(look), ["100 %"]) + px(8)
        top = legend_height(look) + QFontMetrics(tick_font(look)).height()
        self._plot = self.rect().adjusted(left, top, -px(4), -symbols_height(look))

    def _numbers_area(self) -> QRect:
        top = legend_height(self.look)
        return QRect(0, top, self._plot.left(), self.height() - top)

    def _paint_axis(self, painter: QPainter, words: bool) -> None:
        step = 25 if self._plot.height() > self.look.px(90) else 50
        ticks = [(self._plot.bottom() - self._up(v / 100), f"{v} %") for v in range(0, 101, step)]
        painter.setPen(QColor(self.look.theme.border))
        for y, _ in ticks:
            painter.drawLine(self._plot.left(), y, self._plot.right(), y)
        if words:
            paint_ticks(painter, self.look, ticks, self._plot.left(), (0, self.height()))

    def _up(self, share: float) -> int:
        share = min(max(share, 0.0), 1.0) if np.isfinite(share) else 1.0
        return round(share * (self._plot.height() - 1))

    def _paint_bars(self, painter: QPainter) -> None:
        theme = self.look.theme
        rects: dict[str, list[QRect]] = {}
        for index, bar in enumerate(self._bars):
            place, gap = self.slot_rect(index), self.look.px(3)
            if np.isfinite(bar.share):
                colour = theme.good if bar.singled_out else theme.bar
            else:
                colour = theme.not_a_number if np.isnan(bar.share) else theme.infinite
            up = self._up(bar.share) + 1
            top = place.bottom() + 1 - up
            rects.setdefault(colour, []).append(QRect(place.left() + gap, top, max(place.width() - 2 * gap, 1), up))
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, group in rects.items():
            painter.setBrush(QColor(colour))
            painter.drawRects(group)

    def _paint_words(self, painter: QPainter) -> None:
        """Write the symbol under each bar, and its percentage above it where there is room."""
        theme, align = self.look.theme, Qt.AlignmentFlag.AlignHCenter
        mono, small = self.look.mono(), tick_font(self.look)
        metrics, height = QFontMetrics(mono), QFontMetrics(small).height()
        for singled_out, colour in ((False, theme.muted), (True, theme.good)):
            painter.setPen(QColor(colour))
            chosen = [k for k, bar in enumerate(self._bars) if bar.singled_out is singled_out]
            painter.setFont(mono)
            for k in chosen:
                place = self.slot_rect(k)
                label = metrics.elidedText(self._bars[k].label, Qt.TextElideMode.ElideRight, place.width())
                below = QRect(place.left(), place.bottom() + 2, place.width(), symbols_height(self.look))
                painter.drawText(below, align | Qt.AlignmentFlag.AlignTop, label)
            painter.setFont(small)
            for k in chosen:
                place, text = self.slot_rect(k), percent(self._bars[k].share, self._room(small))
                above = QRect(place.left() - 20, place.bottom() - self._up(self._bars[k].share) - height, 0, height)
                above.setWidth(place.width() + 40)
                painter.drawText(above, align | Qt.AlignmentFlag.AlignBottom, text)

    def _room(self, font: QFont) -> int:
        """Return how many digits fit above a bar."""
        return self.slot_rect(0).width() // max(QFontMetrics(font).horizontalAdvance("0"), 1)


def percent(share: float, room: int) -> str:
    """Write a share in percent in about `room` characters, all shares alike; nothing if that cannot be."""
    if not np.isfinite(share):
        return str(share).replace("nan", "NaN").replace("inf", "∞") if room >= 3 else ""
    value = 100 * share
    if room >= 6:
        return f"{value:.1f} %" if value >= 0.05 else "<0.1 %"
    short = f"{value:.0f}" if value >= 0.5 else "<1"
    return f"{short} %" if room >= 4 else short if room >= 2 else ""
