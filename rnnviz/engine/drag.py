"""How much of the window's time is felt by training: measured, not assumed.

While torch computes, it lets go of the interpreter, and the window paints beside it at no cost; while the training loop
runs Python, it waits. Which of the two prevails depends on the model: a large one hardly feels painting, a small one
feels all of it.
"""

from __future__ import annotations

import numpy as np

_SPAN = 0.025  # seconds of training looked at together: painting is told in pieces of a millisecond or so
_MEMORY = 300  # spans after which one hardly counts any more: about eight seconds
_TRUST = 1e-6  # square seconds: how much painting has to vary to outweigh the first guess, that all of it is felt


class Drag:
    """The slope of training time over painting time, by least squares over short spans of training.

    For a span of n updates that took T while the window painted for p, the model is T/n = d + s p/n, weighted by n:
    d is an update by itself, s the share of painting that was felt.
    """

    def __init__(self) -> None:
        self._sums = np.zeros(5)  # of n, n x, n y, n x x, n x y, fading; x = p/n, y = T/n
        self._seconds = self._painted = 0.0
        self._updates = 0

    def update(self, seconds: float, painted: float) -> None:
        """Add one update: how long it took, and how long the window painted since the one before began."""
        self._seconds += seconds
        self._painted += painted
        self._updates += 1
        if self._seconds >= _SPAN:
            n, x, y = self._updates, self._painted / self._updates, self._seconds / self._updates
            self._sums = (1 - 1 / _MEMORY) * self._sums + n * np.array([1, x, y, x * x, x * y])
            self._seconds = self._painted = 0.0
            self._updates = 0

    @property
    def share(self) -> float:
        """The share of painting that training feels, in [0, 1]; near 1 until there is reason to think otherwise."""
        n, x, y, xx, xy = self._sums.tolist()
        varied = xx - x * x / n if n else 0.0
        together = xy - x * y / n if n else 0.0
        return min(1.0, max(0.0, (together + _TRUST) / (varied + _TRUST)))
