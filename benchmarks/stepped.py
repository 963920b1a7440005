"""How long the window takes to show the next timestep of a Trace: ``python -m benchmarks.stepped``.

The default experiment, both stepping panels at the size they have in a window of 1920 x 1080 and a unit pinned. The
cursor goes forward through all timesteps, then backward, by what F10 does; each time until both panels are painted. The
last line is JSON: step_ms (median; bar: 16), step_p99_ms (bar: 33).
"""

from __future__ import annotations

import json
import os
import sys
from time import perf_counter

# As in `rnnviz.app`: before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import torch
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Phase, Status, Traced
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.engine.training import build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.gui.export.pictures import Still
from rnnviz.gui.panels import panels
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.view import View
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.session import Session

SIZES = {"step": QSize(420, 560), "graph": QSize(980, 220)}
WARM_UP, ROUNDS = 5, 5
BARS = {"step_ms": 16.0, "step_p99_ms": 33.0}


def session() -> Session:
    """Return a paused session that has a Trace of the default experiment."""
    run = build(RunConfig())
    for _ in range(WARM_UP):
        train_once(run)
    found = trace_update(run)
    made = Session(Still(None, [], MetricsHistory()), run.config)
    made.status = Status(Phase.PAUSED, run.update)
    made.traced.emit(Traced(run.update, found.trace, found.culprit))
    return made


def views(of: Session, look: Look) -> list[View]:
    """Open both panels."""
    made = []
    for panel in panels():
        if panel.key in SIZES:
            view = panel.make(of, look)
            view.restyle()
            view.resize(SIZES[panel.key])
            view.show()
            view.see(True)
            of.cursor.moved.connect(view.show_cursor)  # as a dock does
            made.append(view)
    return made


def times(application: QApplication, of: Session) -> list[float]:
    """Return the milliseconds of each move from one timestep to the next."""
    stepper, found = of.stepper, list[float]()
    of.cursor.pin(Place(stepper.trace.recurrences[0].axis, 0, 7))  # type: ignore[union-attr]
    for _ in range(ROUNDS):
        stepper.step_first()
        while stepper.cursor is not None and stepper.cursor.index < len(stepper.cursor) - 1:
            application.processEvents()  # what is computed between two keys is not waited for
            began = perf_counter()
            stepper.step_over()
            application.processEvents()
            found.append((perf_counter() - began) * 1e3)
    return found


def main() -> int:
    torch.set_num_threads(1)
    application = QApplication(sys.argv[:1])
    of = session()
    shown = views(of, Look())
    found = times(application, of)
    figures = {"step_ms": float(np.median(found)), "step_p99_ms": float(np.percentile(found, 99))}
    print(f"{len(found)} moves, slowest {max(found):.1f} ms")
    for view in shown:
        view.see(False)
        view.close()
    print(json.dumps(figures))
    return 0 if all(figures[name] <= bar for name, bar in BARS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
