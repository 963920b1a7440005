"""A few bars from 0 to 100 %, each with its symbol, painted: the widget of the next symbol."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import TICKS, paint_lines, paint_ticks, symbols_height, tick_font, widest_of
from rnnviz.gui.widgets.legend import Entry, legend_height, paint_legend
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.spoken import Spoken

LOWEST = 44  # px at 10 points: with bars to be seen over their symbols
LEAST = 28  # px at 10 points: a lower plot takes the room of the words above it, then that of the percentages


SPOKEN = 5  # characters of a percentage that is said


class Bar(NamedTuple):
    """One symbol."""

    label: str
    share: float  # in [0, 1], or [-1, 1] if signed; not finite: drawn full, in a colour of its own
    singled_out: bool = False
    apart: bool = False  # set off from the others by a gap


class ProbabilityBars(Restyled, Spoken, QWidget):
    """Bars in the order given, on an axis that never moves, so that heights compare from picture to picture."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._bars: tuple[Bar, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        self._words = 0  # px that the line above the plot takes
        self._low = 0  # the share at the lower end of the axis
        self._shares_fit = True
        self._plot = QRect()
        self._slots: list[QRect] = []
        self._changing = QRegion()  # what other shares of the same symbols change
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, look.px(LOWEST))

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is drawn, from left to right."""
        return self._bars

    def set_signed(self, signed: bool) -> None:
        """Have the axis begin at -100 %, or at 0."""
        if self._low != -int(signed):
            self._low = -int(signed)
            self._lay_out()
            self.update()

    def show_bars(self, bars: Sequence[Bar], entries: Sequence[Entry]) -> None:
        """Draw other bars, and other words in the line above them; symbols are written anew only if they changed."""
        before = [(bar.label, bar.singled_out, bar.apart) for bar in self._bars]
        self._bars, self._entries = tuple(bars), tuple(entries)
        if before == [(bar.label, bar.singled_out, bar.apart) for bar in bars]:
            self.update(self._changing)
        else:
            self._slots = self._places()
            self.update(self._changing + QRegion(self._labels_area()))

    @override
    def spoken(self) -> str:
        return ", ".join(f"“{bar.label}” {percent(bar.share, SPOKEN)}" for bar in self._bars)

    @override
    def restyle(self) -> None:
        self.setMinimumHeight(self.look.px(LOWEST))
        self._lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._lay_out()
        super().resizeEvent(event)

    def slot_rect(self, index: int) -> QRect:
        """Return the place of a bar, from the axis to 100 %."""
        return self._slots[index]

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, and the axis's numbers and the symbols where the region asks for them."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self.look.theme.panel))
        if self._plot.height() > 0:
            self._paint_axis(painter, event.region().intersects(self._numbers_area()))
            heights = [self._up(bar.share) for bar in self._bars]
            self._paint_bars(painter, heights)
            if self._shares_fit:
                self._paint_shares(painter, heights)
            if event.region().intersects(self._labels_area()):
                self._paint_labels(painter)
        if self._words:
            area = QRect(self.look.px(6), 0, self.width() - self.look.px(6), self._words)
            paint_legend(painter, self.look, self._entries, area)

    def _lay_out(self) -> None:
        look, px = self.look, self.look.px
        left = widest_of(tick_font(look), ["−100 %" if self._low else "100 %"]) + px(8)
        words, shares = legend_height(look), QFontMetrics(tick_font(look)).height()
        room = self.height() - symbols_height(look) - px(LEAST)
        self._words = words if room >= words + shares else 0
        top = self._words + shares if room >= shares else px(4)
        self._shares_fit = room >= shares
        self._plot = self.rect().adjusted(left, top, -px(4), -symbols_height(look))
        self._slots = self._places()
        self._changing = QRegion(self.rect()) - QRegion(self._numbers_area()) - QRegion(self._labels_area())

    def _places(self) -> list[QRect]:
        plot = self._plot
        width = plot.width() / max(len(self._bars) + any(bar.apart for bar in self._bars) * 0.5, 1)
        lefts = [plot.left() + (index + 0.5 * bar.apart) * width for index, bar in enumerate(self._bars)]
        return [QRect(round(left), plot.top(), round(width), plot.height()) for left in lefts]

    def _numbers_area(self) -> QRect:
        return QRect(0, self._words, self._plot.left(), self.height() - self._words)

    def _labels_area(self) -> QRect:
        top = self._plot.bottom() + 1
        return QRect(self._plot.left(), top, self.width() - self._plot.left(), self.height() - top)

    def _paint_axis(self, painter: QPainter, words: bool) -> None:
        step = (25 if self._plot.height() > self.look.px(90) else 50) * (1 - self._low)
        values = range(100 * self._low, 101, step)
        ticks = [(self._plot.bottom() - self._up(v / 100), f"{v} %".replace("-", "−")) for v in values]
        paint_lines(painter, self.look, ticks, self._plot)
        if words:
            paint_ticks(painter, self.look, ticks, self._plot.left(), (0, self.height()))

    def _up(self, share: float) -> int:
        share = min(max(share, self._low), 1.0) if math.isfinite(share) else 1.0
        return round((share - self._low) / (1 - self._low) * (self._plot.height() - 1))

    def _paint_bars(self, painter: QPainter, heights: Sequence[int]) -> None:
        theme, gap, ground = self.look.theme, self.look.px(3), self._up(0.0)
        rects: dict[str, list[QRect]] = {}
        for bar, place, height in zip(self._bars, self._slots, heights, strict=True):
            if math.isfinite(bar.share):
                colour = theme.good if bar.singled_out else theme.bar
            else:
                colour = theme.not_a_number if math.isnan(bar.share) else theme.infinite
            low, high = min(ground, height), max(ground, height)
            top, width = place.bottom() - high, max(place.width() - 2 * gap, 1)
            rects.setdefault(colour, []).append(QRect(place.left() + gap, top, width, high - low + 1))
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, group in rects.items():
            painter.setBrush(QColor(colour))
            painter.drawRects(group)

    def _paint_labels(self, painter: QPainter) -> None:
        """Write the symbol under each bar."""
        painter.setFont(self.look.mono())
        metrics, height = painter.fontMetrics(), symbols_height(self.look)
        for bar, place in zip(self._bars, self._slots, strict=True):
            painter.setPen(self._pen(bar))
            label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, place.width())
            below = QRect(place.left(), place.bottom() + 2, place.width(), height)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, label)

    def _paint_shares(self, painter: QPainter, heights: Sequence[int]) -> None:
        """Write the percentage above each bar, where there is room."""
        painter.setFont(tick_font(self.look))
        metrics = painter.fontMetrics()
        height, descent = metrics.height(), metrics.descent()
        muted, good = QColor(self.look.theme.muted), QColor(self.look.theme.good)
        for bar, place, up, text in zip(self._bars, self._slots, heights, self.percentages(), strict=True):
            if text:
                painter.setPen(good if bar.singled_out else muted)
                bottom = place.bottom() - up + (0 if bar.share >= 0 or math.isnan(bar.share) else height)
                left = place.left() + (place.width() - self.look.width_of(text, TICKS)) // 2
                painter.drawText(left, bottom - descent, text)

    def percentages(self) -> list[str]:
        """Return the percentages as they are written, so that none reaches into its neighbour's place."""
        width = min((place.width() for place in self._slots), default=0)
        room = width // max(self.look.width_of("0", TICKS), 1)
        while True:
            texts = [percent(bar.share, room) for bar in self._bars]
            if room <= 0 or all(self.look.width_of(text, TICKS) <= width for text in texts):
                return texts
            room -= 1

    def _pen(self, bar: Bar) -> QColor:
        return QColor(self.look.theme.good if bar.singled_out else self.look.theme.muted)


def percent(share: float, room: int) -> str:
    """Write a share in percent in about `room` characters, all shares alike; nothing if that cannot be."""
    if not math.isfinite(share):
        return str(share).replace("nan", "NaN").replace("inf", "∞") if room >= 3 else ""
    if share < 0:
        size = percent(-share, room - 1)
        return f"−{size}" if size and size[0] != "<" else size
    value = 100 * share
    if room >= 6:
        return f"{value:.1f} %" if value >= 0.05 else "<0.1 %"
    short = f"{value:.0f}" if value >= 0.5 else "<1"
    return f"{short} %" if room >= 4 else short if room >= 2 else ""
