"""The window: docks around one session or two, and what is said above them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox

from rnnviz import __version__
from rnnviz.assets import resource
from rnnviz.engine.messages import Branched
from rnnviz.engine.presets import Preset
from rnnviz.gui import layout
from rnnviz.gui.actions import fill_menus, make_actions, say_actions, say_menus
from rnnviz.gui.appearance import Appearance
from rnnviz.gui.arrangement import Arrangement
from rnnviz.gui.bars import Bars
from rnnviz.gui.bridge import Session
from rnnviz.gui.comparing import Comparing
from rnnviz.gui.docks import Docks
from rnnviz.gui.driving import Driving
from rnnviz.gui.experiments import Experiments
from rnnviz.gui.exporting import Exporter
from rnnviz.gui.hearing import Hearing
from rnnviz.gui.keys import KeysDialog
from rnnviz.gui.language import say, translate
from rnnviz.gui.lessons.menu import LessonMenu
from rnnviz.gui.message_bar import MessageBar
from rnnviz.gui.opening import Opening
from rnnviz.gui.pair import Pair
from rnnviz.gui.panels import FIRST
from rnnviz.gui.past_bar import PastBar
from rnnviz.gui.preferences import LAYOUT_VERSION, Layout, Preferences
from rnnviz.gui.preferences.declared import GEOMETRY, HINTS
from rnnviz.gui.probe_line import ProbeLine
from rnnviz.gui.reveal import Reveal
from rnnviz.gui.runs import Runs
from rnnviz.gui.settings_side import SettingsSide
from rnnviz.gui.speaking import Speaking
from rnnviz.gui.speed import Speed
from rnnviz.gui.status_bar import StatusBar
from rnnviz.gui.step_menu import StepMenu
from rnnviz.gui.style import palette, style_sheet
from rnnviz.gui.travelling import Travelling
from rnnviz.gui.typing_first import TypingFirst, takes
from rnnviz.gui.view import View
from rnnviz.gui.watching import WatchSettings, watch_for


class Window(QMainWindow):
    """Everything a user sees of one session, or of two side by side."""

    closed = Signal()

    def __init__(self, session: Session, presets: tuple[Preset, ...], chosen: Preset, preferences: Preferences) -> None:
        super().__init__()
        self.session = session
        self.preferences = preferences
        session.setParent(self)
        self.appearance = Appearance(preferences, self)
        self.look = self.appearance.look
        self.presets = presets
        self.of_the_start = ""  # what was said of the saved settings
        self.setWindowTitle("RNNviz")
        self.setWindowIcon(QIcon(str(resource("icons", "rnnviz.svg"))))
        QApplication.setFont(self.look.font())  # before the style sheet, which keeps a later one from what is there
        self.setStyleSheet(style_sheet(self.look))  # first: then only what is shown is ever polished
        layout.prepare(self)
        self._make_parts(chosen)
        self._make_docks(chosen)
        self.actions_by_key = make_actions(
            self,
            self.driving,
            self.travelling,
            self.stepping,
            self.opening,
            self.appearance,
            self.comparing,
            self.speaking,
            self.arrangement,
            self.lessons,
        )
        self.past.offer(self.actions_by_key["to_the_present"], self.actions_by_key["branch"])
        self._menus = fill_menus(self, self.actions_by_key)
        self.offer_panels()
        self.speaking.offer(self._menus["language"])
        self.bars = Bars(self)
        TypingFirst(self)
        self._connect()
        self._restyle()
        self._restore()

    # --- making ---

    def _make_parts(self, chosen: Preset) -> None:
        self.pair = Pair(self.session, self)
        self.runs = Runs(self, chosen)
        self.comparing = Comparing(self, self.pair)
        self.messages = MessageBar()
        self.hearing = Hearing(self)
        self.driving = Driving(self, self.pair)
        self.opening = Opening(self)
        self.travelling = Travelling(self.pair, self)
        self.stepping = StepMenu(self, self.pair)
        self.past = PastBar(self.pair)
        self.probe_line = ProbeLine(self.pair)
        self.speed = Speed()
        self.experiments = Experiments(self.presets)
        self.watching = WatchSettings(self.preferences)
        self.settings = SettingsSide(self.pair, self.watching)
        self.exporter = Exporter(self, self.preferences)
        self.speaking = Speaking(self.preferences, self)
        self.status = StatusBar(self.pair)
        self.setStatusBar(self.status)

    def _make_docks(self, chosen: Preset) -> None:
        self.lessons = LessonMenu(self)
        self.teaching = self.lessons.teaching
        self.arrangement = Arrangement(self)
        saved = self.preferences.layout
        self.docks = Docks(self, {*FIRST, *chosen.panels, *(saved.open if saved is not None else ())})
        self._side_reveals = [Reveal(dock) for dock in self.arrangement.sides]

    def offer_panels(self) -> None:
        """Have every panel that is there brought into view by its key, and by the menu."""
        usual = [*self.docks.reveals(special=False), *self._side_reveals]
        menu, inner = self._menus["panels"], self._menus["lesson_panels"]
        for each, reveals in ((menu, usual), (inner, self.docks.reveals(special=True))):
            self.addActions(reveals)
            each.clear()
            each.addActions(reveals)
        menu.addSeparator()
        menu.addMenu(inner)

    def _connect(self) -> None:
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.watch_now)
        self.look.changed.connect(self._restyle)
        self.speed.changed.connect(self.pair.set_speed)
        self.experiments.chosen.connect(self.runs.start_preset)
        self.watching.changed.connect(self.watch_soon)
        self.settings.refused.connect(self._say)
        self.messages.closed.connect(self.bars.message.hide)
        self.exporter.failed.connect(self.warn)
        self.exporter.done.connect(self.note)
        self.pair.status_changed.connect(self._follow)
        self.pair.changed.connect(self._turn_to)
        self._turn_to()
        self.lessons.begin(self.actions_by_key)
        self.hearing.listen(self.session)
        self.past.wanted.connect(self.bars.past.setVisible)
        self.watching.history_changed.connect(self._keep_history)

    def _restore(self) -> None:
        self.resize(QSize(1440, 860).boundedTo(self.screen().availableSize()))
        geometry = self.preferences.get(GEOMETRY)
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.arrangement.reset_layout()
        self.runs.mark()
        if self.preferences.layout is not None:
            self.restore_layout(self.preferences.layout)
        self.bars.hide_passing()
        self.arrangement.show_hints(self.preferences.get(HINTS))
        if (said := self.preferences.mend()) is not None:
            self.of_the_start = say(said)
            self.warn(self.of_the_start)

    # --- what the menus do (the names stand in entries.ENTRIES) ---

    def bring(self, key: str) -> View:
        """Bring a panel into view."""
        self.docks[key].show()
        self.docks[key].raise_()
        return self.docks[key].view

    @Slot()
    def focus_probe(self) -> None:
        """Go to the watched sequence."""
        self.probe_line.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.probe_line.edit.selectAll()

    @Slot()
    def show_keys(self) -> None:
        """List every key."""
        shown = [action for key in ("panels", "lesson_panels") for action in self._menus[key].actions()]
        KeysDialog(self, [action for action in shown if isinstance(action, Reveal)]).exec()

    @Slot()
    def about(self) -> None:
        """Say what this is."""
        words = translate("window", "Watch a small recurrent network learn, live, and look inside it: exactly.")
        QMessageBox.about(self, "RNNviz", f"<b>RNNviz {__version__}</b><p>{words}</p>")

    @Slot()
    def quit(self) -> None:
        """Close the window."""
        self.close()

    # --- what comes from the session ---

    @Slot()
    def _follow(self) -> None:
        self.bars.follow()
        former = any(session.former is not None for session in self.pair.acting)
        self.actions_by_key["bring_back"].setEnabled(former)

    @Slot(object)
    def _say(self, sentence: object) -> None:
        self.warn(say(sentence))  # type: ignore[arg-type]

    @Slot(str)
    @Slot(str, str)
    def warn(self, text: str, details: str = "") -> None:
        """Say what went wrong."""
        self.messages.tell(text, details)
        self.bars.message.show()

    @Slot(str)
    def note(self, text: str) -> None:
        """Say what is not wrong."""
        self.messages.tell(text, note=True)
        self.bars.message.show()

    def open_beside(self, branched: Branched) -> None:
        """Go on from an update in another way, beside the run that it is of."""
        self.comparing.open_beside(branched)

    @Slot(int)
    def _keep_history(self, limit: int) -> None:
        for session in self.pair.sessions:
            session.keep_history(limit)

    # --- a second session ---

    def beside_changed(self) -> None:
        """Follow a second session that has come, or let go of one that has gone."""
        b = self.pair.b
        if b is not None:
            self.hearing.listen(b)
            self.runs.starting.listen(b)
        else:
            self.hearing.beside_gone()
        self.bars.compare.setVisible(b is not None)
        self.bars.sessions.refresh()
        self.runs.starting.forget(self.pair.sessions)
        self._turn_to()
        self.watch_soon()

    @Slot()
    def _turn_to(self) -> None:
        """Say which session is meant, and what can be done to two."""
        self.arrangement.mean(self.pair.letter(self.pair.chosen))
        self.runs.mark()
        for key, on in (("link", self.pair.linked), ("equal_pace", self.pair.equal_pace)):
            self.actions_by_key[key].setChecked(on)
            self.actions_by_key[key].setEnabled(self.pair.b is not None)
        for key in ("close_beside", "other_session", "all_a", "all_b", "all_difference", "all_both"):
            self.actions_by_key[key].setEnabled(self.pair.b is not None)

    def saved_layout(self) -> Layout:
        """Return where everything stands."""
        opened = tuple(key for key, dock in self.docks.there.items() if not dock.isHidden())
        return Layout(self.saveState(LAYOUT_VERSION), opened)

    def restore_layout(self, saved: Layout) -> None:
        """Put everything where it stood; the bars come and go by themselves."""
        self.bars.restore(saved.places)

    # --- watching: only what can be seen is looked at ---

    @Slot()
    def watch_soon(self) -> None:
        """Have every session looked at as far as it can be seen, once what changes now has changed."""
        self._soon.start()

    @Slot()
    def watch_now(self) -> None:
        """Have every session looked at as far as it can be seen, without waiting for the event loop."""
        hidden = self.isMinimized() or not self.isVisible()
        for session in self.pair.sessions:
            seen = [] if hidden else [dock.panel for dock in self.docks.there.values() if dock.sees(session)]
            session.set_watch(watch_for(seen, self.watching.frames_per_second, self.watching.budget))

    def changeEvent(self, event: QEvent) -> None:
        """Stop watching while minimised; say everything anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.watch_soon()
        elif event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        """Say what is the window's own; its docks and bars hear of the language themselves, after it."""
        say_actions(self.actions_by_key)
        say_menus(self._menus)
        self.speaking.mark()
        self.bars.retranslate()
        self.arrangement.retranslate()
        self.runs.name()
        self.pair.changed.emit()  # whatever follows the sessions says who they are

    # --- looks ---

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

    # --- keys and end ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor with the keys that nothing else took."""
        moves = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Home: (-(1 << 20), 0),
            Qt.Key.Key_End: (1 << 20, 0),
        }
        if event.key() == Qt.Key.Key_Escape and self.lessons.presenting.active:
            self.lessons.presenting.leave()
        elif event.key() == Qt.Key.Key_Escape and self.pair.building:
            self.pair.cancel_building()
        elif event.key() == Qt.Key.Key_Escape:
            self.pair.chosen.cursor.unpin()
            self.bars.message.hide()
        elif takes(self.focusWidget(), event):
            event.ignore()  # a list at its end, a line without a line above: it is for the cursor there
        elif event.key() in moves and self.pair.chosen.frame is not None:
            self.pair.chosen.step_cursor(*moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the worker after the update under way, then close."""
        self.lessons.presenting.leave()
        self.preferences.put(GEOMETRY, self.saveGeometry())
        self.preferences.keep_layout(self.teaching.layout_without)
        self._soon.stop()
        self.pair.close()
        event.accept()
        self.closed.emit()
