"""The docks of the panels: some from the beginning, the others once the window is on screen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from rnnviz.gui.panels import panels, some_panels
from rnnviz.gui.shell.dock_groups import grouped
from rnnviz.gui.shell.panel_dock import PanelDock
from rnnviz.gui.shell.reveal_action import RevealAction
from rnnviz.gui.views.panel import Panel

if TYPE_CHECKING:
    from rnnviz.gui.shell.window import Window


class PanelDocks(Mapping[str, PanelDock]):
    """The dock of every panel by its key, in the order of `panels`.

    A panel that is closed shows nothing, but its file has to be read and its dock made: half of the work of opening a
    window would be for what nobody sees yet. So only some docks are there from the beginning. `complete` makes the
    others; whoever asks for one of them before, or goes through all, has them made.

    Parameters
    ----------
    window : Window
        Where they stand.
    first : collection of str
        The keys of those that are there from the beginning.
    completed : callable
        Called when all of them are there.
    """

    def __init__(self, window: Window, first: Collection[str], completed: Callable[[], None]) -> None:
        self._window, self._completed = window, completed
        self.hints_shown = False
        self._complete = False
        self.there = {each.key: self._make(each) for each in some_panels(first)}
        self._reveals = {key: RevealAction(dock, dock.panel.shortcut) for key, dock in self.there.items()}

    def __getitem__(self, key: str) -> PanelDock:
        if key not in self.there:
            self.complete()
        return self.there[key]

    def __iter__(self) -> Iterator[str]:
        self.complete()
        return iter(self.there)

    def __len__(self) -> int:
        self.complete()
        return len(self.there)

    def reveals(self, special: bool) -> list[RevealAction]:
        """Return what brings each panel that is there into view, in the order of their keys.

        Those of a lesson's subject are asked for by themselves: all in one menu would not fit on a small screen.
        """
        wanted = [each for key, each in self._reveals.items() if self.there[key].panel.special is special]
        return sorted(wanted, key=lambda each: each.shortcut().toString())

    def complete(self) -> None:
        """Make those that are not there yet, closed and where each belongs. What can be seen does not change."""
        if self._complete:
            return
        self._complete = True
        before, self.there = self.there, {}
        for each in panels():
            self.there[each.key] = before.get(each.key) or self._make(each)
        for key in self.there.keys() - before.keys():
            self._reveals[key] = RevealAction(self.there[key], self.there[key].panel.shortcut)
        for key, dock in self.there.items():
            if key not in before:
                self._place(dock, before.values())
        self._completed()

    def show_hints(self, shown: bool) -> None:
        """Show or hide the sentence that says what a panel is, in those that are made later too."""
        self.hints_shown = shown
        for dock in self.there.values():
            dock.show_hint(shown)

    def _make(self, panel: Panel) -> PanelDock:
        window = self._window
        dock = PanelDock(panel, window.bench.pair.a, window.look, window)
        dock.seen_changed.connect(window.bench.watch_soon)
        dock.menu_wanted.connect(window.exporter.open_menu)
        dock.meant.connect(window.bench.pair.choose)
        dock.went.connect(window.bench.pair.go_along)
        dock.preset_wanted.connect(window.bench.experiments.start_wanted)
        dock.text_wanted.connect(window.bench.experiments.learn_wanted)
        return dock

    def _place(self, dock: PanelDock, before: Collection[PanelDock]) -> None:
        """Put a dock where it stood when the layout was saved, or behind the others of its area."""
        window = self._window
        dock.hide()
        dock.show_hint(self.hints_shown)
        if window.restoreDockWidget(dock) and not grouped(dock):
            return
        window.removeDockWidget(dock)
        docked = [each for each in before if not each.isFloating()]
        beside = [each for each in docked if each.panel.area is dock.panel.area] or docked
        if beside:
            window.tabifyDockWidget(beside[0], dock)
        else:
            window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
