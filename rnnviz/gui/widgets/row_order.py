"""In which order units stand: as stored, by activity or by similarity; kept still long enough to be followed."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from time import monotonic

import numpy as np

from rnnviz.probe.frame import Array

PERIOD = 2.0  # s
SHARE = 0.005  # of the time may go into sorting: what takes longer is kept longer
LOYALTY = 0.15  # by which a correlation must be higher to part two neighbours


class Sort(StrEnum):
    """By what."""

    STORED = "stored"
    ACTIVITY = "activity"  # mean |h| over the sequence, the most active on top
    SIMILARITY = "similarity"  # units that go up and down together stand together


class RowOrder:
    """The order of rows, computed anew when asked for and every couple of seconds.

    Parameters
    ----------
    period : float
        Seconds for which an order is kept at least.
    clock : callable
        Returns the time in seconds.
    """

    def __init__(self, period: float = PERIOD, clock: Callable[[], float] = monotonic) -> None:
        self.sort = Sort.STORED
        self._period = period
        self._clock = clock
        self._rows: Array | None = None
        self._until = 0.0

    def by(self, sort: Sort) -> None:
        """Sort by something else from the next picture on."""
        self.sort = sort
        self._rows = None

    def rows(self, states: Array, hold: bool = False) -> Array | None:
        """Return the row that stands k-th from the top, for each k; None: as stored.

        Parameters
        ----------
        states : array (timestep, unit)
            What is sorted by.
        hold : bool
            Keep the order while it is possible: the user points at a row.
        """
        if self.sort is Sort.STORED:
            return None
        fits = self._rows is not None and len(self._rows) == states.shape[1]
        if fits and (hold or self._clock() < self._until):
            return self._rows
        began = self._clock()
        sane = np.nan_to_num(states.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
        if self.sort is Sort.ACTIVITY:
            self._rows = by_activity(sane)
        else:
            self._rows = by_similarity(sane, self._rows if fits else None)
        ended = self._clock()
        self._until = ended + max(self._period, (ended - began) / SHARE)
        return self._rows


def by_activity(states: Array) -> Array:
    """Return units by falling mean size of their state; states are (timestep, unit)."""
    order: Array = np.argsort(-np.abs(states).mean(axis=0), kind="stable")
    return order


def by_similarity(states: Array, before: Array | None = None) -> Array:
    """Return units so that correlated ones stand together; states are (timestep, unit).

    A greedy chain: it goes on with the unit most correlated to the last one. It starts where the order `before`
    started, and leaves that order only for a neighbour that is clearly closer, so that the picture keeps still.
    """
    centred = states - states.mean(axis=0)
    size = np.sqrt((centred**2).sum(axis=0))  # (U,)
    unit = np.ascontiguousarray((centred / np.where(size > 0, size, 1.0)).T, np.float32)  # (U, T), each of length 1
    units = len(unit)
    follower = np.full(units, -1)
    if before is not None:
        follower[before[:-1]] = before[1:]
    last = int(np.argmin(unit @ unit.mean(axis=0))) if before is None else int(before[0])  # else the least typical one
    order = np.empty(units, np.intp)
    taken = np.zeros(units, np.float32)  # minus infinity where a unit has its place
    for place in range(units):
        order[place] = last
        taken[last] = -np.inf
        closeness = unit @ unit[last]  # (U,) correlations
        closeness += taken
        if follower[last] >= 0:
            closeness[follower[last]] += LOYALTY
        last = int(closeness.argmax())
    return order
