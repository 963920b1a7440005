"""The norm of the gradient of each update, before clipping and after, and the threshold to be dragged over it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.engine.metrics import Recent
from rnnviz.explain.number import grouped, number
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import nice_step, paint_lines, paint_ticks, tick_font, widest_of
from rnnviz.gui.widgets.common_decades import CommonDecades
from rnnviz.gui.widgets.legend import Entry, legend_height, paint_legend
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

NEAR = 7  # px at 10 points: so near the line is taken hold of
FINE, COARSE = 1.1, 2.0  # what a key multiplies the threshold with
KEYS = {Qt.Key.Key_Up: FINE, Qt.Key.Key_Down: 1 / FINE, Qt.Key.Key_PageUp: COARSE, Qt.Key.Key_PageDown: 1 / COARSE}
DECADES = 12
DOT = 3.5  # px at 10 points: half the width of an only update


class ClippingPlot(Restyled, QWidget):
    """Two curves on a logarithmic axis, and a line.

    A line that clips nothing, because there is no clipping, is dashed; dragging it says that there should be.
    """

    dragged = Signal(float)  # to this threshold

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._recent = Recent(np.empty(0, np.int64), np.empty(0), np.empty(0))
        self._threshold: float | None = None
        self._clips = False
        self._decades, self._range = CommonDecades(DECADES), (0, 0)
        self._plot = QRect()
        self._dragging = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(60, 50)

    @property
    def area(self) -> QRect:
        """Where the curves are."""
        return self._plot

    def show_norms(self, recent: Recent, threshold: float | None, clips: bool) -> None:
        """Draw others, and the threshold: None if there is none on this axis; `clips`: it is in force."""
        self._recent, self._threshold, self._clips = recent, threshold, clips
        values = np.concatenate([recent.norm, recent.clipped_norm, [] if threshold is None else [threshold]])
        self._decades.show(self, values)
        self._lay_out()
        self.update()

    @property
    def decades(self) -> CommonDecades:
        """The powers of ten that the axis has."""
        return self._decades

    def share_axis(self, other: ClippingPlot) -> None:
        """Stand on one axis with another one: equal heights mean equal norms."""
        self._decades = other._decades

    def renew_range(self) -> None:
        """Have the axis fit the next values at once."""
        self._decades.renew()

    def take_axis(self) -> None:
        """Stand on the axis as it is now."""
        if self._range != (self._decades.low, self._decades.high):
            self._range = (self._decades.low, self._decades.high)
            self._lay_out()
            self.update()

    @override
    def restyle(self) -> None:
        self._lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._lay_out()
        super().resizeEvent(event)

    # --- geometry ---

    def _lay_out(self) -> None:
        look = self._look
        line = look.px(4) + self.fontMetrics().height()
        self._plot = self.rect().adjusted(0, legend_height(look) + look.px(2), -look.px(6), -line)
        self._plot.setLeft(widest_of(tick_font(look), [label for _, label in self._ticks()]) + look.px(10))

    def _ticks(self) -> list[tuple[float, str]]:
        return self._decades.ticks(max(2, self._plot.height() // self._look.px(18)))

    def _y(self, values: Array) -> Array:
        share = self._decades.shares(values)
        return np.asarray(self._plot.bottom() - np.clip(share, 0.0, 1.0) * (self._plot.height() - 1))

    def threshold_y(self) -> float | None:
        """Return where the line is."""
        return None if self._threshold is None else float(self._y(np.asarray(self._threshold)))

    def threshold_at(self, y: float) -> float:
        """Return which threshold a line at y would be, to three digits."""
        share = (self._plot.bottom() - y) / max(self._plot.height() - 1, 1)
        return float(f"{10.0 ** (self._decades.low + min(max(share, 0.0), 1.0) * self._decades.count):.3g}")

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curves and line."""
        look, plot = self._look, self._plot
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.panel))
        paint_legend(painter, look, self.entries(), QRect(look.px(4), 0, self.width(), legend_height(look)))
        if plot.height() < look.px(12) or plot.width() < look.px(12):
            return
        self._paint_axes(painter)
        self._paint_threshold(painter)
        if len(self._recent.update):
            self._paint_curve(painter, self._recent.norm, look.theme.bar)
            self._paint_curve(painter, self._recent.clipped_norm, look.theme.accent)
            self._paint_odd(painter)

    def entries(self) -> Sequence[Entry]:
        """Return what the line above the plot says."""
        theme, recent = self._look.theme, self._recent

        def last(values: Array) -> str:
            return number(float(values[-1]), signed=False) if len(values) else ""

        found = [
            Entry(translate("panels", "‖g‖ before clipping"), last(recent.norm), theme.bar),
            Entry(translate("panels", "after"), last(recent.clipped_norm), theme.accent),
        ]
        if self._threshold is not None:
            name = translate("panels", "threshold") if self._clips else translate("panels", "threshold (not in force)")
            found.append(Entry(name, f"{self._threshold:g}", theme.warning))
        return found

    def _paint_axes(self, painter: QPainter) -> None:
        look, plot = self._look, self._plot
        ticks = [(float(self._y(np.asarray(10.0**e))), label) for e, label in self._ticks()]
        paint_lines(painter, look, ticks, plot)
        paint_ticks(painter, look, ticks, plot.left(), (plot.top(), plot.bottom() + 1))
        painter.setFont(tick_font(look))
        painter.setPen(QColor(look.theme.muted))
        for x, label in self._updates():
            place = QRect(round(x) - look.px(60), plot.bottom() + 1, look.px(120), self.height() - plot.bottom())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, label)

    def _updates(self) -> list[tuple[float, str]]:
        """Return (x, label) of the updates written below the plot."""
        if len(self._recent.update) < 2:
            return []
        first, last = int(self._recent.update[0]), int(self._recent.update[-1])
        room = widest_of(tick_font(self._look), [grouped(last)]) + self._look.px(24)
        step = max(1, round(nice_step((last - first) * room / max(self._plot.width(), 1))))
        scale = self._plot.width() / (last - first)
        shown = range(-(-first // step) * step, last + 1, step)
        return [(self._plot.left() + (u - first) * scale, grouped(u)) for u in shown if scale * (last - u) > room / 2.5]

    def _x(self) -> Array:
        update = self._recent.update
        return np.asarray(
            self._plot.left() + (update - update[0]) / max(update[-1] - update[0], 1) * self._plot.width()
        )

    def _paint_curve(self, painter: QPainter, values: Array, colour: str) -> None:
        good = np.isfinite(values) & (values > 0)
        x, y = self._x()[good], self._y(values[good])
        painter.setPen(QColor(colour))
        points = [QPointF(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]
        if len(points) == 1:  # a line of one point is not seen
            painter.setBrush(QColor(colour))
            painter.drawEllipse(points[0], self._look.px(DOT), self._look.px(DOT))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))

    def _paint_odd(self, painter: QPainter) -> None:
        """Mark the updates whose gradient was not finite."""
        theme, values = self._look.theme, self._recent.norm
        for odd, colour in ((np.isinf(values), theme.infinite), (np.isnan(values), theme.not_a_number)):
            painter.setPen(QColor(colour))
            for x in self._x()[odd].tolist():
                painter.drawLine(round(x), self._plot.top(), round(x), self._plot.bottom())

    def _paint_threshold(self, painter: QPainter) -> None:
        y = self.threshold_y()
        if y is None:
            return
        look, plot = self._look, self._plot
        style = Qt.PenStyle.SolidLine if self._clips else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(look.theme.warning), look.px(2 if self.hasFocus() else 1.4), style))
        painter.drawLine(plot.left(), round(y), plot.right(), round(y))
        grip = QRect(plot.right() - look.px(16), round(y) - look.px(4), look.px(16), look.px(8))
        painter.fillRect(grip, QColor(look.theme.warning))

    # --- mouse and keys ---

    def _near(self, event: QMouseEvent) -> bool:
        y = self.threshold_y()
        return y is not None and abs(event.position().y() - y) <= self._look.px(NEAR)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line."""
        self._dragging = event.button() is Qt.MouseButton.LeftButton and self._near(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the line."""
        held = self._dragging or self._near(event)
        self.setCursor(Qt.CursorShape.SizeVerCursor if held else Qt.CursorShape.ArrowCursor)
        if self._dragging:
            self.dragged.emit(self.threshold_at(event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the line."""
        factor = KEYS.get(Qt.Key(event.key()))
        if factor is None or self._threshold is None:
            super().keyPressEvent(event)
        else:
            self.dragged.emit(float(f"{self._threshold * factor:.3g}"))
