"""What is done on the thread that reads and writes, and what comes of it, in the thread of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from rnnviz.gui.workbench.notices import Notices
from rnnviz.sentences import translate
from rnnviz.sessions.saver import Done, Saver, Then

_LOOK_MS = 40


class Disk(QObject):
    """Looks from time to time what has come of it, while there is something to come."""

    def __init__(self, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        self._saver = Saver()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def do(self, key: object, act: Callable[[], Any], then: Then | None = None) -> None:
        """Have something done; of what was asked for under one key and is not begun, only the last is done."""
        self._saver.ask(key, act, then)
        self._timer.start()

    def say(self, done: Done) -> None:
        """Say why something could not be done."""
        if done.refused is not None:
            self._notices.refuse(done.refused)
        elif done.failed:
            self._notices.warn(translate("window", "The run could not be kept or opened."), done.details)

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return not self._saver.wait(0.0)

    @Slot()
    def _look(self) -> None:
        idle = self._saver.wait(0.0)  # asked first: what was done by then is heard below
        self._saver.hear()
        if idle and self._saver.wait(0.0):
            self._timer.stop()

    def close(self, patience: float) -> None:
        """Do what was asked for, within so many seconds; nobody hears what comes of it."""
        self._timer.stop()
        self._saver.close(patience)
