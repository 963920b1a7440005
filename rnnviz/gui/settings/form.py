"""The settings of the run: live ones act at once, the others wait for a button that says what it will do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rnnviz.engine.capability import Capability
from rnnviz.engine.config import LIVE, RunConfig
from rnnviz.engine.messages import Built
from rnnviz.explain.number import grouped
from rnnviz.explain.reading_words import reading_of
from rnnviz.explain.setting_words import SETTINGS
from rnnviz.gui.settings.encoding_box import EncodingBox
from rnnviz.gui.settings.fields import changed, make_field, set_value, value_of, with_meaning
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.widgets.named import hint, muted, named
from rnnviz.gui.widgets.number_fields import NumberField, settled
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import Refused, translate


class Column(QScrollArea):
    """Scrolls up and down only: as wide as what it holds."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = inside
        self.setWidget(inside)  # which installs this as its event filter

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of what is inside, and of the bar beside it."""
        width = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for other room when the fields are others: Qt's own keeps what it asked for at first."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class SettingsForm(QWidget):
    """Shows a session's config as fields; only those that matter to its task.

    A field says its own value, when the user changed it. What the others show is never sent anywhere.
    """

    refused = Signal(object)  # Sentence

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._config = session.config  # on show
        self._waiting: dict[str, Any] = {}  # what the user entered for the button
        self._fields = {setting.name: make_field(setting) for setting in SETTINGS}
        self._labels: dict[str, QLabel] = {}
        self._uses = with_meaning(None if session.facts is None else session.facts.uses)
        self._apply = named(QPushButton(), "primary")
        self._apply.clicked.connect(self.apply)
        self._undo = QPushButton(translate("settings", "Leave as it is"))
        self._undo.clicked.connect(self._leave)
        self._warning = hint()
        self._lay_out()
        session.config_changed.connect(self._show_config)
        session.built.connect(self._learn)
        self._show_config()
        self._offer()

    @property
    def pending(self) -> dict[str, Any]:
        """The values that wait for the button."""
        return dict(self._waiting)

    def field(self, name: str) -> QWidget:
        """Return the widget of a setting."""
        return self._fields[name]

    def enter(self, values: Mapping[str, Any]) -> None:
        """Put values into the fields, to wait for the button."""
        self._waiting |= values
        self._show_config()

    @Slot()
    def apply(self) -> None:
        """Build a new model with what waits; not while something else that was typed cannot be taken."""
        if not settled(self._fields.values()):
            return
        try:
            config = self.session.config.changed(**self.pending)
        except Refused as refused:
            self.refused.emit(refused.sentence)
            return
        self.session.build(config, running=True, probe=self.session.probe)

    @Slot()
    def _leave(self) -> None:
        """Let go of what waits, and of what is being typed."""
        self._waiting.clear()
        for widget in self._fields.values():
            if isinstance(widget, NumberField):
                widget.give_up()
        self._show_config()

    @Slot()
    def _show_config(self, _config: RunConfig | None = None) -> None:
        self._config = config = self.session.config
        self._waiting = {k: v for k, v in self._waiting.items() if v != getattr(config, k)}
        for name, widget in self._fields.items():
            set_value(widget, self._waiting.get(name, getattr(config, name)))
        self._show_pending()

    @Slot(object)
    def _learn(self, built: Built) -> None:
        self._uses = with_meaning(built.uses)
        encoding = self._fields["encoding"]
        assert isinstance(encoding, EncodingBox)
        encoding.follow(reading_of(built))
        if self._config.rebuilds(built.config) - self._waiting.keys() - {"seed"}:
            self._waiting.clear()  # it was entered for another experiment
        self._show_config()

    @Slot()
    def _change(self) -> None:
        """Send the one value that was changed, or have it wait for the button."""
        name = next(name for name, widget in self._fields.items() if widget is self.sender())
        value = value_of(self._fields[name])
        if name in LIVE:
            self._set_live(name, value)
        else:
            self._waiting[name] = value
        self._show_config()

    def _set_live(self, name: str, value: object) -> None:
        try:
            if value != getattr(self.session.config, name):
                self.session.set_live(**{name: value})
        except Refused as refused:
            self.refused.emit(refused.sentence)

    def _show_pending(self) -> None:
        preview = self.session.config.model_copy(update=self.pending)
        facts = self.session.facts
        ours = facts is None or bool(facts.uses)  # a loop of the user's own has none of these settings
        for setting in SETTINGS:
            shown = ours and setting.name in self._uses and setting.applies(preview, self._uses)
            self._labels[setting.name].setVisible(shown)
            self._fields[setting.name].setVisible(shown)
        waiting = bool(self.pending)
        text = translate(
            "settings", "This needs a new model. The run that is there (updates: {n}) is kept: Ctrl+Z brings it back."
        )
        self._warning.setText(text.format(n=grouped(self.session.metrics.count)))
        self._apply.setText(translate("settings", "Build a new model"))
        for widget in (self._apply, self._undo, self._warning):
            widget.setVisible(waiting)

    def _offer(self) -> None:
        live = [field for name, field in self._fields.items() if name in LIVE]
        rebuilding = [field for name, field in self._fields.items() if name not in LIVE]
        Offered(self.session, Capability.TUNE, *live)
        Offered(self.session, Capability.RESTART, *rebuilding, self._apply)

    def _lay_out(self) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for setting in SETTINGS:
            widget = self._fields[setting.name]
            label = muted(translate("settings", setting.label), translate("settings", setting.help))
            label.setBuddy(widget)
            self._labels[setting.name] = label
            changed(widget).connect(self._change)
            form.addRow(label, widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.addWidget(Column(inside), 1)
        for widget in (self._warning, self._apply, self._undo):
            layout.addWidget(widget)
