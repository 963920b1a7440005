"""Present mode: the whole screen for what is shown, in letters for the last row; afterwards everything as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from rnnviz.gui.preferences import Layout

if TYPE_CHECKING:
    from rnnviz.gui.window import Window

SCALE = 1.5  # of every size


class Presenting(QObject):
    """Full screen without bars; of the left column only the lesson's page stays. It works without a lesson too."""

    changed = Signal(bool)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.active = False
        self._layout: Layout | None = None  # that of before; while a lesson is open, it knows the user's own itself
        self._taught = False  # whether a lesson is open
        self._points = 0.0
        self._state = Qt.WindowState.WindowNoState
        self._hidden: list[QWidget] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._arrange)
        window.installEventFilter(self)
        window.pair.changed.connect(self._tidy)
        window.past.wanted.connect(self._tidy)
        window.teaching.changed.connect(self._follow)

    def toggle(self, on: bool) -> None:
        """Present, or leave."""
        if on:
            self.enter()
        else:
            self.leave()

    def enter(self) -> None:
        """Show what is on screen to a class."""
        window = self._window
        if self.active:
            return
        self.active = True
        self._taught = window.teaching.stage.set
        self._layout, self._state = window.saved_layout(), window.windowState()
        self._points = window.look.points
        self._hidden = [each for each in self._furniture() if not each.isHidden()]
        window.showFullScreen()
        window.look.set_points(self._points * SCALE)
        window.arrangement.show_to_a_class(True)
        window.teaching.stage.page_only = True
        self._tidy()
        self._arrange()
        self.changed.emit(True)

    @Slot()
    def leave(self) -> None:
        """Have everything as it was."""
        window = self._window
        if not self.active:
            return
        self.active = False
        window.arrangement.show_to_a_class(False)
        window.teaching.stage.page_only = False
        window.look.set_points(self._points)
        window.setWindowState(self._state)
        for each in self._hidden:
            each.show()
        window.bars.compare.setVisible(window.pair.b is not None)
        if window.teaching.stage.set:
            window.teaching.stage.reset()
        elif self._layout is not None:
            window.restore_layout(self._layout)
        self.changed.emit(False)

    @Slot()
    def _follow(self) -> None:
        """Follow a lesson that is opened or closed meanwhile: the layout to come back to is that of before."""
        stage = self._window.teaching.stage
        if not self.active or stage.set is self._taught:
            return
        self._taught = stage.set
        if stage.set:
            stage.own_layout = self._layout
        else:
            self._layout = self._window.saved_layout()
            self._arrange()

    def _furniture(self) -> list[QWidget]:
        """Return what a class need not see; messages are no part of it."""
        window = self._window
        return [window.menuBar(), window.status, *window.bars.all]

    @Slot()
    def _tidy(self) -> None:
        """Hide what belongs to working with the window; some of it comes back by itself."""
        if self.active:
            for each in self._furniture():
                each.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Divide the room anew once the window has it: it is full screen only some time after it was told to be."""
        if self.active and event.type() == QEvent.Type.Resize:
            self._soon.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _arrange(self) -> None:
        window = self._window
        if not self.active:
            return
        if window.teaching.stage.set:
            window.teaching.stage.reset()
        else:
            for dock in window.arrangement.sides:
                dock.hide()
