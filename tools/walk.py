"""Follows one act through the program, in both threads: ``python -m tools.walk pause|probe|lesson_step``.

A walk has every file of ``rnnviz`` in which something is *done* because of the act, from the act until what it leads to
is the case: in the order in which they come, across the timers that it starts, first in the thread of the window, then
in that of the worker, which carries out what it was sent. Not on it are

- who is only *asked*: a call that answers (it returns something, and hands nothing to the other thread), and whatever
  is asked for the answer: a word in the language in force, a plan, a setting, the symbols of a text. How many more
  files these are is printed as `asked`; ``--asked`` names them;
- what happens *anyway*: what is called while nothing is done, and while the network learns (each poll, each update),
  and looking: that a picture is due, and taking it;
- whom Qt calls back while the program calls Qt: those who *listen* to a signal, or are shown, hidden or resized, with
  what their timers do later. Whoever emits does not know them, and what they repaint is a walk of its own.

The window is there but not shown, so nothing is looked at and nothing is painted. The last line is JSON: `files`,
`hops` (the calls that lead from one of them into another) and `asked`.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from types import FrameType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QSettings, SignalInstance
from shiboken6 import Shiboken

from rnnviz.engine.presets import preset
from rnnviz.gui.application import application, make_window
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.workbench.session import Session
from rnnviz.lessons import read

ROOT = Path(__file__).resolve().parents[1] / "rnnviz"
IDLE_MS, UPDATES, PATIENCE_MS = 1200, 10, 60_000
LESSON = """\
preset = "hello"
panels = ["hidden"]
[title]
en = "A walk"

[[steps]]
panels = ["gates"]
update = 3
"""

#: What the worker does at each update and for each picture, whoever wants it to learn, and the answer to what an update
#: had asked for; with all that is called there.
ANYWAY = {"Learning.update", "Watcher.refresh", "Watcher.observe", "Computing.settle"}
#: Comprehensions and the like: no functions that anybody would look for.
UNNAMED = ("<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>")

Function = tuple[str, str]  # file, qualified name


@dataclass
class Call:
    """A call of a function of the program."""

    function: Function
    caller: str  # the file that it comes from; empty: from Qt, or from outside
    worker: bool  # in the worker's thread, not in that of the window
    asked: bool = False  # it only answered, or was asked for an answer


@dataclass
class Open:
    """A call that has not returned yet."""

    file: str = ""  # of the function; empty: it is Qt's
    apart: bool = False  # it is not of the walk
    begun: int = 0  # how many calls of its thread were noted before it
    hands_over: bool = False  # something was given to the other thread


@dataclass
class Thread:
    """What one thread does now, and its calls that were noted."""

    stack: list[Open] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


class Recorder:
    """Notes the calls between functions of the program while it is told to; a profile function of Python."""

    def __init__(self) -> None:
        self.on = False
        self.calls: list[Call] = []  # of both threads
        self.seen: set[Function] = set()  # whatever was called, of the walk or not
        self._threads: dict[int, Thread] = {}
        self._acting: set[int] = set()  # objects that did something for the act,
        self._listening: set[int] = set()  # and those that only ever listened

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """Follow the thread that this is called in."""
        if not (file := _file(frame)):  # of a library, or of this tool
            return
        thread = self._threads.setdefault(threading.get_ident(), Thread())
        if event == "call":
            self._enter(thread, frame, file)
        elif event == "return":
            self._leave(thread, frame, argument)
        elif isinstance(owner := getattr(argument, "__self__", None), SimpleQueue) and argument.__name__ == "put":
            for each in thread.stack:
                each.hands_over = True
        elif isinstance(owner, Shiboken.Object | SignalInstance):
            if event == "c_call":
                thread.stack.append(Open())
            elif thread.stack:
                thread.stack.pop()

    def _enter(self, thread: Thread, frame: FrameType, file: str) -> None:
        outer = thread.stack[-1] if thread.stack else None
        function = (file, frame.f_code.co_qualname)
        listens = outer is not None and not outer.file
        apart = (
            function[1] in ANYWAY or (outer is not None and outer.apart) or listens or self._heard_before(frame, outer)
        )
        if self.on:
            self.seen.add(function)
            (self._listening if apart else self._acting).add(id(frame.f_locals.get("self")))
        thread.stack.append(Open(file, apart, len(thread.calls)))
        if self.on and not apart and not function[1].endswith(UNNAMED):
            elsewhere = threading.current_thread() is not threading.main_thread()
            call = Call(function, "" if outer is None else outer.file, elsewhere)
            thread.calls.append(call)
            self.calls.append(call)

    def _heard_before(self, frame: FrameType, outer: Open | None) -> bool:
        """Whether a timer calls somebody who only listened so far."""
        whose = frame.f_locals.get("self")
        return outer is None and whose is not None and id(whose) in self._listening - self._acting

    @staticmethod
    def _leave(thread: Thread, frame: FrameType, answer: object) -> None:
        if not thread.stack:  # it was called before anybody looked
            return
        left = thread.stack.pop()
        waits = frame.f_code.co_flags & inspect.CO_GENERATOR
        if answer is not None and not waits and not left.hands_over:
            for call in thread.calls[left.begun :]:
                call.asked = True

    def during(self, act: Callable[[], object], done: Callable[[], object]) -> list[Call]:
        """Return the calls from an act until what it leads to is the case."""
        self.calls, self.seen, self.on = [], set(), True
        self._acting, self._listening = set(), set()
        act()
        wait(done)
        self.on = False
        return self.calls


def _file(frame: FrameType) -> str:
    """Return the file of a function, from the folder of the program on; empty: it is none of the program's."""
    path = frame.f_code.co_filename
    return Path(path).relative_to(ROOT).as_posix() if path.startswith(str(ROOT)) else ""


