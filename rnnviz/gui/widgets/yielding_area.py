"""Content that yields: on a screen without room for all of it, it is scrolled rather than make the window grow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
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
        super().__init__(widgetResizable=True)
        self._most = most
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside has it
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """Ask for what the content needs, within the shares."""
        room = self.screen().availableSize()
        most = QSize(round(room.width() * self._most[0]), round(room.height() * self._most[1]))
        return self._needed().boundedTo(most)

    def sizeHint(self) -> QSize:
        """Wish for what the content wishes for."""
        content = self.widget()
        return super().sizeHint() if content is None else content.sizeHint()

    def _needed(self) -> QSize:
        content = self.widget()
        if content is None:
            return QSize(0, 0)
        least = content.minimumSizeHint()
        return least.expandedTo(content.minimumSize()).expandedTo(QSize(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the cursor of the window."""
        event.ignore()
