"""The speed limit of training: any number of updates a second, or none; stepped by equal ratios."""

from __future__ import annotations

from math import log

from PySide6.QtCore import QObject, Signal

STEPS = 30
FASTEST = 1000.0  # updates a second at the last step before there is no limit


def per_second(step: int) -> float | None:
    """Return the limit at a step, in updates per second; None at the last one: no limit."""
    return None if step >= STEPS else float(FASTEST ** (step / (STEPS - 1)))


class SpeedLimit(QObject):
    """Updates per second, or None: as fast as it goes."""

    changed = Signal(object)  # the limit

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.limit: float | None = None

    @property
    def step(self) -> int:
        """The step that comes nearest to it."""
        if self.limit is None:
            return STEPS
        distances = [abs(log(per_second(step) or 1.0) - log(self.limit)) for step in range(STEPS)]
        return distances.index(min(distances))

    def go_to(self, step: int) -> None:
        """Take the limit of a step, held between the slowest and none."""
        self.set(per_second(min(max(step, 0), STEPS)))

    def set(self, limit: float | None) -> None:
        """Take a limit as it is."""
        if limit != self.limit:
            self.limit = limit
            self.changed.emit(limit)
