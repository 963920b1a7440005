"""What is open and meant, without a widget: the shell shows it, commands act on it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.presets import Preset
from rnnviz.engine.runs import Runs
from rnnviz.gui.language import speak
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import APART, BREAKPOINTS, LANGUAGE, NAMED_LAYOUT
from rnnviz.gui.workbench.comparison import Comparison
from rnnviz.gui.workbench.experiments import Experiments
from rnnviz.gui.workbench.keeping.keeping import Keeping
from rnnviz.gui.workbench.keeping.surroundings import Surroundings
from rnnviz.gui.workbench.layout_state import LayoutState
from rnnviz.gui.workbench.lesson.player import LessonPlayer
from rnnviz.gui.workbench.named_layouts import LayoutName, named_layout
from rnnviz.gui.workbench.notices import Notices
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.ports import PanelHost
from rnnviz.gui.workbench.reactions import Reactions
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.speed_limit import SpeedLimit
from rnnviz.gui.workbench.stepping import Stepping
from rnnviz.gui.workbench.watch_wishes import WatchWishes
from rnnviz.sentences import language, translate


class Workbench(QObject):
    """The parts of what is open; each can be read by itself.

    Parameters
    ----------
    session : Session
        The first run; its worker is not started yet.
    presets : tuple of Preset
        The experiments that there are.
    chosen : Preset
        The one that the session runs.
    preferences : Preferences
        What is remembered from one start to the next.
    host : PanelHost
        Who shows the panels.
    runs : Runs, optional
        Makes those that come beside it.
    """

    changed = Signal()  # something that commands depend on: which are enabled, which are checked

    def __init__(
        self,
        session: Session,
        presets: tuple[Preset, ...],
        chosen: Preset,
        preferences: Preferences,
        host: PanelHost,
        runs: Runs | None = None,
    ) -> None:
        super().__init__()
        session.setParent(self)
        self.preferences, self.host, self.runs = preferences, host, runs or Runs()
        self.notices = Notices(self)
        self.pair = Pair(session, self)
        self.speed = SpeedLimit(self)
        self.watch = WatchWishes(preferences, self)
        self.layout = LayoutState(host)
        self.experiments = Experiments(self.pair, presets, chosen, host, self.notices)
        self.comparison = Comparison(self.pair, self.experiments, self.layout, host, self.runs)
        self.reactions = Reactions(self.pair, self.comparison, self.watch, host, self.notices)
        self.stepping = Stepping(self.pair, host, self.notices, preferences, self)
        self.around = Surroundings(
            self.pair, host, self.layout, self.speed, lambda: self.__dict__.get("lesson"), lambda: self.lesson
        )
        self.keeping = Keeping(self.pair, self.experiments, self.comparison, self.around, self.notices)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.watch_now)
        self._connect()

    @cached_property
    def lesson(self) -> LessonPlayer:
        """Plays the lesson that is open."""
        made = LessonPlayer(self, self)
        made.failed.connect(self.notices.warn)
        made.changed.connect(self.changed)
        made.revealed.connect(self.changed)
        return made

    def _connect(self) -> None:
        session = self.pair.a
        session.breakpoints.have(self.preferences.get(BREAKPOINTS))
        session.breakpoints.own_changed.connect(self._remember_breakpoints)
        self.speed.changed.connect(self.pair.set_speed)
        self.watch.changed.connect(self.watch_soon)
        self.pair.changed.connect(self.watch_soon)
        for signal in (
            self.pair.changed,
            self.pair.status_changed,
            self.experiments.changed,
            self.stepping.playing_changed,
            self.stepping.plumbing_changed,
        ):
            signal.connect(self.changed)

    @Slot(object)
    def _remember_breakpoints(self, own: tuple[Breakpoint, ...]) -> None:
        self.preferences.put(BREAKPOINTS, own)

    # --- panels ---

    def fit_ranges(self) -> None:
        """Have every range that follows its values fit those on screen."""
        self.host.fit_ranges()

    def put_panels_back(self) -> None:
        """Put every panel where it was at first, those in front that the experiment, or the lesson, is about."""
        self.host.make_room()
        if self.lesson.stage.set:
            self.lesson.stage.reset()
        elif (chosen := self.preferences.get(NAMED_LAYOUT)) and self.pair.b is None:
            self.host.take_layout(named_layout(LayoutName(chosen), self.experiments.panels))
        else:
            self.host.arrange()

    def take_layout(self, name: LayoutName) -> None:
        """Show the panels of a layout that has a name; *Put all panels back* leads there from now on."""
        self.preferences.put(NAMED_LAYOUT, name.value)
        self.host.make_room()
        self.host.take_layout(named_layout(name, self.experiments.panels))
        self.changed.emit()

    # --- watching: only what can be seen is looked at ---

    @Slot()
    def watch_soon(self) -> None:
        """Watch of every session what can be seen, once the changes under way are over."""
        self._soon.start()

    @Slot()
    def watch_now(self) -> None:
        """Watch of every session what can be seen, without waiting for the event loop."""
        self._soon.stop()
        for session in self.pair.sessions:
            session.set_watch(self.watch.asked(self.host.wanted(session)))

    # --- where runs are at work ---

    def set_apart(self, apart: bool) -> None:
        """Have runs learn in processes of their own, or on threads: the next ones, also from the next start on."""
        self.runs.apart = apart
        self.preferences.put(APART, apart)
        said = (
            translate("window", "The next start, and a run beside this one, will learn in a process of its own.")
            if apart
            else translate("window", "The next start, and a run beside this one, will learn on a thread of the window.")
        )
        self.notices.note(said)
        self.changed.emit()

    # --- language ---

    def speak(self, code: str) -> None:
        """Say everything in another language, also from the next start on."""
        if code != language():
            speak(code)
            self.preferences.put(LANGUAGE, code)
        self.changed.emit()

    # --- end ---

    def close(self) -> None:
        """End every worker after the update under way."""
        self._soon.stop()
        self.keeping.ask_for_the_last()
        self.pair.close()
        self.keeping.close()
