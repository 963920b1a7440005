"""Whether watching for long costs memory: 100,000 updates of "hello" in the window.

``python -m benchmarks.memory`` prints one line of JSON last; bar: growth_mb, of resident memory after the first 2,000
updates, <= 30. Linux only: it reads /proc.
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

BAR_MB = 30.0


def resident_mb() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Scale(QObject):
    """Weighs the process at its first `start` updates and at its last."""

    def __init__(self, window: MainWindow, start: int, end: int) -> None:
        super().__init__(window)
        self.window, self.start, self.end = window, start, end
        self.weights: list[tuple[int, float]] = []
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
    print(json.dumps({"growth_mb": round(growth, 1), "updates": weights[-1][0]}))
    return int(growth > BAR_MB)


if __name__ == "__main__":
    sys.exit(main())
