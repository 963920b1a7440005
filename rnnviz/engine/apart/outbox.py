"""What waits to be sent to the window, in its order: filled by the thread that trains, emptied by the one that sends.

The thread that trains never waits here, however slow the window is. Of pictures only the newest waits; of updates none
is lost: where too many wait, all metrics are sent anew as they are kept, thinned but with every peak.
"""

from __future__ import annotations

from threading import Condition
from typing import Any

from typing_extensions import override

from rnnviz.engine.apart.messages import Cleared, Noted, Replaced, Updates
from rnnviz.engine.exchange import Exchange
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import Event
from rnnviz.engine.metrics import Metrics, MetricsHistory, MetricsRecord
from rnnviz.engine.run_log import Entry

_MOST_ROWS = 50_000  # updates that wait by themselves
_BUNCH = 0.02  # seconds for which metrics wait for others, where nothing else does


class Outbox:
    """Holds what is to be said; see above."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: list[Any] = []  # records, and lists of Metrics
        self._rows = 0
        self._urgent = False
        self._closed = False

    def say(self, record: object) -> None:
        """Have something said as soon as can be."""
        with self._changed:
            self._waiting.append(record)
            self._urgent = True
            self._changed.notify()

    def update(self, metrics: Metrics, history: MetricsHistory) -> None:
        """Have the metrics of an update said, soon; `history` has them already."""
        with self._changed:
            last = self._waiting[-1] if self._waiting else None
            if isinstance(last, list):
                last.append(metrics)  # whoever sends is awake, or about to be
            else:
                self._waiting.append([metrics])
                self._changed.notify()
            self._rows += 1
            if self._rows > _MOST_ROWS:
                self._thin(history)

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
            waiting, self._waiting, self._rows, self._urgent = self._waiting, [], 0, False
            ended = self._closed
        return [Updates.of(each) if isinstance(each, list) else each for each in waiting], ended

    def _thin(self, history: MetricsHistory) -> None:
        scalars = (list, Noted, Cleared, Replaced)
        self._waiting = [each for each in self._waiting if not isinstance(each, scalars)]
        self._waiting.append(Replaced(history.record()))
        self._rows = 0


class SentMetrics(MetricsHistory):
    """Says everything that is done to it."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox: Outbox | None = None  # it is empty at both ends
        super().__init__()
        self._outbox = outbox

    @override
    def append(self, metrics: Metrics) -> None:
        super().append(metrics)
        if self._outbox is not None:
            self._outbox.update(metrics, self)

    @override
    def note(self, *entries: Entry) -> None:
        super().note(*entries)
        if self._outbox is not None and entries:
            self._outbox.say(Noted(entries))

    @override
    def clear(self, first: int = 0) -> None:
        super().clear(first)
        if self._outbox is not None:
            self._outbox.say(Cleared(first))

    @override
    def become(self, other: MetricsHistory) -> None:
        super().become(other)
        if self._outbox is not None:
            self._outbox.say(Replaced(self.record()))

    @override
    def restore(self, record: MetricsRecord) -> None:
        super().restore(record)
        if self._outbox is not None:
            self._outbox.say(Replaced(record))


class SentPictures(Latest[Any]):
    """Says that one is there."""

    def __init__(self, outbox: Outbox) -> None:
        super().__init__()
        self._outbox = outbox

    @override
    def put(self, value: Any) -> None:
        super().put(value)
        self._outbox.nudge()


class SentExchange(Exchange):
    """An exchange whose watcher is another process.

    Attributes
    ----------
    packed : Latest of Packed
        Pictures that the observer has packed already: they are passed on as they came.
    """

    def __init__(self) -> None:
        super().__init__()
        self.outbox = Outbox()
        self.metrics = SentMetrics(self.outbox)
        self.frames = SentPictures(self.outbox)
        self.packed = SentPictures(self.outbox)

    @override
    def publish(self, event: Event) -> None:
        super().publish(event)
        for said in self.events():
            self.outbox.say(said)
