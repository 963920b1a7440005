"""The layouts that have a name, in the corner of the menu bar: one click shows other panels."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from rnnviz.gui.widgets.named import named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.named_layouts import LayoutName


class LayoutButtons(Retranslated, QWidget):
    """A button for each of them."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._actions = {name: actions[f"layout_{name}"] for name in LayoutName}
        self.buttons = {name: named(QToolButton(), "flat") for name in LayoutName}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(2)
        for name, button in self.buttons.items():
            button.clicked.connect(self._actions[name].trigger)
            row.addWidget(button)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        for name, button in self.buttons.items():
            action = self._actions[name]
            words = action.text().replace("&", "")
            button.setText(words)
            button.setToolTip(action.toolTip())
            button.setAccessibleName(words)
            button.setAccessibleDescription(action.toolTip())
