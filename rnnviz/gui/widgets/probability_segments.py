"""[0, 1] cut into one part a symbol, as long as it is likely, and where a random number falls on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.prediction import TOP
from rnnviz.explain.softmax_draws import Distribution
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled

HEIGHT = 2.4  # lines
LARGEST = 1.8  # of the font, as a multiple


class Segment(NamedTuple):
    """One part of the line."""

    label: str
    start: float
    end: float
    chosen: bool = False
    rest: bool = False  # of many symbols that are not told apart


class ProbabilitySegments(Restyled, QWidget):
    """Parts side by side, with their symbols where these have room; above them, the number."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._segments: tuple[Segment, ...] = ()
        self._u: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The parts, from left to right."""
        return self._segments

    def show_segments(self, segments: Sequence[Segment], u: float | None) -> None:
        """Draw other parts; u in [0, 1) is marked, None: nothing is."""
        if (tuple(segments), u) != (self._segments, self._u):
            self._segments, self._u = tuple(segments), u
            self.update()

    @override
    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the line, and the number above it."""
        return QSize(40, round(HEIGHT * QFontMetrics(self._look.mono()).height()))

    @property
    def size_of_font(self) -> float:
        """How large symbols and number are written: a multiple of the font's size."""
        return min(max(self.height() / self.sizeHint().height(), 1.0), LARGEST)

    def minimumSizeHint(self) -> QSize:
        """Ask for the same height."""
        return self.sizeHint()

    def x(self, share: float) -> int:  # type: ignore[override]
        """Return where a number in [0, 1] stands, in px."""
        margin = self._look.px(8)
        return margin + round(share * (self.width() - 2 * margin))

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts, their symbols, and the number with its mark."""
        look = self._look
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.panel))
        painter.setFont(look.mono(self.size_of_font))
        top = painter.fontMetrics().height() + look.px(3)
        for k, segment in enumerate(self._segments):
            self._paint(painter, segment, k, top)
        if self._u is not None:
            self._paint_number(painter, self._u, top)

    def _paint(self, painter: QPainter, segment: Segment, k: int, top: int) -> None:
        theme = self._look.theme
        left, right = self.x(segment.start), self.x(segment.end)
        height = min(self.height() - top, 2 * painter.fontMetrics().height()) - self._look.px(2)
        place = QRect(left, top, max(right - left, 1), height)
        ground = QColor(theme.good if segment.chosen else theme.border if segment.rest or k % 2 else theme.entry)
        painter.fillRect(place, ground)
        painter.setPen(QColor(theme.muted))
        painter.drawLine(left, place.top(), left, place.bottom())
        if k == len(self._segments) - 1:
            painter.drawLine(right, place.top(), right, place.bottom())
        if painter.fontMetrics().horizontalAdvance(segment.label) + 2 <= place.width():
            painter.setPen(QColor(theme.panel if segment.chosen else theme.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, segment.label)

    def _paint_number(self, painter: QPainter, u: float, top: int) -> None:
        look, at = self._look, self.x(u)
        half = look.px(5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.theme.accent))
        painter.drawPolygon(
            QPolygon(
                [QPoint(at - half, top - 2 * half), QPoint(at + half, top - 2 * half), QPoint(at, top + half // 2)]
            )
        )
        text = f"u = {u:.4f}"
        width = painter.fontMetrics().horizontalAdvance(text)
        left = at + half + look.px(3)
        if left + width > self.width():
            left = max(at - half - look.px(3) - width, 0)
        painter.setPen(QColor(look.theme.accent))
        painter.drawText(QRect(left, 0, width + 2, top), Qt.AlignmentFlag.AlignVCenter, text)


def parts(shown: Distribution, labels: tuple[str, ...], chosen: int) -> list[Segment]:
    """Return the parts of [0, 1]: the likeliest symbols, what is drawn, and all others in between as one."""
    order = shown.order.tolist()
    told = sorted({*range(min(TOP, len(order))), order.index(chosen)})
    found, end = list[Segment](), 0.0
    for place in told:
        start, stop = shown.part(place)
        if start > end:
            found.append(Segment("…", end, start, rest=True))
        found.append(Segment(labels[order[place]], start, stop, chosen=order[place] == chosen))
        end = stop
    return [*found, Segment("…", end, 1.0, rest=True)] if end < 1.0 else found
