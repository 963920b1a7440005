"""Starting Qt, keeping the garbage collector out of the worker, and showing the window."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from rnnviz.engine.config import RunConfig
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.presets import Preset, preset, presets
from rnnviz.engine.runs import Runs
from rnnviz.engine.source import Source
from rnnviz.engine.torch_loading import tune_allocator
from rnnviz.gui.language import first_language, nearest_language, speak
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import APART, MB, RECENT_MB
from rnnviz.gui.shell.greeting import first_size, is_first
from rnnviz.gui.shell.link_places import LinkFollower
from rnnviz.gui.shell.main_window import MainWindow
from rnnviz.gui.shell.recent_menu import said
from rnnviz.gui.shell.termination import Termination
from rnnviz.gui.shell.visitors import Visitors
from rnnviz.gui.widgets import spoken
from rnnviz.gui.workbench.lesson.plan import OPENING, plans
from rnnviz.gui.workbench.named_layouts import LayoutName
from rnnviz.gui.workbench.session import Session
from rnnviz.policy import in_force
from rnnviz.recording.player import Player
from rnnviz.recording.recording import Recording
from rnnviz.sentences import language, translate
from rnnviz.sessions.links import Link
from rnnviz.sessions.store import Store, kept_runs

if TYPE_CHECKING:
    from rnnviz.lessons import Lesson

_COLLECT_MS = 5000
_AWAITED_MS = 60_000


class Garbage(QObject):
    """Collects cycles in the GUI thread only: a collection in the worker would destroy Qt objects there."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._frozen = False
        session.pulse.connect(self.freeze)
        gc.disable()
        self._timer = QTimer(self, interval=_COLLECT_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    @Slot()
    def _collect(self) -> None:
        """Go through what was made since torch was loaded; before, that would be torch itself."""
        if self._frozen:
            gc.collect()

    @Slot()
    def freeze(self) -> None:
        """Leave out of later collections what is there once there is a model.

        By then all of torch is loaded. What of it is garbage stays: to go through its modules takes a fifth of a
        second, in which the window could not move.
        """
        if not self._frozen and self._session.facts is not None:
            self._frozen = True
            gc.freeze()


class Faults(QObject):
    """Shows what no one caught, instead of a traceback on a console that nobody sees."""

    raised = Signal(str, str)

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Stand in for sys.excepthook."""
        details = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(details)
        words = translate("window", "Something went wrong in the window: {error}. Training goes on.")
        self.raised.emit(words.format(error=str(error) or kind.__name__), details)


def application() -> QApplication:
    """Return the QApplication, made on the first call."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    app = QApplication(["rnnviz"])
    spoken.install()
    app.setStyle("Fusion")
    app.setApplicationName("RNNviz")
    app.setDesktopFileName("org.rnnviz.RNNviz")
    return app


def read_plots() -> None:
    """Import pyqtgraph now: when the timeline needs it, at the first update, the worker would be in its way."""
    import_module("rnnviz.gui.widgets.timeline_plot")


def make_window(
    chosen: Preset,
    config: RunConfig | None = None,
    running: bool = True,
    preferences: Preferences | None = None,
    fit: bool = False,
    runs: Runs | None = None,
    source: Source | None = None,
) -> MainWindow:
    """Build a window on a new session; its worker is not started yet. `runs` makes it, and those beside it.

    With a `source` the session is of that.

    Without a config it is that of the experiment in the language in force. With `fit` a text that is too short for it
    is learned in fewer timesteps, fewer sequences at once.
    """
    config = config or chosen.config_in(language())
    runs = runs or Runs()
    session = Session(source or runs.begin(config, running, chosen.probe, fit=fit), config)
    return MainWindow(session, presets(), chosen, preferences or Preferences(), runs)


def run_window(
    chosen: Preset,
    configured: Callable[[], RunConfig] | None = None,
    opened: Callable[[MainWindow], None] | None = None,
    spoken: str | None = None,
    running: bool = True,
    fit: bool = False,
    forward: Sequence[str] = (),
    greet: bool = False,
    apart: bool | None = None,
    source: Source | None = None,
) -> int:
    """Show the window and stay until it is closed; return the exit status.

    `opened` is called with the window when it is on screen, before the worker is started. `configured` makes the config
    when the language in force is known; without it, it is that of the experiment. `spoken` is a language for this start
    only; without it, the one that was chosen before is spoken, or that of the system. `forward` names panels that are
    brought into view wherever the user has left them, the most telling first. With `greet` somebody who was never here
    sees few panels at first, and the start page. `apart` has the runs in processes of their own; without it, the
    preference says so. With a `source` that is what is shown. Raises `Refused` if there is no such language.
    """
    tune_allocator()
    sys.setswitchinterval(0.001)  # the worker's Python gives way sooner: pictures come evenly
    app = application()
    preferences = Preferences()
    settled = in_force()
    speak(nearest_language(spoken) or spoken if spoken else first_language(settled.language or preferences.language))
    visitors = Visitors(preferences)
    runs = Runs(Observer(), preferences.get(APART) if apart is None else apart, visitors.tell)
    window = make_window(chosen, None if configured is None else configured(), running, preferences, fit, runs, source)
    if settled.theme:
        window.appearance.begin_with(settled.theme)
    if settled.said is not None:
        window.bench.experiments.say_first(settled.said)
    newcomer = greet and settled.start_page and is_first(preferences)
    first_size(window)
    if newcomer:
        window.bench.take_layout(LayoutName.LOOK)
    window.bench.host.reveal(tuple(reversed(forward)))
    Garbage(window.bench.pair.a)
    faults = Faults(window)
    faults.raised.connect(window.bench.notices.warn)
    sys.excepthook = faults.hook
    termination = Termination(window)
    with termination.listening():
        try:
            window.show()
            # It is painted before torch is imported and before what is closed is made; a key that is pressed waits.
            app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            if opened is not None:
                opened(window)
            window.docks.complete()
            app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            read_plots()
            window.bench.runs.listen()
            if window.isHidden():  # it was closed in its first moments: nothing would end the event loop any more
                return termination.exit_code(0)
            keep(window)
            window.bench.pair.a.start()
            if newcomer:
                window.greeting.greet()
            return termination.exit_code(app.exec())
        finally:
            sys.excepthook = sys.__excepthook__
            window.bench.pair.a.close()
            window.bench.keeping.close()
            visitors.close()
            runs.close()


def keep(window: MainWindow) -> None:
    """Keep what is open from now on; offer what was open in a program that ended without closing."""
    keeping, notices = window.bench.keeping, window.bench.notices
    store = Store(kept_runs(), window.bench.preferences.get(RECENT_MB) * MB)
    left = list(store.entries(keeping.begin(store)))
    if left:
        words = translate("window", "RNNviz ended without closing. It is kept: {runs}.")
        runs = "; ".join(said(entry) for entry in left[:2])
        open_again = partial(keeping.open_recent, tuple(entry.key for entry in left[:2]))
        notices.offer(words.format(runs=runs), translate("window", "Open it"), open_again)


def run_file(path: Path, spoken: str | None = None) -> int:
    """Show a window, and open a session or a snapshot in it; return the exit status."""
    return run_window(
        preset("hello"), opened=lambda window: window.bench.keeping.open(path), spoken=spoken, running=False
    )


def run_recording(folder: Path, spoken: str | None = None) -> int:
    """Show a window with a recording in it; return the exit status. Raises `Refused` if it cannot be read."""
    recording = Recording(folder)
    known = {each.key: each for each in presets()}
    chosen = known.get(recording.about.experiment) or preset("hello")
    return run_window(chosen, spoken=spoken, running=False, source=Player(recording))


def run_link(link: Link, spoken: str | None = None) -> int:
    """Show a window with what a link leads to; return the exit status."""

    def opened(window: MainWindow) -> None:
        LinkFollower(window, link)

    chosen = preset(link.experiment)
    shown = chosen if not link.probe else chosen.model_copy(update={"probe": link.probe})
    return run_window(shown, link.config, opened, spoken)


def run_awaiting() -> int:
    """Show a window for a run that calls, and stay until it is closed; return the exit status.

    Raises `Refused` if no run could call. Whoever has asked for it and does not call is not waited for.
    """
    tune_allocator()
    sys.setswitchinterval(0.001)
    app = application()
    preferences = Preferences()
    speak(first_language(preferences.language))
    visitors = Visitors(preferences)
    runs = Runs(visited=visitors.tell)
    runs.reception()
    leave = QTimer(singleShot=True, interval=_AWAITED_MS)
    leave.timeout.connect(app.quit)
    visitors.came.connect(leave.stop)
    visitors.came.connect(_tend)
    leave.start()
    try:
        read_plots()
        return app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        visitors.close()
        runs.close()


def _tend(window: MainWindow) -> None:
    """Have garbage and faults of a window that is its process's first one taken care of."""
    if sys.excepthook is sys.__excepthook__:
        Garbage(window.bench.pair.a)
        faults = Faults(window)
        faults.raised.connect(window.bench.notices.warn)
        sys.excepthook = faults.hook


def run_lesson(lesson: Lesson, step: int | None = None, spoken: str | None = None, present: bool = False) -> int:
    """Show a window with a lesson in it, at a step if one is given: what a slide links to; return the exit status.

    Raises `Refused` if the lesson asks for a preset or a setting that there is not.
    """
    first, *_ = plans(lesson)

    def begin() -> RunConfig:
        return plans(lesson, language())[0].a.config

    def opened(window: MainWindow) -> None:
        window.lessons.open(lesson.folder, OPENING if step is None else step)
        if present:
            window.presenting.enter()

    return run_window(first.preset, begin, opened, spoken, running=False)
