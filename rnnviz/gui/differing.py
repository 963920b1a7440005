"""What sets two configs apart, in a few words for each."""

from __future__ import annotations

from collections.abc import Mapping

from rnnviz.engine.config import RunConfig
from rnnviz.gui.bridge import Session
from rnnviz.gui.fields import CELL_TITLES, FIELDS, Field
from rnnviz.gui.language import translate
from rnnviz.gui.numerals import written
from rnnviz.gui.sides import Side
from rnnviz.settings import TaskSettings

MOST = 3  # settings named


def titles(a: RunConfig, b: RunConfig, most: int = MOST, uses: frozenset[str] | None = None) -> Mapping[Side, str]:
    """Say for A and B in which settings they differ, the first few; where they differ in none, what they are.

    `uses` are the settings of a task that mean something to one of them; None: all may. There is no cell where there is
    none: such networks are told apart by their seeds at least.
    """
    differing = [field for field in FIELDS if getattr(a, field.name) != getattr(b, field.name)]
    meant = [field for field in differing if _means(field.name, uses)]
    return {
        side: ", ".join(_said(field, config) for field in meant[:most] if field.applies(config)) or _kind(config, uses)
        for side, config in ((Side.A, a), (Side.B, b))
    }


def used(*sessions: Session) -> frozenset[str] | None:
    """Return the settings that mean something to one of several runs; None, while one of them is not there yet."""
    facts = [session.facts for session in sessions]
    there = [each.uses for each in facts if each is not None]
    return frozenset[str]().union(*there) if len(there) == len(facts) else None


def _means(name: str, uses: frozenset[str] | None) -> bool:
    return uses is None or name in uses or name not in TaskSettings.model_fields


def _kind(config: RunConfig, uses: frozenset[str] | None) -> str:
    if _means("cell", uses):
        return _cell(config)
    return f"{translate('settings', 'Seed').lower()} {config.seed}"


def _said(field: Field, config: RunConfig) -> str:
    value = getattr(config, field.name)
    if field.name == "cell":
        return _cell(config)
    shown = written(value) if isinstance(value, float) else str(value)
    return f"{translate('settings', field.label).lower()} {shown}"


def _cell(config: RunConfig) -> str:
    return translate("settings", CELL_TITLES.get(config.cell, config.cell))
