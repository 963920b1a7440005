"""An exchange whose watcher is another process: what the worker says waits to be sent.

Of pictures only the newest waits; of updates none is lost: where too many wait, all metrics are sent anew as they are
kept, thinned but with every peak.
"""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from rnnviz.connection.outbox import Outbox
from rnnviz.engine.apart.messages import Cleared, Noted, Replaced, Updates
from rnnviz.engine.exchange import Exchange
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import Event
from rnnviz.engine.metrics import Metrics, MetricsHistory, MetricsRecord
from rnnviz.engine.run_log import Entry


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
            self._outbox.update(metrics)

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
        self.outbox = Outbox(Updates.of, self._thinned)
        self.metrics = SentMetrics(self.outbox)
        self.frames = SentPictures(self.outbox)
        self.packed = SentPictures(self.outbox)

    @override
    def publish(self, event: Event) -> None:
        super().publish(event)
        for said in self.events():
            self.outbox.say(said)

    def _thinned(self, waiting: list[Any]) -> list[Any]:
        scalars = (list, Updates, Noted, Cleared, Replaced)
        return [*(each for each in waiting if not isinstance(each, scalars)), Replaced(self.metrics.record())]
