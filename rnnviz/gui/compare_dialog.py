"""Asks what the second session is to be: the first one's settings, with what is changed here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import Preset
from rnnviz.gui.fields import FIELDS, narrow_box, set_value, value_of
from rnnviz.gui.language import language, say, translate
from rnnviz.gui.widgets.named import hint
from rnnviz.sentences import Refused

ASKED = ("cell", "hidden", "layers", "optimiser", "learning_rate", "clip", "seed")


class CompareDialog(QDialog):
    """An experiment to begin from, and the settings that comparisons are mostly about."""

    def __init__(self, parent: QWidget, config: RunConfig, presets: tuple[Preset, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("window", "Compare with"))
        self._config = config
        self.config = config
        self._from = narrow_box()
        self._from.addItem(translate("window", "The settings of A"), config)
        for preset in presets:
            self._from.addItem(preset.said("title", language()), preset.config)
        self._from.setAccessibleName(translate("window", "Begin from"))
        self._fields = {field.name: field.make() for field in FIELDS if field.name in ASKED}
        self._fault = hint()
        form = QFormLayout()
        form.addRow(translate("window", "Begin from"), self._from)
        for field in FIELDS:
            if field.name in self._fields:
                widget = self._fields[field.name]
                widget.setToolTip(translate("settings", field.help))
                widget.setAccessibleName(translate("settings", field.label))
                form.addRow(translate("settings", field.label), widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(translate("window", "Compare"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._fault)
        column.addWidget(buttons)
        self._from.currentIndexChanged.connect(self._begin)
        self._begin()

    def field(self, name: str) -> QWidget:
        """Return the widget of a setting."""
        return self._fields[name]

    def begin_from(self, index: int) -> None:
        """Take over the settings of an entry: 0 is A, then every experiment."""
        self._from.setCurrentIndex(index)

    @Slot()
    def _begin(self, _index: int = 0) -> None:
        self._config = self._from.currentData()
        for name, widget in self._fields.items():
            set_value(widget, getattr(self._config, name))
        self._fault.hide()

    def accept(self) -> None:
        """Take the settings if they can be; otherwise say why not."""
        said: dict[str, Any] = {name: value_of(widget) for name, widget in self._fields.items()}
        changed = {name: value for name, value in said.items() if value != getattr(self._config, name)}
        try:
            self.config = self._config.changed(**changed)
        except Refused as refused:
            self._fault.setText(say(refused.sentence))
            self._fault.show()
            return
        super().accept()
