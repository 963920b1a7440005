"""Whether the mouse can reach a window, and what brings it back: a screen may be gone, or smaller than it was."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication, QRegion, QScreen
from PySide6.QtWidgets import QDockWidget, QWidget

LEAST = 60, 12  # px: so much of a title can be hit and dragged


def within_reach(dock: QDockWidget) -> bool:
    """Return whether enough of the title of a floating dock is on a screen to drag it by."""
    bar = dock.titleBarWidget() or dock
    title = QRect(bar.mapToGlobal(QPoint()), bar.size())
    width, height = min(LEAST[0], title.width()), min(LEAST[1], title.height())
    seen = (each.availableGeometry().intersected(title) for each in QGuiApplication.screens())
    return any(part.width() >= width and part.height() >= height for part in seen)


def bring_within(window: QWidget) -> None:
    """Move a window onto its screen, or make it smaller, if a part of it is on no screen."""
    frame = window.frameGeometry()
    there = QRegion()
    for each in QGuiApplication.screens():
        there += each.availableGeometry()
    if window.isMaximized() or window.isFullScreen() or (QRegion(frame) - there).isEmpty():
        return
    room = _nearest(frame.center()).availableGeometry()
    size = window.size() - (frame.size() - frame.size().boundedTo(room.size()))
    window.resize(size)
    width, height = window.frameGeometry().size().toTuple()
    left = max(room.left(), min(frame.left(), room.right() + 1 - width))
    top = max(room.top(), min(frame.top(), room.bottom() + 1 - height))
    window.move(left, top)


def _nearest(point: QPoint) -> QScreen:
    return min(QGuiApplication.screens(), key=lambda screen: _distance(screen.availableGeometry(), point))


def _distance(room: QRect, point: QPoint) -> int:
    across = max(room.left() - point.x(), point.x() - room.right(), 0)
    down = max(room.top() - point.y(), point.y() - room.bottom(), 0)
    return across + down
