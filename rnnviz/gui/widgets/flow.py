"""How the gradient flows back through time: its norm, the product of Jacobians, and its bound, on one log axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.gui.metering import metered
from rnnviz.gui.number import number
from rnnviz.gui.theme import Look
from rnnviz.gui.widgets.axis import column_edges, paint_symbols, paint_ticks, symbols_height, tick_font, widest_of
from rnnviz.gui.widgets.decades import Decades
from rnnviz.gui.widgets.legend import Entry, legend_height, paint_legend
from rnnviz.probe.frame import Array

FAR = 24  # decades: how far a gradient vanishes is what is looked for


class Curve(NamedTuple):
    """One value a timestep; those that are not positive are left out."""

    name: str
    values: Array
    colour: str  # a field of Theme
    dashed: bool = False
    coming: bool = False  # NaN means: not computed yet


class Flow(QWidget):
    """A few curves over the timesteps, with a legend that gives their values at the marked one."""

    chosen = Signal(int)  # timestep

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._curves: tuple[Curve, ...] = ()
        self._symbols: tuple[str, ...] = ()
        self._marked: int | None = None
        self._decades = Decades(FAR)
        self._plot = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(60, 50)

    @property
    def curves(self) -> tuple[Curve, ...]:
        """What is drawn."""
        return self._curves

    def show_curves(self, curves: Sequence[Curve], symbols: Sequence[str], marked: int | None) -> None:
        """Draw other curves, and mark a timestep."""
        self._curves, self._symbols, self._marked = tuple(curves), tuple(symbols), marked
        self._decades = Decades(FAR)
        if curves:
            self._decades.follow(np.concatenate([np.asarray(c.values, float) for c in curves]))
        self._lay_out()
        self.update()

    def restyle(self) -> None:
        """Take over colours and sizes."""
        self._lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._lay_out()
        super().resizeEvent(event)

    def timestep_at(self, x: float) -> int | None:
        """Return the timestep at a place; None beside the plot."""
        count = len(self._curves[0].values) if self._curves else 0
        if not count or not self._plot.left() <= x <= self._plot.right():
            return None
        return min(int((x - self._plot.left()) * count / self._plot.width()), count - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a timestep."""
        timestep = self.timestep_at(event.position().x())
        if timestep is not None:
            self.chosen.emit(timestep)

    def _lay_out(self) -> None:
        look = self._look
        left = widest_of(tick_font(look), [label for _, label in self._ticks(8)]) + look.px(10)
        below = symbols_height(look) if self._symbols else look.px(4)
        self._plot = self.rect().adjusted(left, legend_height(look) + look.px(2), -look.px(4), -below)

    def _ticks(self, most: int) -> list[tuple[float, str]]:
        return self._decades.ticks(most)

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axis, curves and the marked timestep."""
        look, plot = self._look, self._plot
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.panel))
        paint_legend(
            painter, look, self._legend(), QRect(look.px(4), 0, self.width() - look.px(4), legend_height(look))
        )
        if not self._curves or plot.height() < look.px(12):
            return
        most = max(2, plot.height() // max(painter.fontMetrics().height(), 1))
        ticks = [(self._y(10.0**e), label) for e, label in self._ticks(most)]
        painter.setPen(QColor(look.theme.border))
        for y, _ in ticks:
            painter.drawLine(plot.left(), round(y), plot.right(), round(y))
        paint_ticks(painter, look, ticks, plot.left(), (plot.top(), plot.bottom() + 1))
        for curve in self._curves:
            self._paint_curve(painter, curve)
        below = QRect(plot.left(), plot.bottom() + 2, plot.width(), symbols_height(look))
        paint_symbols(painter, look, self._symbols, below)
        if self._marked is not None:
            self._paint_mark(painter, below)

    def _legend(self) -> list[Entry]:
        def value(curve: Curve) -> str:
            if self._marked is None or self._marked >= len(curve.values):
                return ""
            here = float(curve.values[self._marked])
            return "…" if curve.coming and math.isnan(here) else number(here, signed=False)

        return [Entry(c.name, value(c), getattr(self._look.theme, c.colour)) for c in self._curves]

    def _y(self, value: float) -> float:
        share = (np.log10(value) - self._decades.low) / max(self._decades.count, 1)
        return float(self._plot.bottom() - share * (self._plot.height() - 1))

    def _paint_curve(self, painter: QPainter, curve: Curve) -> None:
        values = np.asarray(curve.values, float)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = (np.log10(values) - self._decades.low) / max(self._decades.count, 1)
        good = np.isfinite(shares) & (shares >= -0.01)
        x = self._plot.left() + (np.arange(len(values)) + 0.5) * self._plot.width() / max(len(values), 1)
        y = self._plot.bottom() - np.clip(shares, 0, 1) * (self._plot.height() - 1)
        pen = QPen(QColor(getattr(self._look.theme, curve.colour)))
        if curve.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        for run in _runs(good):
            points = [QPointF(float(x[k]), float(y[k])) for k in run]
            painter.drawPolyline(QPolygonF(points)) if len(points) > 1 else painter.drawPoint(points[0])

    def _paint_mark(self, painter: QPainter, below: QRect) -> None:
        count = len(self._curves[0].values)
        if self._marked is None or self._marked >= count:
            return
        left, right = column_edges(self._marked, count, self._plot)
        fill = QColor(self._look.theme.cursor)
        fill.setAlpha(48)
        painter.fillRect(QRect(left, self._plot.top(), max(right - left, 1), self._plot.height()), fill)
        if self._marked < len(self._symbols):
            paint_symbols(painter, self._look, self._symbols, below, self._marked)


def _runs(good: Array) -> list[range]:
    """Return the stretches of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(np.int8), [0]])))
    return [range(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
