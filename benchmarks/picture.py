"""What a picture costs: processor time of the window's thread and of the one that trains, per Frame.

``python -m benchmarks.picture`` opens the real window, 1600 x 960, on LSTM 128 at 4, 10 and 25 Frames a second, and
prints one line of JSON last.

window_ms
    All that the window's thread takes, paints, clocks and the rest, for each Frame; the worst of the three rates.
    Bar: 3.5.
worker_ms
    What the thread that trains takes for a Frame: handing over its state. Bar: 0.5.
per_panel
    The milliseconds for each panel of the layout: being told of a Frame, and its paints; per Frame.
"""

# ruff: noqa: E402  (what paints is counted from before the window is imported)

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import wraps
from time import thread_time
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QWidget

from rnnviz.gui import paint_meter


class Costs:
    """Seconds of processor by name, of what is wrapped."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inside = False

    def of(self, act: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        """Return the function, its cost being put down under what `name` makes of its arguments."""

        @wraps(act)
        def counted(*args: Any) -> Any:
            if self._inside:
                return act(*args)
            self._inside, began = True, thread_time()
            try:
                return act(*args)
            finally:
                self._inside = False
                self.seconds[name(*args)] += thread_time() - began

        return counted


PANELS = Costs()


def panel_of(widget: object) -> str:
    """Return the key of the panel that a widget is in."""
    from rnnviz.gui.shell.panel_dock import PanelDock

    while isinstance(widget, QWidget) and not isinstance(widget, PanelDock):
        widget = widget.parentWidget()
    return widget.panel.key if isinstance(widget, PanelDock) else "the rest"


def paints_told() -> None:
    """Have every paint event put down under its panel; done before any widget is defined."""
    metered = paint_meter.metered

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        return (
            PANELS.of(metered(act), lambda widget, *_: panel_of(widget))
            if act.__name__ == "paintEvent"
            else metered(act)
        )

    paint_meter.metered = counted


if __name__ == "__main__":
    paints_told()

from rnnviz.engine.messages import Phase, Status
from rnnviz.engine.observing import Watcher
from rnnviz.engine.presets import preset
from rnnviz.gui.application import run_window
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.views.pane import Pane

RATES = (25, 10, 4)
WINDOW_BAR, WORKER_BAR = 3.5, 0.5
SETTLE = 8.0  # seconds of learning before anything is measured
PAINTED = ("_take", "_catch_up", "_mark")  # of a Pane: what shows a Frame


class Meter(QObject):
    """Measures one rate after another, each in turn with a stretch in which nothing arrives."""

    def __init__(self, window: MainWindow, seconds: float, worker: Costs) -> None:
        super().__init__(window)
        self.window, self.seconds, self.worker = window, seconds, worker
        self.rates = list(RATES)
        self.started = False
        self.found: dict[int, float] = {}
        self.per_panel: dict[str, float] = {}
        self.worker_ms = 0.0
        self._before = 0.0
        self._frames = 0
        window.bench.pair.a.status_changed.connect(self._follow)

    @Slot(object)
    def _follow(self, status: Status) -> None:
        if status.phase is Phase.RUNNING and not self.started:
            self.started = True
            QTimer.singleShot(int(SETTLE * 1000), self._next)

    @Slot()
    def _next(self) -> None:
        if not self.rates:
            self.window.close()
            return
        self.window.bench.watch.set_frames_per_second(self.rates[0])
        QTimer.singleShot(1500, self._begin)

    @Slot()
    def _begin(self) -> None:
        self._before, self._frames = thread_time(), self.window.bench.pair.a.frames_shown
        self.worker.seconds.clear()
        PANELS.seconds.clear()
        QTimer.singleShot(int(self.seconds * 1000), self._end)

    @Slot()
    def _end(self) -> None:
        frames = self.window.bench.pair.a.frames_shown - self._frames
        rate = self.rates.pop(0)
        if not frames:
            raise SystemExit(f"No Frame arrived at {rate} a second.")
        self.found[rate] = 1000 * (thread_time() - self._before) / frames
        if rate == max(RATES):
            self.worker_ms = 1000 * self.worker.seconds["worker"] / frames
        if self.found[rate] == max(self.found.values()):
            per = {key: 1000 * seconds / frames for key, seconds in PANELS.seconds.most_common()}
            self.per_panel = {key: round(ms, 2) for key, ms in per.items()}
        print(f"{rate} asked, {frames / self.seconds:.1f} Frames/s: {self.found[rate]:.2f} ms", flush=True)
        self._next()


def measure(key: str, changes: dict[str, Any], seconds: float) -> Meter:
    """Open the window on a preset, measure, and close it."""
    worker = Costs()
    Watcher.observe = worker.of(Watcher.observe, lambda *_: "worker")  # type: ignore[method-assign]
    for act in PAINTED:
        setattr(Pane, act, PANELS.of(getattr(Pane, act), lambda pane, *_: panel_of(pane)))
    meters: list[Meter] = []

    def opened(window: MainWindow) -> None:
        window.bench.watch.set_budget_percent(50)
        window.resize(1600, 960)
        meters.append(Meter(window, seconds, worker))

    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        chosen = preset(key)
        run_window(chosen, lambda: chosen.config.changed(**changes), opened)
    return meters[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="characters")
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--seconds", type=float, default=8.0, help="at each rate")
    options = parser.parse_args()
    meter = measure(options.preset, {"hidden": options.hidden}, options.seconds)
    window_ms = max(meter.found.values())
    figures = {
        "window_ms": round(window_ms, 2),
        "worker_ms": round(meter.worker_ms, 3),
        "by_rate": {str(rate): round(ms, 2) for rate, ms in meter.found.items()},
        "per_panel": meter.per_panel,
    }
    print(json.dumps(figures))
    return int(window_ms > WINDOW_BAR or meter.worker_ms > WORKER_BAR)


if __name__ == "__main__":
    sys.exit(main())
