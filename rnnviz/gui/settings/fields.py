"""The settings of a run as form fields: each is made from its words and from what `RunConfig` allows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, SignalInstance
from PySide6.QtWidgets import QWidget

from rnnviz.engine.config import RunConfig
from rnnviz.explain.setting_words import SETTINGS, Setting, allowed
from rnnviz.gui.settings.encoding_box import EncodingBox
from rnnviz.gui.widgets.number_fields import RealField, WholeField
from rnnviz.gui.widgets.wheel import Combo, narrow_box
from rnnviz.nn import cells
from rnnviz.sentences import translate

_ALWAYS = frozenset({"optimiser", "momentum", "learning_rate", "clip", "clip_at", "seed", "device"})


def with_meaning(uses: frozenset[str] | None) -> frozenset[str]:
    """Return the settings that mean something to a run; `uses`: those that matter to its task, None: not known yet."""
    if uses is None:
        return frozenset(setting.name for setting in SETTINGS)
    of_a_matrix = frozenset({"singular_value"}) if "cell" in uses else frozenset()
    return uses | _ALWAYS | of_a_matrix


def make_field(setting: Setting) -> QWidget:
    """Return a widget for a setting: of the kind that its type in RunConfig asks for."""
    made = _field(setting)
    made.setToolTip(translate("settings", setting.help))
    made.setAccessibleName(translate("settings", setting.label))
    return made


def _field(setting: Setting) -> QWidget:
    if setting.name == "encoding":
        return EncodingBox()
    titles = {name: cells.title(name) for name in cells.names()} if setting.name == "cell" else setting.titles
    if titles:
        box = narrow_box()
        for value, title in titles.items():
            box.addItem(translate("settings", title), value)
        return box
    if RunConfig.model_fields[setting.name].annotation is int:
        return WholeField(allowed(setting.name))
    return RealField(allowed(setting.name), setting.step)


def value_of(widget: QWidget) -> Any:
    """Return what a field says."""
    return widget.currentData() if isinstance(widget, Combo) else widget.value()  # type: ignore[attr-defined]


def set_value(widget: QWidget, value: Any) -> None:
    """Have a field say a value, without telling anybody; what is being typed into it stays."""
    with QSignalBlocker(widget):
        if isinstance(widget, EncodingBox):
            widget.choose(value)
        elif isinstance(widget, Combo):
            widget.setCurrentIndex(widget.findData(value))
        else:
            widget.setValue(value)  # type: ignore[attr-defined]


def changed(widget: QWidget) -> SignalInstance:
    """Return the signal of a field."""
    return widget.currentIndexChanged if isinstance(widget, Combo) else widget.valueChanged  # type: ignore
