"""The picture in the README, from the real window: ``python -m tools.screenshot docs/window.png``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Slot

from rnnviz.engine.presets import preset
from rnnviz.gui.application import run_window
from rnnviz.gui.export.pictures import save_png
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.workbench.cursor import Place

PROBE = "This License refers to version 3 of the"


class Photographer(QObject):
    """Waits until the model has learned for a while, points at a cell, and takes the picture."""

    def __init__(self, window: MainWindow, path: Path, updates: int) -> None:
        super().__init__(window)
        self._window, self._path, self._updates = window, path, updates
        window.resize(1600, 960)
        window.bench.put_panels_back()  # the window was made for a screen that may be smaller
        window.arrangement.show_hints(False)
        window.bench.pair.a.built.connect(self._watch)
        self._timer = QTimer(self, interval=200)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot(object)
    def _watch(self, _built: object) -> None:
        self._window.bench.pair.a.set_probe(PROBE)

    @Slot()
    def _look(self) -> None:
        session = self._window.bench.pair.a
        if session.metrics.count < self._updates or session.frame is None:
            return
        self._timer.stop()
        session.cursor.pin(Place(next(iter(session.frame.sequences)), 23, 7))
        QTimer.singleShot(1500, self._take)

    @Slot()
    def _take(self) -> None:
        save_png(self._window, self._path)
        self._window.close()


def main() -> int:
    """Take the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--updates", type=int, default=900)
    parser.add_argument("--preset", default="characters")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    photographers: list[Photographer] = []
    with tempfile.TemporaryDirectory() as folder:  # nobody's own layout and theme
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        chosen = preset(options.preset)
        config = chosen.config.changed(hidden=32) if options.preset == "characters" else chosen.config
        return run_window(
            chosen,
            lambda: config,
            lambda window: photographers.append(Photographer(window, options.path, options.updates)),
        )


if __name__ == "__main__":
    sys.exit(main())
