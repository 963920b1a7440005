"""The main window: docks around what is open on the workbench, bars above them, and what is said there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from rnnviz.assets import resource
from rnnviz.engine.capability import Capability
from rnnviz.engine.presets import Preset
from rnnviz.engine.runs import Runs
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import GEOMETRY, HINTS
from rnnviz.gui.settings.column import SettingsColumn
from rnnviz.gui.settings.experiment_list import ExperimentList
from rnnviz.gui.settings.watch_box import WatchBox
from rnnviz.gui.shell import dock_layout
from rnnviz.gui.shell.actions import fill_menus, make_actions, say_menus
from rnnviz.gui.shell.arrangement import Arrangement
from rnnviz.gui.shell.dock_host import DockHost
from rnnviz.gui.shell.dropped_files import DroppedFiles
from rnnviz.gui.shell.greeting import Greeting
from rnnviz.gui.shell.language_menu import LanguageMenu
from rnnviz.gui.shell.layout_buttons import LayoutButtons
from rnnviz.gui.shell.lesson_docks import LessonDocks
from rnnviz.gui.shell.message_bar import MessageBar
from rnnviz.gui.shell.panel_docks import PanelDocks
from rnnviz.gui.shell.panel_export import PanelExport
from rnnviz.gui.shell.past_bar import PastBar
from rnnviz.gui.shell.presentation import Presentation
from rnnviz.gui.shell.probe_bar import ProbeBar
from rnnviz.gui.shell.recent_menu import RecentMenu
from rnnviz.gui.shell.reveal_action import RevealAction
from rnnviz.gui.shell.screen_fit import ScreenFit
from rnnviz.gui.shell.session_files import find_text
from rnnviz.gui.shell.shell_commands import shell_commands
from rnnviz.gui.shell.shortcut_filter import ShortcutFilter, takes
from rnnviz.gui.shell.speed_slider import SpeedSlider
from rnnviz.gui.shell.status_bar import StatusBar
from rnnviz.gui.shell.toolbars import ToolBars
from rnnviz.gui.shell.vacancy import Vacancy
from rnnviz.gui.shell.whole_window import WholeWindow
from rnnviz.gui.style.appearance import Appearance
from rnnviz.gui.style.stylesheet import palette, style_sheet
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import FIRST
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.workbench import Workbench
from rnnviz.sessions.texts import Missing

#: Keys that move the cursor when nothing else takes them: (timesteps, units).
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Home: (-(1 << 20), 0),
    Qt.Key.Key_End: (1 << 20, 0),
}


class MainWindow(Retranslated, WholeWindow):
    """Everything a user sees of one session, or of two side by side. What is open and meant stands on `bench`."""

    closed = Signal()

    def __init__(
        self,
        session: Session,
        presets: tuple[Preset, ...],
        chosen: Preset,
        preferences: Preferences,
        runs: Runs | None = None,
        name: str = "",
    ) -> None:
        super().__init__()
        self.name = name
        self.bench = Workbench(session, presets, chosen, preferences, DockHost(self), runs)
        self.bench.setParent(self)
        self.appearance = Appearance(preferences, self)
        self.look = self.appearance.look
        self.setWindowTitle("RNNviz")
        self.setWindowIcon(QIcon(str(resource("icons", "rnnviz.svg"))))
        QApplication.setFont(self.look.font())  # before the style sheet, which keeps a later one from what is there
        self.setStyleSheet(style_sheet(self.look))  # first: then only what is shown is ever polished
        dock_layout.prepare(self)
        self._make_parts()
        self._make_docks(chosen)
        self.actions_by_key = make_actions(self, self.bench, shell_commands(self))
        self.menus = fill_menus(self, self.actions_by_key)
        self.past.offer(self.actions_by_key["to_the_present"], self.actions_by_key["branch"])
        self.offer_panels()
        self._languages = LanguageMenu(self.bench, self.menus["language"])
        self.recent = RecentMenu(self.bench.keeping, self.menus["recent"], self.look, self.actions_by_key["bring_back"])
        self.bars = ToolBars(self)
        screen_fit = ScreenFit(self, self.docks)
        Vacancy(self, self.docks)
        self.presenting = Presentation(self, self.arrangement, self.bars, screen_fit)
        self.greeting = Greeting(self, self.lessons)
        self.layout_buttons = LayoutButtons(self.actions_by_key)
        self.menuBar().setCornerWidget(self.layout_buttons)
        ShortcutFilter(self)
        DroppedFiles(self)
        self._connect()
        self._restyle()
        self._restore()

    # --- making ---

    def _make_parts(self) -> None:
        bench = self.bench
        self.messages = MessageBar(bench.notices)
        self.past = PastBar(bench.pair)
        self.probe_bar = ProbeBar(bench.pair)
        self.speed = SpeedSlider(bench.speed)
        Offered(bench.pair, Capability.PACE, self.speed)
        self.experiments = ExperimentList(bench.experiments)
        Offered(bench.pair, Capability.RESTART, self.experiments)
        self.settings = SettingsColumn(bench.pair, WatchBox(bench.watch))
        self.exporter = PanelExport(self, bench.preferences)
        self.status = StatusBar(bench.pair)
        self.setStatusBar(self.status)

    def _make_docks(self, chosen: Preset) -> None:
        self.lessons = LessonDocks(self)
        saved = self.bench.preferences.layout
        first = {*FIRST, *chosen.panels, *(saved.open if saved is not None else ())}
        self.docks = PanelDocks(self, first, self.offer_panels)
        self.arrangement = Arrangement(self, self.lessons, self.docks)
        self._side_reveals = [RevealAction(dock) for dock in self.arrangement.sides]

    def offer_panels(self) -> None:
        """Give every panel that has been made its key and its menu entry, which bring it into view."""
        usual = [*self.docks.reveals(special=False), *self._side_reveals]
        menu, inner = self.menus["panels"], self.menus["lesson_panels"]
        for each, reveals in ((menu, usual), (inner, self.docks.reveals(special=True))):
            self.addActions(reveals)
            each.clear()
            each.addActions(reveals)
        menu.addSeparator()
        menu.addMenu(inner)

    def _connect(self) -> None:
        bench = self.bench
        self.look.changed.connect(self._restyle)
        self.settings.refused.connect(bench.notices.say)
        self.messages.wanted.connect(self.bars.message.setVisible)
        self.exporter.failed.connect(bench.notices.warn)
        bench.keeping.text_missing.connect(self._find_text)
        self.exporter.done.connect(bench.notices.note)
        self.past.wanted.connect(self.bars.past.setVisible)
        bench.pair.changed.connect(self._show_sessions)
        for signal in (bench.changed, self.arrangement.hints_changed, self.presenting.changed):
            signal.connect(self._follow)
        self._show_sessions()
        self._follow()

    def _restore(self) -> None:
        preferences = self.bench.preferences
        self.setFocus()  # or Qt gives the first keys to the first field there is
        self.resize(QSize(1440, 860).boundedTo(self.screen().availableSize()))
        geometry = preferences.get(GEOMETRY)
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.bench.put_panels_back()
        if preferences.layout is not None:
            self.bench.host.restore(preferences.layout)
        self.bars.hide_passing()
        self.arrangement.show_hints(preferences.get(HINTS))
        if (said := preferences.mend()) is not None:
            self.bench.experiments.say_first(said)

    # --- following the workbench ---

    @Slot()
    def _follow(self) -> None:
        """Offer what can be done now; say what is open."""
        for action in self.actions_by_key.values():
            action.refresh()
        self._languages.mark()
        self.bars.follow()
        title = self.name or self.bench.experiments.title
        self.setWindowTitle(f"RNNviz – {title}" if title else "RNNviz")

    @Slot()
    def _show_sessions(self) -> None:
        """Say which session is meant; show what is only for two."""
        pair = self.bench.pair
        self.arrangement.mean(pair.letter(pair.chosen))
        self.bars.compare.setVisible(pair.b is not None and not self.presenting.active)
        self.bars.sessions.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Stop watching while minimised."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.bench.watch_soon()

    @override
    def retranslate(self) -> None:  # what is the window's own: its docks and bars are told themselves, after it
        for action in self.actions_by_key.values():
            action.say()
        say_menus(self.menus)
        self._languages.mark()
        self.bars.retranslate()
        self.arrangement.retranslate()
        self.bench.pair.changed.emit()  # whatever follows the sessions says who they are

    @Slot()
    def _restyle(self) -> None:
        self.setPalette(palette(self.look))
        QApplication.setFont(self.look.font())  # a style sheet keeps a window's own font from its children
        if (sheet := style_sheet(self.look)) != self.styleSheet():
            self.setStyleSheet(sheet)
        self.speed.restyle(self.look.px(120))
        self.bars.restyle()
        self.lessons.page.restyle()
        for dock in self.docks.there.values():
            dock.restyle()

    @Slot(object, object)
    def _find_text(self, missing: Missing, again: Callable[[str], None]) -> None:
        find_text(self, missing, again)

    # --- keys and end ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor with the keys that nothing else took; let go, or give up, on Escape."""
        pair = self.bench.pair
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif takes(self.focusWidget(), event):
            event.ignore()  # a list at its end, a line without a line above: it is for the cursor there
        elif event.key() in _MOVES and pair.chosen.frame is not None:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            pair.chosen.cursor.step_along(pair.chosen.frame, *_MOVES[Qt.Key(event.key())], extend=extend)
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        pair = self.bench.pair
        if self.probe_bar.edit.hasFocus():
            self.probe_bar.leave()
        elif self.presenting.active:
            self.presenting.leave()
        elif pair.building:
            pair.cancel_building()
        else:
            pair.chosen.cursor.unpin()
            self.bench.notices.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the workers after the update under way, then close."""
        self.presenting.leave()
        preferences = self.bench.preferences
        preferences.put(GEOMETRY, self.saveGeometry())
        preferences.keep_layout(self.bench.layout.own)
        self.bench.close()
        event.accept()
        self.closed.emit()
