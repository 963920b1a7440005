"""What the Compare menu does: a second session beside the first, from the same data and seed or from a branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog

from rnnviz.engine.commands import Watch
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Branched, Phase, Status
from rnnviz.engine.presets import preset
from rnnviz.engine.runner import Runner
from rnnviz.engine.snapshot import Snapshot
from rnnviz.gui import layout
from rnnviz.gui.bridge import Session
from rnnviz.gui.compare_dialog import CompareDialog
from rnnviz.gui.differing import titles, used
from rnnviz.gui.pair import Pair
from rnnviz.gui.preferences import Layout
from rnnviz.gui.sides import Side
from rnnviz.gui.starting import Asked

if TYPE_CHECKING:
    from rnnviz.gui.window import Window

VANILLA, LSTM = "characters-vanilla", "characters"

#: Task -> the presets of a vanilla net and an LSTM of as many parameters that learn it; of any other: a text.
PAIRS = {"remember": ("remember-vanilla", "remember"), "adding": ("adding-vanilla", "adding")}


class Comparing(QObject):
    """Opens and closes session B of a window, and has its panels show both.

    Painting holds the interpreter from both workers, so it is charged to both: each one's governor keeps what it
    observes and all that is painted under the user's budget.
    """

    def __init__(self, window: Window, pair: Pair) -> None:
        super().__init__(window)
        self._window = window
        self._pair = pair
        self._alone: Layout | None = None  # what A had for itself, while there is B
        pair.changed.connect(self._title)

    @property
    def layout_alone(self) -> Layout:
        """The layout of the window with one session: what is remembered."""
        return self._alone or self._window.saved_layout()

    # --- what the menu does ---

    @Slot()
    def compare_same(self) -> None:
        """Open B with the settings of A."""
        self.open(self._pair.a.config)

    @Slot()
    def compare_cells(self) -> None:
        """Open a vanilla cell as A and an LSTM as B, which learn the same task from the same seed."""
        keys = PAIRS.get(self._pair.a.config.task, (VANILLA, LSTM))
        vanilla, lstm = map(preset, keys)
        self.close_beside()
        self._window.runs.starting.begin(self._pair.a, Asked(vanilla, vanilla.config), vanilla.probe, running=False)
        self.open(lstm.config.changed(seed=vanilla.config.seed), running=True, probe=vanilla.probe)

    @Slot()
    def compare_with(self) -> None:
        """Ask for the settings of B."""
        dialog = CompareDialog(self._window, self._pair.a.config, self._window.presets)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.open(dialog.config)
        dialog.deleteLater()

    @Slot()
    def close_beside(self) -> None:
        """End B; A goes on."""
        if self._pair.b is not None:
            self._pair.drop()
            for dock in self._window.docks.values():
                dock.compare(None, {})
            self._window.beside_changed()
            alone, self._alone = self.layout_alone, None
            self._window.restore_layout(alone)

    @Slot(bool)
    def link(self, linked: bool) -> None:
        """Have commands and cursor reach both sessions, or the chosen one."""
        self._pair.set_linked(linked)

    @Slot(bool)
    def equal_pace(self, equal: bool) -> None:
        """Have both take the same updates while they are linked."""
        self._pair.set_equal_pace(equal)

    @Slot()
    def other_session(self) -> None:
        """Mean the other one."""
        if self._pair.b is not None:
            self._pair.choose(self._pair.b if self._pair.side is Side.A else self._pair.a)

    @Slot()
    def all_a(self) -> None:
        """Show A in every panel."""
        self._show(Side.A)

    @Slot()
    def all_b(self) -> None:
        """Show B in every panel."""
        self._show(Side.B)

    @Slot()
    def all_difference(self) -> None:
        """Show A - B in every panel that can."""
        self._show(Side.DIFFERENCE)

    @Slot()
    def all_both(self) -> None:
        """Show both side by side in every panel."""
        self._show(Side.BOTH)

    def _show(self, side: Side) -> None:
        for dock in self._window.docks.values():
            dock.show_side(side)

    # --- opening ---

    def open_beside(self, branched: Branched) -> None:
        """Go on from an update of A in another way, beside A."""
        self.open(branched.config, branched.start)

    def open(
        self, config: RunConfig, start: Snapshot | None = None, running: bool = False, probe: str | None = None
    ) -> None:
        """Open B; it learns if A does, or if `running`, and watches what A watches unless `probe` says otherwise.

        A second session that was there is ended.
        """
        learns = running or self._pair.running
        if self._pair.b is None:
            self._alone = self._window.saved_layout()
        else:
            self.close_beside()
        # Views side by side ask for room that the layout of one session does not have: the window would grow.
        layout.take_out(self._window, list(self._window.docks.values()))
        # A stops while B is built, so that neither is ahead for no reason.
        self._pair.pause()
        watched = self._pair.a.probe if probe is None else probe
        b = Session(Runner(config, Watch(), False, watched, start), config)
        self._pair.add(b)
        self._window.beside_changed()
        b.status_changed.connect(self._follow)  # after the window's own: what B says is said first
        self._title()
        self._window.arrangement.reset_layout()
        b.start()
        if learns:
            self._pair.run()

    @Slot(object)
    def _follow(self, status: Status) -> None:
        """Close B if it cannot be built at all: why is said, and A goes on."""
        if status.phase is Phase.FAILED:
            self.close_beside()

    @Slot()
    def _title(self) -> None:
        """Say in every panel in what A and B differ."""
        b = self._pair.b
        if b is not None:
            words = titles(self._pair.a.config, b.config, most=1, uses=used(self._pair.a, b))
            for dock in self._window.docks.values():
                dock.compare(b, words)
