"""The one worker thread of a session. Importing this loads no torch; starting it does.

What passes to and from it is plain data (`rnnviz.engine.exchange`), so a process could stand in its place.
"""

from __future__ import annotations

import traceback
from threading import Thread

from rnnviz.engine.capability import ALL, Capability
from rnnviz.engine.commands import Build, Stop, Watch
from rnnviz.engine.config import RunConfig
from rnnviz.engine.exchange import Exchange
from rnnviz.engine.messages import Phase, Status
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.snapshot import Snapshot
from rnnviz.engine.torch_loading import load_torch
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence


class Runner(Exchange):
    """Trains on a thread of its own; told by commands, heard through events, metrics and the newest Frame.

    Parameters
    ----------
    config : RunConfig
        What to build first.
    watch : Watch
        What to look at.
    running : bool
        Whether to train as soon as the model is there.
    probe : str
        The sequence to watch; empty: the task's own.
    start : Snapshot, optional
        Where another run stood: this one is a branch of it (`messages.Branched`).
    fit : bool
        Learn a text that is too short for the config in fewer timesteps, fewer sequences at once.
    observer : Observer, optional
        Looks at the run in this thread's place, once it is there; it may look at other runs too.
    """

    capabilities: frozenset[Capability] = ALL  # the worker has the model, its data and its past

    def __init__(
        self,
        config: RunConfig,
        watch: Watch | None = None,
        running: bool = True,
        probe: str = "",
        start: Snapshot | None = None,
        fit: bool = False,
        observer: Observer | None = None,
    ) -> None:
        super().__init__()
        self._observer = observer
        self.send(watch or Watch())
        self.send(Build(config, running, probe, start, fit))
        self._thread = Thread(target=self._main, name="rnnviz worker", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, timeout: float | None = None) -> bool:
        """End the thread after the update under way; return whether it has ended within `timeout` seconds."""
        if self._thread.ident is None:
            return True
        self.send(Stop())
        self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        """Whether the thread is running."""
        return self._thread.is_alive()

    def _main(self) -> None:
        self.publish(Status(Phase.LOADING))
        try:
            self._work()
        except Exception as error:  # the window must hear of it, whatever it is
            template = QT_TRANSLATE_NOOP("engine", "The worker ended with an error: {error}")
            self.publish(Status(Phase.FAILED, 0, Sentence(template, {"error": str(error)}), traceback.format_exc()))
        else:
            self.publish(Status(Phase.STOPPED))

    def _work(self) -> None:
        load_torch()
        from rnnviz.engine.worker import Worker

        Worker(self, self._observer).work()
