"""The pictures on the doors of the start page, painted in the theme's colours: nothing of them is a file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import exp, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from rnnviz.gui.style.theme import LEVELS, Theme

Picture = Callable[[QPainter, QRectF, Theme], None]

ROWS, COLUMNS = 9, 18  # of the states on the first door
CELLS = 4  # timesteps on the second one


def states_and_loss(painter: QPainter, room: QRectF, theme: Theme) -> None:
    """Paint hidden states as they are over time, and below them a loss that falls."""
    map_room = QRectF(room.left(), room.top(), room.width(), room.height() * 0.62)
    wide, high = map_room.width() / COLUMNS, map_room.height() / ROWS
    for row in range(ROWS):
        for column in range(COLUMNS):
            value = sin(0.7 * column + 1.9 * row) * sin(0.31 * column * (1 + row % 3) + row)
            colour = QColor.fromRgba(int(theme.diverging[round((value + 1) / 2 * (LEVELS - 1))]))
            cell = QRectF(map_room.left() + column * wide, map_room.top() + row * high, wide + 0.6, high + 0.6)
            painter.fillRect(cell, colour)
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(map_room)
    below = QRectF(room.left(), room.top() + room.height() * 0.7, room.width(), room.height() * 0.3)
    points = [_loss(k / 60, below) for k in range(61)]
    painter.setPen(QPen(QColor(theme.accent), max(2.0, room.height() / 60)))
    painter.drawPolyline(QPolygonF(points))


def _loss(share: float, room: QRectF) -> QPointF:
    height = exp(-4 * share) + 0.06 * sin(40 * pi * share) * exp(-2 * share) + 0.05
    return QPointF(room.left() + share * room.width(), room.bottom() - min(1.0, height) * room.height())


def unrolled_page(painter: QPainter, room: QRectF, theme: Theme) -> None:
    """Paint a page with a heading, an unrolled network on it, and a question with answers to choose from."""
    page = room.adjusted(room.width() * 0.06, 0, -room.width() * 0.06, 0)
    painter.setPen(QPen(QColor(theme.border), 1.5))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(page, 6, 6)
    inner = page.adjusted(page.width() * 0.08, page.height() * 0.08, -page.width() * 0.08, -page.height() * 0.08)
    _line(painter, inner, 0.0, 0.5, theme.text, 0.05)
    _unrolled(
        painter, QRectF(inner.left(), inner.top() + inner.height() * 0.14, inner.width(), inner.height() * 0.4), theme
    )
    for k, (length, chosen) in enumerate(((0.7, False), (0.55, True), (0.62, False))):
        top = inner.top() + inner.height() * (0.64 + 0.14 * k)
        size = inner.height() * 0.07
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.muted), 1.5))
        painter.setBrush(QColor(theme.accent) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(inner.left(), top, size, size))
        _line(painter, inner.adjusted(size * 2, 0, 0, 0), 0.66 + 0.14 * k, length, theme.muted, 0.035)


def _line(painter: QPainter, room: QRectF, top: float, length: float, colour: str, high: float) -> None:
    """Paint a line of writing: a bar."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    bar = QRectF(room.left(), room.top() + top * room.height(), length * room.width(), max(2.0, high * room.height()))
    painter.drawRoundedRect(bar, 2, 2)


def _unrolled(painter: QPainter, room: QRectF, theme: Theme) -> None:
    """Paint cells in a row, arrows from one to the next, and one from below into each."""
    step, size = room.width() / CELLS, min(room.width() / CELLS * 0.5, room.height() * 0.45)
    middle = room.top() + room.height() * 0.4
    for k in range(CELLS):
        centre = QPointF(room.left() + (k + 0.5) * step, middle)
        _arrow(painter, QPointF(centre.x(), room.bottom()), QPointF(centre.x(), middle + size / 2), theme.muted)
        if k:
            _arrow(painter, centre - QPointF(step - size / 2, 0), centre - QPointF(size / 2, 0), theme.accent)
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        painter.setBrush(QColor(theme.entry))
        painter.drawRoundedRect(QRectF(centre.x() - size / 2, middle - size / 2, size, size), 4, 4)


def own_file(painter: QPainter, room: QRectF, theme: Theme) -> None:
    """Paint a sheet of writing and a module in braces, both of which lead into a network."""
    sheet = QRectF(room.left() + room.width() * 0.04, room.top(), room.width() * 0.34, room.height() * 0.56)
    _sheet(painter, sheet, theme)
    code = QRectF(sheet.left(), room.top() + room.height() * 0.66, sheet.width(), room.height() * 0.34)
    font = painter.font()
    font.setPixelSize(max(8, round(code.height() * 0.6)))
    painter.setFont(font)
    painter.setPen(QColor(theme.positive))
    painter.drawText(code, Qt.AlignmentFlag.AlignCenter, "{ }")
    columns = ((0.62, 3), (0.78, 4), (0.94, 2))
    layers = [_layer(room, across, count) for across, count in columns]
    painter.setPen(QPen(QColor(theme.muted), 1))
    for left, right in pairwise(layers):
        for a in left:
            for b in right:
                painter.drawLine(a, b)
    for start in (QPointF(sheet.right(), sheet.center().y()), QPointF(code.right(), code.center().y())):
        _arrow(painter, start, QPointF(room.left() + room.width() * 0.56, room.center().y()), theme.accent)
    radius = room.height() * 0.055
    for k, layer in enumerate(layers):
        painter.setBrush(QColor((theme.negative, theme.accent, theme.positive)[k]))
        painter.setPen(Qt.PenStyle.NoPen)
        for at in layer:
            painter.drawEllipse(at, radius, radius)


def _sheet(painter: QPainter, room: QRectF, theme: Theme) -> None:
    fold = room.width() * 0.28
    outline = QPainterPath(room.topLeft())
    for x, y in ((room.right() - fold, room.top()), (room.right(), room.top() + fold), (room.right(), room.bottom())):
        outline.lineTo(x, y)
    outline.lineTo(room.bottomLeft())
    outline.closeSubpath()
    painter.setPen(QPen(QColor(theme.muted), 1.5))
    painter.setBrush(QColor(theme.panel))
    painter.drawPath(outline)
    inner = room.adjusted(room.width() * 0.16, 0, -room.width() * 0.16, 0)
    for k, length in enumerate((0.6, 1.0, 0.85, 1.0, 0.5)):
        _line(painter, inner, 0.2 + 0.145 * k, length, theme.muted, 0.04)


def _layer(room: QRectF, across: float, count: int) -> list[QPointF]:
    """Return the places of the units of a layer, above one another around the middle."""
    apart = room.height() * 0.2
    top = room.center().y() - apart * (count - 1) / 2
    return [QPointF(room.left() + across * room.width(), top + k * apart) for k in range(count)]


def _arrow(painter: QPainter, start: QPointF, end: QPointF, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 1.8))
    painter.drawLine(start, end)
    way = end - start
    length = max(1.0, (way.x() ** 2 + way.y() ** 2) ** 0.5)
    along, across = way / length * 6, QPointF(-way.y(), way.x()) / length * 3.5
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([end, end - along + across, end - along - across]))
