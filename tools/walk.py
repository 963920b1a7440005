"""Follows one act through the program, in both threads: ``python -m tools.walk pause|probe|lesson_step``.

The window is there but not shown, so nothing is looked at and nothing is painted. What also happens while nothing is
done (polling, learning) is recorded first and left out; so is what those do who listen to a session. The last line is
JSON: `files`, those of ``rnnviz`` in which something is done because of the act, and `hops`, the calls that lead from
one of them into another.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QSettings

from rnnviz.engine.presets import preset
from rnnviz.gui.application import application, make_window
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.lessons import read

ROOT = Path(__file__).resolve().parents[1] / "rnnviz"
IDLE_MS, PATIENCE_MS = 600, 60_000
LESSON = """\
preset = "hello"
panels = ["hidden"]
[title]
en = "A walk"

[[steps]]
panels = ["gates"]
update = 3
"""

#: Where a session tells whoever listens: those are walks of their own.
TOLD = {("gui/workbench/session.py", name) for name in ("_hear", "_take_over", "_arrive", "_show", "poll")}

Called = tuple[str, str, str]  # from which file, into which file, into which function


class Recorder:
    """Notes the calls between functions of the program while it is told to."""

    def __init__(self) -> None:
        self.on = False
        self.calls: list[Called] = []

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:
        """Be a profile function of Python."""
        if self.on and event == "call" and (into := self._file(frame)):
            chain = list(self._chain(frame))
            if not any(outer in TOLD and inner[0] != outer[0] for inner, outer in pairwise(chain)):
                self.calls.append((chain[1][0] if len(chain) > 1 else "", into, frame.f_code.co_qualname))

    def _chain(self, frame: FrameType) -> Iterator[tuple[str, str]]:
        """Yield the functions of the program that are under way, as (file, name), the innermost first."""
        outer: FrameType | None = frame
        while outer is not None:
            if file := self._file(outer):
                yield file, outer.f_code.co_name
            outer = outer.f_back

    @staticmethod
    def _file(frame: FrameType) -> str:
        path = frame.f_code.co_filename
        return str(Path(path).relative_to(ROOT)) if path.startswith(str(ROOT)) else ""

    def during(self, act: Callable[[], object], done: Callable[[], object]) -> list[Called]:
        """Return the calls from an act until what it leads to is the case."""
        self.calls, self.on = [], True
        act()
        wait(done)
        self.on = False
        return self.calls


def wait(done: Callable[[], object]) -> None:
    """Let the window and the worker go on until something is the case; raises `TimeoutError`."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not done():
        if deadline.hasExpired():
            raise TimeoutError("this did not come to its end")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def idle(recorder: Recorder) -> set[tuple[str, str]]:
    """Return the functions that are called while nothing is done."""
    deadline = QDeadlineTimer(IDLE_MS)
    return {(into, name) for _, into, name in recorder.during(lambda: None, deadline.hasExpired)}


def pause(window: MainWindow, recorder: Recorder, _folder: Path) -> list[Called]:
    """Press Space while the network learns, until it stands still."""
    session = window.bench.pair.a
    window.actions_by_key["toggle"].trigger()
    wait(lambda: session.metrics.count > 3)
    usual = idle(recorder)
    calls = recorder.during(window.actions_by_key["toggle"].trigger, lambda: session.settled)
    return without(usual, calls)


def probe(window: MainWindow, recorder: Recorder, _folder: Path) -> list[Called]:
    """Type another text to watch, until it is watched."""
    session, edit = window.bench.pair.a, window.probe_bar.edit
    usual = idle(recorder)

    def typed() -> None:
        edit.setText("hello")
        edit.textEdited.emit("hello")

    return without(usual, recorder.during(typed, lambda: session.probe == "hello"))


def lesson_step(window: MainWindow, recorder: Recorder, folder: Path) -> list[Called]:
    """Go to the next step of a lesson, until its state is reached."""
    (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (folder / "en.md").write_text("Words.\n\n## One\nHere.\n", encoding="utf-8")
    player = window.bench.lesson
    player.open(read(folder))
    wait(lambda: not player.busy)
    usual = idle(recorder)
    return without(usual, recorder.during(player.next, lambda: not player.busy))


def without(usual: set[tuple[str, str]], calls: list[Called]) -> list[Called]:
    """Leave out what is called anyway."""
    return [call for call in calls if call[1:] not in usual]


ACTS = {"pause": pause, "probe": probe, "lesson_step": lesson_step}


def walked(name: str) -> dict[str, Any]:
    """Carry an act out, and return its files in the order in which they come, and how many hops there are."""
    recorder = Recorder()
    with tempfile.TemporaryDirectory() as home:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)
        application()
        threading.setprofile(recorder)
        sys.setprofile(recorder)
        window = make_window(preset("hello"), running=False)
        window.docks.complete()
        session = window.bench.pair.a
        session.start()
        wait(lambda: session.facts is not None and session.settled)
        folder = Path(home) / "9.1-a-walk"
        folder.mkdir()
        calls = ACTS[name](window, recorder, folder)
        sys.setprofile(None)
        window.close()
    files = list(dict.fromkeys(into for _, into, _ in calls))
    hops = {(out, into) for out, into, _ in calls if out and out != into}
    return {"files": len(files), "hops": len(hops), "through": files}


def main() -> int:
    """Walk, and print where it led."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("act", choices=ACTS)
    found = walked(parser.parse_args().act)
    print(*found.pop("through"), sep="\n")
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
