"""The roommate's weather and dishes, drawn: a few strokes each, in a square of side 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

Draw = Callable[[QPainter], None]

SUN, CLOUD, RAIN = "#f0b429", "#8b93a3", "#3d9ff0"
CRUST, GOLD, MEAT, GREEN, RED, BROTH = "#a5682a", "#e8b04a", "#6b3d1f", "#3fa34d", "#d8452e", "#e07b39"


def paint_icon(painter: QPainter, name: str, place: QRectF) -> None:
    """Paint an icon into the largest square in the middle of a place; nothing where there is none of that name."""
    if name not in ICONS:
        return
    side = min(place.width(), place.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.center().x() - side / 2, place.center().y() - side / 2)
    painter.scale(side, side)
    ICONS[name](painter)
    painter.restore()


def _fill(painter: QPainter, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))


def _stroke(painter: QPainter, colour: str, width: float) -> None:
    painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _sunny(painter: QPainter) -> None:
    _stroke(painter, SUN, 0.06)
    for k in range(8):
        x, y = cos(k * pi / 4), sin(k * pi / 4)
        painter.drawLine(QPointF(0.5 + 0.31 * x, 0.5 + 0.31 * y), QPointF(0.5 + 0.43 * x, 0.5 + 0.43 * y))
    _fill(painter, SUN)
    painter.drawEllipse(QPointF(0.5, 0.5), 0.22, 0.22)


def _rainy(painter: QPainter) -> None:
    _stroke(painter, RAIN, 0.06)
    for x in (0.3, 0.5, 0.7):
        painter.drawLine(QPointF(x, 0.68), QPointF(x - 0.07, 0.88))
    _fill(painter, CLOUD)
    for x, y, r in ((0.32, 0.46, 0.16), (0.52, 0.36, 0.2), (0.7, 0.46, 0.15)):
        painter.drawEllipse(QPointF(x, y), r, r)
    painter.drawRoundedRect(QRectF(0.2, 0.42, 0.62, 0.2), 0.1, 0.1)


def _pie(painter: QPainter) -> None:
    _fill(painter, CRUST)
    painter.drawPolygon(QPolygonF([QPointF(0.14, 0.52), QPointF(0.86, 0.52), QPointF(0.74, 0.82), QPointF(0.26, 0.82)]))
    _fill(painter, GOLD)
    painter.drawChord(QRectF(0.1, 0.2, 0.8, 0.64), 0, 180 * 16)
    _stroke(painter, CRUST, 0.045)
    for x in (0.35, 0.5, 0.65):
        painter.drawLine(QPointF(x, 0.34), QPointF(x, 0.46))


def _burger(painter: QPainter) -> None:
    _fill(painter, GOLD)
    painter.drawChord(QRectF(0.12, 0.16, 0.76, 0.56), 0, 180 * 16)
    _fill(painter, GREEN)
    painter.drawRoundedRect(QRectF(0.1, 0.46, 0.8, 0.09), 0.04, 0.04)
    _fill(painter, MEAT)
    painter.drawRoundedRect(QRectF(0.12, 0.55, 0.76, 0.13), 0.06, 0.06)
    _fill(painter, GOLD)
    painter.drawRoundedRect(QRectF(0.13, 0.69, 0.74, 0.14), 0.06, 0.06)


def _chicken(painter: QPainter) -> None:
    _stroke(painter, "#d9cbb5", 0.1)
    painter.drawLine(QPointF(0.56, 0.6), QPointF(0.8, 0.84))
    _fill(painter, CRUST)
    leg = QPainterPath(QPointF(0.66, 0.7))
    leg.cubicTo(0.74, 0.36, 0.56, 0.12, 0.32, 0.16)
    leg.cubicTo(0.1, 0.2, 0.08, 0.54, 0.32, 0.62)
    leg.cubicTo(0.44, 0.66, 0.54, 0.64, 0.66, 0.7)
    painter.drawPath(leg)


def _bowl(painter: QPainter, inside: str) -> None:
    _fill(painter, inside)
    painter.drawEllipse(QRectF(0.12, 0.4, 0.76, 0.22))
    _fill(painter, "#b9c2d0")
    bowl = QPainterPath(QPointF(0.1, 0.52))
    bowl.cubicTo(0.14, 0.78, 0.3, 0.86, 0.5, 0.86)
    bowl.cubicTo(0.7, 0.86, 0.86, 0.78, 0.9, 0.52)
    bowl.cubicTo(0.7, 0.66, 0.3, 0.66, 0.1, 0.52)
    painter.drawPath(bowl)


def _pasta(painter: QPainter) -> None:
    _bowl(painter, GOLD)
    _stroke(painter, GOLD, 0.05)
    for k, x in enumerate((0.24, 0.38, 0.52, 0.66)):
        painter.drawArc(QRectF(x - 0.06, 0.24 + 0.04 * (k % 2), 0.22, 0.34), 0, 180 * 16)
    _fill(painter, RED)
    painter.drawEllipse(QPointF(0.5, 0.34), 0.13, 0.08)


def _salad(painter: QPainter) -> None:
    _bowl(painter, GREEN)
    _fill(painter, GREEN)
    for x, y in ((0.3, 0.38), (0.5, 0.3), (0.68, 0.38)):
        painter.drawEllipse(QPointF(x, y), 0.15, 0.14)
    _fill(painter, RED)
    painter.drawEllipse(QPointF(0.4, 0.42), 0.08, 0.08)
    painter.drawEllipse(QPointF(0.62, 0.44), 0.07, 0.07)


def _soup(painter: QPainter) -> None:
    _bowl(painter, BROTH)
    _stroke(painter, CLOUD, 0.045)
    for x in (0.36, 0.5, 0.64):
        steam = QPainterPath(QPointF(x, 0.36))
        steam.cubicTo(x - 0.08, 0.28, x + 0.08, 0.22, x, 0.12)
        painter.drawPath(steam)


#: By the English word of what they show.
ICONS: Mapping[str, Draw] = {
    "sunny": _sunny,
    "rainy": _rainy,
    "pie": _pie,
    "burger": _burger,
    "chicken": _chicken,
    "pasta": _pasta,
    "salad": _salad,
    "soup": _soup,
}
