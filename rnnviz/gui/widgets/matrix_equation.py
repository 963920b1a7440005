"""An equation of matrices as it stands on a blackboard: brackets, labels, numbers in cells of a faint colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from math import ceil

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from rnnviz.explain.arithmetic import Equation, Piece
from rnnviz.explain.formula import Text, parsed
from rnnviz.gui.style.theme import LEVELS, Look, Theme
from rnnviz.gui.widgets.typesetter import Set, typesetter
from rnnviz.sentences import translate

LEAST = 4  # characters of a cell that is not whole: while it learns, its sign comes and goes
FAINT = 0.42  # of the map's range is used: numbers are to be read on it
COVERED = "?"
_PARTS = re.compile(r"(·|: | \+ | > |  ⟺  |′| (?=∂)|∂E/∂|[\[\];] ?|(?<=\w) (?=\w))")
_GRADIENT = re.compile(r"∂E/∂(\S+)")


def said(name: str) -> str:
    """Return a name as it is read: the lectures' words in the user's language, timesteps raised."""
    whole = translate("networks", name)
    parts = [whole] if whole != name else [translate("networks", p) if p else "" for p in _PARTS.split(name)]
    return "".join(parts).replace("(t-1)", "⁽ᵗ⁻¹⁾").replace("(t)", "⁽ᵗ⁾")


class Words(IntEnum):
    """Which words stand around the numbers."""

    NONE = 0
    ROWS = 1
    ALL = 2  # those of the columns too, which make a matrix wide


class Said:
    """The words around a piece, and how long its numbers are: the same at every size."""

    def __init__(self, piece: Piece, labelled: Words) -> None:
        self.name = said(piece.name)
        self.is_matrix = bool(piece.columns)
        self.rows = tuple(map(said, piece.rows)) if labelled and any(piece.rows) else ()
        self.columns = tuple(map(said, piece.columns)) if labelled is Words.ALL and any(piece.columns) else ()
        values = np.ravel(piece.values).tolist()
        learns = not piece.texts and any(value != round(value) for value in values if np.isfinite(value))
        self.letters = max(LEAST if learns else 1, *(len(text) for row in piece.written for text in row))


class Setting:
    """Where the parts of one equation stand, at one size.

    Parameters
    ----------
    look : Look
    equation : Equation
    factor : float
        Of the font.
    words : sequence of Said
        Those of each piece. Looked up once for all sizes: a name costs more than its letters do.
    room : int, optional
        In px: what does not fit beside the rest stands below it, sign first; without it, all is one line.
    """

    def __init__(
        self, look: Look, equation: Equation, factor: float, words: Sequence[Said], room: int | None = None
    ) -> None:
        self.equation = equation
        self._look = look
        self._said = words
        self.digits, self.words = look.mono(factor), look.font(0.8 * factor)
        self.names = look.font(0.9 * factor, bold=True)
        digits, names, labels = QFontMetrics(self.digits), QFontMetrics(self.names), QFontMetrics(self.words)
        self._digit = digits.horizontalAdvance("0")
        self._word, self._name = labels.horizontalAdvance, names.horizontalAdvance
        self._heading = labels.height()  # of the words of columns
        self._titles = [titled(self.names, each.name) for each in words]  # of each piece
        self.row = round(digits.height() * 1.16)
        self.pad = max(2, round(self._digit * 0.5))
        self.blocks: list[QRect] = []  # of the numbers of each piece, from (0, 0)
        self._cells: list[int] = []  # the width of a cell of each piece
        self._signs: list[QRect] = []
        self.width = self.height = 0
        self._widths = [self._across(*each) for each in zip(equation.pieces, words, self._titles, strict=True)]
        for line in self._lines(room):
            self._place(line)

    def _lines(self, room: int | None) -> list[list[int]]:
        """Break the equation before the signs at which it would be too wide: pieces by number."""
        lines: list[list[int]] = [[]]
        used = 0
        for number, (_, before, inner, after) in enumerate(self._widths):
            if lines[-1] and room is not None and used + before + inner + after > room:
                lines.append([])
                used = 0
            lines[-1].append(number)
            used += before + inner + after
        return lines

    def _across(self, piece: Piece, words: Said, title: Set) -> tuple[int, int, int, int]:
        """Return the width of a piece's sign, of all that stands before its numbers, of these, and of what is after."""
        sign = self._name(piece.sign) + 2 * self.pad if piece.sign else 0
        left, right = self._margins(words)
        inner = self._cell(words) * piece.values.shape[1]
        beyond = (ceil(title.width) - inner) // 2 + 1  # a long name must not touch its neighbour's
        return sign, sign + max(left, beyond) + self.pad, inner, self.pad + max(right, beyond)

    def _place(self, line: Sequence[int]) -> None:
        """Place pieces side by side, below what is there already."""
        pieces = [self.equation.pieces[number] for number in line]
        columns = self._heading if any(self._said[number].columns for number in line) else 0
        tallest = max(len(piece.values) for piece in pieces)
        above = ceil(max(self._titles[number].height for number in line))
        top, x = self.height + above + columns + self.pad // 2, 0
        self.height = top + tallest * self.row + self.pad
        for number, piece in zip(line, pieces, strict=True):
            sign, before, inner, after = self._widths[number]
            self._signs.append(QRect(x, top, sign, tallest * self.row))
            y = top + (tallest - len(piece.values)) * self.row // 2
            self.blocks.append(QRect(x + before, y, inner, len(piece.values) * self.row))
            self._cells.append(inner // piece.values.shape[1])
            x += before + inner + after
        self.width = max(self.width, x)

    def _margins(self, words: Said) -> tuple[int, int]:
        """Return the room of the words of the rows: of a matrix at its left, of a vector at its right."""
        if not words.rows:
            return 0, 0
        room = max(map(self._word, words.rows)) + self.pad
        return (room, 0) if words.is_matrix else (0, room)

    def _cell(self, words: Said) -> int:
        wide = words.letters * self._digit
        if words.columns:
            wide = max(wide, *map(self._word, words.columns))
        return wide + 2 * self.pad

    def paint(
        self, painter: QPainter, at: QPointF, done: int | None = None, marked: int | None = None, covered: bool = False
    ) -> None:
        """Paint it.

        Parameters
        ----------
        done : int, optional
            Rows of the result that are there already; None: all.
        marked : int, optional
            The row that is being computed: what it is made of is framed.
        covered : bool
            Whether the result is still to be guessed.
        """
        painter.save()
        painter.translate(at)
        limit = max((float(np.abs(v).max()) for v in self._finite()), default=1.0) or 1.0
        for k, piece in enumerate(self.equation.pieces):
            is_result = k == len(self.equation.pieces) - 1
            self._paint_sign(painter, piece, self._signs[k])
            self._paint_name(painter, self._said[k], self._titles[k], self.blocks[k])
            self._paint_labels(painter, self._said[k], k)
            there = (len(piece.values) if done is None else done) if is_result else len(piece.values)
            self._paint_cells(painter, piece, k, limit, there, covered and is_result)
            self._paint_brackets(painter, self.blocks[k])
            if marked is not None:
                self._paint_frame(painter, piece, self.blocks[k], None if piece.whole else marked)
        painter.restore()

    def _finite(self) -> Sequence[np.ndarray]:
        found = (piece.values[np.isfinite(piece.values)] for piece in self.equation.pieces)
        return [values for values in found if values.size]

    def _paint_sign(self, painter: QPainter, piece: Piece, place: QRect) -> None:
        painter.setFont(self.names)
        painter.setPen(QColor(self._look.theme.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, piece.sign)

    def _paint_name(self, painter: QPainter, said: Said, title: Set, block: QRect) -> None:
        words = self._heading if said.columns else 0
        line = block.top() - words - self.pad // 2 - title.below
        title.paint(painter, block.center().x() - title.width / 2, line, QColor(self._look.theme.muted))

    def _paint_labels(self, painter: QPainter, said: Said, index: int) -> None:
        painter.setFont(self.words)
        painter.setPen(QColor(self._look.theme.muted))
        block, cell, height = self.blocks[index], self._cells[index], QFontMetrics(self.words).height()
        for k, column in enumerate(said.columns):
            place = QRect(block.left() + k * cell, block.top() - height, cell, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, column)
        left, right = self._margins(said)
        for k, row in enumerate(said.rows):
            y = block.top() + k * self.row
            if left:
                place, side = QRect(block.left() - left - self.pad, y, left, self.row), Qt.AlignmentFlag.AlignRight
            else:
                place, side = QRect(block.right() + 2 * self.pad, y, right, self.row), Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | side, row)

    def _paint_cells(
        self, painter: QPainter, piece: Piece, index: int, limit: float, there: int, covered: bool
    ) -> None:
        theme, block, cell = self._look.theme, self.blocks[index], self._cells[index]
        painter.setFont(self.digits)
        written = piece.written
        for r, row in enumerate(piece.values.tolist()):
            for c, value in enumerate(row):
                place = QRect(block.left() + c * cell, block.top() + r * self.row, cell, self.row)
                if covered or r >= there:
                    painter.setPen(QColor(theme.accent if covered else theme.muted))
                    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, COVERED if covered else "·")
                    continue
                ground, ink = tints(theme, 0.0 if piece.texts else value, limit)
                painter.fillRect(place.adjusted(1, 1, -1, -1), ground)
                painter.setPen(ink)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, written[r][c])

    def _paint_brackets(self, painter: QPainter, block: QRect) -> None:
        painter.setPen(QPen(QColor(self._look.theme.text), max(1.0, self._digit / 8)))
        tip = max(2, self.pad // 2)
        for x, inwards in ((block.left() - tip, tip), (block.right() + 1 + tip, -tip)):
            painter.drawPolyline([
                QPointF(x + inwards, block.top()),
                QPointF(x, block.top()),
                QPointF(x, block.bottom() + 1),
                QPointF(x + inwards, block.bottom() + 1),
            ])  # fmt: skip

    def _paint_frame(self, painter: QPainter, piece: Piece, block: QRect, row: int | None) -> None:
        """Frame a row, or all of it."""
        if row is not None and row >= len(piece.values):
            return
        frame = block if row is None else QRect(block.left(), block.top() + row * self.row, block.width(), self.row)
        painter.setPen(QPen(QColor(self._look.theme.accent), max(1.5, self._digit / 5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(frame), self.pad / 2, self.pad / 2)


def titled(font: QFont, name: str) -> Set:
    """Set the name of a matrix or a vector; a gradient is a fraction."""
    fraction = _GRADIENT.sub(r"\\frac{∂E}{∂\1}", name)
    return typesetter(font).whole((Text(name),) if fraction == name else parsed(fraction))


def tints(theme: Theme, value: float, limit: float) -> tuple[QColor, QColor]:
    """Return the ground of a number and its ink."""
    if not np.isfinite(value):
        return QColor(theme.not_a_number if np.isnan(value) else theme.infinite), QColor(theme.panel)
    place = round((0.5 + 0.5 * FAINT * max(-1.0, min(1.0, value / limit))) * (LEVELS - 1))
    return QColor.fromRgb(int(theme.diverging[place])), QColor(theme.text)
