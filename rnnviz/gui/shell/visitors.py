"""Runs of the user's own that call this process: each gets a window of its own, beside those that are open."""

from __future__ import annotations

from queue import SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rnnviz.connection.greetings import Hello
from rnnviz.connection.line import Line
from rnnviz.engine.config import RunConfig
from rnnviz.engine.exchange import drained
from rnnviz.engine.presets import preset, presets
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.workbench.session import Session
from rnnviz.watching.source import WatchedRun

_LOOK_MS = 100


class Visitors(QObject):
    """Is told by other threads of who calls, and opens windows in that of the window."""

    came = Signal(object)  # MainWindow

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._waiting: SimpleQueue[tuple[Line, Hello]] = SimpleQueue()
        self.windows: list[MainWindow] = []
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def tell(self, line: Line, hello: Hello) -> None:
        """Take a call; from any thread."""
        self._waiting.put((line, hello))

    @Slot()
    def look(self) -> None:
        """Open a window for whoever has called."""
        for line, hello in drained(self._waiting):
            self._open(line, hello)

    def close(self) -> None:
        """Hear nobody any more, and end what is there: the runs go on as if nobody had watched them."""
        self._timer.stop()
        for window in tuple(self.windows):
            window.close()
        for line, _ in drained(self._waiting):
            line.close()

    def _open(self, line: Line, hello: Hello) -> None:
        chosen = preset("characters")
        session = Session(WatchedRun(line, hello), RunConfig())
        window = MainWindow(session, presets(), chosen, self._preferences, name=hello.title)
        window.closed.connect(self._forget)
        self.windows.append(window)
        window.show()
        window.docks.complete()
        window.bench.watch_now()
        session.start()
        self.came.emit(window)

    @Slot()
    def _forget(self) -> None:
        window = self.sender()
        if isinstance(window, MainWindow) and window in self.windows:
            self.windows.remove(window)
            window.bench.pair.a.close()
            window.deleteLater()
