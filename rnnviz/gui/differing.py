"""What sets two configs apart, in a few words for each."""

from __future__ import annotations

from collections.abc import Mapping

from rnnviz.engine.config import RunConfig
from rnnviz.gui.fields import CELL_TITLES, FIELDS, Field
from rnnviz.gui.language import translate
from rnnviz.gui.numerals import written
from rnnviz.gui.sides import Side

MOST = 3  # settings named


def titles(a: RunConfig, b: RunConfig, most: int = MOST) -> Mapping[Side, str]:
    """Say for A and B in which settings they differ, the first few; their cells where they differ in none."""
    differing = [field for field in FIELDS if getattr(a, field.name) != getattr(b, field.name)]
    return {
        side: ", ".join(_said(field, config) for field in differing[:most] if field.applies(config)) or _cell(config)
        for side, config in ((Side.A, a), (Side.B, b))
    }


def _said(field: Field, config: RunConfig) -> str:
    value = getattr(config, field.name)
    if field.name == "cell":
        return _cell(config)
    shown = written(value) if isinstance(value, float) else str(value)
    return f"{translate('settings', field.label).lower()} {shown}"


def _cell(config: RunConfig) -> str:
    return translate("settings", CELL_TITLES.get(config.cell, config.cell))
