"""Content that yields: on a screen without room for all of it, it is scrolled rather than make the window grow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class YieldingArea(QScrollArea):
    """Asks for what its content needs, but for no more than a share of the screen.

    Qt enlarges a window until the least sizes of its docks fit into it. With large letters, or many panels side by
    side, that is more than the screen has, and stays so.

    Parameters
    ----------
    content : QWidget
        What is scrolled.
    most : (float, float)
        The shares of the screen's width and height that may be asked for at most.
    """

    def __init__(self, content: QWidget, most: tuple[float, float]) -> None:
        super().__init__()
        self._most, self._content = most, content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside has it
        self.setWidget(content)  # which installs this as the content's event filter

    def minimumSizeHint(self) -> QSize:
        """Ask for what the content needs, within the shares."""
        room = self.screen().availableSize()
        most = QSize(round(room.width() * self._most[0]), round(room.height() * self._most[1]))
        return self._least().boundedTo(most)

    def sizeHint(self) -> QSize:
        """Wish for what the content wishes for."""
        return self._content.sizeHint()

    def _least(self) -> QSize:
        least = self._content.minimumSizeHint().expandedTo(self._content.minimumSize())
        return least.expandedTo(QSize(0, 0))

    def _fit(self) -> None:
        """Give the content all the room there is, or more if it needs that.

        Qt's own resizing gives content whose words are wrapped as much height as it wishes for, and scrolls at once.
        """
        room, least = self.maximumViewportSize(), self._least()
        height = self._height_for(max(room.width(), least.width()))
        if height > room.height():  # the bar takes some of the width
            width = max(room.width() - self.verticalScrollBar().sizeHint().width(), least.width())
            height = self._height_for(width)
        else:
            width = max(room.width(), least.width())
        if width > room.width():
            room -= QSize(0, self.horizontalScrollBar().sizeHint().height())
        self._content.resize(width, max(height, room.height()))

    def _height_for(self, width: int) -> int:
        layout = self._content.layout()
        wrapped = layout.minimumHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        return max(wrapped, self._least().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room anew."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Divide the room anew when the content needs more, or less."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the cursor of the window."""
        event.ignore()
