"""What sets two configs apart, in a few words for each."""

from __future__ import annotations

from collections.abc import Mapping

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built
from rnnviz.explain.number import grouped
from rnnviz.explain.numerals import written
from rnnviz.explain.setting_words import SETTINGS, Setting
from rnnviz.nn import cells
from rnnviz.sentences import translate
from rnnviz.settings import TaskSettings

MOST = 3  # settings named


def titles(a: RunConfig, b: RunConfig, most: int = MOST, uses: frozenset[str] | None = None) -> Mapping[str, str]:
    """Say for A and B in which settings they differ, the first few; where they differ in none, what they are.

    `uses` are the settings of a task that mean something to one of them; None: all may. There is no cell where there is
    none: such networks are told apart by their seeds at least.
    """
    differing = [setting for setting in SETTINGS if getattr(a, setting.name) != getattr(b, setting.name)]
    meant = [setting for setting in differing if _means(setting.name, uses)]
    return {
        side: ", ".join(_said(setting, config) for setting in meant[:most] if setting.applies(config, uses))
        or _kind(config, uses)
        for side, config in (("A", a), ("B", b))
    }


def used(*runs: Built | None) -> frozenset[str] | None:
    """Return the settings that mean something to one of several runs; None, while one of them is not there yet."""
    there = [run.uses for run in runs if run is not None]
    return frozenset[str]().union(*there) if len(there) == len(runs) else None


def _means(name: str, uses: frozenset[str] | None) -> bool:
    return uses is None or name in uses or name not in TaskSettings.model_fields


def _kind(config: RunConfig, uses: frozenset[str] | None) -> str:
    if _means("cell", uses):
        return _cell(config)
    return f"{translate('settings', 'Seed').lower()} {config.seed}"


def _said(setting: Setting, config: RunConfig) -> str:
    value = getattr(config, setting.name)
    if setting.name == "cell":
        return _cell(config)
    named = translate("settings", setting.titles[value]) if value in setting.titles else str(value)
    shown = written(value) if isinstance(value, float) else named
    return f"{translate('settings', setting.label).lower()} {shown}"


def _cell(config: RunConfig) -> str:
    return translate("settings", cells.title(config.cell))


def parted(mine: RunConfig, theirs: RunConfig, update: int) -> str:
    """Say from which update a branch goes on, and in what it differs from the run that it is of."""
    before, after = mine.model_dump(), theirs.model_dump()
    labels = {setting.name: translate("settings", setting.label) for setting in SETTINGS}
    changes = [f"{labels.get(k, k)} {after[k]} ({before[k]})" for k in before if before[k] != after[k]]
    if not changes:
        words = translate("window", "A branch goes on from update {update}; this run stays as it is.")
        return words.format(update=grouped(update))
    words = translate(
        "window",
        "This run stays as it is: a branch goes on from update {update} in another way, with {changes}.",
    )
    return words.format(update=grouped(update), changes=", ".join(changes))
