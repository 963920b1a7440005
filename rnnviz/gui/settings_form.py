"""The settings of the run: live ones act at once, the others wait for a button that says what it will do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rnnviz.engine.config import LIVE, RunConfig
from rnnviz.engine.messages import Built
from rnnviz.gui.bridge import Session
from rnnviz.gui.fields import FIELDS, changed, set_value, value_of
from rnnviz.gui.language import translate
from rnnviz.gui.widgets.named import hint, muted, named
from rnnviz.sentences import Refused

_ALWAYS = frozenset({"optimiser", "momentum", "learning_rate", "clip", "clip_at", "seed", "device"})


class Column(QScrollArea):
    """Scrolls up and down only: as wide as what it holds."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = inside
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of what is inside, and of the bar beside it."""
        width = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())


class SettingsForm(QWidget):
    """Shows a session's config as fields; only those that matter to its task."""

    refused = Signal(object)  # Sentence

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._fields = {field.name: field.make() for field in FIELDS}
        self._labels: dict[str, QLabel] = {}
        self._uses = frozenset(self._fields) if session.facts is None else session.facts.uses | _ALWAYS
        self._apply = named(QPushButton(), "primary")
        self._apply.clicked.connect(self.apply)
        self._undo = QPushButton(translate("settings", "Leave as it is"))
        self._undo.clicked.connect(self._show_config)
        self._warning = hint()
        self._lay_out()
        session.config_changed.connect(self._show_config)
        session.built.connect(self._learn)
        self._show_config()

    @property
    def pending(self) -> dict[str, Any]:
        """The values that wait for the button."""
        config = self.session.config
        said = {name: value_of(widget) for name, widget in self._fields.items()}
        return {k: v for k, v in said.items() if k not in LIVE and v != getattr(config, k)}

    def field(self, name: str) -> QWidget:
        """Return the widget of a setting."""
        return self._fields[name]

    def enter(self, values: Mapping[str, Any]) -> None:
        """Put values into the fields, to wait for the button."""
        for name, value in values.items():
            set_value(self._fields[name], value)
        self._show_pending()

    @Slot()
    def apply(self) -> None:
        """Build a new model from what the fields say."""
        try:
            config = self.session.config.changed(**self.pending)
        except Refused as refused:
            self.refused.emit(refused.sentence)
            return
        self.session.build(config, running=True, probe=self.session.probe)

    @Slot()
    def _show_config(self, _config: RunConfig | None = None) -> None:
        for name, widget in self._fields.items():
            set_value(widget, getattr(self.session.config, name))
        self._show_pending()

    @Slot(object)
    def _learn(self, built: Built) -> None:
        self._uses = built.uses | _ALWAYS
        if "cell" in built.uses:  # there is a recurrent matrix
            self._uses |= {"singular_value"}
        self._show_pending()

    @Slot()
    def _change(self) -> None:
        config = self.session.config
        for name in LIVE & self._fields.keys():
            value = value_of(self._fields[name])
            if value != getattr(config, name):
                self._set_live(name, value)
        self._show_pending()

    def _set_live(self, name: str, value: object) -> None:
        try:
            self.session.set_live(**{name: value})
        except Refused as refused:
            self.refused.emit(refused.sentence)

    def _show_pending(self) -> None:
        preview = self.session.config.model_copy(update=self.pending)
        for field in FIELDS:
            shown = field.name in self._uses and field.applies(preview)
            self._labels[field.name].setVisible(shown)
            self._fields[field.name].setVisible(shown)
        waiting = bool(self.pending)
        update = self.session.metrics.count
        text = translate("settings", "This needs a new model: what was learned so far is given up (updates: {n}).")
        self._warning.setText(text.format(n=update))
        self._apply.setText(translate("settings", "Build a new model"))
        for widget in (self._apply, self._undo, self._warning):
            widget.setVisible(waiting)

    def _lay_out(self) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for field in FIELDS:
            widget = self._fields[field.name]
            label = muted(translate("settings", field.label), translate("settings", field.help))
            label.setBuddy(widget)
            self._labels[field.name] = label
            widget.setToolTip(translate("settings", field.help))
            widget.setAccessibleName(translate("settings", field.label))
            changed(widget).connect(self._change)
            form.addRow(label, widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.addWidget(Column(inside), 1)
        for widget in (self._warning, self._apply, self._undo):
            layout.addWidget(widget)
