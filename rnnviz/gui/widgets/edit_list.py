"""The list of the edits that are in force: one of them can be chosen, and removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListWidget, QWidget

from rnnviz.sentences import translate


class EditList(QListWidget):
    """A row for each edit; Del, Backspace and its own menu remove the chosen one."""

    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("panels", "Edits in force"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the value stands at the end
        remove = QAction(translate("panels", "Remove"), self)
        remove.setShortcuts([QKeySequence(Qt.Key.Key_Delete), QKeySequence(Qt.Key.Key_Backspace)])
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        remove.triggered.connect(self.remove_wanted)
        self.addAction(remove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_all(self, edits: Sequence[str]) -> None:
        """Show these and no others; the choice stays at its place, or goes to the last one."""
        row = self.currentRow()
        self.clear()
        self.addItems(edits)
        self.setCurrentRow(len(edits) - 1 if row < 0 else min(row, len(edits) - 1))
