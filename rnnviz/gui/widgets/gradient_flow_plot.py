"""How the gradient flows back through time: its norm, the product of Jacobians, and its bound, on one log axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from rnnviz.explain.number import number
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import (
    column_edges,
    paint_lines,
    paint_symbols,
    paint_ticks,
    symbols_height,
    tick_font,
    widest_of,
)
from rnnviz.gui.widgets.column_widget import ColumnWidget
from rnnviz.gui.widgets.common_decades import CommonDecades
from rnnviz.gui.widgets.legend import Entry, legend_height, legend_lines, paint_legend
from rnnviz.probe.frame import Array

NEAR = 1e3  # a dashed curve has a place on the axis as far as it is within so much of the solid ones
LOW = 120  # px at 10 points: a lower plot needs all of its height
FAR = 24  # decades: how far a gradient vanishes is what is looked for


class Curve(NamedTuple):
    """One value a timestep; those that are not positive are left out."""

    name: str
    values: Array
    colour: str  # a field of Theme
    dashed: bool = False
    coming: bool = False  # NaN means: not computed yet
    width: float = 1.0  # px at 10 points


class GradientFlowPlot(ColumnWidget):
    """A few curves over the timesteps, with a legend that gives their values at the marked one.

    The axis makes room for the solid curves; a dashed one may leave it: a bound can be many decades away from what it
    bounds.

    Parameters
    ----------
    look : Look
    steady : bool
        Whether one picture follows another of the same run, so that the axis must not jump.
    """

    def __init__(self, look: Look, steady: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._steady = steady
        self._crossing: tuple[int, str] | None = None
        self._behind: Array | None = None
        self._curves: tuple[Curve, ...] = ()
        self._symbols: tuple[str, ...] = ()
        self._decades, self._range = CommonDecades(FAR), (0, 0)
        self._plot, self._words = QRect(), QRect()
        self.setMinimumSize(60, 50)
        self.setMouseTracking(steady)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if steady else Qt.FocusPolicy.TabFocus)

    @property
    def curves(self) -> tuple[Curve, ...]:
        """What is drawn."""
        return self._curves

    def show_curves(
        self, curves: Sequence[Curve], symbols: Sequence[str], marked: int | None, behind: Array | None = None
    ) -> None:
        """Draw other curves, and mark a timestep; `behind`, (timestep, line), are thin lines without a name."""
        self._curves, self._symbols, self.marked, self._behind = tuple(curves), tuple(symbols), marked, behind
        if curves:
            thin = np.empty(0) if behind is None else np.asarray(behind, float).ravel()
            values = np.concatenate([_to_be_seen(curves), thin[np.isfinite(thin)]])
            self._decades.show(self, values, fresh=not self._steady)
        self.lay_out()
        self.update()

    def share_axis(self, other: GradientFlowPlot) -> None:
        """Stand on one axis with another one: equal heights mean equal values."""
        self._decades = other._decades

    def renew_range(self) -> None:
        """Have the axis fit the next values at once."""
        self._decades.renew()

    def take_axis(self) -> None:
        """Stand on the axis as it is now."""
        if self._range != (self._decades.low, self._decades.high):
            self._range = (self._decades.low, self._decades.high)
            self.lay_out()
            self.update()

    def keep_axis(self, steady: bool) -> None:
        """Say whether the next picture is one of a run that goes on; the axis of any other fits it at once."""
        self._steady = steady

    def mark(self, timestep: int | None) -> None:
        """Mark a timestep."""
        if timestep != self.marked:
            self.marked = timestep
            self.update()

    def mark_crossing(self, timestep: int | None, colour: str = "") -> None:
        """Mark where a curve passes what counts, by a line in a colour of the theme."""
        crossing = None if timestep is None else (timestep, colour)
        if crossing != self._crossing:
            self._crossing = crossing
            self.update()

    @property
    def count(self) -> int:
        """How many timesteps there are."""
        return len(self._curves[0].values) if self._curves else 0

    @property
    def decades(self) -> CommonDecades:
        """The powers of ten that the axis has."""
        return self._decades

    @property
    def area(self) -> QRect:
        """Where the curves are."""
        return self._plot

    def step(self, by: int) -> None:
        """Choose the next timestep or the one before; where none is marked, from the last one: there it begins."""
        last = self.count - 1
        self.chosen.emit(min(max((last if self.marked is None else self.marked) + by, 0), last))

    def lay_out(self) -> None:
        """Leave room for the legend, the symbols and the numbers along the axis."""
        look = self._look
        below = symbols_height(look) if self._symbols else look.px(4)
        self._words = self._legend_area()
        self._plot = self.rect().adjusted(0, self._words.bottom() + 1 + look.px(2), -look.px(4), -below)
        left = widest_of(tick_font(look), [label for _, label in self._ticks()]) + look.px(10)
        self._plot.setLeft(left)

    def _ticks(self) -> list[tuple[float, str]]:
        """Return (exponent, label) of as many ticks as the plot has room for."""
        line = QFontMetrics(tick_font(self._look)).height()
        return self._decades.ticks(max(2, self._plot.height() // max(line, 1)))

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axis, curves and the marked timestep."""
        look, plot = self._look, self._plot
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.panel))
        paint_legend(painter, look, self._legend(), self._words)
        if not self._curves or plot.height() < look.px(12):
            return
        ticks = [(self._y(e), label) for e, label in self._ticks()]
        paint_lines(painter, look, ticks, plot)
        paint_ticks(painter, look, ticks, plot.left(), (plot.top(), plot.bottom() + 1))
        painter.setClipRect(plot)
        for values in () if self._behind is None else self._behind.T:
            self._paint_curve(painter, Curve("", values, "bar", width=0.5))
        for curve in self._curves:
            self._paint_curve(painter, curve)
        self._paint_crossing(painter)
        painter.setClipping(False)
        below = QRect(plot.left(), plot.bottom() + 2, plot.width(), symbols_height(look))
        paint_symbols(painter, look, self._symbols, below)
        if self.marked is not None:
            self._paint_mark(painter, below)

    def _legend_area(self) -> QRect:
        """Return room for all names: two lines if need be, where the plot can spare one."""
        look, left = self._look, self._look.px(4)
        most = 2 if self.height() >= look.px(LOW) else 1
        lines = legend_lines(look, self._legend(), self.width() - left, most)
        return QRect(left, 0, self.width() - left, legend_height(look, lines))

    def _legend(self) -> list[Entry]:
        def value(curve: Curve) -> str:
            if self.marked is None or self.marked >= len(curve.values):
                return ""
            here = float(curve.values[self.marked])
            return "…" if curve.coming and math.isnan(here) else number(here, signed=False)

        return [Entry(c.name, value(c), getattr(self._look.theme, c.colour)) for c in self._curves]

    @override
    def said_of(self, column: int) -> list[str]:
        shown = [curve for curve in self._curves if column < len(curve.values)]
        return [f"{curve.name} {number(float(curve.values[column]), signed=False)}" for curve in shown]

    def _y(self, exponent: float) -> float:
        return self._plot.bottom() - self._decades.share(exponent) * (self._plot.height() - 1)

    def _paint_curve(self, painter: QPainter, curve: Curve) -> None:
        values = np.asarray(curve.values, float)
        shares = self._decades.shares(values)
        good = np.isfinite(shares) & (shares >= -0.01) & (shares <= 1.01)
        x = self._plot.left() + (np.arange(len(values)) + 0.5) * self._plot.width() / max(len(values), 1)
        y = self._plot.bottom() - np.clip(shares, 0, 1) * (self._plot.height() - 1)
        pen = QPen(QColor(getattr(self._look.theme, curve.colour)), self._look.px(curve.width))
        if curve.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        for run in _runs(good):
            points = [QPointF(float(x[k]), float(y[k])) for k in run]
            painter.drawPolyline(QPolygonF(points)) if len(points) > 1 else painter.drawPoint(points[0])
        if np.isposinf(values).any():
            self._paint_infinite(painter, np.flatnonzero(np.isposinf(values)), len(values))

    def _paint_infinite(self, painter: QPainter, timesteps: Array, count: int) -> None:
        for t in timesteps.tolist():
            left, right = column_edges(t, count, self._plot)
            rect = QRect(left, self._plot.top(), max(right - left, 1), self._look.px(4))
            painter.fillRect(rect, QColor(self._look.theme.infinite))

    def _paint_crossing(self, painter: QPainter) -> None:
        if self._crossing is None or not self._curves:
            return
        timestep, colour = self._crossing
        x = round(self._plot.left() + (timestep + 0.5) * self._plot.width() / max(len(self._curves[0].values), 1))
        painter.setPen(QPen(QColor(getattr(self._look.theme, colour)), self._look.px(1.2), Qt.PenStyle.DotLine))
        painter.drawLine(x, self._plot.top(), x, self._plot.bottom())

    def _paint_mark(self, painter: QPainter, below: QRect) -> None:
        count = len(self._curves[0].values)
        if self.marked is None or self.marked >= count:
            return
        left, right = column_edges(self.marked, count, self._plot)
        fill = QColor(self._look.theme.cursor)
        fill.setAlpha(48)
        painter.fillRect(QRect(left, self._plot.top(), max(right - left, 1), self._plot.height()), fill)
        if self.marked < len(self._symbols):
            paint_symbols(painter, self._look, self._symbols, below, self.marked)


def _to_be_seen(curves: Sequence[Curve]) -> Array:
    """Return the values that the axis must hold: of dashed curves only what is not far from the others."""
    solid, dashed = (
        np.concatenate([np.empty(0), *(np.asarray(c.values, float) for c in curves if c.dashed is which)])
        for which in (False, True)
    )
    there = solid[np.isfinite(solid) & (solid > 0)]
    if not there.size:
        return dashed
    near = dashed[(dashed >= there.min() / NEAR) & (dashed <= there.max() * NEAR)]
    return np.concatenate([there, near])


def _runs(good: Array) -> list[range]:
    """Return the stretches of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(np.int8), [0]])))
    return [range(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
