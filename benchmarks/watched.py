"""A preset in the real window, measured from outside: speed of training, pictures, gaps of the event loop.

``python -m benchmarks.watched --hidden 128 [--minimised] [--budget 3]`` takes turns (`benchmarks.turns`); between them
training is paused.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from time import perf_counter
from typing import Any

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QSettings, QSocketNotifier, Qt, QTimer, Slot

from benchmarks.bare import REST
from rnnviz.engine.messages import Phase, Status
from rnnviz.engine.presets import preset
from rnnviz.gui.application import run_window
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.probe.frame import Frame

SETTLE = 8.0  # seconds of learning before the first turn: layout, first pictures, the observer, the governor
RATE = 30  # pictures a second that are asked for


class Meter(QObject):
    """Counts between two moments, and ticks every 8 ms to see how long the event loop was away."""

    def __init__(self, window: MainWindow, minimised: bool) -> None:
        super().__init__(window)
        self.window, self.minimised = window, minimised
        self.seconds = self.began = self.last = 0.0
        self.started = False
        self.updates = self.frames = 0
        self.gaps: list[float] = []
        self.observed: list[float] = []
        self._ticks = QTimer(self, interval=8)
        self._ticks.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self._asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self, enabled=False)
        self._asked.activated.connect(self._turn)
        window.bench.pair.a.status_changed.connect(self._follow)
        window.bench.pair.a.frame_arrived.connect(self._look)

    @Slot(object)
    def _follow(self, status: Status) -> None:
        if status.phase is Phase.RUNNING and not self.started:
            self.started = True
            if self.minimised:
                self.window.showMinimized()
            QTimer.singleShot(int(SETTLE * 1000), self._wait)

    @Slot()
    def _wait(self) -> None:
        self._ticks.stop()
        self.window.bench.pair.a.pause()
        self._asked.setEnabled(True)

    @Slot()
    def _turn(self) -> None:
        line = sys.stdin.readline()
        self._asked.setEnabled(False)
        if not line:
            self.window.close()
            return
        self.seconds = float(line)
        self.window.bench.pair.a.run()
        if not self.minimised:
            self._ticks.start()  # they take the interpreter too: no gaps are asked for where nothing is shown
        QTimer.singleShot(int(REST * 1000), self._begin)

    @Slot(object)
    def _look(self, frame: Frame) -> None:
        self.observed.append(frame.observe_ms)

    @Slot()
    def _tick(self) -> None:
        now = perf_counter()
        self.gaps.append(now - self.last)
        self.last = now

    @Slot()
    def _begin(self) -> None:
        session = self.window.bench.pair.a
        self.gaps.clear()
        self.observed.clear()
        self.began = self.last = perf_counter()
        self.updates, self.frames = session.metrics.count, session.frames_shown
        QTimer.singleShot(int(self.seconds * 1000), self._end)

    @Slot()
    def _end(self) -> None:
        session, passed = self.window.bench.pair.a, perf_counter() - self.began
        measured = {
            "updates_per_second": (session.metrics.count - self.updates) / passed,
            "fps": (session.frames_shown - self.frames) / passed,
            "p99_gap_ms": 1000 * float(np.percentile(self.gaps, 99)) if self.gaps else 0.0,
            "observe_ms": float(np.mean(self.observed)) if self.observed else 0.0,
            "said_cost": session.cost,
        }
        print(json.dumps(measured), flush=True)
        self._wait()


def open_window(key: str, changes: dict[str, Any], minimised: bool, budget: float, apart: bool) -> None:
    """Open the window on a preset, and take turns until nobody asks for one."""
    meters: list[Meter] = []

    def opened(window: MainWindow) -> None:
        window.bench.watch.set_budget_percent(round(100 * budget))
        window.bench.watch.set_frames_per_second(RATE)
        window.resize(1600, 960)
        meters.append(Meter(window, minimised))

    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        chosen = preset(key)
        run_window(chosen, lambda: chosen.config.changed(**changes), opened, apart=apart)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="characters")
    parser.add_argument("--hidden", type=int, help="units; the preset's own if not given")
    parser.add_argument("--minimised", action="store_true")
    parser.add_argument("--budget", type=float, default=10.0, help="percent")
    parser.add_argument("--process", action="store_true", help="train in a process of its own")
    options = parser.parse_args()
    changes = {"hidden": options.hidden} if options.hidden else {}
    open_window(options.preset, changes, options.minimised, options.budget / 100, options.process)


if __name__ == "__main__":
    main()
