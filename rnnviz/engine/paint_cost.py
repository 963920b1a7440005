"""How much of the window's time is felt by training: measured, not assumed.

While torch computes, it lets go of the interpreter, and the window paints beside it at no cost; while the training loop
runs Python, it waits. Which of the two prevails depends on the model: a large one hardly feels painting, a small one
feels all of it.
"""

from __future__ import annotations

_SPAN = 0.025  # seconds of training looked at together: painting is told in pieces of a millisecond or so
_MEMORY = 300  # spans after which one hardly counts any more: about eight seconds
_TRUST = 0.05  # square shares: how much painting has to vary to outweigh the first guess, that all of it is felt


class Drag:
    """The slope of training's speed over painting's share of the time, by least squares over short spans of training.

    For a span of n updates that took T while the window painted for p, the model is n/T = (1 - s p/T) / d: d is an
    update by itself, s the share of painting that was felt. Speed and share are both taken per second: an update that
    something else holds up has more painting beside it, and that must not pass for its cause.
    """

    def __init__(self) -> None:
        self._sums = [0.0] * 5  # of 1, x, y, x x, x y, fading; x = p/T, y = n/T
        self.share = 1.0  #: of painting that training feels, in [0, 1]; near 1 until there is reason to think otherwise
        self._seconds = self._painted = 0.0
        self._updates = 0

    def update(self, seconds: float, painted: float) -> None:
        """Add one update: how long it took, and how long the window painted since the one before began."""
        self._seconds += seconds
        self._painted += painted
        self._updates += 1
        if self._seconds >= _SPAN:
            x, y = self._painted / self._seconds, self._updates / self._seconds
            new = (1.0, x, y, x * x, x * y)
            self._sums = [(1 - 1 / _MEMORY) * old + each for old, each in zip(self._sums, new, strict=True)]
            self.share = self._felt()  # asked for at every paint event
            self._seconds = self._painted = 0.0
            self._updates = 0

    def _felt(self) -> float:
        n, x, y, xx, xy = self._sums
        varied, together = xx - x * x / n, xy - x * y / n
        # With y = a - b x, s = b / a; a comes from the means and the slope that is believed so far.
        slope = -together / varied if varied > 0 else 0.0
        alone = (y + slope * x) / n
        felt = slope / alone if alone > 0 else 1.0
        return min(1.0, max(0.0, (felt * varied + _TRUST) / (varied + _TRUST)))
