"""One cell with its gates, as a diagram: a tile for each quantity, coloured by its value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.number import number
from rnnviz.gui.style.theme import LEVELS, Look
from rnnviz.gui.widgets.numbered_box import FEW, NumberedBox, fitting, peak_of
from rnnviz.nn import cells
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Operation, TracedRecurrence
from rnnviz.sentences import translate

DECADES = 5.0


class Tile(NamedTuple):
    """One quantity of a cell at one timestep."""

    name: str
    share: float  # of its palette's range
    signed: bool
    words: str  # its number
    reached: bool  # whether the cursor has passed it
    current: bool  # whether the cursor stands on it
    units: tuple[tuple[float, ...], ...] = ()  # of a small net: the values of its units, going back their gradients too


class CellDiagram:
    """Paints a cell: gates side by side, then the states that they make."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._boxes = NumberedBox(look)

    def tiles(
        self, reading: Reading, index: int, t: int, unit: int | None, operation: Operation | None, backward: bool
    ) -> list[Tile]:
        """Return what to paint of a recurrence at a timestep; with a unit its numbers, else root mean squares."""
        r = reading.trace.recurrences[index]
        if t >= r.timesteps:
            return []
        at = -1 if operation is None else operation.index
        made = []
        for name in dict.fromkeys((*r.gates, *("c", "h"))):
            table = r.backward if backward else r.forward
            k = table.get(name, r.forward.get(name, (-1,) * r.timesteps))[t]
            if k < 0:
                continue
            values = reading.trace.operations[k].value
            share, signed, words = _share(r.cell, name, values, unit, backward)
            units = _units(reading, r, name, t, at)
            made.append(Tile(name, share, signed, words if k <= at else "", k <= at, k == at, units))
        return made

    def paint(self, painter: QPainter, area: QRectF, tiles: Sequence[Tile]) -> None:
        """Paint the cell into an area."""
        if not tiles or area.width() < 20 or area.height() < 20:
            return
        look, theme = self._look, self._look.theme
        painter.setPen(QColor(theme.muted))
        painter.setBrush(QColor(theme.entry))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(area, look.px(6), look.px(6))
        gates = [tile for tile in tiles if tile.name not in ("c", "h")]
        states = [tile for tile in tiles if tile.name in ("c", "h")]
        inside = area.adjusted(look.px(6), look.px(5), -look.px(6), -look.px(5))
        rows = [row for row in (states, gates) if row]
        height = (inside.height() - look.px(4) * (len(rows) - 1)) / len(rows)
        for k, row in enumerate(rows):
            width = (inside.width() - look.px(4) * (len(row) - 1)) / len(row)
            for j, tile in enumerate(row):
                place = QRectF(
                    inside.left() + j * (width + look.px(4)), inside.top() + k * (height + look.px(4)), width, height
                )
                self._paint_tile(painter, place, tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_tile(self, painter: QPainter, place: QRectF, tile: Tile) -> None:
        look, theme = self._look, self._look.theme
        fill = QColor(theme.panel)
        if tile.reached:
            palette = theme.diverging if tile.signed else theme.sequential
            if np.isfinite(tile.share):
                fill = QColor.fromRgba(int(palette[round(min(max(tile.share, 0.0), 1.0) * (LEVELS - 1))]))
            else:
                fill = QColor(theme.not_a_number if np.isnan(tile.share) else theme.infinite)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(theme.accent if tile.current else theme.border), look.px(2) if tile.current else 1))
        painter.drawRoundedRect(place, look.px(3), look.px(3))
        painter.setPen(_ink(fill))
        painter.setFont(look.font(0.95, bold=tile.current))
        metrics = painter.fontMetrics()
        if tile.units and self._paint_units(painter, place, tile):
            return
        both = f"{tile.name}  {tile.words}"
        centre = Qt.AlignmentFlag.AlignCenter
        if not tile.words:  # not computed yet
            painter.setPen(QColor(theme.muted))
            painter.drawText(place, centre, tile.name)
        elif place.height() >= 2 * metrics.height() and metrics.horizontalAdvance(tile.words) <= place.width():
            painter.drawText(place, centre, f"{tile.name}\n{tile.words}")
        elif metrics.horizontalAdvance(both) <= place.width() - 4:
            painter.drawText(place, centre, both)
        else:
            painter.drawText(place, centre, tile.name)

    def _paint_units(self, painter: QPainter, place: QRectF, tile: Tile) -> bool:
        """Write every unit's number into a tile, below its name; say whether there is room."""
        line = painter.fontMetrics().height()
        room = place.adjusted(self._look.px(3), line, -self._look.px(3), -self._look.px(3))
        font = fitting(self._look, len(tile.units[0]), len(tile.units), room.width(), room.height())
        if font is None:
            return False
        wide = min(room.width(), self._look.px(70) * len(tile.units))
        high = min(room.height(), self._look.px(26) * len(tile.units[0]))
        names = (tile.name, f"∂L/∂{tile.name}")[: len(tile.units)]
        left, top = room.center().x() - wide / 2, room.center().y() - high / 2
        for k, name in enumerate(names):
            above = QRectF(left + k * wide / len(names), top - line, wide / len(names), line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, name)
        columns = [(np.array(values), peak_of(np.array(values))) for values in tile.units]
        self._boxes.paint(painter, QRectF(left, top, wide, high), font, columns)
        return True

    def paint_folded(
        self, painter: QPainter, area: QRectF, tiles: Sequence[Tile], symbol: str, t: int, loops: str
    ) -> None:
        """Paint one cell with the loop from its h back into it: the network before it is unrolled.

        `loops` says what comes back, and by which weights.
        """
        look, theme = self._look, self._look.theme
        width = min(area.width() * 0.5, look.px(340))
        height = min(area.height() * 0.52, look.px(150))
        cell = QRectF(area.center().x() - width / 2, area.center().y() - height / 2 + look.px(6), width, height)
        self.paint(painter, cell, tiles)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), look.px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        out, top = look.px(34), cell.top() - look.px(22)
        loop = QPainterPath(QPointF(cell.right(), cell.center().y()))
        loop.lineTo(cell.right() + out, cell.center().y())
        loop.lineTo(cell.right() + out, top)
        loop.lineTo(cell.left() - out, top)
        loop.lineTo(cell.left() - out, cell.center().y())
        loop.lineTo(cell.left(), cell.center().y())
        painter.drawPath(loop)
        self._tip(painter, QPointF(cell.left(), cell.center().y()), QPointF(1, 0))
        painter.setPen(QPen(QColor(theme.muted), 1))
        x = cell.center().x()
        painter.drawLine(QPointF(x, area.bottom() - look.px(20)), QPointF(x, cell.bottom()))
        self._tip(painter, QPointF(x, cell.bottom()), QPointF(0, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(look.font(0.9))
        painter.setPen(QColor(theme.muted))
        line = painter.fontMetrics().height()
        align = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(area.left(), top - line - 2, area.width(), line), align, loops)
        below = QRectF(area.left(), area.bottom() - line - 2, area.width(), line)
        painter.drawText(below, align, translate("panels", "x(t) = {symbol}     t = {t}").format(symbol=symbol, t=t))

    def _tip(self, painter: QPainter, at: QPointF, towards: QPointF) -> None:
        size = self._look.px(5)
        across = QPointF(-towards.y(), towards.x())
        back = at - towards * size
        painter.setBrush(painter.pen().color())
        painter.drawPolygon(QPolygonF([at, back + across * (size * 0.6), back - across * (size * 0.6)]))


def _units(reading: Reading, r: TracedRecurrence, name: str, t: int, at: int) -> tuple[tuple[float, ...], ...]:
    """Return the values that the cursor has passed, if they are few, and their gradients if it has passed those."""
    tables = (r.forward, r.backward)
    passed = [table[name][t] for table in tables if name in table and 0 <= table[name][t] <= at]
    values = [reading.trace.operations[k].value for k in passed]
    return tuple(tuple(map(float, each)) for each in values) if values and len(values[0]) <= FEW else ()


def _share(cell: str, name: str, values: Array, unit: int | None, backward: bool) -> tuple[float, bool, str]:
    """Return where in its palette a quantity stands, whether that one is signed, and its number."""
    with np.errstate(all="ignore"):
        if backward:
            size = float(np.linalg.norm(values))
            return 1.0 + float(np.log10(size)) / (2 * DECADES) if size else 0.0, False, number(size, signed=False)
        gate = cells.gate(cell, name)
        signed = gate is None or gate.nonlinearity.signed
        if unit is not None and unit < len(values):
            value = float(values[unit])
            return (0.5 + 0.5 * value if signed else value), signed, number(value, signed=signed)
        size = float(np.sqrt(np.mean(np.square(values, dtype=float))))
        return size, False, number(size, signed=False)


def _ink(fill: QColor) -> QColor:
    """Return black or white, whichever stands out."""
    return QColor("#000000" if fill.lightnessF() > 0.55 else "#ffffff")
