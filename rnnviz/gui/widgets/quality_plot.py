"""Quality over the length of sentences: a curve for each way of translating, and the lengths beyond those learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.explain.number import number, percent
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import tick_font, widest_of
from rnnviz.sentences import translate

GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Quality:
    """How good one way of translating is, length by length."""

    title: str
    colour: str
    lengths: tuple[int, ...]  # words
    values: tuple[float, ...]  # 0 to `QualityPlot.most`
    dashed: bool = False  # it does not learn


class QualityPlot(QWidget):
    """Curves over lengths in equal steps; what lies beyond the longest sentence learned from is shaded."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[Quality, ...] = ()
        self._longest = 0
        self.share = True  # of sentences; else BLEU
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)
        self.setAccessibleName(translate("panels", "Quality for every length"))

    def show_quality(self, shown: Sequence[Quality], longest: int, share: bool) -> None:
        """Draw curves: of shares, or of BLEU; `longest`: the words of the longest sentence learned from."""
        if (tuple(shown), longest, share) != (self._shown, self._longest, self.share):
            self._shown, self._longest, self.share = tuple(shown), longest, share
            self.update()

    @property
    def most(self) -> float:
        """The best value there is."""
        return 1.0 if self.share else 100.0

    @property
    def lengths(self) -> tuple[int, ...]:
        """The lengths along the axis, of all curves."""
        return tuple(sorted({length for each in self._shown for length in each.lengths}))

    # --- places ---

    @property
    def _line(self) -> int:
        return self._look.px(15)

    @property
    def area(self) -> QRectF:
        """Where the curves are."""
        look = self._look
        left = widest_of(tick_font(look), [self._said(self.most)]) + look.px(8)
        titles = len(self._shown) * self._line + look.px(4)
        return QRectF(self.rect()).adjusted(left, titles, -look.px(10), -self._line - look.px(6))

    def place(self, length: int, value: float) -> QPointF:
        """Return where a point of a curve is."""
        area, lengths = self.area, self.lengths
        x = area.left() + (lengths.index(length) + 0.5) * area.width() / len(lengths)
        return QPointF(x, area.bottom() - value / self.most * area.height())

    def _said(self, value: float) -> str:
        return percent(value) if self.share else number(value, signed=False)

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes and curves."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if not self.lengths:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_beyond(painter)
        self._paint_axes(painter)
        for k, each in enumerate(self._shown):
            self._paint_title(painter, k, each)
            self._paint_curve(painter, each)

    def _paint_beyond(self, painter: QPainter) -> None:
        beyond = [length for length in self.lengths if length > self._longest]
        if not beyond:
            return
        area, look = self.area, self._look
        left = area.left() + self.lengths.index(beyond[0]) * area.width() / len(self.lengths)
        place = QRectF(left, area.top(), area.right() - left, area.height())
        fill = QColor(look.theme.muted)
        fill.setAlpha(38)
        painter.fillRect(place, fill)
        painter.setFont(tick_font(look))
        painter.setPen(QColor(look.theme.muted))
        words = translate("panels", "longer than any learned")
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()) - look.px(8))
        painter.drawText(place.adjusted(0, look.px(2), -look.px(4), 0), Qt.AlignmentFlag.AlignRight, text)

    def _paint_axes(self, painter: QPainter) -> None:
        area, look, theme = self.area, self._look, self._look.theme
        painter.setFont(tick_font(look))
        height = painter.fontMetrics().height()
        for share in GRID:
            y = area.bottom() - share * area.height()
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            if area.height() >= 5 * height or share in (0.0, 1.0):
                painter.setPen(QColor(theme.muted))
                place = QRectF(0, y - height / 2, area.left() - look.px(4), height)
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(place, flags, self._said(share * self.most))
        step = area.width() / len(self.lengths)
        painter.setPen(QColor(theme.muted))
        every = max(1, int(np.ceil((widest_of(tick_font(look), ["00"]) + look.px(4)) / max(step, 1))))
        for k, length in enumerate(self.lengths):
            if k % every == 0:
                place = QRectF(area.left() + (k - 1) * step, area.bottom() + look.px(2), 3 * step, height)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(length))

    def _paint_curve(self, painter: QPainter, each: Quality) -> None:
        look = self._look
        style = Qt.PenStyle.DashLine if each.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(each.colour), look.px(2), style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [self.place(n, value) for n, value in zip(each.lengths, each.values, strict=True)]
        painter.drawPolyline(points)
        painter.setBrush(QColor(each.colour))
        painter.setPen(Qt.PenStyle.NoPen)
        for point in points:
            painter.drawEllipse(point, look.px(3), look.px(3))

    def _paint_title(self, painter: QPainter, k: int, each: Quality) -> None:
        look = self._look
        painter.setFont(look.font(bold=not each.dashed))
        painter.setPen(QColor(each.colour))
        place = QRectF(self.area.left(), look.px(2) + k * self._line, self.area.width(), self._line)
        text = painter.fontMetrics().elidedText(each.title, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
