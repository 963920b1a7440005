"""Scalars of every update in bounded memory: thinned as a run grows, but never past a peak."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.run_log import ConditionMet, Entry, RunLog, SettingChanged

RECENT = 1000  # updates of which each is kept by itself
CAPACITY = 1 << 13  # buckets; a bucket holds one update at first, and twice as many each time all are full


class Metrics(NamedTuple):
    """What is known of one update without looking inside."""

    update: int  # 0-based: the weights it was computed with had taken this many steps
    loss: float
    gradient_norm: float  # Euclidean, over all parameters, before clipping
    smoothed: float
    finite: bool
    clipped_norm: float = math.nan  # the same after clipping


class Recent(NamedTuple):
    """The last updates, each by itself."""

    update: NDArray[np.int64]  # (n,)
    norm: NDArray[np.float64]  # of the gradient, before clipping
    clipped_norm: NDArray[np.float64]  # after


@dataclass(frozen=True)
class Curves:
    """Curves for the timeline: one entry a bucket, lowest and highest value in it; NaN where all were not finite."""

    update: NDArray[np.float64]  # (n,) first update of the bucket
    loss_low: NDArray[np.float64]
    loss_high: NDArray[np.float64]
    norm_low: NDArray[np.float64]
    norm_high: NDArray[np.float64]
    smoothed: NDArray[np.float64]  # the last one in the bucket
    nonfinite: NDArray[np.bool_]  # whether any was not finite
    width: int  # updates in a bucket


@dataclass(frozen=True, eq=False)
class MetricsRecord:
    """All that a `MetricsHistory` has."""

    table: NDArray[np.float64]  # (buckets, 7), as `MetricsHistory` has it
    width: int  # updates in a bucket
    inside: int  # updates in the last bucket, if it is not full
    first: int
    count: int
    last: Metrics | None
    recent: NDArray[np.float64]  # (n, 3): update, gradient norm before clipping and after
    log: tuple[SettingChanged | ConditionMet, ...]


class MetricsHistory:
    """Written by the worker, read by the window: every update is in it, none is lost."""

    _COLUMNS = 7  # update, loss low, loss high, norm low, norm high, smoothed, any not finite

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._table = np.empty((capacity, self._COLUMNS))
        self._lock = Lock()
        self._capacity = capacity
        self.clear()

    def clear(self, first: int = 0) -> None:
        """Forget everything; the update that comes next is `first`."""
        with self._lock:
            self._used, self._width, self._inside = 0, 1, 0
            self.first = self.count = first
            self.last: Metrics | None = None
            self._recent = deque[tuple[int, float, float]](maxlen=RECENT)
            self._log = RunLog()
            self.version = getattr(self, "version", 0) + 1

    def copy(self) -> MetricsHistory:
        """Return another one with the same in it."""
        other = MetricsHistory(self._capacity)
        other.become(self)
        return other

    def become(self, other: MetricsHistory) -> None:
        """Have what another one has, and nothing else."""
        with self._lock:
            self._table[: other._used] = other._table[: other._used]
            self._used, self._width, self._inside = other._used, other._width, other._inside
            self.first, self.count, self.last = other.first, other.count, other.last
            self._recent = other._recent.copy()
            self._log = RunLog(other._log.entries)
            self.version += 1

    def record(self) -> MetricsRecord:
        """Return all there is, to be written down."""
        with self._lock:
            table = self._table[: self._used].copy()
            recent = np.array(self._recent, float).reshape(-1, 3)
            return MetricsRecord(
                table, self._width, self._inside, self.first, self.count, self.last, recent, self._log.entries
            )

    def restore(self, record: MetricsRecord) -> None:
        """Have what was written down, and nothing else; raises ValueError if that cannot be."""
        table, recent, width = record.table, record.recent, record.width
        if table.shape != (min(len(table), self._capacity), self._COLUMNS) or table.dtype != self._table.dtype:
            raise ValueError(f"a table of {table.shape}")
        if (
            recent.shape != (min(len(recent), RECENT), 3)
            or recent.dtype != float
            or not np.isfinite(recent[:, 0]).all()
        ):
            raise ValueError(f"the last updates are {recent.shape}")
        if width < 1 or not 0 <= record.inside < width or record.inside > 0 == len(table):
            raise ValueError(f"{record.inside} of {width} updates in a bucket")
        if not 0 <= record.first <= record.count:
            raise ValueError(f"updates from {record.first} to {record.count}")
        with self._lock:
            self._table[: len(table)] = table
            self._used, self._width, self._inside = len(table), width, record.inside
            self.first, self.count, self.last = record.first, record.count, record.last
            self._recent = deque(((int(u), n, c) for u, n, c in recent.tolist()), maxlen=RECENT)
            self._log = RunLog(record.log)
            self.version += 1

    def append(self, metrics: Metrics) -> None:
        """Add one update."""
        with self._lock:
            if self._inside == 0:
                if self._used == self._capacity:
                    self._halve()
                self._used += 1
                self._table[self._used - 1] = (
                    metrics.update,
                    *_span(metrics.loss),
                    *_span(metrics.gradient_norm),
                    metrics.smoothed,
                    not metrics.finite,
                )
            else:
                self._widen(self._table[self._used - 1], metrics)
            self._inside = (self._inside + 1) % self._width
            self.count += metrics.finite  # one that is not finite is not taken
            self.last = metrics
            self._recent.append((metrics.update, metrics.gradient_norm, metrics.clipped_norm))
            self.version += 1

    def note(self, *entries: Entry) -> None:
        """Note what happened beside the updates."""
        with self._lock:
            for entry in entries:
                self._log.add(entry)
            self.version += bool(entries)

    @property
    def log(self) -> tuple[Entry, ...]:
        """What happened beside the updates: settings that were changed, conditions that only log; by update."""
        with self._lock:
            return self._log.entries

    def within(self, update: float) -> int:
        """Return the update that comes nearest among those that the run has been at: the next one is the last."""
        return min(max(round(update), self.first), self.count)

    def curves(self) -> Curves:
        """Return a copy of what is kept."""
        with self._lock:
            table, width = self._table[: self._used].copy(), self._width
        update, loss_low, loss_high, norm_low, norm_high, smoothed, bad = table.T
        return Curves(update, loss_low, loss_high, norm_low, norm_high, smoothed, bad.astype(bool), width)

    def recent(self) -> Recent:
        """Return the last `RECENT` updates, those that were not finite among them."""
        with self._lock:
            kept = list(self._recent)
        update, norm, clipped = zip(*kept, strict=True) if kept else ((), (), ())
        return Recent(np.array(update, np.int64), np.array(norm, float), np.array(clipped, float))

    @staticmethod
    def _widen(row: NDArray[np.float64], metrics: Metrics) -> None:
        for column, value in ((1, metrics.loss), (3, metrics.gradient_norm)):
            if np.isfinite(value):
                row[column] = np.fmin(row[column], value)
                row[column + 1] = np.fmax(row[column + 1], value)
        row[5] = metrics.smoothed
        row[6] = row[6] or not metrics.finite

    def _halve(self) -> None:
        pairs = self._table.reshape(-1, 2, self._COLUMNS)  # (capacity / 2, 2, column)
        half = len(pairs)
        merged = pairs[:, 0].copy()
        merged[:, [1, 3]] = np.fmin(pairs[:, 0], pairs[:, 1])[:, [1, 3]]
        merged[:, [2, 4]] = np.fmax(pairs[:, 0], pairs[:, 1])[:, [2, 4]]
        merged[:, 5] = pairs[:, 1, 5]
        merged[:, 6] = pairs[:, :, 6].max(axis=1)
        self._table[:half] = merged
        self._used, self._width = half, self._width * 2


def _span(value: float) -> tuple[float, float]:
    return (value, value) if np.isfinite(value) else (np.nan, np.nan)
