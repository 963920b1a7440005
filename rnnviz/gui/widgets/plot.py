"""Curves by pyqtgraph: where zooming and panning earn its price. Its global settings are made here and nowhere else."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPaintEvent
from typing_extensions import override

from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.decades import power
from rnnviz.gui.widgets.restyled import Restyled

Floats = NDArray[np.float64]

# One pixel and no antialiasing: a curve of 10,000 points costs 1.5 ms, smoothed or wider it costs 6 to 60.
pg.setConfigOptions(antialias=False, useOpenGL=False)


def peaks(x: Floats, low: Floats, high: Floats, most: int) -> tuple[Floats, Floats]:
    """Thin a band to at most `most` columns, as a line that runs through every column's lowest and highest value.

    Parameters
    ----------
    x, low, high : array of shape (n,)
        Ascending positions and the band; NaN where there is nothing.
    most : int
        Columns, such as the pixels there are.

    Returns
    -------
    tuple of arrays of shape (2 * columns,)
        Positions and values for a curve; where the band has no height its points coincide.
    """
    if not len(x):
        return np.empty(0), np.empty(0)
    starts = _starts(len(x), most)
    lows, highs = np.fmin.reduceat(low, starts), np.fmax.reduceat(high, starts)
    line = np.stack([lows, highs], axis=1)  # (columns, 2)
    line[1::2] = line[1::2, ::-1]  # up, then down: no stroke across the band that is not in it
    return np.repeat(x[starts], 2), line.ravel()


def thinned(x: Floats, y: Floats, most: int) -> tuple[Floats, Floats]:
    """Keep the last of every few points, at most `most`: for what is smooth already."""
    if not len(x):
        return np.empty(0), np.empty(0)
    ends = np.append(_starts(len(x), most)[1:], len(x)) - 1
    return x[ends], y[ends]


def _starts(count: int, most: int) -> NDArray[np.intp]:
    return np.arange(0, count, -(-count // max(most, 1)), dtype=np.intp)


class LogAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of log10 values: powers of ten, and their doubles and quintuples where few powers are in sight."""

    row = 24  # px that a label needs

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Return the ticks within a range, as pyqtgraph wants them: (spacing, values)."""
        room = max(int(size / self.row), 1)
        powers = np.arange(np.floor(minVal), np.ceil(maxVal) + 1)
        step = max(1, int(np.ceil((maxVal - minVal) / room)))
        ticks = powers[powers % step == 0]
        if step == 1 and 3 * (maxVal - minVal) <= room:
            ticks = np.sort(np.concatenate([powers, powers + np.log10(2), powers + np.log10(5)]))
        return [(float(step), ticks[(ticks >= minVal) & (ticks <= maxVal)].tolist())]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return the numbers themselves, not their logarithms."""
        del scale, spacing
        return [power(round(v)) if abs(v - round(v)) < 1e-9 else f"{10**v:.3g}".replace("-", "−") for v in values]


class Plot(Restyled, pg.GraphicsView):  # type: ignore[misc]
    """Curves over one x axis: on a left axis, on a logarithmic right one, and from 0 to 1 without an axis.

    Built from the parts of pyqtgraph's plot; its whole PlotItem brings a tree of menus that outlives it. A double
    click asks for everything to be shown again.
    """

    reset = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.box = pg.ViewBox(enableMenu=False)
        self.log, self.shares = pg.ViewBox(enableMenu=False), pg.ViewBox(enableMenu=False)
        self.axes = {"left": pg.AxisItem("left"), "bottom": pg.AxisItem("bottom"), "right": LogAxis("right")}
        grid = pg.GraphicsLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self.setCentralItem(grid)
        for item, row, column in ((self.box, 0, 1), *zip(self.axes.values(), (0, 1, 0), (0, 1, 2), strict=True)):
            grid.addItem(item, row, column)
        for axis, box in zip(self.axes.values(), (self.box, self.box, self.log), strict=True):
            axis.linkToView(box)
        for box in (self.log, self.shares):
            self._lay_over(box)
        self.box.disableAutoRange()
        self.box.sigResized.connect(self._fit)
        self.shares.setYRange(0, 1, padding=0.02)

    def _lay_over(self, box: pg.ViewBox) -> None:
        """Lay a second plot behind the first, which shares its x axis and leaves the mouse to it."""
        self.scene().addItem(box)
        box.setXLink(self.box)
        box.setMouseEnabled(x=False, y=False)
        box.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        box.setZValue(-10)
        box.disableAutoRange()

    @Slot(object)
    def _fit(self, _box: object) -> None:
        for box in (self.log, self.shares):
            box.setGeometry(self.box.sceneBoundingRect())

    @override
    def restyle(self) -> None:
        theme, font = self.look.theme, self.look.font(0.85)
        self.setBackground(theme.panel)
        self.axes["right"].row = self.look.px(22)
        for axis in self.axes.values():
            axis.setPen(pg.mkPen(theme.border, width=1))
            axis.setTextPen(theme.muted)
            axis.setStyle(tickFont=font, tickLength=-self.look.px(4), maxTickLevel=1)

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and have it counted."""
        super().paintEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for everything."""
        event.accept()
        self.reset.emit()
