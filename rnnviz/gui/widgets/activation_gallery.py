"""Small multiples of the activation functions: each with its derivative, and under those in use what they are given."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.activation import BINS, CURVES, FORMULAS, REACH, TITLES, Z
from rnnviz.explain.number import percent
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.blank_pixmap import blank_pixmap
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

NAMES = tuple(TITLES)
LOW, HIGH = -1.25, 2.0  # of the values shown
TILE = 1.25  # width to height, as far as the room lets it
SHARE = 0.4  # of a plot's height: the highest bar of a histogram


class ActivationGallery(Restyled, QWidget):
    """One tile a function, and one that says what is what; a click or Return chooses."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._own: frozenset[str] = frozenset()
        self._histograms: Mapping[str, Array] = {}
        self._saturated: Mapping[str, float] = {}
        self._focus = 0
        self._still: QPixmap | None = None  # all but the histograms
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)

    @property
    def own(self) -> frozenset[str]:
        """The functions that are marked as the running network's."""
        return self._own

    def show_own(self, own: frozenset[str]) -> None:
        """Mark the functions that the running network applies."""
        if own != self._own:
            self._own = own
            self.restyle()

    def show_inputs(self, histograms: Mapping[str, Array], saturated: Mapping[str, float]) -> None:
        """Show what they are given: the share of the values in each bin, and at how many of them the slope is gone."""
        self._histograms, self._saturated = histograms, saturated
        self.update()

    @override
    def restyle(self) -> None:
        self._still = None
        self.update()

    def resizeEvent(self, event: object) -> None:
        """Paint anew."""
        del event
        self._still = None

    # --- places ---

    @property
    def columns(self) -> int:
        """How many tiles stand side by side: as many as let them be largest."""
        count = len(NAMES) + 1

        def side(columns: int) -> float:
            rows = ceil(count / columns)
            return min(self.width() / columns / TILE, self.height() / rows)

        return max(range(1, count + 1), key=lambda columns: (side(columns), -columns))

    def tile(self, index: int) -> QRect:
        """Return the place of a tile; the last one is the legend."""
        columns = self.columns
        rows = ceil((len(NAMES) + 1) / columns)
        column, row, gap = index % columns, index // columns, self._look.px(3)
        left, right = (self.width() * k // columns for k in (column, column + 1))
        top, bottom = (self.height() * k // rows for k in (row, row + 1))
        return QRect(left, top, right - left, bottom - top).adjusted(gap, gap, -gap, -gap)

    def plot(self, index: int) -> QRect:
        """Return the place of a tile's curves, below its words."""
        tile, pad = self.tile(index), self._look.px(4)
        return tile.adjusted(pad, self._head(tile), -pad, -pad)

    def _head(self, tile: QRect) -> int:
        line = self._look.px(15)
        return line * (2 if tile.height() > 6 * line else 1) + self._look.px(3)

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit what stays, and the histograms over it."""
        del event
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still_picture())
        for name, bars in self._histograms.items():
            if name in NAMES:
                self._paint_histogram(painter, self.plot(NAMES.index(name)), bars)
        self._paint_legend(painter, self.tile(len(NAMES)))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.theme.text), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self.tile(self._focus).adjusted(2, 2, -3, -3))

    def _still_picture(self) -> QPixmap:
        if self._still is None:
            self._still = blank_pixmap(self, QColor(self._look.theme.panel))
            with QPainter(self._still) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                for index, name in enumerate(NAMES):
                    self._paint_tile(painter, index, name)
        return self._still

    def _paint_tile(self, painter: QPainter, index: int, name: str) -> None:
        look, theme, tile, own = self._look, self._look.theme, self.tile(index), name in self._own
        painter.setBrush(QColor(theme.entry) if own else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent if own else theme.border), look.px(2) if own else 1))
        painter.drawRoundedRect(QRectF(tile), look.px(4), look.px(4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_head(painter, tile, name, own)
        plot = self.plot(index)
        if plot.height() < look.px(12):
            return
        painter.setPen(QColor(theme.border))
        zero, base = _at(0.0, plot), _height(0.0, plot)
        painter.drawLine(QPointF(plot.left(), base), QPointF(plot.right(), base))
        painter.drawLine(QPointF(zero, plot.top()), QPointF(zero, plot.bottom()))
        painter.save()
        painter.setClipRect(plot)
        for values, colour, style in (
            (CURVES[name].slopes, theme.muted, Qt.PenStyle.DashLine),
            (CURVES[name].values, theme.accent if own else theme.text, Qt.PenStyle.SolidLine),
        ):
            painter.setPen(QPen(QColor(colour), max(1.0, look.px(2)), style))
            painter.drawPolyline(_polyline(values, plot))
        painter.restore()

    def _paint_head(self, painter: QPainter, tile: QRect, name: str, own: bool) -> None:
        look, pad = self._look, self._look.px(6)
        painter.setFont(look.font(0.95, bold=own))
        painter.setPen(QColor(look.theme.text))
        line = look.px(15)
        words = QRect(tile.left() + pad, tile.top() + look.px(2), tile.width() - 2 * pad, line)
        elide = painter.fontMetrics().elidedText
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, left, elide(TITLES[name], Qt.TextElideMode.ElideRight, words.width()))
        if self._head(tile) > 2 * line:
            painter.setFont(look.font(0.8))
            painter.setPen(QColor(look.theme.muted))
            text = painter.fontMetrics().elidedText(FORMULAS[name], Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words.translated(0, line), left, text)

    def _paint_histogram(self, painter: QPainter, plot: QRect, shares: Array) -> None:
        peak = float(shares.max(initial=0.0))
        if not peak or plot.height() < self._look.px(12):
            return
        colour = QColor(self._look.theme.positive)
        colour.setAlpha(150)
        width = plot.width() / BINS
        for k in np.flatnonzero(shares).tolist():
            high = max(1.0, SHARE * plot.height() * shares[k] / peak)
            painter.fillRect(
                QRectF(plot.left() + k * width, plot.bottom() + 1 - high, max(1.0, width - 1), high), colour
            )

    def _paint_legend(self, painter: QPainter, tile: QRect) -> None:
        look, theme = self._look, self._look.theme
        entries = [
            ("φ(z)", QPen(QColor(theme.text), look.px(2))),
            (translate("panels", "slope φ′(z)"), QPen(QColor(theme.muted), look.px(2), Qt.PenStyle.DashLine)),
            (translate("panels", "z, watched"), QPen(QColor(theme.positive), look.px(6))),
        ]
        for name, share in self._saturated.items():
            text = translate("panels", "{share} flat ({name})").format(name=TITLES[name], share=percent(share))
            entries.append((text, QPen(Qt.PenStyle.NoPen)))
        painter.setFont(look.font(0.85))
        height = min(look.px(18), max(1, (tile.height() - look.px(3)) // len(entries)))
        if height < look.px(11):
            return
        for k, (text, pen) in enumerate(entries):
            y = tile.top() + look.px(3) + k * height
            painter.setPen(pen)
            painter.drawLine(tile.left(), y + height // 2, tile.left() + look.px(18), y + height // 2)
            painter.setPen(QColor(theme.text))
            left = look.px(23)
            place = QRect(tile.left() + left, y, tile.width() - left, height)
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    # --- events ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the tile under the mouse."""
        point = event.position().toPoint()
        for index, name in enumerate(NAMES):
            if self.tile(index).contains(point):
                self._focus = index
                self.chosen.emit(name)
                self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from tile to tile, Return chooses."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.columns,
            Qt.Key.Key_Down: self.columns,
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(NAMES[self._focus])
        elif key in steps:
            self._focus = min(max(self._focus + steps[key], 0), len(NAMES) - 1)
            self.update()
        else:
            super().keyPressEvent(event)


def _at(z: float, plot: QRect) -> float:
    return plot.left() + (z + REACH) / (2 * REACH) * plot.width()


def _height(value: float, plot: QRect) -> float:
    return plot.bottom() + 1 - (value - LOW) / (HIGH - LOW) * plot.height()


def _polyline(values: Array, plot: QRect) -> QPolygonF:
    return QPolygonF(
        [QPointF(_at(z, plot), _height(v, plot)) for z, v in zip(Z.tolist(), values.tolist(), strict=True)]
    )
