"""Words of the user's own about what is open: they are saved with it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from rnnviz.gui.widgets.named import hint
from rnnviz.gui.widgets.sheet import LONGEST, Sheet
from rnnviz.sentences import translate


class NotesDialog(QDialog):
    """A sheet to write on."""

    def __init__(self, parent: QWidget, notes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("window", "Notes"))
        self._fault = hint()
        self._fault.hide()
        self.edit = Sheet()
        self.edit.refused.connect(self._object)
        self.edit.put(notes)
        words = translate("window", "What you write here is saved with the session:")
        self.edit.setAccessibleName(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for each in (QLabel(words), self.edit, self._fault, buttons):
            layout.addWidget(each)
        self.edit.setFocus()
        self.resize(560, 380)

    @Slot()
    def _object(self) -> None:
        self._fault.setText(translate("window", "More than {most} characters do not fit here.").format(most=LONGEST))
        self._fault.show()

    @property
    def text(self) -> str:
        """What is on the sheet."""
        return self.edit.toPlainText()
