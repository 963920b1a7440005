"""A text in several colours, painted in the fixed-width font: what a model has written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.spoken import Spoken

SIZES = (3.0, 2.4, 1.9, 1.5, 1.25, 1.0)  # of the font, the largest first


class Stretch(NamedTuple):
    """A part of a text in one colour."""

    text: str
    colour: str


def wrapped(parts: Sequence[Stretch], columns: int) -> list[list[Stretch]]:
    """Break a text into lines of at most `columns` characters: at line ends, else after a space, else anywhere."""
    lines: list[list[Stretch]] = [[]]
    room = max(columns, 1)
    for part in parts:
        for k, piece in enumerate(part.text.replace("\t", "  ").split("\n")):
            if k:
                lines.append([])
                room = max(columns, 1)
            for word in _words(piece):
                if len(word.rstrip(" ")) > room and room < columns:
                    lines.append([])
                    room = max(columns, 1)
                while word:
                    lines[-1].append(Stretch(word[:room], part.colour))
                    word, room = word[room:], room - len(word[:room])
                    if word.strip(" "):
                        lines.append([])
                        room = max(columns, 1)
                    else:
                        word = ""
    return lines


def _words(text: str) -> list[str]:
    """Return words, each with the spaces after it."""
    found, start = [], 0
    for k in range(1, len(text)):
        if text[k] != " " and text[k - 1] == " ":
            found.append(text[start:k])
            start = k
    return [*found, text[start:]] if text else []


def columns_of(font: QFont, width: int) -> int:
    """Return how many characters of a fixed-width font fit."""
    return int(width / max(QFontMetricsF(font).horizontalAdvance("0"), 1.0))


def paint_line(painter: QPainter, line: Sequence[Stretch], place: QRect) -> int:
    """Write one line in the painter's font; return where it ends, in px."""
    left, metrics = place.left(), painter.fontMetrics()
    for part in line:
        painter.setPen(QColor(part.colour))
        width = metrics.horizontalAdvance(part.text)  # as a whole: rounded once
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(QRect(left, place.top(), width + 2, place.height()), flags, part.text)
        left += width
    return left


class ColouredText(Restyled, Spoken, QWidget):
    """The end of a text, as large as it fits; where it does not fit, its last lines."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._parts: tuple[Stretch, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_parts(self, parts: Sequence[Stretch]) -> None:
        """Write another text."""
        if tuple(parts) != self._parts:
            self._parts = tuple(parts)
            self.update()

    @override
    def spoken(self) -> str:
        return "".join(part.text for part in self._parts)

    def minimumSizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(40, QFontMetrics(self._look.mono()).height() + self._look.px(6))

    @override
    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _laid_out(self) -> tuple[QFont, list[list[Stretch]]]:
        font, lines = self._look.mono(SIZES[-1]), list[list[Stretch]]()
        for size in SIZES:
            font = self._look.mono(size)
            metrics = QFontMetrics(font)
            lines = wrapped(self._parts, columns_of(font, self.width() - self._look.px(20)))
            if len(lines) * metrics.height() <= self.height() - self._look.px(6):
                break
        return font, lines

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the lines, and a caret where the next symbol will stand."""
        look = self._look
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.entry))
        font, lines = self._laid_out()
        painter.setFont(font)
        height = painter.fontMetrics().height()
        room = max((self.height() - look.px(6)) // height, 1)
        end = look.px(8)
        for k, line in enumerate(lines[-room:]):
            end = paint_line(painter, line, QRect(look.px(8), look.px(3) + k * height, self.width(), height))
        top = look.px(3) + (min(len(lines), room) - 1) * height
        painter.fillRect(QRect(end + look.px(1), top + look.px(2), look.px(2), height - look.px(4)), look.theme.accent)
