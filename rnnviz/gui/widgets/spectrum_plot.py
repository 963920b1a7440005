"""A recurrent matrix as a stretch: its singular values beside the line at 1, its eigenvalues on the unit circle."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.number import number
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import nice_step, paint_ticks, tick_font, widest_of
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.probe.frame import Array, Spectrum
from rnnviz.sentences import translate

EMPTY = np.empty(0)
REACH = 0.25  # the plane's half width grows in such steps, so that the circle keeps still


class Extent(NamedTuple):
    """How far the axes must reach."""

    singular: float = 0.0  # the largest finite singular value
    modulus: float = 0.0  # of the largest finite eigenvalue


class SpectrumPlot(Restyled, QWidget):
    """Two small plots side by side; one above the other where it is taller than wide."""

    reaches = Signal()  # its values reach farther than they did, or less far

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._singular: Array = EMPTY
        self._eigen: Array = EMPTY
        self._own = Extent()
        self._extents: dict[int, Extent] = {}  # of all plots in view that have the same axes, by identity
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)

    def show_spectrum(self, spectrum: Spectrum) -> None:
        """Show another one."""
        self._singular, self._eigen = spectrum.singular_values, spectrum.eigenvalues
        self._own = Extent(_largest(self._singular), _largest(np.abs(self._eigen)))
        self._reach()
        self.update()

    def share_axis(self, other: SpectrumPlot) -> None:
        """Have the same axes as another one: what stands side by side can then be compared by eye."""
        self._extents = other._extents
        self.reaches.connect(other.update)
        other.reaches.connect(self.update)
        self._reach()

    @property
    def extent(self) -> Extent:
        """How far the axes reach for: the values of every plot that has them."""
        each = (self._own, *self._extents.values())
        return Extent(max(e.singular for e in each), max(e.modulus for e in each))

    def _reach(self) -> None:
        if self.isVisible() and self._extents.get(id(self)) != self._own:
            self._extents[id(self)] = self._own
            self.reaches.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Count again."""
        super().showEvent(event)
        self._reach()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the axes to the others: nobody compares with what is not there."""
        super().hideEvent(event)
        self._extents.pop(id(self), None)
        self.reaches.emit()

    @override
    def restyle(self) -> None:
        self.update()

    def parts(self) -> tuple[QRect, QRect]:
        """Return where the singular values and where the eigenvalues are painted."""
        area, gap = self.rect().adjusted(0, self._look.px(4), -self._look.px(4), -self._look.px(4)), self._look.px(8)
        if area.width() >= area.height():
            half = (area.width() - gap) // 2
            return area.adjusted(0, 0, -half - gap, 0), area.adjusted(area.width() - half, 0, 0, 0)
        half = (area.height() - gap) // 2
        return area.adjusted(0, 0, 0, -half - gap), area.adjusted(0, area.height() - half, 0, 0)

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.theme.panel))
        left, right = self.parts()
        self._paint_singular(painter, left)
        self._paint_eigen(painter, right)
        painter.end()

    def captions(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what may be written over each plot; the first that fits is."""
        largest, radius = (
            number(float(np.abs(values).max()) if values.size else math.nan, signed=False)
            for values in (self._singular, self._eigen)
        )
        return (
            (
                translate("panels", "singular values σₖ, largest σ_max = {value}").format(value=largest),
                translate("panels", "largest: σ_max = {value}").format(value=largest),
                "σₖ",
            ),
            (
                translate("panels", "eigenvalues λₖ, spectral radius ρ = {value}").format(value=radius),
                translate("panels", "spectral radius ρ = {value}").format(value=radius),
                "λₖ ∈ ℂ",
            ),
        )

    def _paint_caption(self, painter: QPainter, area: QRect, texts: tuple[str, ...]) -> QRect:
        painter.setFont(tick_font(self._look))
        painter.setPen(QColor(self._look.theme.muted))
        metrics = painter.fontMetrics()
        height = metrics.height()
        text = next((each for each in texts if metrics.horizontalAdvance(each) <= area.width()), texts[-1])
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
        return area.adjusted(0, height + self._look.px(2), 0, 0)

    def _paint_singular(self, painter: QPainter, area: QRect) -> None:
        """Paint sorted singular values as bars from 0, linearly: whether they pass 1 is what matters."""
        look, values = self._look, self._singular[np.isfinite(self._singular)]
        area = self._paint_caption(painter, area, self.captions()[0])
        if not values.size or area.height() < look.px(20):
            return
        top = max(1.2, self.extent.singular * 1.05)
        step = nice_step(top * painter.fontMetrics().height() * 1.2 / area.height())
        ticks = [(k * step, f"{k * step:g}") for k in range(int(top / step) + 1)]
        area = area.adjusted(widest_of(tick_font(look), [label for _, label in ticks]) + look.px(8), 0, 0, 0)
        if area.width() < 4:
            return
        y = area.bottom() - values / top * area.height()  # (rank,)
        paint_ticks(
            painter,
            look,
            [(area.bottom() - value / top * area.height(), label) for value, label in ticks],
            area.left(),
            (area.top(), area.bottom() + 1),
        )
        edges = area.left() + np.round(np.arange(len(values) + 1) * area.width() / len(values)).astype(int)
        gap = 1 if area.width() / len(values) >= 3 else 0
        bars = [
            QRectF(x, t, max(1, after - x - gap), area.bottom() + 1 - t)
            for x, after, t in zip(edges[:-1].tolist(), edges[1:].tolist(), np.round(y).tolist(), strict=True)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.theme.accent))
        painter.drawRects(bars)
        one = area.bottom() - round(area.height() / top)
        painter.setPen(QPen(QColor(look.theme.warning), 1, Qt.PenStyle.DashLine))
        painter.drawLine(area.left(), one, area.right(), one)

    def _paint_eigen(self, painter: QPainter, area: QRect) -> None:
        """Paint eigenvalues in the complex plane, with the unit circle."""
        look, values = self._look, self._eigen[np.isfinite(self._eigen)]
        area = self._paint_caption(painter, area, self.captions()[1])
        side = min(area.width(), area.height())
        if side < look.px(20) or not values.size:
            return
        reach = max(1.25, math.ceil(self.extent.modulus * 1.05 / REACH) * REACH)
        scale, centre = side / 2 / reach, QRectF(area).center()
        painter.setPen(QColor(look.theme.border))
        painter.drawLine(QPointF(centre.x() - side / 2, centre.y()), QPointF(centre.x() + side / 2, centre.y()))
        painter.drawLine(QPointF(centre.x(), centre.y() - side / 2), QPointF(centre.x(), centre.y() + side / 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # a circle and some dots, a few times a second
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.theme.warning), 1))
        painter.drawEllipse(centre, scale, scale)
        dots = QPolygonF([QPointF(centre.x() + v.real * scale, centre.y() - v.imag * scale) for v in values.tolist()])
        pen = QPen(QColor(look.theme.accent), look.px(4))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(dots)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _largest(sizes: Array) -> float:
    """Return the largest finite one; 0 if there is none."""
    return float(sizes[np.isfinite(sizes)].max(initial=0.0))
