"""What the Training menu does, to both sessions while they are linked."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from rnnviz.gui.pair import Pair
from rnnviz.gui.panels.breakpoints import BreakpointsView

if TYPE_CHECKING:
    from rnnviz.gui.window import Window


class Driving(QObject):
    """Its methods have the names of the menu's entries."""

    def __init__(self, window: Window, pair: Pair) -> None:
        super().__init__(window)
        self._window = window
        self._pair = pair

    @Slot()
    def toggle(self) -> None:
        """Run, or pause."""
        self._pair.toggle()

    @Slot()
    def one_update(self) -> None:
        """Take one update."""
        self._pair.one_update()

    @Slot()
    def reset(self) -> None:
        """Start again, same seed."""
        self._pair.build()

    @Slot()
    def new_seed(self) -> None:
        """Start again, other seed."""
        self._pair.build(seed=random.randrange(1, 100_000))

    @Slot()
    def bring_back(self) -> None:
        """Have the run again that was there before."""
        self._pair.bring_back()

    @Slot()
    def sample_now(self) -> None:
        """Let the model write."""
        self._window.bring("samples")
        self._pair.sample()

    @Slot()
    def add_breakpoint(self) -> None:
        """Write a condition."""
        self._window.bring("breakpoints").setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def all_breakpoints(self) -> None:
        """Switch all off, or all on."""
        view = self._window.bring("breakpoints")
        assert isinstance(view, BreakpointsView)
        view.toggle_all()

    @Slot()
    def slower(self) -> None:
        """Lower the speed limit."""
        self._window.speed.step(-1)

    @Slot()
    def faster(self) -> None:
        """Raise the speed limit."""
        self._window.speed.step(1)
