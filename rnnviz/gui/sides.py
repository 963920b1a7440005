"""Which of two sessions a panel shows: A, B, both side by side, or A - B."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from rnnviz.gui.language import translate
from rnnviz.gui.panels import Compared
from rnnviz.gui.widgets.named import button, named
from rnnviz.sentences import QT_TRANSLATE_NOOP


class Side(StrEnum):
    """What is shown of two sessions; the value is what stands on its button."""

    A = "A"
    B = "B"
    DIFFERENCE = "A − B"
    BOTH = "A | B"


WORDS: Mapping[Side, str] = {
    Side.A: QT_TRANSLATE_NOOP("window", "Show A alone"),
    Side.B: QT_TRANSLATE_NOOP("window", "Show B alone"),
    Side.DIFFERENCE: QT_TRANSLATE_NOOP("window", "Show A minus B, where both have the same sizes"),
    Side.BOTH: QT_TRANSLATE_NOOP("window", "Show A and B side by side, in the same colours"),
}
#: What a panel offers of two sessions.
OFFERED: Mapping[Compared, tuple[Side, ...]] = {
    Compared.ONE: (Side.A, Side.B, Side.BOTH),
    Compared.EACH: (Side.A, Side.B, Side.BOTH),
    Compared.DIFFERENCE: (Side.A, Side.B, Side.DIFFERENCE, Side.BOTH),
    Compared.TOGETHER: (),
}


class SideChooser(QWidget):
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
        self._say()
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

    def _say(self) -> None:
        for side, each in self._buttons.items():
            each.setToolTip(translate("window", WORDS[side]))
            each.setAccessibleName(each.toolTip())

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _button(self, side: Side) -> QToolButton:
        made = named(button(str(side)), "side")
        made.setCheckable(True)
        made.setProperty("whose", str(side))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    @Slot(object)
    def _click(self, clicked: object) -> None:
        self.choose(next(side for side, each in self._buttons.items() if each is clicked))
