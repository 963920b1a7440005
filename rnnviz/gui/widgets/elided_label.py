"""A label that gives way: its text is cut with an ellipsis where there is no room, and whole as its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from rnnviz.gui.paint_meter import metered

SMALLEST = 0.75  # of its size: a title is set so small before it is cut
ROUNDED = 1  # px: a width is rounded down, and a text that is wider by a part of one is cut
SHARES = (1.0, 0.95, 0.9, 0.85, 0.8, SMALLEST)


class ElidedLabel(QLabel):
    """One line of text that needs no room of its own; `wished`: it takes its own length where there is room for it.

    Qt's own label has the whole window laid out anew at each text, and most of these change with each picture: this one
    keeps its text itself, and asks for that only if it asks for another room.
    """

    def __init__(self, text: str = "", wished: bool = False) -> None:
        super().__init__()
        self.wished = wished
        self._text = ""
        self.setText(text)

    @property
    def least(self) -> int:
        """The width of the whole text, set as small as it may be."""
        return round(self.fontMetrics().horizontalAdvance(self._text) * SMALLEST) + ROUNDED

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for a few letters' width."""
        metrics, letters = self.fontMetrics(), 6 if self.wished else 1
        return QSize(letters * metrics.averageCharWidth(), metrics.height())

    @override
    def sizeHint(self) -> QSize:
        """Ask for the text's width only if it is wished: a long text must not widen a panel."""
        metrics = self.fontMetrics()
        if not self.wished:
            return self.minimumSizeHint()
        return QSize(metrics.horizontalAdvance(self._text) + ROUNDED, metrics.height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Ask for other room in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    @override
    def text(self) -> str:
        """Return the whole text."""
        return self._text

    @override
    def setText(self, text: str) -> None:
        """Change the text."""
        if text == self._text:
            return
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        if self.wished:
            self.updateGeometry()
        self.update()

    def _fitting(self) -> QFont:
        """Return the font to paint in: a title is set smaller, as far as it is still a title, before it is cut."""
        font, size = QFont(self.font()), self.font().pointSizeF()
        for share in SHARES if self.wished else ():  # hinted letters do not shrink evenly
            font.setPointSizeF(size * share)
            if QFontMetrics(font).horizontalAdvance(self._text) + ROUNDED <= self.width():
                break
        return font

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self._fitting())
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
