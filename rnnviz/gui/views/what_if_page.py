"""The page of *What if*: the fields of an edit, those in force, what follows from them, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from rnnviz.engine.capability import Capability
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.consequence_table import ConsequenceTable
from rnnviz.gui.widgets.edit_form import EditForm
from rnnviz.gui.widgets.edit_list import EditList
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.named import button, hint
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

HOW_TO = QT_TRANSLATE_NOOP(
    "panels", "Change a state, a gate, a symbol, a weight or where it looks: what follows shows here, beside what is."
)


class WhatIfPage(View):
    """Its parts, laid out; who derives from it says what they do."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._make_parts()
        self._lay_out()

    def _make_parts(self) -> None:
        self.form = EditForm()
        self.list = EditList()
        self.remove_button = button(translate("panels", "Remove"), translate("panels", "Take one edit back (Del)"))
        self.clear_button = button(translate("panels", "Clear"), translate("panels", "Take every edit back"))
        self.apply_button = button(
            translate("panels", "Apply"),
            translate("panels", "Go on from here with the edited weights, in a branch beside this run"),
        )
        self._fault = hint()
        Offered(self.session, Capability.BRANCH, self.apply_button)
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        self._fault.hide()
        self.heatmap = Heatmap(self.look)
        self.heatmap.setAccessibleName(translate("panels", "As it is, under the edits, and the difference"))
        self.quantity = Chooser(self.look, translate("panels", "Which quantity"))
        self.empty = Placeholder(self.look, translate("panels", HOW_TO))
        self.table = ConsequenceTable(self.look)

    def _lay_out(self) -> None:
        middle, buttons = QHBoxLayout(), QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addWidget(self.table, 2)
        buttons.addWidget(self.quantity)
        buttons.addStretch(1)
        for each in (self.remove_button, self.clear_button, self.apply_button):
            buttons.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 2)
        column.setSpacing(4)
        column.addWidget(self.form)
        column.addWidget(self._fault)
        column.addLayout(middle)
        column.addLayout(buttons)
        column.addWidget(self.heatmap, 1)
        column.addWidget(self.empty, 1)

    def _say(self, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    @Slot()
    def _forgive(self) -> None:
        """Take back what was said to be wrong: the user corrects it."""
        self._say("")

    @property
    def fault(self) -> str:
        """What could not be done; empty: everything could."""
        return "" if self._fault.isHidden() else self._fault.text()
