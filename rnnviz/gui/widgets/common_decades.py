"""A logarithmic range on which several plots stand, so that equal heights mean equal values."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np
from shiboken6 import isValid

from rnnviz.gui.widgets.decades import MOST, PATIENCE, Decades
from rnnviz.probe.frame import Array


class Standing(Protocol):
    """A plot that stands on it."""

    def isVisible(self) -> bool:
        """Whether it can be seen: nobody compares with what is not there."""

    def take_axis(self) -> None:
        """Lay out and paint anew if the range is another one."""


class CommonDecades(Decades):
    """Decades that hold what every plot in view draws.

    Parameters
    ----------
    most : int
        As of `Decades`.
    """

    def __init__(self, most: int = MOST) -> None:
        super().__init__(most)
        self._drawn: WeakKeyDictionary[Standing, Array] = WeakKeyDictionary()

    def renew(self) -> None:
        """Take the next values' range at once, whosever they are."""
        super().renew()
        self._drawn.clear()

    def show(self, plot: Standing, values: Array, patience: int = PATIENCE, fresh: bool = False) -> None:
        """Make room for what one plot draws now, and for what the others do; each takes the range over.

        Values of a plot that has some that are not finite do not stretch the axis of the others.

        Parameters
        ----------
        plot
            It and those that share the range with it must be drawn anew.
        values : array
            What it draws.
        patience : int
            As of `Decades.follow`.
        fresh : bool
            Whether the range fits this picture at once: it is of something else than the one before.
        """
        self._drawn[plot] = values
        if fresh:
            super().renew()
        there = {p: v for p, v in self._drawn.items() if p is plot or (isValid(p) and p.isVisible())}
        sound = {p: v for p, v in there.items() if np.isfinite(v[v != 0]).all()}
        self.follow(np.concatenate(list((sound or there).values())), patience)
        for each in there:
            each.take_axis()


class CommonReach:
    """How far a linear axis reaches that several plots have: as far as what is in view needs."""

    def __init__(self) -> None:
        self._drawn: WeakKeyDictionary[Standing, float] = WeakKeyDictionary()

    def show(self, plot: Standing, most: float) -> None:
        """Say how far one plot reaches now; what is not finite reaches nowhere."""
        before = self.of(plot)
        self._drawn[plot] = most if np.isfinite(most) else 0.0
        if self.of(plot) != before:
            for each in list(self._drawn):
                if isValid(each):
                    each.take_axis()

    def of(self, plot: Standing) -> float:
        """Return how far it has to reach, in the eyes of one plot: itself and all that stands beside it."""
        return max((m for p, m in self._drawn.items() if p is plot or (isValid(p) and p.isVisible())), default=0.0)
