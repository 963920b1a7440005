"""A few lines in the fixed-width font, painted: equations beside which nothing may jump."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.explain.frame_equations import Equation, laid_out
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look

NARROWEST = 20  # characters


class EquationLines(QWidget):
    """Equations, broken to the width; room for a fixed number of lines, and an ellipsis for what is beyond.

    Parameters
    ----------
    look : Look
        Theme and font size.
    room : int
        Lines that there is always room for, so that the parts below stay where they are.
    """

    def __init__(self, look: Look, room: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._room = look, room
        self._size = 1.0  # of the font
        self._equations: tuple[Equation, ...] = ()
        self._warning = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_equations(self, equations: Sequence[Equation], warning: bool = False) -> None:
        """Write others; `warning`: something in them is not finite."""
        if tuple(equations) != self._equations or warning != self._warning:
            self._equations, self._warning = tuple(equations), warning
            self.setToolTip("\n".join(" = ".join((e.name, *e.steps)) for e in equations))
            self.update()

    @property
    def text(self) -> str:
        """Everything, a line an equation."""
        return "\n".join(" = ".join((e.name, *e.steps)) for e in self._equations)

    @property
    def needed(self) -> int:
        """How many lines the equations take at this width."""
        return len(self._broken())

    def _broken(self) -> list[str]:
        advance = max(QFontMetrics(self._look.mono(self._size)).horizontalAdvance("0"), 1)
        columns = max(NARROWEST, int((self.width() - self._look.px(12)) / advance))
        return [line for e in self._equations for line in laid_out(e, columns)]

    def sizeHint(self) -> QSize:
        """Ask for the room of its lines."""
        return QSize(10, self._room * QFontMetrics(self._look.mono(self._size)).height() + self._look.px(4))

    def set_size(self, size: float) -> None:
        """Write in another size, a multiple of the font's."""
        if size != self._size:
            self._size = size
            self.updateGeometry()
            self.update()

    def set_room(self, lines: int) -> None:
        """Keep room for another number of lines."""
        if lines != self._room:
            self._room = lines
            self.updateGeometry()

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the lines."""
        look = self._look
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.theme.panel))
        painter.setFont(look.mono(self._size))
        metrics = painter.fontMetrics()
        lines = self._broken()
        if len(lines) > self._room:
            lines = [*lines[: self._room - 1], "…"]
        painter.setPen(QColor(look.theme.warning if self._warning else look.theme.text))
        for k, line in enumerate(lines):
            place = QRect(look.px(6), look.px(2) + k * metrics.height(), self.width() - look.px(8), metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
