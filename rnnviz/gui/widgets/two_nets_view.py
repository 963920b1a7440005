"""The encoder and the decoder side by side, unrolled, and between them the bottleneck, or the attention; painted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.topology import Answer
from rnnviz.explain.two_nets import Handed, Net, TwoNets
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look, coloured
from rnnviz.gui.widgets.axis import tick_font
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.scale import Scale
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

BETWEEN = 92.0  # px at 10 points: between the nets, at least
SHARE = 0.22  # of the width that is between them, at least
GAP = 0.18  # of a column that stays free beside its box
ARROWS = 20  # px at 10 points: from here on there is room for arrows between columns
FAINTEST = 0.03  # weight of attention that is drawn


class Spot(NamedTuple):
    """A place in one of the nets."""

    axis: str
    timestep: int
    unit: int | None  # of the strip that is pointed at


class TwoNetsView(Restyled, QWidget):
    """One column a timestep; from below what is read, the layers, and in the decoder what is written."""

    pointed = Signal(object)  # Spot, or None
    chosen = Signal(object)  # Spot

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.nets: TwoNets | None = None
        self._scale: Scale | None = None
        self._images: list[list[QImage]] = [[], []]
        self._handed: list[QImage] = []
        self._marked: Mapping[str, int] = {}
        self._own = False  # the decoder reads what it wrote itself
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 80)
        self.setAccessibleName(translate("panels", "Encoder and decoder over the watched sequence"))

    # --- what is shown ---

    def show_nets(self, nets: TwoNets, scale: Scale, own: bool) -> None:
        """Show another moment; `own`: the decoder is fed its own symbols."""
        self.nets, self._scale, self._own = nets, scale, own
        self._images = [[self._image(s.values.T) for s in net.strips] for net in (nets.encoder, nets.decoder)]
        self._handed = [self._image(part.values[:, None]) for part in nets.handed]
        self.update()

    def mark(self, timesteps: Mapping[str, int]) -> None:
        """Mark a timestep of each net's sequence."""
        if timesteps != self._marked:
            self._marked = dict(timesteps)
            self.update()

    @override
    def restyle(self) -> None:
        if self.nets is not None and self._scale is not None:
            self.show_nets(self.nets, self._scale, self._own)

    def _image(self, values: Array) -> QImage:
        """Return (unit, timestep) as a picture."""
        assert self._scale is not None
        with np.errstate(invalid="ignore", over="ignore"):
            shares = (values - self._scale.low) / (self._scale.high - self._scale.low)
        pixels = np.ascontiguousarray(coloured(shares, self._scale.palette(self._look.theme)))
        rows, columns = pixels.shape
        return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()

    # --- places ---

    @property
    def _symbol_height(self) -> float:
        return QFontMetricsF(self._look.mono()).height() + self._look.px(6)

    @property
    def _states_area(self) -> QRectF:
        """Return where the layers of both nets are."""
        above = self._symbol_height + QFontMetricsF(tick_font(self._look)).height() + self._look.px(10)
        below = self._symbol_height + self._look.px(8)
        side = self._look.px(6)
        return QRectF(side, above, self.width() - 2 * side, max(self.height() - above - below, 10.0))

    @property
    def between(self) -> QRectF:
        """Return where the bottleneck, or the attention, is drawn."""
        area = self._states_area
        wide = min(max(self._look.px(BETWEEN), SHARE * area.width()), 0.5 * area.width())
        columns = self._columns
        encoder = self.nets.encoder.timesteps if self.nets is not None else 1
        left = area.left() + (area.width() - wide) * encoder / max(columns, 1)
        return QRectF(left, area.top(), wide, area.height())

    @property
    def _columns(self) -> int:
        return 1 if self.nets is None else self.nets.encoder.timesteps + self.nets.decoder.timesteps

    @property
    def column_width(self) -> float:
        """Return the px of a column."""
        return (self._states_area.width() - self.between.width()) / max(self._columns, 1)

    def column(self, net: Net, timestep: int) -> QRectF:
        """Return the column of a timestep, from the lowest layer to the highest."""
        area, between, wide = self._states_area, self.between, self.column_width
        left = area.left() if self.nets is None or net is self.nets.encoder else between.right()
        return QRectF(left + timestep * wide, area.top(), wide, area.height())

    def box(self, net: Net, strip: int, timestep: int) -> QRectF:
        """Return where the state of a layer is painted; the lowest layer is the lowest box."""
        column, count = self.column(net, timestep), len(net.strips)
        high, gap = column.height() / count, GAP * column.width() if column.width() > self._look.px(6) else 0.0
        apart = min(self._look.px(8), high * 0.14) / 2 if count > 1 else 0.0
        top = column.bottom() - (strip + 1) * high
        return QRectF(column.left() + gap / 2, top + apart, column.width() - gap, high - 2 * apart)

    def spot(self, x: float, y: float) -> Spot | None:
        """Return the timestep at a place, and the unit where a state is."""
        for net in () if self.nets is None else (self.nets.encoder, self.nets.decoder):
            first = self.column(net, 0)
            timestep = int((x - first.left()) // first.width())
            if not 0 <= timestep < net.timesteps:
                continue
            for k, strip in enumerate(net.strips):
                box = self.box(net, k, timestep)
                if box.top() <= y < box.bottom():
                    units = strip.values.shape[1]
                    return Spot(net.axis, timestep, int((y - box.top()) / box.height() * units))
            return Spot(net.axis, timestep, None)
        return None

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both nets, and what is between them."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if self.nets is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for k, net in enumerate((self.nets.encoder, self.nets.decoder)):
            self._paint_mark(painter, net)
            self._paint_states(painter, net, self._images[k])
            self._paint_inputs(painter, net, quoted=k == 1)
            self._paint_arrows(painter, net)
        self._paint_answers(painter, self.nets)
        if self.nets.weights is None:
            self._paint_bottleneck(painter, self.nets)
        else:
            self._paint_attention(painter, self.nets, self.nets.weights)
        self._paint_titles(painter, self.nets)

    def _paint_mark(self, painter: QPainter, net: Net) -> None:
        timestep = self._marked.get(net.axis)
        if timestep is None or timestep >= net.timesteps:
            return
        fill = QColor(self._look.theme.cursor)
        fill.setAlpha(34)
        column = self.column(net, timestep)
        painter.fillRect(QRectF(column.left(), 0, column.width(), self.height()), fill)

    def _paint_states(self, painter: QPainter, net: Net, images: list[QImage]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._look.theme.muted), 1))
        for k, image in enumerate(images):
            if self.column_width <= self._look.px(6):
                painter.drawImage(self.box(net, k, 0).united(self.box(net, k, net.timesteps - 1)), image)
                continue
            for t in range(net.timesteps):
                box = self.box(net, k, t)
                painter.drawImage(box, image, QRectF(t, 0, 1, image.height()))
                painter.drawRect(box)

    def _paint_inputs(self, painter: QPainter, net: Net, quoted: bool) -> None:
        """Write what is read below; what the decoder wrote itself in the accent's colour."""
        theme = self._look.theme
        colour = QColor(theme.accent if quoted and self._own else theme.text)
        for t, symbol in enumerate(net.inputs):
            column = self.column(net, t)
            self._write(
                painter,
                QRectF(column.left(), column.bottom() + self._look.px(6), column.width(), self._symbol_height),
                symbol,
                colour,
            )

    def _write(self, painter: QPainter, place: QRectF, text: str, colour: QColor) -> None:
        """Write a symbol in the largest letters that its place has room for."""
        for factor in (1.15, 1.0, 0.85, 0.7, 0.6):
            font = self._look.mono(factor)
            if QFontMetricsF(font).horizontalAdvance(text) <= place.width() or factor == 0.6:
                painter.setFont(font)
                painter.setPen(colour)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
                return

    def _paint_arrows(self, painter: QPainter, net: Net) -> None:
        """Draw where each state goes: to the next timestep, in the direction of its layer."""
        if self.column_width < self._look.px(ARROWS):
            return
        painter.setPen(QPen(QColor(self._look.theme.muted), 1))
        for k, strip in enumerate(net.strips):
            for t in range(net.timesteps - 1):
                left, right = self.box(net, k, t), self.box(net, k, t + 1)
                ends = QPointF(left.right(), left.center().y()), QPointF(right.left(), right.center().y())
                self._arrow(painter, *(ends[::-1] if strip.record.reverse else ends))

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.drawLine(start, end)
        back = self._look.px(3) * (1 if end.x() > start.x() else -1)
        for aside in (-self._look.px(2), self._look.px(2)):
            painter.drawLine(end, QPointF(end.x() - back, end.y() + aside))

    def _paint_answers(self, painter: QPainter, nets: TwoNets) -> None:
        """Write above the decoder what it writes: right ones, wrong ones, and what they should have been."""
        for t, answer in enumerate(nets.answers):
            if answer is not None:
                column = self.column(nets.decoder, t)
                top = column.top() - self._symbol_height - self._look.px(4)
                self._paint_answer(painter, QRectF(column.left(), top, column.width(), self._symbol_height), answer)

    def _paint_answer(self, painter: QPainter, place: QRectF, answer: Answer) -> None:
        theme, right = self._look.theme, answer.right
        colour = QColor(theme.muted if right is None else theme.good if right else theme.warning)
        edge = place.adjusted(1, 1, -1, -1)
        painter.setPen(QPen(colour, self._look.px(2) if right is False else 1))
        painter.setBrush(QColor(theme.entry))
        painter.drawRoundedRect(edge, self._look.px(3), self._look.px(3))
        self._write(painter, place, answer.said, QColor(theme.text))

    def _paint_bottleneck(self, painter: QPainter, nets: TwoNets) -> None:
        """Draw the vector that is all the decoder ever hears of the source, and the funnel into it and out of it."""
        places = self.vector_places()
        whole = places[0].united(places[-1])
        for place in places:
            whole = whole.united(place)
        before = self.box(nets.encoder, 0, nets.encoder.timesteps - 1)
        after = self.box(nets.decoder, 0, 0)
        area = self._states_area
        fill = QColor(self._look.theme.accent)
        fill.setAlpha(40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        for x, edge in ((before.right(), whole.left()), (after.left(), whole.right())):
            corners = (x, area.top()), (edge, whole.top()), (edge, whole.bottom()), (x, area.bottom())
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        for part, place, image in zip(nets.handed, places, self._handed, strict=True):
            painter.drawImage(place, image)
            painter.setPen(QPen(QColor(self._look.theme.accent), self._look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
            self._write_name(painter, place, part, len(nets.handed))

    def vector_places(self) -> list[QRectF]:
        """Return where each part of the context is drawn, (layer from below; h, then c beside it)."""
        if self.nets is None:
            return []
        between, layers = self.between, len({part.layer for part in self.nets.handed})
        states = sorted({part.state for part in self.nets.handed}, reverse=True)  # h, c
        wide = min(self._look.px(26), between.width() / (2.2 * len(states)))
        name = QFontMetricsF(self._look.font(bold=True)).height() + self._look.px(2)
        room = between.height() * 0.86 / layers
        left = between.center().x() - len(states) * wide * 1.25 / 2 + wide * 0.125
        bottom = between.center().y() + layers * room / 2
        return [
            QRectF(
                left + states.index(part.state) * wide * 1.25,
                bottom - (part.layer + 1) * room + name,
                wide,
                max(room - 1.3 * name, 4.0),
            )
            for part in self.nets.handed
        ]

    def _write_name(self, painter: QPainter, place: QRectF, part: Handed, parts: int) -> None:
        """Write above a part what it is called: c, or with several parts h, c, with the layer."""
        name = "c" if parts == 1 else f"{part.state}{str(part.layer + 1).translate(_SUPERSCRIPTS)}"
        font = self._look.font(bold=True)
        painter.setFont(font)
        painter.setPen(QColor(self._look.theme.text))
        high = QFontMetricsF(font).height()
        above = QRectF(place.center().x() - place.width(), place.top() - high, 2 * place.width(), high)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, name)

    def _paint_attention(self, painter: QPainter, nets: TwoNets, weights: Array) -> None:
        """Draw what is looked at: a line from each annotation, as strong as its weight; of the marked target alone."""
        marked = self._marked.get(nets.decoder.axis)
        targets = range(len(weights)) if marked is None or marked >= len(weights) else (marked,)
        colour = QColor(self._look.theme.accent)
        for t in targets:
            end = self.box(nets.decoder, len(nets.decoder.strips) - 1, t)
            for s in np.flatnonzero(weights[t] >= FAINTEST).tolist():  # also leaves NaN out
                if s >= nets.encoder.timesteps:
                    continue
                colour.setAlphaF(min(1.0, float(weights[t, s])) * (1.0 if len(targets) == 1 else 0.5))
                painter.setPen(QPen(colour, 1 + 2 * colour.alphaF()))
                start = self.box(nets.encoder, len(nets.encoder.strips) - 1, s)
                painter.drawLine(QPointF(start.center().x(), start.top()), QPointF(end.left(), end.center().y()))

    def _paint_titles(self, painter: QPainter, nets: TwoNets) -> None:
        """Write above each net what it does, and below the bottleneck how many numbers it is."""
        painter.setFont(tick_font(self._look))
        painter.setPen(QColor(self._look.theme.muted))
        high = QFontMetricsF(painter.font()).height()
        first, last = self.column(nets.encoder, 0), self.column(nets.encoder, nets.encoder.timesteps - 1)
        place = QRectF(first.left(), 0, last.right() - first.left(), high)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, translate("panels", "encoder reads"))
        first = self.column(nets.decoder, 0)
        place = QRectF(first.left(), 0, self.width() - first.left(), high)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, translate("panels", "decoder writes"))
        if nets.weights is None:
            words = translate("panels", "{count} numbers").format(count=nets.context.size)
            below = QRectF(
                self.between.left(), self._states_area.bottom() + self._look.px(6), self.between.width(), high
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, words)

    # --- events ---

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a timestep."""
        self.pointed.emit(self.spot(event.position().x(), event.position().y()))

    def leaveEvent(self, event: object) -> None:
        """Point at nothing."""
        del event
        self.pointed.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold a timestep."""
        spot = self.spot(event.position().x(), event.position().y())
        if spot is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(spot)


_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