def wait(done: Callable[[], object]) -> None:
    """Let the window and the worker go on until something is the case; raises `TimeoutError`."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not done():
        if deadline.hasExpired():
            raise TimeoutError("this did not come to its end")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def meanwhile(recorder: Recorder, session: Session) -> set[Function]:
    """Return the functions that are called while nothing is done; while a network learns, at each update too."""
    began, deadline = session.metrics.count, QDeadlineTimer(IDLE_MS)

    def seen_enough() -> bool:
        return deadline.hasExpired() and (not session.learning or session.metrics.count > began + UPDATES)

    recorder.during(lambda: None, seen_enough)
    return recorder.seen


def pause(window: MainWindow, recorder: Recorder, _folder: Path) -> list[Call]:
    """Press Space while the network learns, until it stands still."""
    session = window.bench.pair.a
    usual = while_learning(window, recorder)
    return without(usual, recorder.during(window.actions_by_key["toggle"].trigger, lambda: session.settled))


def while_learning(window: MainWindow, recorder: Recorder) -> set[Function]:
    """Let the network learn, and go on learning; return the functions that are called meanwhile."""
    session = window.bench.pair.a
    window.actions_by_key["toggle"].trigger()
    wait(lambda: session.metrics.count > UPDATES)
    return meanwhile(recorder, session)


def probe(window: MainWindow, recorder: Recorder, _folder: Path) -> list[Call]:
    """Type another text to watch, until it is watched."""
    session, edit = window.bench.pair.a, window.probe_bar.edit
    usual = meanwhile(recorder, session)

    def typed() -> None:
        edit.setText("hello")
        edit.textEdited.emit("hello")

    return without(usual, recorder.during(typed, lambda: session.probe == "hello"))


def lesson_step(window: MainWindow, recorder: Recorder, folder: Path) -> list[Call]:
    """Go to the next step of a lesson, which shows another panel and learns, until its state is reached."""
    (folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
    (folder / "en.md").write_text("Words.\n\n## One\nHere.\n", encoding="utf-8")
    player, session = window.bench.lesson, window.bench.pair.a
    usual = while_learning(window, recorder)
    player.open(read(folder))
    wait(lambda: not player.busy)
    usual |= meanwhile(recorder, session)
    return without(usual, recorder.during(player.next, lambda: not player.busy))


def without(usual: set[Function], calls: Iterable[Call]) -> list[Call]:
    """Leave out what is called anyway."""
    return [call for call in calls if call.function not in usual]


ACTS = {"pause": pause, "probe": probe, "lesson_step": lesson_step}


@dataclass(frozen=True)
class Walk:
    """Where an act leads."""

    through: tuple[str, ...]  # the files, in the order in which they come
    hops: int
    asked: tuple[str, ...]  # further files, in which nothing is done


def walked(name: str) -> Walk:
    """Carry an act out in a window of its own, and return where it leads."""
    recorder = Recorder()
    with tempfile.TemporaryDirectory() as home:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)
        application()
        threading.setprofile(recorder)
        sys.setprofile(recorder)
        try:
            window = make_window(preset("hello"), running=False)
            window.docks.complete()
            session = window.bench.pair.a
            session.start()
            wait(lambda: session.facts is not None and session.settled)
            folder = Path(home) / "9.1-a-walk"
            folder.mkdir()
            calls = ACTS[name](window, recorder, folder)
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
        window.close()
    return walk_of(calls)


def walk_of(calls: Iterable[Call]) -> Walk:
    """Return the walk that was noted as calls."""
    done = [call for call in calls if not call.asked]
    through = tuple(dict.fromkeys(call.function[0] for call in sorted(done, key=lambda call: call.worker)))
    hops = {(call.caller, call.function[0]) for call in done if call.caller not in ("", call.function[0])}
    asked = dict.fromkeys(call.function[0] for call in calls if call.function[0] not in through)
    return Walk(through, len(hops), tuple(asked))


def main() -> int:
    """Walk, and print where it led."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("act", choices=ACTS)
    parser.add_argument("--asked", action="store_true", help="name also the files in which something is only asked")
    wanted = parser.parse_args()
    found = walked(wanted.act)
    print(*found.through, *(f"? {file}" for file in found.asked if wanted.asked), sep="\n")
    print(json.dumps({"files": len(found.through), "hops": found.hops, "asked": len(found.asked)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
