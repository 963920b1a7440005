"""Which two sessions are compared, which of them is meant, and what binds them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from rnnviz.explain.config_words import titles, used
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.side import Side
from rnnviz.sentences import translate

_WIDEST = 130  # px at 10 points of a session's words


class ComparisonBar(Retranslated, QWidget):
    """A button for each session, in its colour, and the two bonds."""

    def __init__(self, pair: Pair, look: Look, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self._look = look
        self.buttons = {side: self._session_button(side) for side in (Side.A, Side.B)}
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 4)
        row.setSpacing(4)
        for each in self.buttons.values():
            row.addWidget(each)
        for key in ("link", "equal_pace", "close_beside"):
            made = QToolButton()
            made.setDefaultAction(actions[key])
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(made)
        pair.changed.connect(self.refresh)

    def _session_button(self, side: Side) -> QToolButton:
        made = named(button(str(side), translate("window", "Act on {letter}  (F6)").format(letter=side)), "session")
        made.setCheckable(True)
        made.setProperty("whose", str(side))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self._choose)
        return made

    @override
    def retranslate(self) -> None:
        self.refresh()

    @Slot()
    def _choose(self) -> None:
        b = self._pair.b
        self._pair.choose(b if b is not None and self.sender() is self.buttons[Side.B] else self._pair.a)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say which sessions there are, and which one is meant."""
        b = self._pair.b
        if b is None:
            return
        uses = used(self._pair.a.facts, b.facts)
        words = titles(self._pair.a.config, b.config, uses=uses)
        short = titles(self._pair.a.config, b.config, most=1, uses=uses)
        for side, each in self.buttons.items():
            text = f"{side}   {short[side]}"
            each.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, self._look.px(_WIDEST)))
            each.setAccessibleName(f"{side}, {words[side]}")
            each.setToolTip(f"{words[side]}\n{translate('window', 'Act on {letter}  (F6)').format(letter=side)}")
            each.setChecked(self._pair.linked or side is self._pair.side)
