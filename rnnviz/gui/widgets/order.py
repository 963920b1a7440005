"""In which order units stand: as stored, by activity or by similarity; kept still long enough to be followed."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from time import monotonic

import numpy as np

from rnnviz.probe.frame import Array

PERIOD = 2.0  # s


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
        Seconds for which an order is kept.
    clock : callable
        Returns the time in seconds.
    """

    def __init__(self, period: float = PERIOD, clock: Callable[[], float] = monotonic) -> None:
        self.sort = Sort.STORED
        self._period = period
        self._clock = clock
        self._rows: Array | None = None
        self._since = 0.0

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
        if fits and (hold or self._clock() - self._since < self._period):
            return self._rows
        sane = np.nan_to_num(states.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
        if self.sort is Sort.ACTIVITY:
            self._rows = by_activity(sane)
        else:
            self._rows = by_similarity(sane, self._rows if fits else None)
        self._since = self._clock()
        return self._rows


def by_activity(states: Array) -> Array:
    """Return units by falling mean size of their state; states are (timestep, unit)."""
    order: Array = np.argsort(-np.abs(states).mean(axis=0), kind="stable")
    return order


def by_similarity(states: Array, before: Array | None = None) -> Array:
    """Return units so that correlated ones stand together; states are (timestep, unit).

    Units are ordered by their angle in the plane of the two largest eigenvectors of the correlation matrix, cut where
    the gap between neighbours is widest (Friendly, "Corrgrams", The American Statistician 56, 2002). Of the two
    directions the one closer to the order `before` is taken, so that the picture does not turn over.
    """
    centred = states - states.mean(axis=0)
    size = np.sqrt((centred**2).sum(axis=0))  # (U,)
    unit = centred / np.where(size > 0, size, 1.0)  # (T, U): its Gram matrix is the correlation of units
    # The small side: eigenvectors of (T, T) give those of (U, U) by one product.
    _, vectors = np.linalg.eigh(unit @ unit.T)  # ascending
    x, y = vectors[:, -1] @ unit, (vectors[:, -2] if len(vectors) > 1 else vectors[:, -1]) @ unit  # (U,)
    angle = np.arctan2(y, x)
    order = np.argsort(angle, kind="stable")
    around = np.diff(angle[order], append=angle[order[:1]] + 2 * np.pi)
    order = np.roll(order, -(int(np.argmax(around)) + 1))
    if before is not None:
        place, old = np.argsort(order), np.argsort(before)
        if np.dot(place - place.mean(), old - old.mean()) < 0:
            order = order[::-1].copy()
    return order
