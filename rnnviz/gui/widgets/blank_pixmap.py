"""A picture kept of what seldom changes, so that a repaint is one blit of it and little more."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget


def blank_pixmap(widget: QWidget, colour: QColor | Qt.GlobalColor) -> QPixmap:
    """Return a picture of one colour, as large as a widget, in the pixels of its screen."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(ceil(widget.width() * ratio), ceil(widget.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(colour)
    return picture
