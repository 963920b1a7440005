"""Recording a run that has no window: what is looked at, when, and by whom.

As in a window, a process of its own looks, once it is up and where there is a second processor; until then, and
elsewhere, the thread that trains does, within a budget.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from rnnviz.engine.commands import Watch
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.observer.aside import Aside
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.observer.told import Told
from rnnviz.engine.observing import Watcher
from rnnviz.engine.run_log import Entry
from rnnviz.engine.training import Run
from rnnviz.probe.frame import EVERYTHING, Frame, Want
from rnnviz.recording.pace import MOST, USUAL, Pace
from rnnviz.recording.recorder import LIMIT, Noted, Recorder
from rnnviz.tasks import Watched

_BUDGET = 0.02  # of the time, that looking may take from training
_LAST = 5.0  # seconds in which the last Frame that is on its way may come
_RARELY = frozenset({Want.WEIGHTS, Want.SPECTRUM})
_RARE_RATE = 0.5  # a second: weights take most of a Frame, and say the same for long


class RunRecorder:
    """Watches a run for a recording; all of it is called in the thread that trains.

    Parameters
    ----------
    folder : Path
        Where this process writes (`rnnviz.recording.folder.begin`).
    probe : Watched
        What is looked at.
    rate : float
        Frames a second.
    limit : int
        Bytes, as `Recorder` has it.
    """

    def __init__(self, folder: Path, probe: Watched, rate: float = USUAL, limit: int = LIMIT) -> None:
        self.recorder = Recorder(folder, limit)
        self._pace, self._frames, self._governor = Pace(rate), Latest[Frame](), Governor(_BUDGET, rate)
        self._observer = Observer()
        self._aside = Aside(Told(self._observer), self._frames, self._governor)
        self._watcher = Watcher(self._frames, self._governor, self._aside)
        self._watcher.probe = probe
        self._rate, self._began = 0.0, time.perf_counter()
        self._look_at(rate)

    def _look_at(self, rate: float) -> None:
        if rate != self._rate:
            self._rate = rate
            rates = {EVERYTHING - _RARELY: MOST, _RARELY: _RARE_RATE}
            self._watcher.set_watch(Watch(rates, rate, _BUDGET))

    def look(self, run: Run) -> None:
        """Look at a run before its next update, if that is due."""
        self._take()
        if self.recorder.ended is None and self._watcher.waiting and self._watcher.delay() <= 0:
            self._watcher.observe(run)
            self._take()
        self._began = time.perf_counter()

    def update(self, metrics: Metrics) -> None:
        """Record an update, which was taken since the run was last looked at."""
        self._governor.updated(time.perf_counter() - self._began)
        self._watcher.stale = True
        self.recorder.update(metrics)
        if not metrics.finite:
            self._event()

    def note(self, record: Noted, update: int, event: bool = False) -> None:
        """Record something that happened; around an event the Frames are close to each other."""
        self.recorder.note(record, update)
        if event:
            self._event()

    def note_all(self, entries: Iterable[Entry]) -> None:
        """Record conditions that held, and settings that were changed: each is an event."""
        for entry in entries:
            self.note(entry, entry.update, event=True)

    def close(self) -> None:
        """Wait for the Frame that is on its way, and end."""
        deadline = time.monotonic() + _LAST
        while self._aside.looking and time.monotonic() < deadline:
            time.sleep(0.01)
        self._take()
        self._watcher.end()
        self._observer.close()
        self.recorder.close()

    def _event(self) -> None:
        now = time.monotonic()
        for frame in self._pace.event(now):
            self.recorder.frame(frame)
        self._look_at(self._pace.wanted(now))

    def _take(self) -> None:
        """Take the Frame that has come, if any."""
        if (frame := self._frames.take()) is None:
            return
        now = time.monotonic()
        if self._pace.take(frame, now):
            self.recorder.frame(frame)
        self._look_at(self._pace.wanted(now))
