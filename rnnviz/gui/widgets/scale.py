"""From values to colours: signed or in [0, 1], over a fixed range or one that follows the values without flicker."""

from __future__ import annotations

import math
from enum import StrEnum

import numpy as np

from rnnviz.explain.number import number
from rnnviz.explain.value_ranges import BOTH, UNIT
from rnnviz.gui.style.theme import Palette, Theme
from rnnviz.probe.frame import Array

NICE = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
SHARE = 0.995  # of the values lies within an automatic range: one outlier must not pale all others
PATIENCE = 60  # pictures that a smaller range must have sufficed for before it is taken
TINY = 1e-30  # no automatic range is smaller: its inverse must fit into float32
MARGIN = 1.15  # by which it must have sufficed
FAR = 100.0  # what is so much smaller is of another magnitude: nothing of it could be seen in the range before


class Kind(StrEnum):
    """Which map."""

    SIGNED = "signed"  # diverging, symmetric about 0
    UNIT = "unit"  # sequential, [0, 1]


class Scale:
    """How the values of one picture become colours.

    Parameters
    ----------
    kind : Kind
        Signed values or values in [0, 1].
    limit : float, optional
        A signed scale covers [-limit, limit]; None: a range that follows the values. It grows at once, and shrinks only
        after a smaller one has sufficed for `PATIENCE` pictures.
    """

    def __init__(self, kind: Kind, limit: float | None = 1.0) -> None:
        self.kind = kind
        self.automatic = kind is Kind.SIGNED and limit is None
        self.limit = 1.0 if limit is None else limit
        self._fresh = True
        self._sufficed = 0
        self._peak = 0.0
        self._peaks: dict[object, float] = {}  # of each picture that is drawn by it

    @property
    def low(self) -> float:
        """The value of the first colour."""
        return 0.0 if self.kind is Kind.UNIT else -self.limit

    @property
    def high(self) -> float:
        """The value of the last colour."""
        return 1.0 if self.kind is Kind.UNIT else self.limit

    @property
    def ends(self) -> tuple[str, str]:
        """The lowest and the highest value, as written beside a colour bar."""
        if self.kind is Kind.UNIT:
            return "0", "1"
        beyond = ("≤", "≥") if self.automatic else ("", "")
        return f"{beyond[0]}−{self.limit:g}", f"{beyond[1]}{self.limit:g}"

    def palette(self, theme: Theme) -> Palette:
        """Return the colours."""
        return theme.sequential if self.kind is Kind.UNIT else theme.diverging

    def renew(self) -> None:
        """Take the next values' range at once: they are of something else."""
        self._fresh = True
        self._peaks.clear()

    def forget(self, source: object) -> None:
        """Let the range follow the other pictures alone: this one is not seen any more."""
        self._peaks.pop(source, None)

    def follow(self, values: Array, source: object = None) -> bool:
        """Let an automatic range follow the values; return whether it changed.

        Parameters
        ----------
        values : array
            Of one picture. A picture in which something is not finite is no measure for the others.
        source : object, optional
            Which picture it is, where several are drawn in the same colours: the range holds what is in each.
        """
        if not self.automatic:
            return False
        peak, finite = _peak(values)
        others = [each for key, each in self._peaks.items() if key != source]
        if not peak or (not finite and others):
            self._peaks.pop(source, None)
            return False
        self._peaks[source] = peak
        return self._hold(max(peak, *others, 0.0))

    def _hold(self, peak: float) -> bool:
        """Have a range for values of this size; return whether it is another one."""
        before = self.limit
        if self._fresh or peak > self.limit or peak * FAR < self.limit:
            self.limit, self._fresh, self._sufficed = nice_ceiling(peak), False, 0
        elif nice_ceiling(peak * MARGIN) < self.limit:
            self._peak = max(self._peak, peak) if self._sufficed else peak
            self._sufficed += 1
            if self._sufficed >= PATIENCE:
                self.limit, self._sufficed = nice_ceiling(self._peak * MARGIN), 0
        else:
            self._sufficed = 0
        return self.limit != before

    def write(self, value: float) -> str:
        """Return a value in words short enough to stand beside the mouse."""
        return number(value, signed=self.kind is Kind.SIGNED)


def scale_in(held: str) -> Scale:
    """Return the scale of what is held in a range of `value_ranges`; of what is held nowhere, one that follows it."""
    return Scale(Kind.UNIT) if held == UNIT else Scale(Kind.SIGNED, 1.0 if held == BOTH else None)


def nice_ceiling(value: float) -> float:
    """Return the smallest of 1, 1.5, 2, 3, 5, 7 times a power of ten that is not below a positive value."""
    power = 10.0 ** math.floor(math.log10(value))
    return next((m * power for m in NICE if m * power >= value * (1 - 1e-6)), 10 * power)


def _peak(values: Array) -> tuple[float | None, bool]:
    """Return the size that `SHARE` of the finite values stay within, None if there is none; and whether all are."""
    sizes = np.abs(values).ravel(order="K")
    with np.errstate(over="ignore"):
        finite = math.isfinite(sizes.sum())  # cheaper than asking each
    if not finite:
        sizes = sizes[np.isfinite(sizes)]
    if sizes.size == 0:
        return None, finite
    at = math.ceil(SHARE * sizes.size) - 1
    peak = float(np.partition(sizes, at)[at])
    return max(peak, TINY) if peak else 0.0, finite
