"""The docks of the main window, as the workbench knows them: panels that are seen, brought forward, arranged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from typing_extensions import override

from rnnviz.gui.preferences import LAYOUT_VERSION, Layout
from rnnviz.gui.shell import dock_layout
from rnnviz.gui.shell.on_screen import bring_within
from rnnviz.gui.views.panel import Area
from rnnviz.gui.workbench.named_layouts import NamedLayout
from rnnviz.gui.workbench.ports import PanelHost, Wanted
from rnnviz.gui.workbench.side import Compared, Side

if TYPE_CHECKING:
    from rnnviz.gui.shell.whole_window import WholeWindow
    from rnnviz.gui.views.pane import Pane
    from rnnviz.gui.workbench.session import Session
    from rnnviz.probe.frame import Array

STEP_WIDTH, STEP_HEIGHT = 400, 480  # px at 10 points that the panel of the operation wants
PAGE_WIDTH = 380  # px at 10 points of a lesson's page,
PAGE_SHARE = 0.36  # but at most so much of the window: the panels are what a class looks at


class DockHost(PanelHost):
    """Made before the docks: nothing is asked of it until they are there."""

    def __init__(self, window: WholeWindow) -> None:
        self._window = window

    # --- what is seen ---

    @property
    @override
    def visible(self) -> bool:
        return self._window.isVisible() and not self._window.isMinimized()

    @override
    def seen(self, key: str) -> bool:
        return self._window.docks[key].seen

    @override
    def in_place(self, key: str) -> bool:
        dock = self._window.docks[key]
        around = set(self._window.tabifiedDockWidgets(dock))
        return dock.seen or (not dock.isHidden() and any(o.seen for o in self._window.docks.values() if o in around))

    @override
    def wanted(self, session: Session) -> Iterator[Wanted]:
        for dock in self._window.docks.there.values() if self.visible else ():
            if dock.sees(session):
                yield Wanted(dock.panel.wants, dock.panel.per_second)

    @override
    def panes(self, key: str) -> tuple[Pane, ...]:
        return self._window.docks[key].panes

    @override
    def numbers(self, key: str, session: Session) -> Mapping[str, Array] | None:
        dock = self._window.docks[key]
        if dock.panel.compared is Compared.TOGETHER:
            return dock.view.numbers()
        return next((pane.view.numbers() for pane in dock.panes if pane.sessions == (session,)), None)

    # --- what is brought into view ---

    @override
    def reveal(self, keys: Sequence[str], focus: bool = False) -> None:
        for key in keys:
            dock = self._window.docks[key]
            dock.show()
            dock.raise_()
            if focus:
                dock.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def give_room(self, key: str) -> None:
        window, dock, px = self._window, self._window.docks[key], self._window.look.px
        if dock.isFloating():
            return
        for wanted, has, whole, way in (
            (px(STEP_WIDTH), dock.width(), window.width() * 0.32, Qt.Orientation.Horizontal),
            (px(STEP_HEIGHT), dock.height(), window.height() * 0.6, Qt.Orientation.Vertical),
        ):
            if has < min(wanted, round(whole)):
                window.resizeDocks([dock], [min(wanted, round(whole))], way)

    @override
    def renew(self, key: str) -> None:
        self._window.docks[key].renew(kept=False)

    @override
    def fit_ranges(self) -> None:
        for dock in self._window.docks.there.values():
            for pane in dock.panes if dock.seen else ():
                pane.renew_ranges()

    @override
    def uncover(self, everywhere: bool = False) -> None:
        for dock in self._window.docks.there.values():
            if dock.seen:
                for pane in dock.panes:
                    pane.uncover()
            elif everywhere:
                dock.open_curtains()

    def read_on(self) -> bool:
        """Turn the page while presenting: with a clicker nobody can scroll."""
        window = self._window
        return window.presenting.active and window.lessons.page.isVisible() and window.lessons.page.read_on()

    # --- two sessions ---

    @override
    def show_side(self, side: Side) -> None:
        for dock in self._window.docks.values():
            dock.show_side(side)

    @override
    def compare(self, beside: Session | None, titles: Mapping[str, str]) -> None:
        for dock in self._window.docks.values():
            dock.compare(beside, titles)

    @override
    def make_room(self) -> None:
        """Take every panel out of its place: views side by side ask for room that the layout of one does not have."""
        window = self._window
        dock_layout.take_out(window, [*window.arrangement.sides, *window.docks.there.values()])
        if window.isVisible():
            # Panels dragged side by side can ask for more room than the screen has: the window grew.
            if (room := window.layout()) is not None:
                room.activate()
            bring_within(window)

    # --- where panels stand ---

    @override
    def arrange(self) -> None:
        self._window.arrangement.put_back()

    @override
    def take_layout(self, layout: NamedLayout) -> None:
        window = self._window
        if layout.panels:
            window.arrangement.show_few(layout)
        else:
            window.arrangement.put_back(layout.front)

    @override
    def show_only(self, keys: Sequence[str]) -> None:
        """Show these panels, the first one large, and at the left what a lesson needs."""
        window = self._window
        docks = [window.docks[key] for key in keys]
        others = [dock for dock in window.docks.values() if dock not in docks]
        wide = {dock for dock in docks if dock.panel.area is Area.BOTTOM}
        left = window.arrangement.beside_a_lesson
        aside = [dock for dock in window.arrangement.sides if dock not in left]
        width = min(window.look.px(PAGE_WIDTH), round(PAGE_SHARE * window.width()))
        dock_layout.show_few(window, left, docks, wide, [*others, *aside], width)

    @override
    def hide_others(self, keys: Sequence[str]) -> None:
        for key, dock in self._window.docks.items():
            if key not in keys:
                dock.hide()

    @override
    def save(self) -> Layout:
        opened = tuple(key for key, dock in self._window.docks.there.items() if not dock.isHidden())
        return Layout(self._window.saveState(LAYOUT_VERSION), opened)

    @override
    def restore(self, saved: Layout) -> None:
        self._window.bars.restore(saved.places)

    @override
    def key(self, command: str) -> str:
        keys = self._window.actions_by_key[command].shortcut()
        return keys.toString(QKeySequence.SequenceFormat.NativeText)
