"""Where the runs of a window are at work: each on a thread of its own, or each in a process of its own."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rnnviz.engine.commands import Watch
from rnnviz.engine.config import RunConfig
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.snapshot import Snapshot
from rnnviz.engine.source import Source
from rnnviz.engine.worker_thread import Runner
from rnnviz.sentences import Refused

if TYPE_CHECKING:
    from rnnviz.connection.reception import Guest, Reception


class Runs:
    """Makes runs, all in one way.

    Parameters
    ----------
    observer : Observer, optional
        Looks at all that are at work on threads; those in processes have one each.
    apart : bool
        Whether each has a process of its own, from the next one on.
    visited : callable, optional
        Is told of a user's own run that calls; see `rnnviz.connection.reception`.
    """

    def __init__(self, observer: Observer | None = None, apart: bool = False, visited: Guest | None = None) -> None:
        self.observer, self.apart = observer, apart
        self._visited = visited
        self._reception: Reception | None = None

    def begin(
        self, config: RunConfig, running: bool = True, probe: str = "", start: Snapshot | None = None, fit: bool = False
    ) -> Source:
        """Return a run that is not started yet, and of which nothing is looked at; see `Runner`.

        Raises
        ------
        Refused
            If it is to have a process of its own, and none could call.
        """
        if not self.apart:
            return Runner(config, Watch(), running, probe, start, fit, self.observer)
        from rnnviz.engine.apart.runner import ProcessRunner

        return ProcessRunner(self.reception(), config, Watch(), running, probe, start, fit)

    def reception(self) -> Reception:
        """Return where runs call, opened by the first one who asks; raises `Refused` if there can be none."""
        if self._reception is None:
            from rnnviz.connection.reception import Reception

            self._reception = Reception(self._visited)
        return self._reception

    def listen(self) -> None:
        """Let runs call, if they can here."""
        with suppress(Refused):
            self.reception()

    def close(self) -> None:
        """End the observer, and hear nobody any more; the runs are to be ended before."""
        if self._reception is not None:
            self._reception.close()
        if self.observer is not None:
            self.observer.close()
