"""How often is looked and what it may cost: the user's wishes, remembered; and what a worker is asked to look at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from rnnviz.engine.commands import Watch
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import BUDGET_PERCENT, FRAMES_PER_SECOND, HISTORY_MB, MB, REDUCED_MOTION
from rnnviz.probe.frame import Want

CALM = 2  # pictures a second while little is to move

Wanted = tuple[frozenset[Want], float]  # parts of a Frame, and how many times a second at most


class WatchWishes(QObject):
    """Frame rate, budget and memory for the past."""

    changed = Signal()
    history_changed = Signal(int)  # the memory limit of the snapshots, in bytes; 0: none are kept

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._granted = self.history_mb  # the last limit that was not refused

    @property
    def frames_per_second(self) -> int:
        """The most pictures a second."""
        return self._preferences.get(FRAMES_PER_SECOND)

    @property
    def budget_percent(self) -> int:
        """The share of the time that watching may take."""
        return self._preferences.get(BUDGET_PERCENT)

    @property
    def history_mb(self) -> int:
        """The memory limit of the snapshots, in MB; 0: none are kept."""
        return self._preferences.get(HISTORY_MB)

    @property
    def history(self) -> int:
        """The memory limit of the snapshots, in bytes."""
        return self.history_mb * MB

    @property
    def calm(self) -> bool:
        """Whether little is to move: few pictures a second, whatever else is wished."""
        return self._preferences.get(REDUCED_MOTION)

    def set_calm(self, calm: bool) -> None:
        """Have little move, or as much as there is time for."""
        self._preferences.put(REDUCED_MOTION, calm)
        self.changed.emit()

    def set_frames_per_second(self, rate: int) -> None:
        """Change the most pictures a second."""
        self._preferences.put(FRAMES_PER_SECOND, rate)
        self.changed.emit()

    def set_budget_percent(self, percent: int) -> None:
        """Change the share of the time that watching may take."""
        self._preferences.put(BUDGET_PERCENT, percent)
        self.changed.emit()

    def set_history_mb(self, limit: int) -> None:
        """Change the memory limit of the snapshots."""
        self._granted = self.history_mb
        self._preferences.put(HISTORY_MB, limit)
        self.changed.emit()
        self.history_changed.emit(self.history)

    def refuse_history(self) -> None:
        """Return to the limit before: the last one was refused."""
        self._preferences.put(HISTORY_MB, self._granted)
        self.changed.emit()

    def asked(self, wanted: Iterable[Wanted]) -> Watch:
        """Return what a worker must look at: all that one panel wants at once, no oftener than it paints."""
        rates: dict[frozenset[Want], float] = {}
        for wants, per_second in wanted:
            if wants:
                rates[wants] = max(rates.get(wants, 0.0), per_second)
        return Watch(
            rates,
            float(min(self.frames_per_second, CALM) if self.calm else self.frames_per_second),
            self.budget_percent / 100.0,
        )
