"""How soon the window is there, and how soon it shows a network: against the least that could be.

``python -m benchmarks.startup`` prints one line of JSON last. window_ratio: our window on screen over a bare window of
PySide6 with a pyqtgraph plot, <= 1.5. picture_ratio: our first live picture over that bare window plus
``import torch``, <= 1.5. Each is a fresh process, taken in turn; times run from the start of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

BARS = {"window_ratio": 1.5, "picture_ratio": 1.5}

# perf_counter is the system's monotonic clock: the same in parent and child.
BARE_WINDOW = """
import os, time
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
from PySide6.QtWidgets import QApplication, QMainWindow
import pyqtgraph
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget())
window.resize(1440, 860)
window.show()
app.processEvents()
print("window", time.perf_counter(), flush=True)
"""
BARE_PICTURE = (
    BARE_WINDOW
    + """
import torch
print("picture", time.perf_counter(), flush=True)
"""
)
OURS = """
import gc, sys, tempfile, time
gc.disable()  # as rnnviz.app does
def opened(window):
    print("window", time.perf_counter(), flush=True)
    from PySide6.QtCore import QObject, Slot
    class Eye(QObject):
        @Slot(object)
        def look(self, frame):
            window.repaint()
            print("picture", time.perf_counter(), flush=True)
            window.close()
    window.eye = Eye(window)
    window.bench.pair.a.frame_arrived.connect(window.eye.look)
from rnnviz.engine.presets import preset
from rnnviz.gui.application import run_window
sys.exit(run_window(preset("characters"), None, opened))
"""


def seconds(code: str) -> dict[str, float]:
    """Run a program and return when it said what, in seconds from its start."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # pip compiled the others; ours is compiled by the first run
        began = perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    words = (line.split() for line in done.stdout.splitlines() if line.startswith(("window ", "picture ")))
    said: dict[str, float] = {}
    for what, at in words:
        said.setdefault(what, float(at) - began)
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    windows, pictures = [], []
    for code in (BARE_PICTURE, OURS):  # what is read from disk once does not count
        seconds(code)
    for _ in range(options.rounds):
        bare, ours = seconds(BARE_PICTURE), seconds(OURS)
        windows.append(ours["window"] / bare["window"])
        pictures.append(ours["picture"] / bare["picture"])
        print(f"bare {bare}  ours {ours}", flush=True)
    result = {"window_ratio": round(median(windows), 3), "picture_ratio": round(median(pictures), 3)}
    print(json.dumps(result))
    return int(any(result[key] > bar for key, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
