"""What passes between the worker and whoever watches: commands one way, events, metrics and the newest Frame the other.

Everything is plain data. It knows neither of the two: the worker has it in its thread, a watcher in any other one.
"""

from __future__ import annotations

from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from rnnviz.engine.commands import Build, CancelBuild, Command, Open, Stop
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import Built, Event, Status
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.probe.frame import Frame

if TYPE_CHECKING:
    from rnnviz.engine.observer.messages import Packed


class Exchange:
    """Both queues, and what the worker fills without being asked.

    Attributes
    ----------
    frames : Latest of Frame
        The newest picture; an older one that nobody took is dropped.
    packed : Latest of Packed, or None
        Where pictures that the observer makes are put as bytes: whoever watches is elsewhere. None: nowhere.
    metrics : MetricsHistory
        Of every update.
    governor : Governor
        What watching costs.
    commands : SimpleQueue of Command
        What the worker has not taken yet.
    heard : int
        Commands that it has taken.
    superseding : int
        The number of the last command that makes what was being built before it superfluous.
    """

    def __init__(self) -> None:
        self.frames: Latest[Frame] = Latest()
        self.packed: Latest[Packed] | None = None
        self.metrics = MetricsHistory()
        self.governor = Governor()
        self.commands: SimpleQueue[Command] = SimpleQueue()
        self.heard = 0
        self.superseding = 0
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._sent = 0

    # --- the watcher's end ---

    def send(self, command: Command) -> int:
        """Have a command carried out before the next update; return its number, from 1 (see `Status.heard`)."""
        self._sent += 1
        if isinstance(command, Build | Open | CancelBuild | Stop):
            self.superseding = self._sent
        self.commands.put(command)
        return self._sent

    def events(self) -> list[Event]:
        """Return what was said since the last call, oldest first."""
        return drained(self._events)

    # --- the worker's end ---

    def publish(self, event: Event) -> None:
        """Say something to whoever watches."""
        self._events.put(replace(event, heard=self.heard) if isinstance(event, Status | Built) else event)


T = TypeVar("T")


def drained(queue: SimpleQueue[T]) -> list[T]:
    """Return what waits in a queue, oldest first, and leave it empty."""
    found: list[T] = []
    while True:
        try:
            found.append(queue.get_nowait())
        except Empty:
            return found
