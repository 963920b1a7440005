"""Whether watching for long costs memory: 100,000 updates of "hello" in the window.

``python -m benchmarks.memory`` prints one line of JSON last; bars: growth_mb, of resident memory after the first 2,000
updates, <= 30; observer_mb, the proportional set size of the observer at the end, <= 300. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QSettings, Slot

from rnnviz.engine.presets import preset
from rnnviz.gui.application import run_window
from rnnviz.gui.shell.main_window import MainWindow

BAR_MB, OBSERVER_BAR_MB = 30.0, 300.0


def resident_mb() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def observer_mb(window: MainWindow) -> float:
    """Return the proportional set size of the observer: what it shares with others is counted in parts.

    Raises
    ------
    SystemExit
        If there is no observer to be weighed.
    """
    observer = window.bench.runs.observer
    if observer is None or observer.process is None:
        raise SystemExit("There is no observer to be weighed: it needs two processors.")
    lines = Path(f"/proc/{observer.process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


class Scale(QObject):
    """Weighs the process at its first `start` updates and at its last."""

    def __init__(self, window: MainWindow, start: int, end: int) -> None:
        super().__init__(window)
        self.window, self.start, self.end = window, start, end
        self.weights: list[tuple[int, float]] = []
        self.observer = 0.0
        window.bench.pair.a.pulse.connect(self._weigh)

    @Slot()
    def _weigh(self) -> None:
        count = self.window.bench.pair.a.metrics.count
        if count < self.start:
            return
        if not self.weights or count - self.weights[-1][0] > self.end / 20:
            self.weights.append((count, resident_mb()))
            print(f"{count:>8,} updates  {self.weights[-1][1]:.1f} MB", flush=True)
        if count >= self.end:
            self.weights.append((count, resident_mb()))
            self.observer = observer_mb(self.window)
            self.window.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--updates", type=int, default=100_000)
    options = parser.parse_args()
    scales: list[Scale] = []
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        run_window(preset("hello"), None, lambda window: scales.append(Scale(window, 2_000, options.updates)))
    weights = scales[0].weights
    growth = weights[-1][1] - weights[0][1]
    told = {"growth_mb": round(growth, 1), "observer_mb": round(scales[0].observer, 1), "updates": weights[-1][0]}
    print(json.dumps(told))
    return int(growth > BAR_MB or scales[0].observer > OBSERVER_BAR_MB)


if __name__ == "__main__":
    sys.exit(main())
