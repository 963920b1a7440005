"""Asks what the second session is to be: the first one's settings, with what is changed here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import Preset
from rnnviz.explain.setting_words import SETTINGS
from rnnviz.gui.settings.fields import changed, make_field, set_value, value_of
from rnnviz.gui.widgets.named import hint
from rnnviz.gui.widgets.number_fields import settled
from rnnviz.gui.widgets.wheel import narrow_box
from rnnviz.sentences import Refused, language, say, translate

ASKED = ("cell", "hidden", "layers", "optimiser", "learning_rate", "clip", "seed")


class ComparisonDialog(QDialog):
    """An experiment to begin from, and the settings that comparisons are mostly about."""

    def __init__(self, parent: QWidget, config: RunConfig, presets: tuple[Preset, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("window", "Compare with"))
        self._config = config
        self.config = config
        self._edited: dict[str, Any] = {}
        self._from = narrow_box()
        self._from.addItem(translate("window", "The settings of A"), config)
        for preset in presets:
            self._from.addItem(preset.said("title", language()), preset.config)
        self._from.setAccessibleName(translate("window", "Begin from"))
        self._fields = {setting.name: make_field(setting) for setting in SETTINGS if setting.name in ASKED}
        self._fault = hint()
        form = QFormLayout()
        form.addRow(translate("window", "Begin from"), self._from)
        for setting in SETTINGS:
            if setting.name in self._fields:
                widget = self._fields[setting.name]
                changed(widget).connect(self._edit)
                form.addRow(translate("settings", setting.label), widget)
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
        self._edited.clear()
        for name, widget in self._fields.items():
            set_value(widget, getattr(self._config, name))
        self._fault.hide()

    @Slot()
    def _edit(self) -> None:
        name = next(name for name, widget in self._fields.items() if widget is self.sender())
        self._edited[name] = value_of(self._fields[name])

    def accept(self) -> None:
        """Take the settings if they can be; otherwise say why not."""
        if not settled(self._fields.values()):
            return
        try:
            self.config = self._config.changed(**self._edited)
        except Refused as refused:
            self._fault.setText(say(refused.sentence))
            self._fault.show()
            return
        super().accept()
