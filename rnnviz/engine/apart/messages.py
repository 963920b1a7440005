"""What the process that trains says beside events and Frames: what the worker's thread writes down by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.frame_governor import Limit
from rnnviz.engine.metrics import Metrics, MetricsHistory, MetricsRecord
from rnnviz.engine.run_log import ConditionMet, SettingChanged

_COLUMNS = 6  # update, loss, gradient norm, smoothed, finite, clipped norm


@dataclass(frozen=True, eq=False)
class Updates:
    """Metrics of some updates, in their order."""

    rows: NDArray[np.float64]  # (n, 6), a column for each field of `Metrics`

    @classmethod
    def of(cls, metrics: Iterable[Metrics]) -> Updates:
        """Return those of some updates."""
        return cls(np.array([tuple(each) for each in metrics], float).reshape(-1, _COLUMNS))

    def each(self) -> Iterable[Metrics]:
        """Yield them again; raises ValueError if they are none."""
        if self.rows.ndim != 2 or self.rows.shape[1] != _COLUMNS or self.rows.dtype != float:
            raise ValueError(f"updates of {self.rows.shape}")
        for update, loss, norm, smoothed, finite, clipped in self.rows.tolist():
            yield Metrics(int(update), loss, norm, smoothed, bool(finite), clipped)


@dataclass(frozen=True)
class Noted:
    """What happened beside the updates."""

    entries: tuple[SettingChanged | ConditionMet, ...]


@dataclass(frozen=True)
class Cleared:
    """Everything is forgotten; the update that comes next is `first`."""

    first: int


@dataclass(frozen=True, eq=False)
class Replaced:
    """All there is, in place of what was said before."""

    record: MetricsRecord


Scalars = Updates | Noted | Cleared | Replaced


@dataclass(frozen=True)
class Cost:
    """What watching costs there."""

    share: float
    limit: Limit
    observer_seconds: float | None
    observer_lost: bool


def take_over(history: MetricsHistory, said: Scalars) -> None:
    """Have a history be what the process says; raises ValueError if that cannot be."""
    match said:
        case Updates():
            for metrics in said.each():
                history.append(metrics)
        case Noted():
            history.note(*said.entries)
        case Cleared():
            history.clear(said.first)
        case Replaced():
            history.restore(said.record)
