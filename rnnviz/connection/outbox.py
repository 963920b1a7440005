"""What waits to be sent through a line, in its order: filled by the thread that trains, emptied by the one that sends.

The thread that trains never waits here, however slow the other end is. Of updates none is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition
from typing import Any

MOST = 50_000  #: updates that wait as they are
_TOGETHER = 4096  # updates in one record
_BUNCH = 0.02  # seconds for which metrics wait for others, where nothing else does


class Outbox:
    """Holds what is to be said; see above.

    Parameters
    ----------
    bunched : callable
        Makes one record of the metrics of several updates.
    thinned : callable, optional
        Is given what waits when too many updates do, lists of metrics among it, and returns what is to be said in its
        place; without it they wait on, packed.
    """

    def __init__(
        self, bunched: Callable[[list[Any]], object], thinned: Callable[[list[Any]], list[Any]] | None = None
    ) -> None:
        self._bunched, self._thinned = bunched, thinned
        self._changed = Condition()
        self._waiting: list[Any] = []  # records, and lists of metrics
        self._urgent = self._closed = False
        self.updates = 0  #: that wait

    def say(self, record: object) -> None:
        """Have something said as soon as can be."""
        with self._changed:
            self._waiting.append(record)
            self._urgent = True
            self._changed.notify()

    def update(self, metrics: object) -> None:
        """Have the metrics of an update said, soon."""
        with self._changed:
            last = self._waiting[-1] if self._waiting else None
            if isinstance(last, list) and len(last) < _TOGETHER:
                last.append(metrics)  # whoever sends is awake, or about to be
            else:
                if isinstance(last, list):
                    self._waiting[-1] = self._bunched(last)
                self._waiting.append([metrics])
                self._changed.notify()
            self.updates += 1
            if self.updates > MOST and self._thinned is not None:
                self._waiting, self.updates = self._thinned(self._waiting), 0

    def nudge(self) -> None:
        """Say that a picture is there."""
        with self._changed:
            self._urgent = True
            self._changed.notify()

    def close(self) -> None:
        """Take nothing any more; what waits is still sent."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def take(self, seconds: float) -> tuple[list[object], bool]:
        """Wait for something, for so long at most; return what is to be said, and whether there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._urgent or self._closed, seconds)
            self._changed.wait_for(lambda: self._urgent or self._closed or not self._waiting, _BUNCH)
            waiting, self._waiting, self.updates, self._urgent = self._waiting, [], 0, False
            ended = self._closed
        return [self._bunched(each) if isinstance(each, list) else each for each in waiting], ended
