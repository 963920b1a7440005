"""Drives a workbench in a process that cannot import a widget: run by `test_workbench`, as a program of its own.

Open, run and pause, step to and fro, a breakpoint, travel, a branch, a comparison, a lesson, layouts: each is asked for
as the window asks for it. What goes wrong ends the program with an error.
"""

# ruff: noqa: E402  (what is forbidden must be so before anything is imported)

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

FORBIDDEN = ("PySide6.QtWidgets", "PySide6.QtGui", "pyqtgraph")
for each in FORBIDDEN:
    sys.modules[each] = None  # type: ignore[assignment]

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QSettings

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.commands import Watch
from rnnviz.engine.presets import preset, presets
from rnnviz.engine.worker_thread import Runner
from rnnviz.gui.commands import ALL
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.workbench.layout_state import Layer
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.workbench import Workbench
from rnnviz.lessons import read
from tests.gui.doubles import PanelsWithoutAWindow

RUN = {row.id: row.run for row in ALL if row.run is not None}
PATIENCE_MS = 120_000
LESSON = """\
preset = "hello"
panels = ["hidden"]
[title]
en = "A lesson"

[[steps]]
panels = ["timeline"]
update = 6
"""


def wait(holds: Callable[[], object]) -> None:
    """Let the worker go on until something is the case."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not holds():
        assert not deadline.hasExpired(), "this did not come to its end"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def drive(bench: Workbench, folder: Path) -> None:
    """Do everything once."""
    session, stepper = bench.pair.a, bench.pair.a.stepper
    session.start()
    wait(lambda: session.facts is not None and session.settled)
    bench.experiments.start(preset("parity"))
    wait(lambda: bench.experiments.running == preset("parity"))
    bench.experiments.start(preset("hello"))
    wait(lambda: bench.experiments.running == preset("hello") and session.metrics.count > 3)
    RUN["toggle"](bench)
    wait(lambda: session.settled)
    RUN["step_into"](bench)
    wait(lambda: stepper.operation is not None)
    RUN["step_over"](bench)
    place = stepper.operation.index
    RUN["step_back_over"](bench)
    assert stepper.operation.index < place
    stop = session.metrics.count + 5
    session.breakpoints.append(Breakpoint(f"update >= {stop}"))
    RUN["step_continue"](bench)
    wait(lambda: session.settled and str(stop) in bench.notices.text)
    session.breakpoints.remove(0)
    RUN["to_the_beginning"](bench)
    wait(lambda: session.in_past and session.position == 0)
    session.set_live(learning_rate=session.config.learning_rate / 2)
    wait(lambda: bench.pair.b is not None and bench.pair.b.facts is not None)
    RUN["close_beside"](bench)
    RUN["compare_same"](bench)
    wait(lambda: bench.pair.b is not None and bench.pair.b.facts is not None and bench.layout.has(Layer.COMPARISON))
    RUN["close_beside"](bench)
    bench.host.open = ["weights"]
    bench.lesson.open(read(folder))
    wait(lambda: not bench.lesson.busy)
    RUN["next_step"](bench)
    wait(lambda: not bench.lesson.busy)
    assert session.position == 6
    assert bench.host.open == ["timeline"]
    RUN["close_lesson"](bench)
    assert bench.host.open == ["weights"]


def main() -> None:
    """Drive "hello"."""
    application = QCoreApplication([])
    hello = preset("hello")
    with tempfile.TemporaryDirectory() as home:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)
        folder = Path(home) / "9.1-a-lesson"
        folder.mkdir()
        (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
        (folder / "en.md").write_text("Words.\n\n## One\nHere.\n", encoding="utf-8")
        session = Session(Runner(hello.config, Watch(), False, hello.probe), hello.config)
        bench = Workbench(session, presets(), hello, Preferences(), PanelsWithoutAWindow("hidden", "timeline"))
        try:
            drive(bench, folder)
        finally:
            bench.close()
    assert not [name for name in FORBIDDEN if sys.modules[name] is not None]
    del application


if __name__ == "__main__":
    main()
