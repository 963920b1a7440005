"""One bar a timestep on a logarithmic axis, painted: the widget of the gradient's norms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from rnnviz.explain.number import number
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import (
    paint_cursor,
    paint_lines,
    paint_resting,
    paint_symbols,
    paint_ticks,
    symbols_height,
    tick_font,
    widest_of,
)
from rnnviz.gui.widgets.column_widget import ColumnWidget
from rnnviz.gui.widgets.common_decades import CommonDecades
from rnnviz.gui.widgets.decades import PATIENCE, power
from rnnviz.gui.widgets.legend import Entry, legend_height, paint_legend
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

LOWEST = 44  # px at 10 points: with bars to be seen over their symbols
LEAST = 28  # px at 10 points: a lower plot takes the room of the words above it


@dataclass(frozen=True, eq=False)
class Series:
    """One quantity at each timestep."""

    name: str
    colour: str
    values: Array  # (T,)


class LogBars(ColumnWidget):
    """Bars of a first series, and a mark on each bar for every other one.

    What is zero has no bar; what is NaN or infinite has a full one, in its own colour.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.decades = CommonDecades()
        self._range = (0, 0)  # the decades that the axis was laid out for
        self._resting: int | None = None
        self._symbols: Sequence[str] = ()
        self._series: tuple[Series, ...] = ()
        self._ticks: list[tuple[float, str]] | None = None  # None: to be laid out anew
        self._edges: tuple[list[int], list[int]] | None = None
        self._words = 0  # px that the line above the plot takes
        self._plot = QRect()
        self.setMinimumSize(40, look.px(LOWEST))

    @property
    def count(self) -> int:
        """How many timesteps there are."""
        return len(self._symbols)

    @property
    def area(self) -> QRect:
        """Where the bars stand."""
        return self._plot

    def show_series(self, symbols: Sequence[str], series: Sequence[Series]) -> None:
        """Draw other values; axes and words are painted anew only if they changed."""
        if symbols != self._symbols:
            self._ticks = None
        before = self.entries()
        self._symbols, self._series = symbols, tuple(series)
        self._fit_axis(PATIENCE)
        if self._ticks is None:
            self.update()
        else:
            self.update(self._plot if self.entries() == before else self._changing())

    def share_axis(self, other: LogBars) -> None:
        """Stand on one axis with other bars: equal heights mean equal values."""
        self.decades = other.decades

    def renew_range(self) -> None:
        """Have the axis fit the next values at once."""
        self.decades.renew()

    def settle(self) -> None:
        """Have the axis fit what is drawn at once: no other picture comes for now."""
        if self._series:
            self._fit_axis(1)

    def _fit_axis(self, patience: int) -> None:
        self.decades.show(self, np.concatenate([s.values for s in self._series]), patience)

    def take_axis(self) -> None:
        """Stand on the axis as it is now."""
        decades = (self.decades.low, self.decades.high)
        if decades != self._range:
            self._range, self._ticks = decades, None
            self.update()

    def mark(self, timestep: int | None, resting: int | None = None) -> None:
        """Mark a timestep; `resting` is marked faintly while there is none."""
        resting = resting if timestep is None else None
        if (timestep, resting) != (self.marked, self._resting):
            self.marked, self._resting = timestep, resting
            self.update()

    @override
    def restyle(self) -> None:
        self.setMinimumHeight(self._look.px(LOWEST))
        super().restyle()

    def values(self) -> Mapping[str, Array]:
        """Return what is drawn, by name."""
        return {series.name: series.values for series in self._series}

    @override
    def said_of(self, column: int) -> list[str]:
        shown = [s for s in self._series if column < len(s.values)]
        values = [f"{s.name} {number(float(s.values[column]), signed=False)}" for s in shown]
        return [f"“{self._symbols[column]}”", *values]

    # --- geometry ---

    def lay_out(self) -> None:
        """Lay out anew when it is painted next."""
        self._ticks = None

    def _divide(self) -> list[tuple[float, str]]:
        """Divide the widget; return the axis's ticks, (exponent, label)."""
        px = self._look.px
        bottom = symbols_height(self._look)
        self._words = legend_height(self._look)
        if self.height() - bottom - self._words < px(LEAST):
            self._words = 0
        top = self._words or px(4)
        ticks = self.decades.ticks((self.height() - top - bottom) // px(22) + 1)
        left = max(widest_of(tick_font(self._look), [label for _, label in ticks]), px(28)) + px(8)
        self._plot = self.rect().adjusted(left, top, -px(4), -bottom)
        self._edges = None
        return ticks

    def _changing(self) -> QRect:
        """Return what another picture changes: the plot and the line above it."""
        return QRect(self._plot.left(), 0, self.width() - self._plot.left(), self._plot.bottom() + 1)

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, and the axes where the region asks for them."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if self._ticks is None:
            self._ticks = self._divide()
        if self._plot.height() > 0 and self._plot.width() > 0:
            self._paint_axes(painter, not self._changing().contains(event.rect()))
            if self._series:
                self._paint_bars(painter)
                self._paint_cursor(painter)
        if self._words and event.rect().intersects(self._legend_area()):
            paint_legend(painter, self._look, self.entries(), self._legend_area())

    def _paint_axes(self, painter: QPainter, words: bool) -> None:
        ticks = [(self._y(exponent), label) for exponent, label in self._ticks or ()]
        paint_lines(painter, self._look, ticks, self._plot)
        if words:
            paint_ticks(painter, self._look, ticks, self._plot.left(), (0, self.height()))
            paint_symbols(painter, self._look, self._symbols, self._symbols_area())

    def _symbols_area(self) -> QRect:
        return QRect(self._plot.left(), self._plot.bottom() + 2, self._plot.width(), symbols_height(self._look))

    def _y(self, exponent: float) -> int:
        return self._plot.bottom() - round(self.decades.share(exponent) * (self._plot.height() - 1))

    def _paint_bars(self, painter: QPainter) -> None:
        theme, plot = self._look.theme, self._plot
        values = np.stack([series.values for series in self._series])  # (series, T)
        heights = self.decades.heights(values, plot.height())
        left, width = self._columns(values.shape[1])
        painter.setPen(Qt.PenStyle.NoPen)
        up = heights[0].tolist()
        self._fill(painter, self._series[0].colour, left, width, up, up)
        lines = np.where(heights > 0, self._look.px(2), 0)
        for k, series in enumerate(self._series[1:], start=1):
            self._fill(painter, series.colour, left, width, heights[k].tolist(), lines[k].tolist())
        if not np.isfinite(values[0]).all():
            for odd, colour in ((np.isinf, theme.infinite), (np.isnan, theme.not_a_number)):
                full = (odd(values[0]) * plot.height()).tolist()
                self._fill(painter, colour, left, width, full, full)

    def _columns(self, count: int) -> tuple[list[int], list[int]]:
        """Return the left edge and the width of each bar."""
        if self._edges is None or len(self._edges[0]) != count:
            edges = self._plot.left() + np.round(np.linspace(0, self._plot.width(), count + 1)).astype(int)
            gap = 1 if edges[1] - edges[0] < 5 else self._look.px(1.5)
            self._edges = edges[:-1].tolist(), np.maximum(np.diff(edges) - gap, 1).tolist()
        return self._edges

    def _fill(
        self, painter: QPainter, colour: str, left: list[int], width: list[int], top: list[int], height: list[int]
    ) -> None:
        """Fill rectangles whose upper edges are `top` px above the ground, in one call."""
        base = self._plot.bottom() + 1
        rects = [QRect(x, base - up, w, h) for x, w, up, h in zip(left, width, top, height, strict=True) if h]
        if rects:
            painter.setBrush(QColor(colour))
            painter.drawRects(rects)

    def _paint_cursor(self, painter: QPainter) -> None:
        if self._resting is not None and self._resting < len(self._symbols):
            paint_resting(painter, self._look, self._resting, len(self._symbols), self._plot)
        if self.marked is None or self.marked >= len(self._symbols):
            return
        paint_cursor(painter, self._look, self.marked, len(self._symbols), self._plot)
        paint_symbols(painter, self._look, self._symbols, self._symbols_area(), self.marked)

    def _legend_area(self) -> QRect:
        return QRect(self._plot.left(), 0, self.width() - self._plot.left(), self._words)

    def entries(self) -> list[Entry]:
        """Return what the line above the bars says."""
        shown = [Entry(s.name, self._written(s.values), s.colour) for s in self._series]
        note = self._floor_note()
        return [*shown, Entry(note)] if note else shown

    def _floor_note(self) -> str:
        below = self.decades.below(self._series[0].values) if self._series else 0
        if not below:
            return ""
        return translate("panels", "at the floor: below {least} ({count})").format(
            least=power(self.decades.low), count=below
        )

    def _written(self, values: Array) -> str:
        if self.marked is None or self.marked >= len(values):
            return ""
        return number(float(values[self.marked]), signed=False)
