"""Present mode: the whole screen for what is shown, in letters for the last row; afterwards everything as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from rnnviz.gui.workbench.layout_state import Layer

if TYPE_CHECKING:
    from rnnviz.gui.shell.arrangement import Arrangement
    from rnnviz.gui.shell.screen_fit import ScreenFit
    from rnnviz.gui.shell.toolbars import ToolBars
    from rnnviz.gui.shell.window import Window

SCALE = 1.5  # of every size, as far as the screen has room for that


class Presentation(QObject):
    """Full screen without bars; of the left column only the lesson's page stays. It works without a lesson too."""

    changed = Signal()

    def __init__(self, window: Window, arrangement: Arrangement, bars: ToolBars, fit: ScreenFit) -> None:
        super().__init__(window)
        self._window, self._arrangement, self._bars, self._fit = window, arrangement, bars, fit
        self.active = False
        self._points = 0.0
        self._state = Qt.WindowState.WindowNoState
        self._hidden: list[QWidget] = []
        self._lent: QWidget | None = None  # a bar that is there while one types
        self._taught = False  # whether a lesson is open
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._arrange)
        window.installEventFilter(self)
        window.bench.pair.changed.connect(self._tidy)
        window.past.wanted.connect(self._tidy)
        window.bench.lesson.changed.connect(self._follow)
        window.probe_bar.left.connect(self.take_back)

    def toggle(self) -> None:
        """Present, or leave."""
        if self.active:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Show what is on screen to a class."""
        window = self._window
        if self.active:
            return
        self.active = True
        self._taught = window.bench.lesson.stage.set
        window.bench.layout.begin(Layer.PRESENTATION)
        self._state, self._points = window.windowState(), window.look.wished
        self._hidden = [each for each in self._furniture() if not each.isHidden()]
        window.showFullScreen()
        self._fit.present(True)
        window.look.set_points(self._points * SCALE)
        self._arrangement.present(True)
        self._tidy()
        self._arrange()
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """Put everything back as it was before."""
        window = self._window
        if not self.active:
            return
        self.active, self._lent = False, None
        self._arrangement.present(False)
        self._fit.present(False)
        window.look.set_points(self._points)
        window.setWindowState(self._state)
        for each in self._hidden:
            each.show()
        self._bars.compare.setVisible(window.bench.pair.b is not None)
        window.bench.layout.end(Layer.PRESENTATION)
        if window.bench.lesson.stage.set:
            window.bench.lesson.stage.reset()
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        """Divide the room anew when a lesson is closed meanwhile."""
        taught = self._window.bench.lesson.stage.set
        if self.active and self._taught and not taught:
            self._arrange()
        self._taught = taught

    def lend(self, bar: QWidget) -> None:
        """Show a bar for as long as something is typed into it."""
        if self.active:
            self._lent = bar
            bar.show()

    @Slot()
    def take_back(self) -> None:
        """Hide what was lent."""
        self._lent = None
        self._tidy()

    def _furniture(self) -> list[QWidget]:
        """Return what a class need not see; messages are no part of it."""
        window = self._window
        there = [window.menuBar(), window.status, *self._bars.all]
        return [each for each in there if each is not self._lent]

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
        if window.bench.lesson.stage.set:
            window.bench.lesson.stage.reset()
        else:
            for dock in self._arrangement.sides:
                dock.hide()
