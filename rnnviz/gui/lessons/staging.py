"""What a lesson changes about the window for as long as it is open, and gives back afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDockWidget

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.gui import layout, quantities
from rnnviz.gui.dock import PanelDock
from rnnviz.gui.panels import Area
from rnnviz.gui.panels.breakpoints import BreakpointsView
from rnnviz.gui.preferences import Layout

if TYPE_CHECKING:
    from rnnviz.gui.window import Window


WIDTH = 380  # px at 10 points of the lesson's page,
SHARE = 0.36  # but at most so much of the window: the panels are what a class looks at


class Stage:
    """The panels in view, the breakpoints and the speed limit. What is the user's own comes back on `clear`."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.own_layout: Layout | None = None  # the user's, while a lesson is open
        self._own_speed: float | None = None
        self.left: tuple[QDockWidget, ...] = ()  # what stands at the left while a lesson is open: the page first
        self.page_only = False  # a class sees nothing else of it
        self._shown: tuple[str, ...] = ()

    @property
    def set(self) -> bool:
        """Whether a lesson is on."""
        return self.own_layout is not None

    def begin(self) -> None:
        """Remember what is the user's own."""
        if not self.set:
            self.own_layout = self._window.comparing.layout_alone
            self._own_speed = self._window.speed.limit
        self._shown = ()

    def clear(self) -> None:
        """Give back what is the user's own."""
        if self.own_layout is not None:
            own, self.own_layout = self.own_layout, None
            self._window.restore_layout(own)
            self._window.speed.set_limit(self._own_speed)
            self._breakpoints.lend(None)
            for dock in self._window.docks.values():
                for pane in dock.panes:
                    pane.curtain.open()

    # --- panels ---

    def panels(self, keys: Sequence[str]) -> list[PanelDock]:
        """Return the docks of some panels."""
        return [self._window.docks[key] for key in keys]

    def show(self, keys: tuple[str, ...]) -> None:
        """Have these panels in view and no others; what the user moved stays where it is until others are wanted."""
        docks = self.panels(keys)
        others = [dock for dock in self._window.docks.values() if dock not in docks]
        if keys == self._shown and all(dock.seen for dock in docks):
            for dock in others:
                dock.hide()
            return
        self._shown = keys
        wide = {dock for dock in docks if dock.panel.area is Area.BOTTOM}
        left = self.left[:1] if self.page_only else self.left
        aside = [dock for dock in self._window.arrangement.sides if dock not in left]
        width = min(self._window.look.px(WIDTH), round(SHARE * self._window.width()))
        layout.show_few(self._window, left, docks, wide, [*others, *aside], width)

    def reset(self) -> None:
        """Put the panels back to where the lesson has them."""
        shown, self._shown = self._shown, ()
        if shown:
            self.show(shown)

    def watching(self) -> bool:
        """Whether every panel that was asked for can be seen."""
        return all(dock.seen for dock in self.panels(self._shown)) or not self._window.isVisible()

    # --- breakpoints ---

    @property
    def _breakpoints(self) -> BreakpointsView:
        view = self._window.docks["breakpoints"].view
        assert isinstance(view, BreakpointsView)
        return view

    def stop_at(self, conditions: tuple[str, ...]) -> None:
        """Have these breakpoints and no others."""
        self._breakpoints.lend([Breakpoint(condition) for condition in conditions])

    def fault(self, condition: str) -> str:
        """Return why a condition cannot be read; empty: it can."""
        wrong = quantities.fault(Breakpoint(condition), quantities.known(self._window.session))
        return "" if wrong is None else wrong.sentence
