"""Slow motion: a clock that has a cursor go on by itself, at a pace."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

PACES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # timesteps a second


class SlowMotion(QObject):
    """Says when the next timestep is due."""

    due = Signal()
    changed = Signal(bool)  # whether it plays: it began, ended, or has another pace

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pace = 4.0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.due)

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._clock.isActive()

    def play(self) -> None:
        """Begin."""
        self._clock.start(round(1000 / self.pace))
        self.changed.emit(True)

    def stop(self) -> None:
        """End, if it plays."""
        if self.playing:
            self._clock.stop()
            self.changed.emit(False)

    def set_pace(self, pace: float) -> None:
        """Play so many timesteps a second."""
        self.pace = pace
        if self.playing:
            self._clock.start(round(1000 / pace))
        self.changed.emit(self.playing)

    @Slot()
    def faster(self) -> None:
        """Play at the next faster of the usual paces."""
        self.set_pace(min((p for p in PACES if p > self.pace), default=PACES[-1]))

    @Slot()
    def slower(self) -> None:
        """Play at the next slower of the usual paces."""
        self.set_pace(max((p for p in PACES if p < self.pace), default=PACES[0]))
