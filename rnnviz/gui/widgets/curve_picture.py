"""A picture of a plot, to which is added what its curves gain: all of it is painted anew only when it must be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPixmap

from rnnviz.engine.metrics import Curves
from rnnviz.gui.widgets.blank_pixmap import blank_pixmap
from rnnviz.gui.widgets.plot import Floats, Plot

FAR = 1e6  # px: Qt draws no line to what is much farther away


class Reached(NamedTuple):
    """How far curves are drawn; they go on from there as long as their buckets are the same."""

    buckets: int
    width: int  # updates in a bucket
    last: float  # the first update in the last bucket

    @classmethod
    def of(cls, curves: Curves) -> Reached:
        """Return how far it is if all is drawn."""
        count = len(curves.update)
        return cls(count, curves.width, float(curves.update[-1]) if count else -1.0)

    def goes_on_in(self, curves: Curves) -> bool:
        """Whether curves have these buckets, and perhaps more after them."""
        same = 0 < self.buckets <= len(curves.update) and curves.width == self.width
        return same and curves.update[self.buckets - 1] == self.last

    def rest(self, curves: Curves) -> slice:
        """Return what is to be added; the last bucket has perhaps grown since, so it is drawn again."""
        return slice(max(self.buckets - 2, 0), len(curves.update))


class Gained(NamedTuple):
    """What one curve has gained."""

    box: pg.ViewBox  # that it is drawn in
    pen: QPen
    x: Floats
    y: Floats


class CurvePicture:
    """Holds the picture, and how far each session's curves are drawn in it."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._pixmap: QPixmap | None = None
        self._reached: tuple[Reached, ...] = ()

    def forget(self) -> None:
        """Paint all of it when it is wanted next."""
        self._pixmap = None

    def goes_on_in(self, shown: Sequence[Curves]) -> bool:
        """Whether the picture shows these, or the beginning of them."""
        if self._pixmap is None or len(shown) != len(self._reached):
            return False
        return all(reached.goes_on_in(curves) for reached, curves in zip(self._reached, shown, strict=True))

    def rests(self, shown: Sequence[Curves]) -> list[slice]:
        """Return what of each is to be added."""
        return [reached.rest(curves) for reached, curves in zip(self._reached, shown, strict=True)]

    def render(self, shown: Sequence[Curves]) -> None:
        """Paint the plot's scene, in which these are drawn."""
        viewport = self._plot.viewport()
        self._pixmap = blank_pixmap(viewport, self._plot.backgroundBrush().color())
        with QPainter(self._pixmap) as painter:
            self._plot.render(painter, QRectF(viewport.rect()), viewport.rect())  # type: ignore[call-overload]
        self._reached = tuple(map(Reached.of, shown))

    def add(self, shown: Sequence[Curves], gained: Iterable[Gained]) -> None:
        """Add what curves have gained."""
        assert self._pixmap is not None
        area = self._plot.box.sceneBoundingRect()  # of every box
        with QPainter(self._pixmap) as painter:
            painter.setClipRect(area)
            for curve in gained:
                painter.setPen(curve.pen)
                for points in _strokes(curve, area):
                    painter.drawPolyline(points)
        self._reached = tuple(map(Reached.of, shown))

    def paint(self, painter: QPainter) -> None:
        """Paint it."""
        if self._pixmap is not None:
            painter.drawPixmap(0, 0, self._pixmap)


def _strokes(curve: Gained, area: QRectF) -> Iterable[list[QPointF]]:
    """Yield the parts of a curve between values that are not finite or far away, in px."""
    (left, right), (low, high) = curve.box.viewRange()
    x = area.left() + (curve.x - left) * (area.width() / (right - left))
    y = area.bottom() - (curve.y - low) * (area.height() / (high - low))
    points: list[QPointF] = []
    for a, b in zip(x.tolist(), y.tolist(), strict=True):
        if abs(b) < FAR:
            points.append(QPointF(a, b))
        elif points:
            yield points
            points = []
    yield points
