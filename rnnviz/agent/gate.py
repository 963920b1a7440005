"""Run, pause, one update: where a user's loop waits, and who lets it go on. No torch here."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition
from time import perf_counter

_GLANCE = 0.1  # s: Windows delivers Ctrl+C to the main thread only between two waits


class Gate:
    """A gate before each update's end; the loop calls `passed`, everybody else the rest, from any thread.

    Parameters
    ----------
    running : bool
        Whether it is open at first.
    """

    def __init__(self, running: bool = True) -> None:
        self._changed = Condition()
        self._running = running
        self._left = 0  # updates that may pass although it is closed
        self._open_for_good = False

    @property
    def running(self) -> bool:
        """Whether updates pass without being counted."""
        return self._running or self._open_for_good

    def run(self) -> None:
        """Open it."""
        self._set(running=True)

    def pause(self) -> None:
        """Close it: the loop waits before the next change of its weights."""
        self._set(running=False)

    def advance(self, updates: int = 1) -> None:
        """Let some updates pass, and close it."""
        self._set(running=False, left=updates)

    def abandon(self) -> None:
        """Open it for good: nobody is there any more who could."""
        with self._changed:
            self._open_for_good = True
            self._changed.notify_all()

    def _set(self, running: bool, left: int = 0) -> None:
        with self._changed:
            self._running, self._left = running, left
            self._changed.notify_all()

    def passed(self, waiting: Callable[[], None]) -> float:
        """Wait until an update may pass; return the seconds that took. `waiting` is called once, if it has to wait.

        Ctrl+C is delivered while it waits, as anywhere in the user's loop.
        """
        began, told = perf_counter(), False
        with self._changed:
            while not (self.running or self._left):
                if not told:
                    told = True
                    self._changed.release()  # whoever is told may open it at once
                    try:
                        waiting()
                    finally:
                        self._changed.acquire()
                    continue
                self._changed.wait(_GLANCE)
            if not self.running:
                self._left -= 1
        return perf_counter() - began if told else 0.0
