"""Small recordings for tests."""

from __future__ import annotations

import time
from pathlib import Path

from rnnviz.engine.metrics import Metrics
from rnnviz.recording.folder import begin
from rnnviz.recording.form import About
from rnnviz.recording.recorder import Recorder
from tests.frames import make_frame


def metrics(update: int) -> Metrics:
    """Return what an update might have had."""
    return Metrics(update, 1 / (update + 1), 0.5, 1 / (update + 1), True, 0.25)


def record(folder: Path, updates: int, every: int = 5, limit: int = 0, **about: object) -> Recorder:
    """Record a run of so many updates, with a Frame of one out of `every`; it is closed."""
    recorder = Recorder(begin(folder, About(**about)), limit)
    for update in range(updates):
        if update % every == 0:
            recorder.frame(make_frame(units=4, timesteps=6, update=update))
            wait_for(recorder)
        recorder.update(metrics(update))
    assert recorder.close()
    return recorder


def wait_for(recorder: Recorder) -> None:
    """Wait until every Frame that was handed over is written, or nothing is written any more."""
    while recorder.waiting and recorder.ended is None:
        time.sleep(0.001)
