"""The heading of a step on a lesson's page: its number in a disc, and its title."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from rnnviz.gui.lessons.wrapping_button import WRAP, WrappingButton
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled

SIZE = 1.1  # of the letters, relative to the interface's


class StepHeading(Restyled, WrappingButton):
    """A press goes to the step; the one that is on stands out."""

    def __init__(self, look: Look, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(look, title, parent)
        self._number = number
        self._on = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{number}  {title}")

    def stand_out(self, on: bool) -> None:
        """Mark it as the step that is on, or not."""
        self._on = on
        self.restyle()

    @override
    def restyle(self) -> None:
        self.setFont(self.look.font(SIZE, bold=self._on))
        self.updateGeometry()
        self.update()

    def room(self) -> tuple[int, int]:
        """Return the room for the disc."""
        return self.look.px(34), self.look.px(6)

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc, and the title beside it."""
        theme, px = self.look.theme, self.look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointed = self.underMouse() or self.hasFocus()
        size = px(22)
        disc = QRectF(px(2), (self.height() - size) / 2, size, size)
        painter.setPen(QPen(QColor(theme.accent if self._on or pointed else theme.border), px(1)))
        painter.setBrush(QColor(theme.accent if self._on else theme.entry))
        painter.drawEllipse(disc)
        painter.setPen(QColor(theme.on_accent if self._on else theme.muted))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, f"{self._number}")
        painter.setPen(QColor(theme.text if self._on or pointed else theme.muted))
        left, right = self.room()
        painter.drawText(left, 0, self.width() - left - right, self.height(), WRAP, self.text())
