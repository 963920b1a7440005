"""The default experiment in the real window, measured from outside: speed of training, pictures, gaps of the event loop.

``python -m benchmarks.watched --hidden 128 --seconds 5 [--minimised] [--budget 3]`` prints one JSON line.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Slot

from rnnviz.engine.loading import tune_allocator
from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset
from rnnviz.gui.application import Garbage, application, make_window
from rnnviz.gui.window import Window

SETTLE = 2.5  # seconds of learning before anything is measured: layout, first pictures, the governor


class Meter(QObject):
    """Counts between two moments, and ticks every 8 ms to see how long the event loop was away."""

    def __init__(self, window: Window, seconds: float, minimised: bool) -> None:
        super().__init__(window)
        self.window, self.seconds, self.minimised = window, seconds, minimised
        self.began = 0.0
        self.gaps: list[float] = []
        self.observed: list[float] = []
        self.result: dict[str, float] = {}
        self._ticks = QTimer(self, interval=8)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        window.session.status_changed.connect(self._follow)
        window.session.frame_arrived.connect(self._look)

    @Slot(object)
    def _follow(self, status: object) -> None:
        if status.phase is Phase.RUNNING and not self._ticks.isActive():
            if self.minimised:
                self.window.showMinimized()
            QTimer.singleShot(int(SETTLE * 1000), self._begin)
            self._ticks.start()

    @Slot(object)
    def _look(self, frame: object) -> None:
        self.observed.append(frame.observe_ms)

    @Slot()
    def _begin(self) -> None:
        session = self.window.session
        self.gaps.clear()
        self.observed.clear()
        self.began = self.last = perf_counter()
        self.updates, self.frames = session.metrics.count, session.frames_shown
        QTimer.singleShot(int(self.seconds * 1000), self._end)

    @Slot()
    def _tick(self) -> None:
        now = perf_counter()
        if self.began:
            self.gaps.append(now - self.last)
        self.last = now

    @Slot()
    def _end(self) -> None:
        session, passed = self.window.session, perf_counter() - self.began
        self.result = {
            "updates_per_second": (session.metrics.count - self.updates) / passed,
            "fps": (session.frames_shown - self.frames) / passed,
            "p99_gap_ms": 1000 * float(np.percentile(self.gaps, 99)),
            "observe_ms": float(np.median(self.observed)) if self.observed else 0.0,
            "said_cost": session.cost,
            "felt": session._source.governor.drag.share,
        }
        self.window.close()


def measure(hidden: int, seconds: float, minimised: bool, budget: float) -> dict[str, float]:
    tune_allocator()
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        chosen = preset("characters")
        window = make_window(chosen, chosen.config.changed(hidden=hidden))
        garbage = Garbage(window)
        window.session.built.connect(garbage.freeze)
        window.resize(1600, 960)
        window.watching.set_budget(budget)
        meter = Meter(window, seconds, minimised)
        window.show()
        QTimer.singleShot(0, window.session.start)
        app.exec()
        if shot := os.environ.get("RNNVIZ_SHOT"):
            window.grab().save(str(Path(shot)))
        return meter.result


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--minimised", action="store_true")
    parser.add_argument("--budget", type=float, default=10.0, help="percent")
    options = parser.parse_args()
    print(json.dumps(measure(options.hidden, options.seconds, options.minimised, options.budget / 100)))


if __name__ == "__main__":
    main()
