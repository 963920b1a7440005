"""Asks for a text of the user's: a file, or what is typed or pasted."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QVBoxLayout, QWidget

from rnnviz.gui.widgets.named import hint
from rnnviz.gui.widgets.sheet import LONGEST, Sheet
from rnnviz.sentences import translate


def ask_for_files(parent: QWidget, folder: str) -> list[str]:
    """Return the paths that the user chooses: of a text, or of sentences and their translations; none: no text."""
    title, kinds = (
        translate("window", "Open a text"),
        translate("window", "Texts (*.txt *.md *.tex *.py *.c *.csv *.tsv);;All files (*)"),
    )
    return QFileDialog.getOpenFileNames(parent, title, folder, kinds)[0]


class TextDialog(QDialog):
    """A sheet to type or paste a text on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("window", "Learn this text"))
        self._fault = hint()
        self._fault.hide()
        self.edit = Sheet()
        self.edit.refused.connect(self._object)
        self.edit.put(QGuiApplication.clipboard().text())
        self.edit.setAccessibleName(translate("window", "Text to learn"))
        self.edit.selectAll()
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(ok | cancel)
        buttons.button(ok).setText(translate("window", "Learn it"))
        buttons.button(cancel).setText(translate("window", "Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            QLabel(translate("window", "Type or paste a text: the model learns to predict what comes next."))
        )
        layout.addWidget(self.edit)
        layout.addWidget(self._fault)
        layout.addWidget(buttons)
        self.resize(640, 420)

    @Slot()
    def _object(self) -> None:
        words = translate("window", "More than {most} characters do not fit here: save them as a file, and open that.")
        self._fault.setText(words.format(most=LONGEST))
        self._fault.show()

    @property
    def text(self) -> str:
        """What is on the sheet."""
        return self.edit.toPlainText()
