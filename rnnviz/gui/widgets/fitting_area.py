"""A page that makes itself fit into the room there is, and scrolls only where nothing legible would."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled


class FittingPage(Restyled, QWidget):
    """What is inside: told of its room, it sets the least size that it then needs."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.room = QSize(0, 0)
        self._key: object = None  # what it was laid out for
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def restyle(self) -> None:
        self._key = None
        self.fit()
        self.update()

    def fit_into(self, room: QSize) -> None:
        """Take over the room there is without scroll bars."""
        if room != self.room:
            self.room = room
            self.fit()

    def fit(self) -> None:
        """Lay out for `room`, and set the minimum size: (0, 0) if it fits."""
        raise NotImplementedError


class FittingArea(QScrollArea):
    """Tells its page of the room without scroll bars, so that those cannot come and go in turns."""

    def __init__(self, page: FittingPage) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the page has the focus
        self.setWidget(page)
        self._page = page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the page."""
        super().resizeEvent(event)
        self._page.fit_into(self.maximumViewportSize())
