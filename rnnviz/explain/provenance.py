"""What an export of a panel is of: update, symbols, settings. Plain data that goes into the file itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rnnviz import __version__
from rnnviz.engine.config import RunConfig
from rnnviz.settings import TaskSettings

KEY = "about"  # of the text in a PNG, and of the array in an NPZ file


def meant(config: RunConfig, uses: frozenset[str] | None) -> dict[str, Any]:
    """Return the settings that say something of a run; `uses`: those that matter to its task, None: not known."""
    unused = set() if uses is None else TaskSettings.model_fields.keys() - uses - {"task"}
    if uses is not None and "cell" not in uses:
        unused |= {"singular_value"}  # there is no recurrent matrix
    return {name: value for name, value in config.model_dump(mode="json").items() if name not in unused}


def of_run(
    config: RunConfig, uses: frozenset[str] | None, update: int | None, sequences: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return what is said of one run: the update that is shown, the symbols along each axis, the settings."""
    symbols = {axis: list(found) for axis, found in sequences.items()}
    return {"update": update, "symbols": symbols, "settings": meant(config, uses)}


def of_panel(panel: str, title: str, runs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what is said of a panel's picture or numbers; `runs`: by their letter, "" where there is one."""
    alone = runs.get("")
    of = dict(alone) if alone is not None else {"runs": {letter: dict(run) for letter, run in runs.items()}}
    return {"program": f"RNNviz {__version__}", "panel": panel, "title": title, **of}


def written(about: Mapping[str, Any]) -> str:
    """Return it as JSON text."""
    return json.dumps(about, ensure_ascii=False, indent=1)
