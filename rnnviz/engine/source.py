"""What a session is watched through: a worker thread has it, a process that trains has it, a finished run has it.

They differ in what they can do, and say so: nobody asks which of them it is.
"""

from __future__ import annotations

from typing import Protocol

from rnnviz.engine.capability import Capability
from rnnviz.engine.commands import Command
from rnnviz.engine.frame_governor import Limit
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import Event
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.probe.frame import Frame


class Cost(Protocol):
    """What watching costs, and what keeps more Frames from being shown."""

    @property
    def limit(self) -> Limit:
        """What keeps more Frames a second from being shown."""

    @property
    def observer_seconds(self) -> float | None:
        """What a Frame takes the observer, of a processor; None: whoever trains looks itself."""

    @property
    def observer_lost(self) -> bool:
        """Whether the observer has ended for good."""

    def painted(self, seconds: float) -> None:
        """Be told for how long the window held its interpreter."""

    def share(self) -> float:
        """Return the share of the last second or so that watching took, in [0, 1]."""


class Source(Protocol):
    """Commands go in; events, metrics and the newest Frame come out. All of it is plain data."""

    frames: Latest[Frame]
    metrics: MetricsHistory

    @property
    def governor(self) -> Cost:
        """What watching costs."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What can be asked of it now; another set is announced by a `messages.Status`.

        A command that needs what is not in it (`capability.NEEDS`) is not sent.
        """

    def start(self) -> None:
        """Begin."""

    def send(self, command: Command) -> int:
        """Have a command carried out before the next update; return its number, from 1 (see `Status.heard`)."""

    def events(self) -> list[Event]:
        """Return what was said since the last call, oldest first."""

    def stop(self, timeout: float | None = None) -> bool:
        """End; return whether it has ended within `timeout` seconds."""

    @property
    def alive(self) -> bool:
        """Whether something is still at work behind it."""
