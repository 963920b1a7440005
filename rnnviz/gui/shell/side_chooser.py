"""A small button for each way of showing two sessions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.side import WORDS, Side
from rnnviz.sentences import translate


class SideChooser(Retranslated, QWidget):
    """A small button for each; nothing at all while there is one session."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offered: tuple[Side, ...] = ()
        self.side = Side.A
        self._buttons: dict[Side, QToolButton] = {}  # made once there is something to choose from
        self.hide()

    def _make_buttons(self) -> None:
        self._buttons = {side: self._button(side) for side in Side}
        self.retranslate()
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(0)
        for each in self._buttons.values():
            group.addButton(each)
            row.addWidget(each)
        group.buttonClicked.connect(self._click)

    def offer(self, sides: Sequence[Side], first: Side = Side.A) -> None:
        """Offer these, and show one of them at first."""
        if sides and not self._buttons:
            self._make_buttons()
        self.offered = tuple(sides)
        for side, each in self._buttons.items():
            each.setVisible(side in self.offered)
        self.setVisible(bool(sides))
        self.side = first
        if self._buttons:
            self._buttons[first].setChecked(True)

    def choose(self, side: Side) -> None:
        """Show one of those offered."""
        if side is not self.side:
            self.side = side
            self._buttons[side].setChecked(True)
            self.chosen.emit()

    @override
    def retranslate(self) -> None:
        for side, each in self._buttons.items():
            each.setToolTip(translate("window", WORDS[side]))
            each.setAccessibleName(each.toolTip())

    def _button(self, side: Side) -> QToolButton:
        made = named(button(str(side)), "side")
        made.setCheckable(True)
        made.setProperty("whose", str(side))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    @Slot(object)
    def _click(self, clicked: object) -> None:
        self.choose(next(side for side, each in self._buttons.items() if each is clicked))
