"""The line that marks where in time the run stands: painted over a picture of the curves, which stays as it is."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from rnnviz.gui.style.theme import Look

MUTED = 175  # of 255: how far what lies after a past position is covered
HANDLE = 14  # px at 10 points: of the triangles at both ends


class PositionLine(pg.InfiniteLine):  # type: ignore[misc]
    """What the mouse takes hold of; `paint_position` paints it."""

    def __init__(self) -> None:
        super().__init__(movable=True)
        self.setZValue(10)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def paint(self, painter: QPainter, *_: object) -> None:
        """Paint nothing."""

    def restyle(self, look: Look) -> None:
        """Let the mouse take hold of it as far as its handles reach."""
        self.clearMarkers()
        for triangle, place in (("^", 0.0), ("v", 1.0)):
            self.addMarker(triangle, place, look.px(HANDLE))


def paint_position(
    painter: QPainter, look: Look, area: QRectF, x: float, words: str, *, past: bool, held: bool, width: int
) -> None:
    """Mark a position.

    Parameters
    ----------
    area : QRectF
        Of the plot.
    x : float
        Where the position is, in px of the painter.
    words : str
        Written beside the line's upper end.
    past : bool
        Whether there is something later: it is covered.
    held : bool
        Whether the mouse has hold of the line, or could take it.
    width : int
        px up to which words may reach.
    """
    theme = look.theme
    if past:
        ground = QColor(theme.panel)
        ground.setAlpha(MUTED)
        painter.fillRect(QRectF(QPointF(max(x, area.left()), area.top()), area.bottomRight()), ground)
    if not area.left() - 1 <= x <= area.right() + 1:
        return
    colour = QColor(theme.warning if past else theme.cursor)
    painter.setPen(QColor(theme.accent) if held else colour)
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    side = look.px(HANDLE) / 2
    painter.setBrush(painter.pen().color())
    for end, inwards in ((area.bottom(), -side), (area.top(), side)):
        corners = [QPointF(x - side / 2, end), QPointF(x + side / 2, end), QPointF(x, end + inwards)]
        painter.drawPolygon(QPolygonF(corners))
    painter.setFont(look.font(0.9))
    metrics = painter.fontMetrics()
    size = metrics.horizontalAdvance(words) + look.px(8), metrics.height()
    left = x + 1 if x + size[0] <= width else x - size[0]
    label = QRect(round(left), round(area.top()), *size)
    painter.fillRect(label, QColor(theme.entry))
    painter.setPen(colour)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)
