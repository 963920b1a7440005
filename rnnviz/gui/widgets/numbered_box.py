"""The units of a small state as numbers in its box: a row each, in the colour of its value; beside it its gradient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from rnnviz.explain.number import MINUS
from rnnviz.gui.style.theme import INFINITE, LEVELS, NOT_A_NUMBER, Look
from rnnviz.probe.frame import Array

FEW = 8  # units, at most, that are written as numbers
SIZES = (1.0, 0.9, 0.8, 0.7)  # of the letters, the largest that fits
_WIDEST = f"{MINUS}0.00"


def short(value: float) -> str:
    """Write a value for a narrow place: two decimals, or one digit and an exponent where those would say nothing."""
    if np.isnan(value):
        return "NaN"
    if np.isinf(value):
        return f"{MINUS if value < 0 else '+'}∞"
    size = abs(value)
    if size < 100 and size == round(size):
        text = f"{size:.0f}"
    else:
        text = f"{size:.2f}" if 0.005 <= size < 100 else f"{size:.0e}".replace("e-0", "e-")
    return f"{MINUS if value < 0 else ''}{text}".replace("e-", f"e{MINUS}").replace("e+0", "e")


def fitting(look: Look, units: int, columns: int, width: float, height: float) -> QFont | None:
    """Return the largest font in which so many rows and columns of numbers fit; None: they do not, or are too many."""
    if not 0 < units <= FEW:
        return None
    for size in SIZES:
        font = look.mono(size)
        metrics = QFontMetricsF(font)
        fits_across = columns * (metrics.horizontalAdvance(_WIDEST) + look.px(4)) <= width
        if fits_across and units * metrics.height() * 0.92 <= height:
            return font
    return None


class NumberedBox:
    """Paints a box of numbers; every column has a range of its own."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def paint(self, painter: QPainter, rect: QRectF, font: QFont, columns: Sequence[tuple[Array, float]]) -> None:
        """Paint columns of values, each with the size that has the strongest colour."""
        width = rect.width() / len(columns)
        for k, (values, peak) in enumerate(columns):
            height = rect.height() / max(len(values), 1)
            for row, value in enumerate(values):
                place = QRectF(rect.left() + k * width, rect.top() + row * height, width, height)
                self._paint_one(painter, place, font, float(value), peak)
        painter.setPen(QColor(self._look.theme.muted))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def _paint_one(self, painter: QPainter, place: QRectF, font: QFont, value: float, peak: float) -> None:
        fill = self._fill(value, peak)
        painter.fillRect(place, fill)
        painter.setPen(QColor("#000000" if fill.lightnessF() > 0.55 else "#ffffff"))
        words, size = short(value), font.pointSizeF()
        fitted = QFont(font)
        while QFontMetricsF(fitted).horizontalAdvance(words) > place.width() - 2 and fitted.pointSizeF() > size * 0.7:
            fitted.setPointSizeF(fitted.pointSizeF() * 0.92)
        painter.setFont(fitted)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _fill(self, value: float, peak: float) -> QColor:
        palette = self._look.theme.diverging
        if np.isnan(value) or np.isinf(value):
            return QColor.fromRgba(int(palette[NOT_A_NUMBER if np.isnan(value) else INFINITE]))
        share = min(max(0.5 + 0.5 * value / (peak or 1.0), 0.0), 1.0)
        return QColor.fromRgba(int(palette[round(share * (LEVELS - 1))]))


def peak_of(values: Array) -> float:
    """Return the largest size of finite values; 1 if there is none."""
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max(initial=0.0)) or 1.0
