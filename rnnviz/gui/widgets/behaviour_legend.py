"""The four behaviours with their colours, their gates and how often each occurs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.cell_behaviours import BEHAVIOURS, GATES
from rnnviz.explain.number import percents
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import widest_of
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

WIDEST = "100.0 %"


class BehaviourLegend(Restyled, QWidget):
    """Side by side with their gates below where there is room; else two by two, and without them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._possible: tuple[int, ...] = ()
        self._gates = ""
        self._shares: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_shares(self, possible: Sequence[int], shares: Array, gates: str) -> None:
        """Show others; `gates` names the pair of gates: "(i, f)"."""
        known = [float(shares[k]) for k in possible]
        shown = ("–",) * len(known) if np.isnan(known).any() else percents(known)
        if (tuple(possible), gates) != (self._possible, self._gates):
            self._possible, self._gates = tuple(possible), gates
            self.updateGeometry()
        elif shown == self._shares:
            return
        self._shares = shown
        self.update()

    @override
    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for two lines where there is anything to say."""
        lines = 2 if self._possible and (self._wide or len(self._possible) > 2) else 1
        return QSize(10, lines * self._metrics.height() + self._look.px(6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())

    def _font(self) -> QFont:
        """Return the largest font in which two stand side by side."""
        fonts = [self._look.font(factor, bold=True) for factor in (1.0, 0.9, 0.8, 0.7, 0.6)]
        room = self.width() // 2 - self._square - self._look.px(14)
        texts = [f"{name}  {WIDEST}" for name in self._names()]
        return next((font for font in fonts if widest_of(font, texts) <= room), fonts[-1])

    @property
    def _square(self) -> int:
        return self._look.px(11)

    def _names(self) -> list[str]:
        return [translate("panels", BEHAVIOURS[code]) for code in self._possible]

    def _pairs(self) -> list[str]:
        return [f"{self._gates} = ({GATES[code][0]}, {GATES[code][1]})" for code in self._possible]

    @property
    def _wide(self) -> bool:
        """Whether all stand side by side."""
        quiet = QFontMetrics(self._look.font(0.9))
        needed = max(
            (
                max(self._metrics.horizontalAdvance(f"{name}  {WIDEST}"), quiet.horizontalAdvance(pair))
                for name, pair in zip(self._names(), self._pairs(), strict=True)
            ),
            default=0,
        )
        return self.width() >= len(self._possible) * (needed + self._square + self._look.px(18))

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries."""
        look, wide = self._look, self._wide
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.panel))
        columns = len(self._possible) if wide else 2
        width = (self.width() - look.px(8)) // max(columns, 1)
        line = self._metrics.height()
        entries = zip(self._possible, self._names(), self._pairs(), self._shares, strict=True)
        for k, (code, name, pair, share) in enumerate(entries):
            left, top = look.px(6) + (k % columns) * width, look.px(3) + (k // columns) * line
            self._paint_entry(painter, QRect(left, top, width - look.px(4), line), code, name, share)
            if wide:
                painter.setFont(look.font(0.9))
                painter.setPen(QColor(look.theme.muted))
                place = QRect(left + self._square + look.px(6), top + line, width, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, pair)

    def _paint_entry(self, painter: QPainter, place: QRect, code: int, name: str, share: str) -> None:
        look, side = self._look, self._square
        painter.fillRect(place.left(), place.center().y() - side // 2, side, side, QColor(look.theme.behaviours[code]))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        place = place.adjusted(side + look.px(6), 0, 0, 0)
        bold = self._font()
        painter.setFont(bold)
        painter.setPen(QColor(look.theme.text))
        written = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, align, written)
        place = place.adjusted(painter.fontMetrics().horizontalAdvance(f"{written}  "), 0, 0, 0)
        bold.setBold(False)
        painter.setFont(bold)
        if painter.fontMetrics().horizontalAdvance(share) <= place.width():
            painter.drawText(place, align, share)
