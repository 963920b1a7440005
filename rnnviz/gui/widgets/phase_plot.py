"""A plane of states: where a map takes each of them, the path that a sequence took, and the states that stay."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.phase_plane import Kind
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import nice_step, paint_lines, paint_ticks, tick_font, widest_of
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.probe.frame import Array

NOTHING = np.empty((0, 2))
NEAR = 14  # px at 10 points: a click takes the state of the path that is no farther
HEAD = 4.0  # px at 10 points: of an arrow
LONGEST = 0.09  # of the plot: a longer arrow is drawn as long as this


@dataclass(frozen=True, eq=False)
class PhasePicture:
    """What is drawn, in the units of the axes; points are (n, 2)."""

    names: tuple[str, str] = ("", "")  # of the axes
    low: tuple[float, float] = (-1.0, -1.0)
    high: tuple[float, float] = (1.0, 1.0)
    arrows: tuple[Array, Array] = (NOTHING, NOTHING)  # from, to
    curves: tuple[Array, ...] = ()  # of other inputs
    held: Array = field(default_factory=lambda: NOTHING)  # the curve of the input that is held
    diagonal: bool = False
    path: Array = field(default_factory=lambda: NOTHING)  # as it is drawn, corners and all
    stops: Array = field(default_factory=lambda: NOTHING)  # its states
    marked: int | None = None  # the stop that the cursor marks
    fixed: tuple[tuple[float, float, Kind], ...] = ()


class PhasePlot(Restyled, QWidget):
    """Paints a `PhasePicture`. A click near a state of the path, or an arrow key, chooses it."""

    pointed = Signal(object)  # a stop, or None
    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.picture = PhasePicture()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 80)

    def show_picture(self, picture: PhasePicture) -> None:
        """Draw another one."""
        self.picture = picture
        self.update()

    @override
    def restyle(self) -> None:
        self.update()

    # --- places ---

    @property
    def area(self) -> QRect:
        """Where the plane is."""
        look, (low, high) = self._look, (self.picture.low[1], self.picture.high[1])
        left = widest_of(tick_font(look), [label for _, label in self._ticks(low, high, self.height())]) + look.px(10)
        line = QFontMetrics(tick_font(look)).height()
        return self.rect().adjusted(left, line + look.px(4), -look.px(8), -2 * line - look.px(4))

    def at(self, points: Array) -> Array:
        """Return where points are, (n, 2), in px."""
        area, low, high = self.area, np.array(self.picture.low), np.array(self.picture.high)
        share = (points - low) / np.maximum(high - low, 1e-12)
        return np.stack(
            [area.left() + share[:, 0] * (area.width() - 1), area.bottom() - share[:, 1] * (area.height() - 1)], axis=1
        )

    def _nearest(self, x: float, y: float) -> int | None:
        if not len(self.picture.stops):
            return None
        away = np.hypot(*(self.at(self.picture.stops) - (x, y)).T)
        away[~np.isfinite(away)] = np.inf
        return int(away.argmin()) if away.min() <= self._look.px(NEAR) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a state of the path."""
        self.pointed.emit(self._nearest(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self.pointed.emit(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a state of the path."""
        stop = self._nearest(event.position().x(), event.position().y())
        if stop is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(stop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one state on along the path, or back."""
        by, count = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key())), len(self.picture.stops)
        if by is None or not count:
            super().keyPressEvent(event)
            return
        marked = self.picture.marked
        self.chosen.emit(min(max((count - 1 if marked is None else marked) + by, 0), count - 1))

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, arrows or curves, the path and the fixed points."""
        look, area, p = self._look, self.area, self.picture
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.panel))
        if area.width() < 20 or area.height() < 20:
            return
        self._paint_axes(painter, area)
        painter.setClipRect(area.adjusted(-look.px(5), -look.px(5), look.px(5), look.px(5)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if p.diagonal:
            self._line(painter, np.array([p.low, p.high]), "muted", dashed=True)
        for curve in p.curves:
            self._line(painter, curve, "bar")
        self._line(painter, p.held, "positive", 1.6)
        self._paint_arrows(painter)
        self._line(painter, p.path, "accent")
        self._paint_stops(painter)
        for x, y, kind in p.fixed:
            left, top = self.at(np.array([[x, y]]))[0].tolist()
            self._paint_fixed(painter, left, top, kind)

    def _ticks(self, low: float, high: float, length: float) -> list[tuple[float, str]]:
        step = nice_step((high - low) * self._look.px(34) / max(length, 1))
        first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
        return [(k * step, f"{k * step:g}".replace("-", "−")) for k in range(first, last + 1)]

    def _paint_axes(self, painter: QPainter, area: QRect) -> None:
        look, p = self._look, self.picture
        (x0, y0), (x1, y1) = p.low, p.high
        up = [(float(self.at(np.array([[x0, v]]))[0, 1]), label) for v, label in self._ticks(y0, y1, area.height())]
        paint_lines(painter, look, up, area)
        paint_ticks(painter, look, up, area.left(), (area.top(), area.bottom() + 1))
        line = QFontMetrics(tick_font(look)).height()
        painter.setPen(QColor(look.theme.muted))
        for v, label in self._ticks(x0, x1, area.width()):
            x = round(float(self.at(np.array([[v, y0]]))[0, 0]))
            painter.drawText(QRect(x - 40, area.bottom() + 2, 80, line), Qt.AlignmentFlag.AlignHCenter, label)
        painter.setPen(QColor(look.theme.text))
        painter.drawText(QRect(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, f"↑ {p.names[1]}")
        below = QRect(area.left(), area.bottom() + line, area.width(), line + look.px(2))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{p.names[0]} →")

    def _line(self, painter: QPainter, points: Array, colour: str, width: float = 1.0, dashed: bool = False) -> None:
        points = points[np.isfinite(points).all(axis=1)]
        if len(points) < 2:
            return
        pen = QPen(QColor(getattr(self._look.theme, colour)), self._look.px(width))
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in self.at(points).tolist()]))

    def _paint_arrows(self, painter: QPainter) -> None:
        """Paint arrows at their true directions; those that are too long to be told apart are shortened."""
        start, end = (self.at(points) for points in self.picture.arrows)
        if not len(start):
            return
        along = end - start
        length = np.hypot(*along.T)
        good = np.isfinite(length) & (length > 0.5)
        start, along, length = start[good], along[good], length[good]
        most = LONGEST * max(self.area.width(), self.area.height())
        along = along * (np.minimum(length, most) / length)[:, None]
        tips, unit = start + along, along / np.hypot(*along.T)[:, None]
        head = np.minimum(self._look.px(HEAD), np.hypot(*along.T))[:, None]
        side = np.stack([-unit[:, 1], unit[:, 0]], axis=1)
        lines = [(start, tips), (tips, tips - head * (unit + 0.6 * side)), (tips, tips - head * (unit - 0.6 * side))]
        painter.setPen(QPen(QColor(self._look.theme.muted), 1))
        painter.drawLines([QLineF(*a, *b) for a, b in zip(*map(np.concatenate, zip(*lines, strict=True)), strict=True)])

    def _paint_stops(self, painter: QPainter) -> None:
        look, p = self._look, self.picture
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.theme.accent))
        places = self.at(p.stops).tolist() if len(p.stops) else []
        for k, (x, y) in enumerate(places):
            if np.isfinite([x, y]).all() and k != p.marked:
                painter.drawEllipse(QPointF(x, y), look.px(2), look.px(2))
        if p.marked is not None and p.marked < len(places) and np.isfinite(places[p.marked]).all():
            painter.setPen(QPen(QColor(look.theme.cursor), look.px(1.5)))
            painter.drawEllipse(QPointF(*places[p.marked]), look.px(4), look.px(4))

    def _paint_fixed(self, painter: QPainter, x: float, y: float, kind: Kind) -> None:
        """Paint by shape, not by colour alone: full what attracts, hollow what repels, a diamond a saddle."""
        theme, r = self._look.theme, self._look.px(5)
        painter.setPen(QPen(QColor(theme.good if kind is Kind.ATTRACTS else theme.warning), self._look.px(1.8)))
        painter.setBrush(QColor(theme.good) if kind is Kind.ATTRACTS else Qt.BrushStyle.NoBrush)
        if kind is Kind.SADDLE:
            painter.drawPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]))
        elif kind is Kind.NEUTRAL:
            painter.drawRect(QRectF(x - r, y - r, 2 * r, 2 * r))
        else:
            painter.drawEllipse(QPointF(x, y), r, r)
