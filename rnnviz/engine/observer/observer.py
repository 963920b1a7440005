"""The window's end of the observer: one process for all of its runs, started when the first picture is there.

What it speaks in is imported by its thread: the window is on screen before.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from itertools import count
from threading import Lock, Thread
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from rnnviz.engine.frame_governor import COMPUTING_SHARE, OBSERVER_CEILING
from rnnviz.sentences import Refused

if TYPE_CHECKING:
    from rnnviz.engine.observer.channel import Channel
    from rnnviz.engine.observer.messages import Answer
    from rnnviz.engine.observer.spawning import Spawned

LIVES = 2  #: it is started once more if it dies
_JUST_NOW = 1.0  # seconds

Listener = Callable[["Answer", float], None]


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Standing(StrEnum):
    """What has become of it."""

    AWAITED = "awaited"  # nobody has begun it, or it is on its way
    THERE = "there"
    LOST = "lost"  # it died, and again
    IMPOSSIBLE = "impossible"  # one processor, or no process could be started


class Observer:
    """Starts the process, hears its answers, and starts it once more if it dies.

    Attributes
    ----------
    standing : Standing
        What has become of it.
    life : int
        Which process it is: what an earlier one was told is not known to this one.
    channel : Channel or None
        To the process; None: it is not there.
    free_at : float
        When it may be asked next (`perf_counter`), if it is to keep under its ceiling.
    fault : str
        For an engineer: why it could not look at some model, or compute something.
    """

    def __init__(self) -> None:
        self.standing = Standing.AWAITED if processors() > 1 else Standing.IMPOSSIBLE
        self.life = 0
        self.channel: Channel | None = None
        self.free_at = 0.0
        self.fault = ""
        self._numbers = count(1)
        self._listeners: dict[int, Listener] = {}
        self._computing: set[int] = set()  # what it was asked to compute, and has not answered
        self._looked_at: dict[int, float] = {}  # model -> when it was last asked to
        self._lock = Lock()
        self._thread: Thread | None = None
        self._spawned: Spawned | None = None
        self._closed = False

    # --- whoever asks ---

    def begin(self) -> None:
        """Start the process, unless that was done; returns at once."""
        with self._lock:
            if self._thread is None and not self._closed and self.standing is Standing.AWAITED:
                self._thread = Thread(target=self._live, name="rnnviz observer", daemon=True)
                self._thread.start()

    def number(self) -> int:
        """Return a number that nobody has: of a model, or of a request."""
        return next(self._numbers)

    def listen(self, number: int, listener: Listener) -> None:
        """Have what is answered under a number told, with the seconds that it took to hear it; in that thread."""
        self._listeners[number] = listener

    def expect(self, number: int, listener: Listener) -> None:
        """As `listen`, for what takes long: until it is answered, pictures leave it some of its time."""
        self._computing.add(number)
        self.listen(number, listener)

    def unlisten(self, number: int) -> None:
        """Have nothing told under a number any more."""
        self._listeners.pop(number, None)
        self._computing.discard(number)
        self._looked_at.pop(number, None)

    def shared_by(self, model: int) -> int:
        """Return how many models it is asked to look at just now, this one among them."""
        now = perf_counter()
        self._looked_at[model] = now
        return sum(now - asked < _JUST_NOW for asked in self._looked_at.copy().values())

    @property
    def process(self) -> int | None:
        """The number of the process; None: there is none."""
        spawned = self._spawned
        return None if spawned is None else spawned.number

    def close(self) -> None:
        """End the process, and wait for it."""
        with self._lock:
            self._closed = True
            spawned, thread = self._spawned, self._thread
        if spawned is not None:
            spawned.channel.close()
        if thread is not None:
            thread.join()

    # --- its thread ---

    def _live(self) -> None:
        for _ in range(LIVES):
            if not self._live_once():
                return
        self.standing = Standing.LOST

    def _live_once(self) -> bool:
        """Start a process and hear it to its end; return whether another one is wanted."""
        from rnnviz.engine.observer.spawning import Spawned

        try:
            with self._lock:
                if self._closed:
                    return False
                spawned = self._spawned = Spawned()
        except OSError:
            self.standing = Standing.IMPOSSIBLE
            return False
        try:
            self._hear(spawned.channel)
        finally:
            self.channel = None
            self.standing = Standing.AWAITED
            self._spawned = None
            spawned.end()
        return not self._closed

    def _hear(self, channel: Channel) -> None:
        from rnnviz.engine.observer.messages import Computed, Failed, Missed, Ready, Seen

        with suppress(Refused):  # what it says is not to be understood: it is ended
            began = thread_time()
            while (answer := channel.receive(Ready, Seen, Computed, Missed, Failed)) is not None:
                self._take(answer, channel, thread_time() - began)
                began = thread_time()

    def _take(self, answer: Answer, channel: Channel, cost: float) -> None:
        from rnnviz.engine.observer.messages import Computed, Failed, Missed, Ready, Seen

        match answer:
            case Ready():
                self.life += 1
                self.channel, self.standing = channel, Standing.THERE
                return
            case Seen():
                number = answer.ticket
                self._charge(answer.seconds)
            case Computed():
                number = answer.ticket
            case Missed():
                number, self.fault = answer.ticket, answer.details or self.fault
            case Failed():
                number, self.fault = answer.model, answer.details
        self._computing.discard(number)
        if (listener := self._listeners.get(number)) is not None:
            listener(answer, cost)

    def _charge(self, seconds: float) -> None:
        """Have it left alone until a picture took no more than its share, however many runs it looks at."""
        share = OBSERVER_CEILING - (COMPUTING_SHARE if self._computing else 0.0)
        self.free_at = max(self.free_at, perf_counter() - seconds) + seconds / share
