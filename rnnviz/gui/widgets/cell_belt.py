"""One gated cell, painted: the belt on which its memory runs, two stations on it, and the gates that work them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.cell_stations import Stations, Stop, letter
from rnnviz.explain.number import number
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look, Theme, coloured
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.probe.frame import Array

BELT, MIDDLE, GATES, FLOOR = 0.17, 0.42, 0.66, 0.93  # heights of the belt, of what joins it, of the gates, of [h; x]
KEEP, WRITE, REVEAL = 0.27, 0.52, 0.80  # where the stations are, of the width


@dataclass(frozen=True)
class Part:
    """A quantity of the cell and where its tile stands: its middle, as shares of width and height."""

    name: str
    x: float
    y: float
    stop: Stop


def parts(walk: Stations) -> tuple[Part, ...]:
    """Return the tiles of a cell, each with the stop of the walk at which it comes."""
    state, reveals = walk.memory.state, Stop.REVEAL in walk.stops
    keep = _spread(walk.parts[Stop.KEEP], KEEP, Stop.KEEP)
    write = [name for name in walk.parts[Stop.WRITE] if name not in walk.parts[Stop.KEEP]]
    found = [
        Part(f"{state} before", 0.08, BELT, Stop.BELT),
        *keep,
        *_spread(write, WRITE + (0.0 if reveals else 0.08), Stop.WRITE),
        Part(state, 0.92 if not reveals else 0.665, BELT, Stop.STATE),
    ]
    if reveals:
        own = [name for name in walk.parts[Stop.REVEAL] if name != "h"]
        found += [*_spread(own, REVEAL, Stop.REVEAL), Part("h", 0.93, MIDDLE, Stop.REVEAL)]
    return tuple(found)


def _spread(names: Sequence[str], middle: float, stop: Stop) -> list[Part]:
    width = 0.125
    left = middle - width * (len(names) - 1) / 2
    return [Part(name, left + k * width, GATES, stop) for k, name in enumerate(names)]


class CellBelt(Restyled, QWidget):
    """The cell as far as the walk has come: what it has passed in colour and numbers, the rest by name."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._walk: Stations | None = None
        self._stop, self._unit = Stop.BELT, 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)

    def show_walk(self, walk: Stations, stop: Stop, unit: int) -> None:
        """Paint a cell up to a stop, with the numbers of a unit."""
        self._walk, self._stop, self._unit = walk, stop, unit
        self.update()

    @override
    def restyle(self) -> None:
        self.update()

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint lines first, then stations and tiles."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if (walk := self._walk) is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tiles = parts(walk)
        self._paint_belt(painter)
        self._paint_floor(painter, walk, tiles)
        self._paint_stations(painter, walk, tiles)
        for part in tiles:
            self._paint_tile(painter, walk, part)

    # --- places ---

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(x * self.width(), y * self.height())

    def tile(self, part: Part) -> QRectF:
        """Return where a tile is."""
        wide, high = min(0.115 * self.width(), self._look.px(130)), min(0.19 * self.height(), self._look.px(62))
        middle = self._at(part.x, part.y)
        return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)

    def _reached(self, stop: Stop) -> bool:
        order = list(Stop)
        return order.index(stop) <= order.index(self._stop)

    # --- painting ---

    def _pen(self, stop: Stop, width: float = 1.5) -> QPen:
        theme = self._look.theme
        lit = stop is self._stop
        colour = theme.accent if lit else theme.text if self._reached(stop) else theme.border
        return QPen(QColor(colour), self._look.px(width * (1.6 if lit else 1.0)))

    def _paint_belt(self, painter: QPainter) -> None:
        theme, broad = self._look.theme, self._look.px(9)
        y = BELT * self.height()
        painter.fillRect(QRectF(0, y - broad / 2, self.width(), broad), QColor(theme.entry))
        painter.setPen(self._pen(Stop.BELT))
        painter.drawLine(self._at(0, BELT), self._at(1, BELT))
        self._tip(painter, QPointF(self.width() - 1, y), QPointF(1, 0))

    def _paint_floor(self, painter: QPainter, walk: Stations, tiles: Sequence[Part]) -> None:
        """Draw what every gate reads: the state before and the input."""
        painter.setPen(QPen(QColor(self._look.theme.muted), 1))
        gates = [part for part in tiles if part.y == GATES and _reads(walk, part.name)]
        floor = FLOOR * self.height()
        painter.drawLine(QPointF(0.02 * self.width(), floor), QPointF(max(p.x for p in gates) * self.width(), floor))
        for part in gates:
            foot = QPointF(part.x * self.width(), self.tile(part).bottom())
            painter.drawLine(QPointF(foot.x(), floor), foot)
            self._tip(painter, foot, QPointF(0, -1))
        painter.setFont(self._look.font(0.9))
        line = painter.fontMetrics().height()
        place = QRectF(0.02 * self.width(), floor - line - 1, 0.3 * self.width(), line)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, f"[{letter('h before')}; x(t)]")

    def _paint_stations(self, painter: QPainter, walk: Stations, tiles: Sequence[Part]) -> None:
        keep = [part for part in tiles if part.stop is Stop.KEEP]
        write = [part for part in tiles if part.stop is Stop.WRITE]
        self._rise(painter, keep[-1:], KEEP, BELT, Stop.KEEP)
        self._station(painter, KEEP, BELT, "×", Stop.KEEP, walk.kept(self._unit))
        across = WRITE if Stop.REVEAL in walk.stops else WRITE + 0.08
        painter.setPen(self._pen(Stop.WRITE))
        painter.drawLine(self._at(across, MIDDLE), self._at(across, BELT))
        shared = [part for part in keep if part.name in walk.parts[Stop.WRITE]]
        resets = [part for part in write if part.name in walk.resets]
        self._rise(painter, [p for p in (*write, *shared) if p not in resets], across, MIDDLE, Stop.WRITE)
        self._paint_resets(painter, walk, resets, write)
        if shared and self._reached(Stop.WRITE):  # it comes as its opposite: the line says so
            self._label(painter, shared[0], across, walk.memory.written.as_factor(walk.form.formula("")))
        self._station(painter, across, MIDDLE, "×", Stop.WRITE, walk.written(self._unit))
        self._station(painter, across, BELT, "+", Stop.STATE, None)
        if Stop.REVEAL in walk.stops:
            painter.setPen(self._pen(Stop.REVEAL))
            painter.drawLine(self._at(REVEAL, BELT), self._at(REVEAL, MIDDLE))
            painter.drawLine(self._at(REVEAL, MIDDLE), self._at(0.93, MIDDLE))
            self._rise(
                painter, [p for p in tiles if p.stop is Stop.REVEAL and p.name != "h"], REVEAL, MIDDLE, Stop.REVEAL
            )
            self._station(painter, REVEAL, (BELT + MIDDLE) / 2, "tanh", Stop.REVEAL, None)
            self._station(painter, REVEAL, MIDDLE, "×", Stop.REVEAL, None)

    def _paint_resets(self, painter: QPainter, walk: Stations, resets: Sequence[Part], write: Sequence[Part]) -> None:
        """Lead a gate that resets what the candidate reads to the candidate."""
        painter.setPen(self._pen(Stop.WRITE))
        for part, candidate in ((r, p) for r in resets for p in write if p.name == walk.candidate):
            start, end = self.tile(part), self.tile(candidate)
            tip = QPointF(end.left(), end.center().y())
            painter.drawLine(QPointF(start.right(), start.center().y()), tip)
            self._tip(painter, tip, QPointF(1, 0))

    def _label(self, painter: QPainter, part: Part, x: float, word: str) -> None:
        """Write a word onto the line from a gate to the station where something is written."""
        painter.setFont(self._look.font(0.9))
        painter.setPen(QColor(self._look.theme.text))
        line = painter.fontMetrics().height()
        top = QPointF(part.x * self.width(), self.tile(part).top())
        middle = (top + self._at(x, MIDDLE)) / 2
        place = QRectF(middle.x() - self._look.px(60), middle.y() - 1.2 * line, self._look.px(60), line)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, word)

    def _rise(self, painter: QPainter, sources: Sequence[Part], x: float, y: float, stop: Stop) -> None:
        """Lead what gates let through up to a station."""
        painter.setPen(self._pen(stop))
        for part in sources:
            top = QPointF(part.x * self.width(), self.tile(part).top())
            painter.drawLine(top, self._at(x, y))

    def _station(self, painter: QPainter, x: float, y: float, sign: str, stop: Stop, value: float | None) -> None:
        look, theme = self._look, self._look.theme
        painter.setFont(look.font(1.0 if len(sign) > 1 else 1.3, bold=True))
        metrics = painter.fontMetrics()
        radius = max(look.px(11), metrics.horizontalAdvance(sign) / 2 + look.px(4))
        middle = self._at(x, y)
        painter.setPen(self._pen(stop))
        painter.setBrush(QColor(theme.panel))
        box = QRectF(middle.x() - radius, middle.y() - look.px(11), 2 * radius, look.px(22))
        painter.drawRoundedRect(box, look.px(11), look.px(11))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
        if value is not None and self._reached(stop) and np.isfinite(value):
            painter.setFont(look.mono(0.9))
            painter.setPen(QColor(theme.text))
            height = painter.fontMetrics().height()
            beside = QRectF(box.right() + look.px(4), box.top() - height * 0.75, look.px(80), height)
            painter.drawText(beside, Qt.AlignmentFlag.AlignLeft, number(value))

    def _paint_tile(self, painter: QPainter, walk: Stations, part: Part) -> None:
        look, theme, place = self._look, self._look.theme, self.tile(part)
        values, reached = walk.values[part.name], self._reached(part.stop)
        painter.setPen(self._pen(part.stop, 1.0))
        painter.setBrush(QColor(theme.entry))
        painter.drawRoundedRect(place, look.px(4), look.px(4))
        painter.setPen(QColor(theme.text if reached else theme.muted))
        painter.setFont(look.font(1.05, bold=part.stop is self._stop))
        line = painter.fontMetrics().height()
        name = place.adjusted(0, 0, 0, -place.height() / 2 if reached else 0)
        said = letter(part.name)
        if reached and self._unit < len(values):
            value = number(float(values[self._unit]), signed=_signed(walk, part.name))
            whole = f"{said} = {value}"
            said = whole if painter.fontMetrics().horizontalAdvance(whole) <= place.width() - 4 else value
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, said)
        if reached and place.height() >= line + look.px(6):
            self._paint_units(painter, walk, part, QRectF(place).adjusted(4, place.height() / 2, -4, -5))

    def _paint_units(self, painter: QPainter, walk: Stations, part: Part, strip: QRectF) -> None:
        """Paint every unit as a bar of its colour, the one whose numbers are written boxed."""
        values, theme = walk.values[part.name], self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        wide = strip.width() / len(values)
        for k, colour in enumerate(_colours(values, _signed(walk, part.name), theme).tolist()):
            bar = QRectF(strip.left() + k * wide, strip.top(), max(wide, 1.0), strip.height())
            painter.fillRect(bar, QColor.fromRgba(colour))
        if self._unit < len(values):
            painter.setPen(QPen(QColor(theme.cursor), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(strip.left() + self._unit * wide, strip.top(), max(wide, 3.0), strip.height()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _tip(self, painter: QPainter, at: QPointF, towards: QPointF) -> None:
        size = self._look.px(5)
        across = QPointF(-towards.y(), towards.x())
        back = at - towards * size
        painter.setBrush(painter.pen().color())
        painter.drawPolygon(QPolygonF([at, back + across * (size * 0.6), back - across * (size * 0.6)]))


def _reads(walk: Stations, name: str) -> bool:
    """Whether a gate has a sum of its own: one that is computed from another gate reads nothing."""
    gate = walk.form.gate(name)
    return gate is not None and gate.equals is None


def _signed(walk: Stations, name: str) -> bool:
    gate = walk.form.gate(name)
    return gate is None or gate.nonlinearity.signed


def _colours(values: Array, signed: bool, theme: Theme) -> Array:
    if not signed:
        return coloured(values, theme.sequential)
    finite = values[np.isfinite(values)]
    peak = max(1.0, float(np.abs(finite).max()) if finite.size else 1.0)
    return coloured(0.5 + 0.5 * values / peak, theme.diverging)
