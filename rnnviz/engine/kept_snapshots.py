"""Saying which snapshots of the past there are, when they have become others."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from rnnviz.engine.history import History
from rnnviz.engine.messages import Event, Kept

_EVERY = 0.5  # seconds, while a run goes on


class KeptSnapshots:
    """What was said of them last."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._publish = publish
        self._said: tuple[int, ...] = ()  # number, newest, bytes, limit
        self._when = 0.0

    def forget(self) -> None:
        """Say everything of another run."""
        self._said = ()

    def tell(self, history: History | None) -> None:
        """Say them, if they are others than at the last time; None: there are none, and no limit."""
        now = () if history is None else (len(history.updates), history.updates[-1], history.nbytes, history.limit)
        self._when = perf_counter()
        if now != self._said:
            self._said = now
            self._publish(Kept() if history is None else Kept(history.updates, history.nbytes, history.limit))

    def tell_at_times(self, history: History | None) -> None:
        """Say them too, but not at every update."""
        if perf_counter() - self._when >= _EVERY:
            self.tell(history)
