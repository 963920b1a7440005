"""Which Frames of those that there are go into a recording: a few a second, and all that are close to an event."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from rnnviz.probe.frame import Frame

USUAL, MOST = 2.0, 25.0  #: Frames a second
AROUND = 2.0  #: seconds before and after an event, of which as many Frames are kept as there are


class Pace:
    """Takes Frames as they come, and gives back those that are recorded.

    Parameters
    ----------
    rate : float
        Frames a second that are recorded of what is offered.
    """

    def __init__(self, rate: float = USUAL) -> None:
        self.rate = min(rate, MOST)
        self._due = float("-inf")
        self._dense_until = float("-inf")
        self._passed_over: deque[tuple[float, Frame]] = deque(maxlen=int(AROUND * MOST))

    def take(self, frame: Frame, now: float) -> bool:
        """Return whether a Frame that was made at `now` seconds is recorded at once."""
        interval = 1 / (MOST if now < self._dense_until else self.rate)
        if now < self._due:
            self._passed_over.append((now, frame))
            return False
        in_time = now - self._due < interval
        self._due = (self._due if in_time else now) + interval  # the rate is kept on average
        return True

    def event(self, now: float) -> Iterator[Frame]:
        """Yield the Frames shortly before an event that were passed over; those after it will be taken."""
        self._dense_until, self._due = now + AROUND, now
        while self._passed_over:
            made, frame = self._passed_over.popleft()
            if now - made <= AROUND:
                yield frame

    def wanted(self, now: float) -> float:
        """Return how many Frames a second are worth making now."""
        return MOST if now < self._dense_until else self.rate
