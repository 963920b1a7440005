"""Panels that have nothing to show of the experiment that has begun give their room to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

if TYPE_CHECKING:
    from rnnviz.gui.shell.panel_dock import PanelDock
    from rnnviz.gui.shell.panel_docks import PanelDocks
    from rnnviz.gui.shell.window import Window

SHOWN_MS = 150  # a panel that is brought forward has shown the Frame by then


class Vacancy(QObject):
    """Looks once the first Frames of a run are shown. What the user brings into view afterwards stays there.

    A vacant panel makes way for one behind it that is not; where there is none, it becomes as low as it can be, until
    there is something for it again.
    """

    def __init__(self, window: Window, docks: PanelDocks) -> None:
        super().__init__(window)
        self._window, self._docks = window, docks
        self._due = False
        self._tried: set[PanelDock] = set()  # for this run: found vacant
        self._low: dict[PanelDock, int] = {}  # made low -> how high it was
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._soon.timeout.connect(self.look)
        session = window.bench.pair.a
        session.built.connect(self._expect)
        session.frame_arrived.connect(self._hear)

    @Slot(object)
    def _expect(self, _built: object) -> None:
        self._due = True
        self._tried.clear()

    @Slot(object)
    def _hear(self, _frame: object) -> None:
        if self._due:
            self._due = False
            self._soon.start()

    @Slot()
    def look(self) -> None:
        """Have every vacant panel in front make way."""
        if not self._window.bench.layout.bare:  # a lesson or a comparison says itself what is seen
            return
        for dock in [dock for dock in self._low if dock.seen and not dock.view.vacant]:
            self._window.resizeDocks([dock], [self._low.pop(dock)], Qt.Orientation.Vertical)
        for dock in self._docks.there.values():
            if dock.seen and not dock.isFloating() and dock.view.vacant and dock not in self._tried:
                self._make_way(dock)

    def _make_way(self, dock: PanelDock) -> None:
        self._tried.add(dock)
        behind = [each for each in self._behind(dock) if each not in self._tried]
        if behind:
            behind[0].raise_()
            self._soon.start()  # whether that one has something is known once it is shown
            return
        if first := next((each for each in self._behind(dock) if each.panel.order < dock.panel.order), None):
            first.raise_()
        low = first or dock
        self._low.setdefault(low, low.height())
        self._window.resizeDocks([low], [1], Qt.Orientation.Vertical)

    def _behind(self, dock: PanelDock) -> list[PanelDock]:
        """Return the panels of the experiment in the same place as a dock, the most telling first."""
        beside = set(self._window.tabifiedDockWidgets(dock))
        keys = self._window.bench.experiments.panels
        there = (self._docks.there.get(key) for key in keys)
        return [each for each in there if each is not None and each in beside and not each.isHidden()]
