"""Asks what the second session is to be: what is open as A, with what is changed here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.config import RunConfig
from rnnviz.explain.config_words import titles
from rnnviz.explain.setting_words import SETTINGS
from rnnviz.gui.settings.fields import changed, make_field, set_value, value_of, with_meaning
from rnnviz.gui.settings.form import Column
from rnnviz.gui.widgets.named import hint, muted, named
from rnnviz.gui.widgets.number_fields import settled
from rnnviz.sentences import Refused, say, translate

TALLEST = 420  # px at 10 points of the form: a screen may be low


class ComparisonDialog(QDialog):
    """The settings of B, as they are in A; whatever means something to the task can be changed.

    Parameters
    ----------
    parent : QWidget or None
    config : RunConfig
        Of A.
    uses : frozenset of str, optional
        The settings that matter to A's task; None: not known yet, all of them are offered.
    title : str
        What A runs.
    """

    def __init__(
        self, parent: QWidget | None, config: RunConfig, uses: frozenset[str] | None = None, title: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("window", "Compare with"))
        self._a = self.config = config
        self._edited: dict[str, Any] = {}
        self._meant = with_meaning(uses)
        self._fields = {setting.name: make_field(setting) for setting in SETTINGS if setting.name in self._meant}
        self._labels: dict[str, QLabel] = {}
        self._fault = hint()
        self._difference = named(QLabel(wordWrap=True), "muted")
        words = translate("window", "A is what is open: {title}. B is the same, with what you change here.")
        heading = QLabel(words.format(title=title), wordWrap=True)
        inside = QWidget()
        form = QFormLayout(inside)
        for setting in SETTINGS:
            if setting.name in self._fields:
                widget = self._fields[setting.name]
                set_value(widget, getattr(config, setting.name))
                changed(widget).connect(self._edit)
                label = muted(translate("settings", setting.label), translate("settings", setting.help))
                label.setBuddy(widget)
                self._labels[setting.name] = label
                form.addRow(label, widget)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._compare = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._compare.setText(translate("window", "Compare"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        scrolled = Column(inside)
        scrolled.setMinimumHeight(min(inside.sizeHint().height() + 4, TALLEST))
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addWidget(scrolled, 1)
        column.addWidget(self._difference)
        column.addWidget(self._fault)
        column.addWidget(buttons)
        self._fault.hide()
        self._tell()

    def field(self, name: str) -> QWidget:
        """Return the widget of a setting; KeyError: it means nothing to the task."""
        return self._fields[name]

    @property
    def offered(self) -> tuple[str, ...]:
        """The settings that can be changed now."""
        return tuple(name for name, widget in self._fields.items() if not widget.isHidden())

    @Slot()
    def _edit(self) -> None:
        name = next(name for name, widget in self._fields.items() if widget is self.sender())
        self._edited[name] = value_of(self._fields[name])
        self._tell()

    def _tell(self) -> None:
        """Offer what applies to B as it is now, and say in what it differs."""
        preview = self._a.model_copy(update=self._edited)
        for setting in SETTINGS:
            if setting.name in self._fields:
                applies = setting.applies(preview, self._meant)
                self._fields[setting.name].setVisible(applies)
                self._labels[setting.name].setVisible(applies)
                differs = getattr(preview, setting.name) != getattr(self._a, setting.name)
                font = self._labels[setting.name].font()
                font.setBold(differs)
                self._labels[setting.name].setFont(font)
        if preview == self._a:
            self._difference.setText(translate("window", "B is the same as A so far."))
        else:
            said = titles(self._a, preview, uses=self._meant)
            words = translate("window", "A: {a}. B: {b}.")
            self._difference.setText(words.format(a=said["A"], b=said["B"]))

    @override
    def accept(self) -> None:
        """Take the settings if they can be; otherwise say why not."""
        if not settled(self._fields.values()):
            return
        try:
            self.config = self._a.changed(**self._edited)
        except Refused as refused:
            self._fault.setText(say(refused.sentence))
            self._fault.show()
            return
        super().accept()
