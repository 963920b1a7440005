"""A label that gives way: its text is cut with an ellipsis where there is no room, and whole as its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from rnnviz.gui.paint_meter import metered

SMALLEST = 0.75  # of its size: a title is set so small before it is cut
SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, SMALLEST)


class ElidedLabel(QLabel):
    """One line of text that needs no room of its own; `wished`: it takes its own length where there is room for it."""

    def __init__(self, text: str = "", wished: bool = False) -> None:
        super().__init__(text)
        self.wished = wished

    @property
    def least(self) -> int:
        """The width of the whole text, set as small as it may be."""
        return round(self.fontMetrics().horizontalAdvance(self.text()) * SMALLEST) + 1

    def minimumSizeHint(self) -> QSize:
        """Ask for a few letters' width."""
        letters = 6 if self.wished else 1
        return QSize(letters * self.fontMetrics().averageCharWidth(), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for the text's width only if it is wished: a long text must not widen a panel."""
        return super().sizeHint() if self.wished else self.minimumSizeHint()

    def setText(self, text: str) -> None:
        """Change the text."""
        super().setText(text)
        self.setToolTip(text)

    def _fitting(self) -> QFont:
        """Return the font to paint in: a title is set smaller, as far as it is still a title, before it is cut."""
        font, size = QFont(self.font()), self.font().pointSizeF()
        for share in SHARES if self.wished else ():  # hinted letters do not shrink evenly
            font.setPointSizeF(size * share)
            if QFontMetrics(font).horizontalAdvance(self.text()) <= self.width():
                break
        return font

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self._fitting())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
