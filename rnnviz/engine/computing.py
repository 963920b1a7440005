"""What is computed of a run beside its training: by the observer where it is there, else by this thread.

What is said of a run does not depend on who computes, nor on how fast. Each value is of the update at which it was
wanted, and what is always wanted is said in that order. Where the order would be seen (the run stands still, is gone
back in, or gives way to another one; a breakpoint asks for a value), nothing is left open: this thread computes what
the observer has not, from the states that are kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rnnviz.engine.computations import Wanted, compute
from rnnviz.engine.messages import Event
from rnnviz.engine.observer.deferred import Deferred, Places
from rnnviz.engine.training import Run


@dataclass
class _Open:
    """Something that was wanted and is not said yet."""

    wanted: Wanted[Any]
    deferred: Deferred | None = None
    value: Any = None  # if it was computed here

    @property
    def over(self) -> bool:
        return self.deferred is None or self.deferred.over

    def take(self) -> Any:
        return self.value if self.deferred is None else self.deferred.value()


class Computing:
    """Has things computed, and says them.

    Parameters
    ----------
    say : callable
        Is told what a value comes to, in the thread that trains.
    places : Places, optional
        Where the observer is asked.
    """

    def __init__(self, say: Callable[[Event | None], None], places: Places | None = None) -> None:
        self._say, self._places = say, places
        self._open: deque[_Open] = deque()  # of what is always wanted, the oldest first
        self._besides: list[_Open] = []

    @property
    def waiting(self) -> bool:
        """Whether something may be answered soon."""
        return bool(self._open or self._besides)

    def have(self, run: Run, wanted: Wanted[Any], here: bool = False) -> bool:
        """Have something computed of a run as it stands; `here`: now, by this thread. Return whether it will be said.

        What is not always wanted is asked for one at a time, and is never computed here.
        """
        asked = None if here else self._asked(run, wanted)
        if not wanted.always:
            self._besides += [] if asked is None else [asked]
            return asked is not None
        if asked is None:
            asked = _Open(wanted, value=compute(wanted.computation, run.task, run.model))
        self._open.append(asked)
        self.answered()
        return True

    def answered(self) -> None:
        """Say what has come, and compute what does not come."""
        while self._open and self._open[0].over:
            self._finish(self._open.popleft())
        for each in [each for each in self._besides if each.over]:
            self._besides.remove(each)
            if each.deferred is not None and each.deferred.computed:
                self._finish(each)
            else:
                self._free(each)

    def settle(self) -> None:
        """Say all that is always wanted, whoever computes it; raises the first error of that, when all is said."""
        errors: list[Exception] = []
        while self._open:
            try:
                self._finish(self._open.popleft())
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]

    def drop(self) -> None:
        """Say nothing any more of what was wanted so far."""
        for each in (*self._open, *self._besides):
            self._free(each)
        self._open.clear()
        self._besides.clear()

    def _asked(self, run: Run, wanted: Wanted[Any]) -> _Open | None:
        if self._places is None or (self._besides and not wanted.always):
            return None
        deferred = self._places.ask(run, wanted.computation)
        return None if deferred is None else _Open(wanted, deferred)

    def _finish(self, each: _Open) -> None:
        try:
            self._say(each.wanted.told(each.take()))
        finally:
            self._free(each)

    def _free(self, each: _Open) -> None:
        if each.deferred is not None and self._places is not None:
            self._places.free(each.deferred)
