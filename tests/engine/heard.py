"""A runner without a window: what it says is kept, and waited for."""

from __future__ import annotations

import time
from collections.abc import Callable

from rnnviz.engine.commands import Watch
from rnnviz.engine.messages import Built, Event, Phase, Status
from rnnviz.engine.source import Source
from rnnviz.probe.frame import Frame, Want

EVERY = Watch({frozenset(Want): 60.0}, 60.0, 0.9)
PATIENCE = 60.0


class Heard:
    """A run, seen through its source, and all it has said so far."""

    def __init__(self, runner: Source) -> None:
        self.runner = runner
        self.events: list[Event] = []

    def until(self, done: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.look(done):
            assert time.monotonic() < deadline, f"{what} did not come; heard {self.events}"
            time.sleep(0.005)

    def look(self, done: Callable[[], object]) -> object:
        self.events += self.runner.events()
        return done()

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def phase(self) -> Phase:
        return self.of(Status)[-1].phase if self.of(Status) else Phase.LOADING

    def wait_for(self, phase: Phase) -> Status:
        self.until(lambda: self.of(Built) and self.phase() is phase, phase)
        return self.of(Status)[-1]

    def frame(self) -> Frame:
        found: list[Frame] = []

        def taken() -> bool:
            frame = self.runner.frames.take()
            if frame is not None:
                found.append(frame)
            return bool(found)

        self.until(taken, "a Frame")
        return found[-1]
