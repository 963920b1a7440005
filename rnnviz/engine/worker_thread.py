"""The one worker thread of a session, and the ways to and from it. Importing this loads no torch; starting it does.

Everything that passes is plain data, so a process could stand behind the same interface.
"""

from __future__ import annotations

import traceback
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from rnnviz.engine.commands import Build, CancelBuild, Command, Stop, Watch
from rnnviz.engine.config import RunConfig
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import Built, Event, Phase, Status
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.engine.snapshot import Snapshot
from rnnviz.engine.torch_loading import load_torch
from rnnviz.probe.frame import Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence

if TYPE_CHECKING:
    from rnnviz.engine.worker import Worker


class Runner:
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
    """

    def __init__(
        self,
        config: RunConfig,
        watch: Watch | None = None,
        running: bool = True,
        probe: str = "",
        start: Snapshot | None = None,
    ) -> None:
        self.frames: Latest[Frame] = Latest()
        self.metrics = MetricsHistory()
        self.governor = Governor()
        self.commands: SimpleQueue[Command] = SimpleQueue()
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._sent = 0
        self.heard = 0  # commands that the worker has taken from the queue
        self.superseding = 0  # number of the last command that makes what was being built before it superfluous
        self.send(watch or Watch())
        self.send(Build(config, running, probe, start))
        self._thread = Thread(target=self._main, name="rnnviz worker", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def send(self, command: Command) -> int:
        """Have a command carried out before the next update; return its number, from 1 (see `Status.heard`)."""
        self._sent += 1
        if isinstance(command, Build | CancelBuild | Stop):
            self.superseding = self._sent
        self.commands.put(command)
        return self._sent

    def publish(self, event: Event) -> None:
        """Say something to whoever watches (called by the worker)."""
        self._events.put(replace(event, heard=self.heard) if isinstance(event, Status | Built) else event)

    def events(self) -> list[Event]:
        """Return what was said since the last call, oldest first."""
        said: list[Event] = []
        while True:
            try:
                said.append(self._events.get_nowait())
            except Empty:
                return said

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
            self._worker().work()
        except Exception as error:  # the window must hear of it, whatever it is
            template = QT_TRANSLATE_NOOP("engine", "The worker ended with an error: {error}")
            self.publish(Status(Phase.FAILED, 0, Sentence(template, {"error": str(error)}), traceback.format_exc()))
        else:
            self.publish(Status(Phase.STOPPED))

    def _worker(self) -> Worker:
        load_torch()
        from rnnviz.engine.worker import Worker

        return Worker(self)
