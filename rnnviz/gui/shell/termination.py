"""A window that is told to end from outside closes as by its button: the layout is kept, the worker ends its update."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QWidget

from rnnviz import ending


class Termination(QObject):
    """Hears signals inside Qt's event loop, which runs no Python by itself: Python's own handler writes to a socket.

    Parameters
    ----------
    window : QWidget
        Is closed at the first signal. At a second one, while its worker is still being waited for, the process ends as
        if nobody had listened.

    Attributes
    ----------
    number : int or None
        Of the signal that came.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.number: int | None = None
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear signals inside the block."""
        before = signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        try:
            with ending.heard(self._hear):
                yield
        finally:
            signal.set_wakeup_fd(before)
            self._notifier.setEnabled(False)
            self._near.close()
            self._far.close()

    def exit_code(self, usual: int) -> int:
        """Return what the program exits with."""
        return usual if self.number is None else ending.exit_code(self.number)

    def _hear(self, number: int) -> None:
        if self.number is not None:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self.number = number

    @Slot()
    def _end(self) -> None:
        self._notifier.setEnabled(False)
        self._window.close()
        QCoreApplication.exit()  # out of every loop: that of a dialog, which the window's end does not end, too
