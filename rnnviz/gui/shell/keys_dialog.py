"""Every key, in one list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from rnnviz.gui.commands import ALL, CURSOR_KEYS
from rnnviz.sentences import translate


def as_written(keys: str) -> str:
    """Return keys as the menus write them, in the user's language."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys  # arrows are no sequence


class KeysDialog(QDialog):
    """Two columns: what is done, and its key."""

    def __init__(self, parent: QWidget | None, panels: Iterable[QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("window", "Keys"))
        table = QTreeWidget()
        table.setRootIsDecorated(False)
        table.setAccessibleName(translate("window", "Keys"))
        table.setHeaderLabels([translate("window", "What"), translate("window", "Key")])
        rows = [(translate("actions", row.text).replace("&", "").rstrip("."), row.key) for row in ALL]
        rows += [(translate("actions", words), keys) for keys, words in CURSOR_KEYS]
        rows += [(panel.text(), panel.shortcut().toString()) for panel in panels]
        for words, keys in rows:
            QTreeWidgetItem(table, (words, as_written(keys)))
        table.resizeColumnToContents(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(table)
        layout.addWidget(buttons)
        self.resize(520, 560)
