"""What watching costs a run that is elsewhere, as it says itself."""

from __future__ import annotations

from rnnviz.engine.apart.messages import Cost
from rnnviz.engine.frame_governor import Limit


class ReportedCost:
    """As a `Governor` tells it; painting costs such a run nothing."""

    def __init__(self) -> None:
        self._said = Cost(0.0, Limit.RATE, None, False)

    def take(self, said: Cost) -> None:
        """Believe what was said."""
        self._said = said

    @property
    def limit(self) -> Limit:
        """What keeps more Frames a second from being shown."""
        return self._said.limit

    @property
    def observer_seconds(self) -> float | None:
        """What a Frame takes the observer, of a processor; None: whoever trains looks itself."""
        return self._said.observer_seconds

    @property
    def observer_lost(self) -> bool:
        """Whether the observer has ended for good."""
        return self._said.observer_lost

    def painted(self, seconds: float) -> None:
        """Do nothing: the window's interpreter is another one."""

    def share(self) -> float:
        """Return the share of the last second or so that watching took, in [0, 1]."""
        return self._said.share
