"""A few equations, beside which nothing may jump: there is always room for the same number of lines."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.formula_breaker import FormulaBreaker, Row
from rnnviz.gui.widgets.formulas import Formulas


class EquationLines(Formulas):
    """Equations, broken to the width; room for a fixed number of lines, and an ellipsis for what is beyond.

    Parameters
    ----------
    look : Look
        Theme and font size.
    room : int
        Lines of plain text that there is always room for, so that the parts below stay where they are; a fraction takes
        nearly two.
    """

    def __init__(self, look: Look, room: int, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._room = room
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @override
    def hasHeightForWidth(self) -> bool:
        """Stay as high as the room is."""
        return False

    @property
    def needed(self) -> int:
        """How many lines the equations take at this width."""
        return ceil((self.needed_height(self.width()) - self._look.px(4)) / self._line - 0.1)  # px are whole

    @property
    def _line(self) -> float:
        return FormulaBreaker(self.font_used(), 1.0).line_height() + self._between

    @override
    def font_used(self) -> QFont:
        """Return the font of letters on the line."""
        return self._look.font(self._size)

    @override
    def sizeHint(self) -> QSize:
        """Ask for the room of its lines."""
        return QSize(10, ceil(self._room * self._line) + self._look.px(4))

    def set_room(self, lines: int) -> None:
        """Keep room for another number of lines."""
        if lines != self._room:
            self._room = lines
            self.updateGeometry()

    @override
    def _has_room(self, y: float, row: Row) -> bool:
        return y + row.what.height <= self.height() + self._between

    @override
    def _paint_rest(self, painter: QPainter, y: float) -> None:
        painter.setFont(self.font_used())
        painter.setPen(QColor(self._look.theme.muted))
        place = self.rect().adjusted(0, 0, -self._look.px(4), 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, "…")
