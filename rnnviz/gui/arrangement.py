"""Where the docks of a window stand at first: the panels, and the column at the left of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDockWidget

from rnnviz.gui import layout
from rnnviz.gui.dock import PanelDock, SideDock
from rnnviz.gui.language import translate
from rnnviz.gui.panels import Area
from rnnviz.gui.preferences.declared import HINTS
from rnnviz.gui.reach import bring_within

if TYPE_CHECKING:
    from rnnviz.gui.window import Window


class Arrangement(QObject):
    """The docks at the left, and what the View menu does to all."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.experiments = SideDock("experiments", translate("window", "Experiments"), window.experiments, window)
        self.settings = SideDock("settings", translate("window", "Settings"), window.settings, window)

    @property
    def sides(self) -> tuple[SideDock, ...]:
        """What stands at the left, from top to bottom, tabs from left to right."""
        lessons = self._window.lessons
        return (self.experiments, lessons.list_dock, lessons.page_dock, self.settings)

    def retranslate(self) -> None:
        """Say the titles in the language in force; that of the settings names the session that is meant."""
        self.experiments.say(translate("window", "Experiments"))
        self._window.lessons.retranslate()

    def mean(self, letter: str) -> None:
        """Say whose settings are shown; an empty letter: there is only one session."""
        words = translate("window", "Settings of {letter}").format(letter=letter)
        self.settings.say(words if letter else translate("window", "Settings"))

    def show_to_a_class(self, on: bool) -> None:
        """Show every dock as a class should see it: no buttons, and what a panel is only if somebody asks for it."""
        docks: tuple[SideDock | PanelDock, ...] = (*self.sides, *self._window.docks.values())
        for dock in docks:
            dock.present(on)
        self.show_hints(not on and self._window.preferences.get(HINTS))

    @Slot(bool)
    def hints(self, shown: bool) -> None:
        """Say in every panel what it is; while presenting, only for as long as that lasts."""
        if not self._window.lessons.presenting.active:
            self._window.preferences.put(HINTS, shown)
        self.show_hints(shown)

    def show_hints(self, shown: bool) -> None:
        """Say in every panel what it is, without remembering that."""
        self._window.actions_by_key["hints"].setChecked(shown)
        for dock in self._window.docks.there.values():
            dock.show_hint(shown)

    @Slot()
    def reset_layout(self) -> None:
        """Put every panel where it was at first, those in front that the experiment, or the lesson, is about."""
        window = self._window
        if window.isVisible():
            # Panels dragged side by side can ask for more room than the screen has: the window grew.
            layout.take_out(window, [*self.sides, *window.docks.there.values()])
            if (room := window.layout()) is not None:
                room.activate()
            bring_within(window)
        if window.teaching.stage.set:
            window.teaching.stage.reset()
            return
        areas: dict[Area, list[QDockWidget]] = {area: [] for area in Area}
        first: dict[str, int] = {key: place for place, key in enumerate(window.runs.panels)}
        docks = window.docks.there.values()
        for dock in sorted(docks, key=lambda d: (first.get(d.panel.key, len(first)), d.panel.order)):
            areas[dock.panel.area].append(dock)
        experiments, lessons, page, settings = self.sides
        arrange = layout.arrange if window.pair.b is None else layout.arrange_pair
        arrange(window, ((experiments, lessons, page), (settings,)), areas)
        page.hide()
        for dock in docks:
            if dock.panel.special and dock.panel.key not in first:
                dock.hide()
