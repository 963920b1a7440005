"""How often a session asks its source for what is new: each asking costs, so it follows how often pictures come."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

POLL_MS = 20  # half of the time from one picture to the next, as they come by default
SLOW_POLL_MS = 40  # where they come more slowly
IDLE_POLL_MS = 100  # where nobody looks
PULSE_S = 0.5  # after which counts and shares are said to have moved on
_ASKED = 6  # times a picture


class PollTimer(QTimer):
    """Its timeout is when to ask."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.setInterval(POLL_MS)
        self.looked = False  # whether any part of a Frame is asked for
        self._pictured = perf_counter()

    def follow(self, looked: bool) -> None:
        """Ask often where somebody looks, and seldom where nobody does."""
        self.looked = looked
        self.setInterval(POLL_MS if looked else IDLE_POLL_MS)

    def pictured(self) -> None:
        """Take note that a picture has come."""
        before, self._pictured = self._pictured, perf_counter()
        wanted = min(max(round(1000 * (self._pictured - before) / _ASKED), POLL_MS), SLOW_POLL_MS)
        if self.looked and wanted != self.interval():
            self.setInterval(wanted)
