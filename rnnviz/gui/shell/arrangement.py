"""Where the docks of a window stand at first: the panels, and the column at the left of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDockWidget

from rnnviz.gui.preferences.declared import HINTS
from rnnviz.gui.shell import dock_layout
from rnnviz.gui.shell.lesson_docks import LessonDocks
from rnnviz.gui.shell.panel_dock import PanelDock, SideDock
from rnnviz.gui.shell.panel_docks import PanelDocks
from rnnviz.gui.views.panel import Area
from rnnviz.gui.workbench.named_layouts import NamedLayout
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.shell.window import Window

LEFT_WIDTH, LEFT_SHARE = 260, 0.24  # px at 10 points of the column at the left of a few panels; of the window, at most


class Arrangement(QObject):
    """The docks at the left, and what is done to all docks."""

    hints_changed = Signal()

    def __init__(self, window: Window, lessons: LessonDocks, docks: PanelDocks) -> None:
        super().__init__(window)
        self._window, self._lessons, self._docks = window, lessons, docks
        self.experiments = SideDock("experiments", translate("window", "Experiments"), window.experiments, window)
        self.settings = SideDock("settings", translate("window", "Settings"), window.settings, window)
        self.presented = False  # whether a class looks: of the left column it sees a lesson's page alone

    @property
    def sides(self) -> tuple[SideDock, ...]:
        """What stands at the left, from top to bottom, tabs from left to right."""
        lessons = self._lessons
        return (self.experiments, lessons.list_dock, lessons.page_dock, self.settings)

    @property
    def hints_shown(self) -> bool:
        """Whether every panel says what it is."""
        return self._docks.hints_shown

    @property
    def beside_a_lesson(self) -> tuple[SideDock, ...]:
        """What stands at the left while a lesson is open: its page first."""
        lessons = self._lessons
        all_there = (lessons.page_dock, lessons.list_dock, self.settings, self.experiments)
        return all_there[:1] if self.presented else all_there

    def retranslate(self) -> None:
        """Say the titles in the language in force; that of the settings names the session that is meant."""
        self.experiments.say(translate("window", "Experiments"))
        self._lessons.retranslate()

    def mean(self, letter: str) -> None:
        """Say whose settings are shown; an empty letter: there is only one session."""
        words = translate("window", "Settings of {letter}").format(letter=letter)
        self.settings.say(words if letter else translate("window", "Settings"))

    def present(self, on: bool) -> None:
        """Show every dock as a class should see it: no buttons, and what a panel is only if somebody asks for it."""
        self.presented = on
        docks: tuple[SideDock | PanelDock, ...] = (*self.sides, *self._docks.values())
        for dock in docks:
            dock.present(on)
        self.show_hints(not on and self._window.bench.preferences.get(HINTS))

    def set_hints(self, shown: bool) -> None:
        """Show in every panel what it is, or stop; while presenting, only for as long as that lasts."""
        if not self.presented:
            self._window.bench.preferences.put(HINTS, shown)
        self.show_hints(shown)

    def show_hints(self, shown: bool) -> None:
        """Say in every panel what it is, without remembering that."""
        self._docks.show_hints(shown)
        self.hints_changed.emit()

    def show_few(self, layout: NamedLayout) -> None:
        """Show the panels of a layout, and no others; each of these opens behind the first one."""
        window, docks = self._window, self._docks.there
        panels = [docks[key] for key in layout.panels if key in docks]
        others = [dock for dock in docks.values() if dock not in panels]
        sides = {dock.objectName(): dock for dock in self.sides}
        alone = self.presented or window.bench.pair.b is not None  # a class, or two views, need the whole width
        left = [] if alone else [sides[key] for key in layout.left]
        aside = [dock for dock in self.sides if dock not in left]
        wide = {dock for dock in panels if dock.panel.area is Area.BOTTOM}
        width = min(window.look.px(LEFT_WIDTH), round(LEFT_SHARE * window.width()))
        dock_layout.show_few(window, left, panels, wide, [*others, *aside], width)

    def put_back(self, front: Sequence[str] = ()) -> None:
        """Put every panel where it was at first, those in front that are named, or that the experiment is about."""
        window = self._window
        areas: dict[Area, list[QDockWidget]] = {area: [] for area in Area}
        telling = dict.fromkeys((*front, *window.bench.experiments.panels))
        first: dict[str, int] = {key: place for place, key in enumerate(telling)}
        docks = self._docks.there.values()
        for dock in sorted(docks, key=lambda d: (first.get(d.panel.key, len(first)), d.panel.order)):
            areas[dock.panel.area].append(dock)
        experiments, lessons, page, settings = self.sides
        arrange = dock_layout.arrange if window.bench.pair.b is None else dock_layout.arrange_pair
        arrange(window, ((experiments, lessons, page), (settings,)), areas)
        page.hide()
        for dock in docks:
            if dock.panel.special and dock.panel.key not in first:
                dock.hide()
