"""Saving a run that has no window while it learns: whatever ends it, at most the last moments are lost."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from rnnviz.sessions.saver import Done, Saver

EVERY = 20.0  #: seconds from one time to the next
_SHARE = 0.1  # of the time that may go into it


class SavingAlong:
    """Writes on a thread; what it writes is taken between two updates.

    Parameters
    ----------
    take : callable
        Returns what is to be written, as it is now: a function that writes it.
    tell : callable
        Is told why it could not be written: once, since it is tried again.
    every : float
        Seconds; more where a disk is so slow that a tenth of the time would go into it.
    """

    def __init__(self, take: Callable[[], Callable[[], None]], tell: Callable[[Done], object], every: float = EVERY):
        self._take, self._tell, self._every = take, tell, every
        self._saver = Saver()
        self._due = perf_counter() + every
        self._began = 0.0
        self._failed = False

    def after_update(self) -> None:
        """Save, if it is time."""
        self._saver.hear()
        if perf_counter() >= self._due and self._saver.wait(0.0):
            self._began, self._due = perf_counter(), float("inf")
            self._saver.ask("save", self._take(), self._hear)

    def close(self) -> None:
        """Wait for what is being written."""
        self._saver.close()
        self._saver.hear()

    def _hear(self, done: Done) -> None:
        took = perf_counter() - self._began
        self._due = perf_counter() + max(self._every, took / _SHARE)
        if done.failed and not self._failed:
            self._tell(done)
        self._failed = done.failed
