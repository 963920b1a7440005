"""Success for every lag: a curve for each session over lags, and below it the same in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.explain.number import percent
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look, coloured
from rnnviz.gui.widgets.axis import tick_font, widest_of
from rnnviz.sentences import translate

LOW = 180  # px at 10 points: a plot less high leaves the numbers out
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Success:
    """What a session knows to do, lag by lag."""

    name: str  # "A", "B"; empty: there is only one
    title: str  # what sets it apart
    colour: str
    learned: int  # the lag that it learns
    chance: float  # accuracy of a guess
    lags: tuple[int, ...]
    accuracies: tuple[float, ...]


class LagPlot(QWidget):
    """Accuracy over lags in equal steps, chance as a dashed line, the lag that is learned marked."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[Success, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)
        self.setAccessibleName(translate("panels", "Accuracy for every lag"))

    def show_success(self, shown: Sequence[Success]) -> None:
        """Draw one session, or two."""
        if tuple(shown) != self._shown:
            self._shown = tuple(shown)
            self.update()

    @property
    def lags(self) -> tuple[int, ...]:
        """The lags along the axis, of all sessions."""
        return tuple(sorted({lag for each in self._shown for lag in each.lags}))

    # --- places ---

    @property
    def _row(self) -> int:
        return QFontMetrics(self._look.mono(0.9)).height() + self._look.px(8)

    @property
    def area(self) -> QRectF:
        """Where the curves are."""
        look = self._look
        names = [f"{each.name} " for each in self._shown]
        left = max(widest_of(tick_font(look), ["100 %"]), widest_of(look.font(bold=True), names)) + look.px(10)
        rows = len(self._shown) * self._row + look.px(4) if self.height() >= look.px(LOW) else 0
        axis = QFontMetrics(tick_font(look)).height() + look.px(4)
        top = QFontMetrics(tick_font(look)).height() * len(self._shown) + look.px(6)
        return QRectF(self.rect()).adjusted(left, top, -look.px(10), -rows - axis)

    def place(self, lag: int, accuracy: float) -> QPointF:
        """Return where a point of a curve is."""
        area, lags = self.area, self.lags
        x = area.left() + (lags.index(lag) + 0.5) * area.width() / len(lags)
        return QPointF(x, area.bottom() - accuracy * area.height())

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curves and numbers."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if not self._shown or not self.lags:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.area
        self._paint_axes(painter, area)
        for k, each in enumerate(self._shown):
            self._paint_title(painter, k, each)
            self._paint_curve(painter, each)
        if self.height() >= self._look.px(LOW):
            for k, each in enumerate(self._shown):
                self._paint_numbers(painter, k, each)

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        look, theme = self._look, self._look.theme
        self._paint_learned(painter, area)
        painter.setFont(tick_font(look))
        height = painter.fontMetrics().height()
        for share in GRID:
            y = area.bottom() - share * area.height()
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            if area.height() >= 3 * height or share in (0.0, 1.0):
                painter.setPen(QColor(theme.muted))
                place = QRectF(0, y - height / 2, area.left() - look.px(4), height)
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, percent(share))
        lags, step = self.lags, area.width() / len(self.lags)
        room = widest_of(tick_font(look), map(str, lags)) + look.px(2)
        every = max(1, int(np.ceil(room / step)))
        painter.setPen(QColor(theme.muted))
        for k, lag in enumerate(lags):
            if k % every == 0:
                place = QRectF(area.left() + k * step - room, area.bottom() + look.px(2), step + 2 * room, height)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(lag))
        painter.setPen(QColor(theme.muted))

    def _paint_learned(self, painter: QPainter, area: QRectF) -> None:
        """Mark the lags that are learned."""
        step, fill = area.width() / len(self.lags), QColor(self._look.theme.cursor)
        fill.setAlpha(28)
        for lag in {each.learned for each in self._shown} & set(self.lags):
            left = area.left() + self.lags.index(lag) * step
            painter.fillRect(QRectF(left, area.top(), step, self.height() - area.top()), fill)

    def _paint_curve(self, painter: QPainter, each: Success) -> None:
        look = self._look
        chance = QPen(QColor(look.theme.text), 1, Qt.PenStyle.DashLine)
        painter.setPen(chance)
        y = self.area.bottom() - each.chance * self.area.height()
        painter.drawLine(QPointF(self.area.left(), y), QPointF(self.area.right(), y))
        points = [self.place(lag, a) for lag, a in zip(each.lags, each.accuracies, strict=True) if np.isfinite(a)]
        painter.setPen(QPen(QColor(each.colour), look.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        painter.setBrush(QColor(each.colour))
        for point in points:
            painter.drawEllipse(point, look.px(3), look.px(3))

    def _paint_title(self, painter: QPainter, k: int, each: Success) -> None:
        look = self._look
        painter.setFont(tick_font(look))
        height = painter.fontMetrics().height()
        painter.setPen(QColor(each.colour))
        words = "  ".join(part for part in (each.name, each.title) if part)
        place = QRectF(self.area.left(), look.px(2) + k * height, self.area.width(), height)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if k == 0:
            painter.setPen(QColor(look.theme.muted))
            wide = painter.fontMetrics().horizontalAdvance(words)
            chance = translate("panels", "- - chance {share}").format(share=percent(each.chance, 1))
            if wide + painter.fontMetrics().horizontalAdvance(chance) < place.width():
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, chance)

    def _paint_numbers(self, painter: QPainter, k: int, each: Success) -> None:
        """Paint a strip of a session: each accuracy in its colour, and as a number where it has room."""
        look, theme, area = self._look, self._look.theme, self.area
        step = area.width() / len(self.lags)
        top = self.height() - (len(self._shown) - k) * self._row
        colours = coloured(np.array(each.accuracies), theme.sequential)
        painter.setFont(look.font(bold=True))
        painter.setPen(QColor(each.colour))
        name = QRectF(look.px(4), top, area.left(), self._row)
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, each.name)
        painter.setFont(look.mono(0.9))
        room = painter.fontMetrics().horizontalAdvance("100")
        for lag, accuracy, colour in zip(each.lags, each.accuracies, colours, strict=True):
            cell = QRectF(area.left() + self.lags.index(lag) * step, top, step, self._row).adjusted(1, 1, -1, -1)
            fill = QColor.fromRgba(int(colour))
            painter.fillRect(cell, fill)
            if room <= cell.width() and np.isfinite(accuracy):
                painter.setPen(QColor("#000000" if fill.lightnessF() > 0.5 else "#ffffff"))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{100 * accuracy:.0f}")
