"""The thread that reads and writes kept runs: a disk may take its time, and nobody waits for it."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Condition, Thread
from typing import Any, NamedTuple, TypeAlias

from rnnviz.sentences import Refused


@dataclass(frozen=True)
class Done:
    """What came of something."""

    result: Any = None
    refused: Refused | None = None
    details: str = ""  # of an error that nobody foresaw

    @property
    def failed(self) -> bool:
        """Whether it could not be done."""
        return self.refused is not None or bool(self.details)


Then: TypeAlias = Callable[[Done], None]


class _Asked(NamedTuple):
    act: Callable[[], Any]
    then: Then | None


class Saver:
    """Does one thing after another; of what was asked for under one key and is not begun, only the last is done."""

    def __init__(self) -> None:
        self._waiting: dict[object, _Asked] = {}
        self._changed = Condition()
        self._done: SimpleQueue[tuple[Then | None, Done]] = SimpleQueue()
        self._ending = self._busy = False
        self._thread: Thread | None = None

    def ask(self, key: object, act: Callable[[], Any], then: Then | None = None) -> None:
        """Have something done soon; `hear` passes on to `then` what came of it."""
        with self._changed:
            self._waiting.pop(key, None)
            self._waiting[key] = _Asked(act, then)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="rnnviz saver", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def hear(self) -> list[Done]:
        """Pass on what came of all that was done since the last call, oldest first, and return it."""
        found = list[Done]()
        while True:
            try:
                then, done = self._done.get_nowait()
            except Empty:
                return found
            found.append(done)
            if then is not None:
                then(done)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until everything is done; return whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._busy, timeout)

    def close(self, timeout: float | None = None) -> bool:
        """Do what was asked for, then end; return whether it has."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (asked := self._next()) is not None:
            self._done.put((asked.then, _outcome(asked.act)))
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _next(self) -> _Asked | None:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting) or self._ending)
            if not self._waiting:
                return None
            self._busy = True
            return self._waiting.pop(next(iter(self._waiting)))


def _outcome(act: Callable[[], Any]) -> Done:
    try:
        return Done(act())
    except Refused as refused:
        return Done(refused=refused)
    except Exception:
        return Done(details=traceback.format_exc())
