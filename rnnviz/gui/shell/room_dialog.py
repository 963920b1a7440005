"""How much of the disk recent runs may take."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QWidget

from rnnviz.explain.numerals import Range
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.sentences import translate

_MOST = 1 << 20  # MB


class RoomDialog(QDialog):
    """One number."""

    def __init__(self, parent: QWidget, megabytes: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("window", "Room for recent runs"))
        self._field = WholeField(Range(0, _MOST), 100.0, self)
        self._field.setValue(megabytes)
        words = translate("window", "MB of the disk for recent runs; the oldest go first:")
        self._field.setAccessibleName(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QFormLayout(self)
        layout.addRow(words, self._field)
        layout.addRow(buttons)

    @property
    def megabytes(self) -> int:
        """The number."""
        return self._field.value()
