"""Going to another update takes a while; commands are heard on the way, and those that must wait are kept."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from rnnviz.engine import commands as c
from rnnviz.engine.messages import Event, Objected, Phase, Status
from rnnviz.engine.time_travel import Travel
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence

_SLICE = 0.02  # seconds without an ear for commands
_TOLD_EVERY = 0.1  # seconds

#: What can be done wherever the run stands just now.
_ANYWHERE = (c.Run, c.Update, c.Pause, c.Seek, c.Return, c.Probe, c.SetBreakpoints)


class Journey:
    """The way to one update at a time."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._publish = publish
        self._waiting: list[c.Command] = []
        self._began_at = 0
        self._told = 0.0

    def begin(self, travel: Travel, update: int) -> None:
        """Set out, in place of a journey under way; raises `Refused` if there is no such update."""
        under_way = travel.target is not None
        travel.seek(update)
        if under_way:
            self.abandon()
        self._began_at, self._told = travel.run.update, perf_counter()  # nothing is told of a short way

    def keeps(self, command: c.Command) -> bool:
        """Keep a command that comes on the way until the run has arrived, if it must wait."""
        if isinstance(command, _ANYWHERE):
            return False
        self.keep(command)
        return True

    def keep(self, command: c.Command) -> None:
        """Have a command carried out on arrival."""
        self._waiting.append(command)

    def go_on(self, travel: Travel) -> bool:
        """Go on for a moment; return whether the run has arrived."""
        if travel.replay(_SLICE):
            return True
        self._tell(travel)
        return False

    def arrived(self) -> list[c.Command]:
        """Return what has waited for the arrival, oldest first."""
        waited, self._waiting = self._waiting, []
        return waited

    def abandon(self) -> None:
        """Say of what has waited that it will not be done."""
        template = QT_TRANSLATE_NOOP("engine", "That was not done: the update it was meant for was not gone to.")
        for command in self.arrived():
            self._publish(Objected(Sentence(template), about=type(command)))

    def _tell(self, travel: Travel) -> None:
        now = perf_counter()
        if travel.target is not None and now - self._told >= _TOLD_EVERY:
            self._told = now
            done, way = travel.run.update - self._began_at, travel.target - self._began_at
            share = done / way if way else 1.0
            self._publish(Status(Phase.SEEKING, travel.run.update, progress=share, present=travel.present.update))
