"""A logarithmic range that follows the values without flicker."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnnviz.probe.frame import Array

PATIENCE = 8  # pictures that fewer decades must have sufficed for before they are taken
MOST = 6  # decades shown at once: what is smaller than a millionth of the largest stands at the floor
MARGIN = 0.1  # decades by which fewer must suffice

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Decades:
    """Whole powers of ten around positive values. It grows at once and shrinks only after a while.

    Parameters
    ----------
    most : int
        How many decades it spans at most, counted from the largest value down.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self.low, self.high = -4, 0  # exponents
        self._fresh = True
        self._wanted = (0, 0)
        self._sufficed = 0

    @property
    def count(self) -> int:
        """How many decades there are."""
        return self.high - self.low

    def renew(self) -> None:
        """Take the next values' range at once: they are of something else."""
        self._fresh, self._sufficed = True, 0

    def follow(self, values: Array, patience: int = PATIENCE) -> bool:
        """Make room for the positive, finite values; return whether the range changed.

        Fewer decades are taken when they have sufficed for `patience` pictures: 1 where no other picture comes.
        """
        with np.errstate(invalid="ignore"):
            positive = values[(values > 0) & np.isfinite(values)]
        if positive.size == 0:
            return False
        least, most = float(np.log10(positive.min())), float(np.log10(positive.max()))
        low, high = self._around(least, most, -1e-9)
        before = (self.low, self.high)
        if self._fresh:
            self.low, self.high, self._fresh = low, high, False
        elif max(low, self.high - self._most) < self.low or high > self.high:
            self.low, self.high, self._sufficed = min(low, self.low), max(high, self.high), 0
            self.low = max(self.low, self.high - self._most)
        else:
            self._shrink(*self._around(least, most, MARGIN), patience)
        return before != (self.low, self.high)

    def _shrink(self, low: int, high: int, patience: int) -> None:
        high = min(high, self.high)
        low = max(low, self.low) if high == self.high else low  # both ends may fall, one alone only rises
        if (low, high) == (self.low, self.high):
            self._sufficed = 0
            return
        if self._sufficed and patience > 1:  # what pictures before this one needed too, if they can come again
            low, high = min(low, self._wanted[0]), max(high, self._wanted[1])
        self._wanted = (max(low, high - self._most), high)
        self._sufficed += 1
        if self._sufficed >= patience:
            (self.low, self.high), self._sufficed = self._wanted, 0

    def _around(self, least: float, most: float, margin: float) -> tuple[int, int]:
        """Return the whole powers around two exponents: at least one decade, at most `most`."""
        high = int(np.ceil(most + margin))
        return max(min(int(np.floor(least - margin)), high - 1), high - self._most), high

    def share(self, exponent: float) -> float:
        """Return how far up a power of ten stands: 0 at the floor, 1 at the top."""
        return (exponent - self.low) / self.count

    def shares(self, values: Array) -> Array:
        """Return how far up each value stands; not finite for what is not positive or finite."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((np.log10(values) - self.low) / self.count)

    def heights(self, values: Array, pixels: int) -> NDArray[np.intp]:
        """Return how far up each value stands, in px: at least 1, but 0 for what is not positive or finite."""
        share = self.shares(values)
        there = np.isfinite(share)
        return np.where(there, np.ceil(np.clip(np.where(there, share, 0.0), 0.0, 1.0) * pixels).clip(1), 0).astype(
            np.intp
        )

    def below(self, values: Array) -> int:
        """Return how many values are positive, and smaller than the lowest that the range tells apart."""
        return int(np.count_nonzero((values > 0) & (values < 10.0**self.low * (1 - 1e-9))))

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Return (exponent, label) pairs, highest first: powers, and 2 and 5 times them if `most` has room."""
        step = max(1, -(-(self.count + 1) // max(most, 2)))
        powers = [(float(e), power(e)) for e in range(self.high, self.low - 1, -1) if e % step == 0]
        if 3 * self.count + 1 > most:
            return powers
        between = [
            (e + float(np.log10(m)), f"{m * 10.0**e:g}" if -4 <= e < 5 else f"{m}·{power(e)}")
            for e in range(self.low, self.high)
            for m in (2, 5)
        ]
        return sorted(powers + between, reverse=True)


def power(exponent: int) -> str:
    """Write a power of ten; the common ones as a number."""
    common = {0: "1", 1: "10", 2: "100", -1: "0.1", -2: "0.01", -3: "0.001"}
    return common.get(exponent, f"10{str(exponent).translate(_RAISED)}")
