"""The small bar that says which colour is which value."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from rnnviz.gui.style.theme import LEVELS, Look
from rnnviz.gui.widgets.axis import tick_font, widest_of
from rnnviz.gui.widgets.scale import Scale

BAR, GAP = 6, 4  # px, at 10 points


def colourbar_width(look: Look, scales: list[Scale]) -> int:
    """Return how much room bars with their end values need, in px."""
    return look.px(BAR) + 3 * look.px(GAP) + widest_of(tick_font(look), [end for s in scales for end in s.ends])


def paint_colourbar(painter: QPainter, look: Look, scale: Scale, area: QRect) -> None:
    """Paint a bar at the left of `area`, as high as it, with its end values to the right where they have room."""
    colours = np.ascontiguousarray(scale.palette(look.theme)[:LEVELS][::-1]).reshape(LEVELS, 1)
    picture = QImage(colours.data, 1, LEVELS, 4, QImage.Format.Format_RGB32)
    bar = QRect(area.left() + look.px(GAP), area.top(), look.px(BAR), area.height())
    painter.drawImage(bar, picture)
    painter.setPen(QColor(look.theme.border))
    painter.drawRect(bar.adjusted(0, 0, -1, -1))
    painter.setFont(tick_font(look))
    height = painter.fontMetrics().height()
    if area.height() < 2 * height - look.px(4):
        return
    painter.setPen(QColor(look.theme.muted))
    left = bar.right() + 1 + look.px(GAP)
    low, high = scale.ends
    for text, top in ((high, area.top() - look.px(2)), (low, area.bottom() + 1 - height + look.px(2))):
        place = QRect(left, top, area.right() + 1 - left, height)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
