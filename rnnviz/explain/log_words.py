"""What happened in a run beside its updates, in words and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from rnnviz.engine.run_log import Entry, SettingChanged
from rnnviz.explain.number import grouped
from rnnviz.explain.numerals import written
from rnnviz.explain.setting_words import SETTINGS
from rnnviz.nn import cells
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate


def said(entry: Entry) -> str:
    """Say what happened, and at which update."""
    words = translate("panels", "update {update}: {what}")
    return words.format(update=grouped(entry.update), what=what(entry))


def what(entry: Entry) -> str:
    """Say what happened: "learning rate 0.01 → 0.001", or a condition with what its quantities were."""
    if isinstance(entry, SettingChanged):
        setting = next((each for each in SETTINGS if each.name == entry.name), None)
        label = entry.name if setting is None else translate("settings", setting.label).lower()
        return f"{label} {_value(entry.name, entry.before)} → {_value(entry.name, entry.after)}"
    values = ", ".join(f"{name} {_number(value)}" for name, value in entry.values)
    return f"{entry.expression} ({values})" if values else entry.expression


def _value(name: str, value: Any) -> str:
    if name == "cell":
        return translate("settings", cells.title(value))
    titles = next((each.titles for each in SETTINGS if each.name == name), {})
    if value in titles:
        return translate("settings", titles[value])
    return written(value) if isinstance(value, float) else str(value)


def _number(value: float | tuple[float, ...]) -> str:
    """Write a number; of one value per timestep, the smallest and the largest."""
    if isinstance(value, tuple):
        return f"{min(value):.4g} … {max(value):.4g}" if value else "–"
    return f"{value:.6g}"


def table(entries: Sequence[Entry]) -> Mapping[str, Array]:
    """Return a log as columns: update, kind ("setting", "condition"), what, before, after, values."""
    rows = [_row(entry) for entry in entries]
    columns = ("update", "kind", "name", "before", "after", "values")
    found = {name: np.array([row[k] for row in rows], dtype=str) for k, name in enumerate(columns)}
    return {**found, "update": np.array([entry.update for entry in entries], dtype=int)}


def _row(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, SettingChanged):
        return str(entry.update), "setting", entry.name, str(entry.before), str(entry.after), ""
    values = "; ".join(f"{name}={_number(value)}" for name, value in entry.values)
    return str(entry.update), "condition", entry.expression, "", "", values
