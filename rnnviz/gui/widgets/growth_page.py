"""A page that fills while a model learns: one row a sample, its words marked, and how many of them are real."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.engine.messages import Sample
from rnnviz.explain.number import grouped, number
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.coloured_text import Stretch, columns_of, paint_line, wrapped
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.sentences import translate

SIZES = (2.2, 2.0, 1.8, 1.65, 1.5, 1.25, 1.0, 0.85)  # of the samples' font
LEAST = 1.25  # this size is wanted rather than the whole sample
LINES = 3  # of a row, at least
MOST = 8  # rows


@dataclass(frozen=True)
class Grown:
    """One row."""

    sample: Sample
    loss: float  # smoothed

    @property
    def share(self) -> float:
        """How many of the words the text has, 0 to 1; NaN: there are none."""
        words = self.sample.words
        return sum(word.known for word in words) / len(words) if words else math.nan


class GrowthPage(Restyled, QWidget):
    """Rows of equal height, from the first sample down."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: tuple[Grown, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(40, 40)

    @property
    def room(self) -> int:
        """How many rows there is room for."""
        line = QFontMetrics(self._look.mono()).height()
        return max(1, min(MOST, self.height() // (LINES * line + self._look.px(8))))

    def show_rows(self, rows: Sequence[Grown]) -> None:
        """Write other rows: as many as there is room for."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.update()

    @override
    def restyle(self) -> None:
        self.update()

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Write every row."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if not self._rows:
            return
        height = self.height() // max(self.room, len(self._rows))
        left = self._left()
        size = self._size(height, self.width() - left)
        for k, row in enumerate(self._rows):
            place = QRect(0, k * height, self.width(), height)
            if k:
                painter.setPen(QColor(self._look.theme.border))
                painter.drawLine(0, place.top(), self.width(), place.top())
            self._paint_numbers(painter, row, place, left)
            self._paint_text(painter, row.sample, place.adjusted(left, 0, 0, 0), size)

    def _left(self) -> int:
        """Return how much room the numbers beside the samples need, in px."""
        bold, small = QFontMetrics(self._look.font(1.1, bold=True)), QFontMetrics(self._look.font(0.9))
        widths = [
            max(bold.horizontalAdvance(grouped(row.sample.update)), self._widest(small, row)) for row in self._rows
        ]
        return max(widths) + self._look.px(18)

    def _widest(self, metrics: QFontMetrics, row: Grown) -> int:
        return max(metrics.horizontalAdvance(text) for text in self._said(row))

    @staticmethod
    def _said(row: Grown) -> tuple[str, str]:
        loss = translate("panels", "loss {loss}").format(loss=number(row.loss, signed=False))
        if math.isnan(row.share):
            return loss, ""
        return loss, translate("panels", "{percent} % real").format(percent=round(100 * row.share))

    def _size(self, height: int, width: int) -> float:
        """Return the largest size in which every sample fits, or at least `LEAST`, if some lines of it have room."""
        for size in SIZES:
            font = self._look.mono(size)
            lines = (height - self._look.px(6)) // QFontMetrics(font).height()
            columns = columns_of(font, width - self._look.px(12))
            whole = all(len(wrapped([Stretch(_flowing(row.sample.text), "")], columns)) <= lines for row in self._rows)
            if whole or (size <= LEAST and lines >= LINES):
                return size
        return SIZES[-1]

    def _paint_numbers(self, painter: QPainter, row: Grown, place: QRect, width: int) -> None:
        look, theme = self._look, self._look.theme
        inner = place.adjusted(look.px(6), look.px(3), 0, -look.px(5))
        bottom = inner.bottom() - look.px(6)
        loss, words = self._said(row)
        texts = (
            (grouped(row.sample.update), look.font(1.1, bold=True), theme.text),
            (words, look.font(0.9), theme.text),
        )
        top = inner.top()
        for text, font, colour in (*texts, (loss, look.font(0.9), theme.muted)):
            painter.setFont(font)
            height = painter.fontMetrics().height()
            if text and top + height <= bottom:
                painter.setPen(QColor(colour))
                painter.drawText(QRect(inner.left(), top, width, height), Qt.AlignmentFlag.AlignVCenter, text)
                top += height
        if not math.isnan(row.share):
            whole = width - look.px(14)
            bar = QRect(inner.left(), inner.bottom() - look.px(4), whole, look.px(4))
            painter.fillRect(bar, QColor(theme.border))
            painter.fillRect(QRect(bar.left(), bar.top(), round(row.share * whole), bar.height()), QColor(theme.accent))

    def _paint_text(self, painter: QPainter, sample: Sample, place: QRect, size: float) -> None:
        look = self._look
        painter.setFont(look.mono(size))
        height = painter.fontMetrics().height()
        lines = wrapped(self._marked(sample), columns_of(painter.font(), place.width() - look.px(12)))
        room = max((place.height() - look.px(6)) // height, 1)
        for k, line in enumerate(lines[:room]):
            paint_line(painter, line, QRect(place.left(), place.top() + look.px(3) + k * height, place.width(), height))

    def _marked(self, sample: Sample) -> list[Stretch]:
        """Return a sample with the words that the text has in the accent's colour; white space only parts words."""
        theme = self._look.theme
        if not sample.words:
            return [Stretch(_flowing(sample.text), theme.text)]
        found, end = list[Stretch](), 0
        for word in sample.words:
            found.append(Stretch(_flowing(sample.text[end : word.start]), theme.muted))
            colour = theme.accent if word.known else theme.positive if word.invented else theme.muted
            found.append(Stretch(sample.text[word.start : word.end], colour))
            end = word.end
        return [part for part in (*found, Stretch(_flowing(sample.text[end:]), theme.muted)) if part.text]


def _flowing(text: str) -> str:
    """Return a text in which all white space is one space: a page has no room for empty lines."""
    return re.sub(r"\s+", " ", text)
