"""Runs as scripts: written, run in a Python without this program, and compared."""

from __future__ import annotations

from pathlib import Path

from benchmarks.script import losses_of
from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import preset
from rnnviz.engine.script.composing import script_of
from rnnviz.engine.training import Run, build, train_once
from rnnviz.files import scripts


def run_of(key: str, updates: int = 0, **changes: object) -> Run:
    """Return a small run of a preset that has taken some updates."""
    run = build(RunConfig.checked(preset(key).config.model_dump() | {"batch": 4} | changes))
    for _ in range(updates):
        train_once(run)
    return run


def both_losses(run: Run, path: Path, updates: int) -> tuple[list[float], list[float]]:
    """Return the losses of a run's next updates, and those of its script."""
    written, *_ = scripts.save(path, script_of(run))
    return [train_once(run).loss for _ in range(updates)], losses_of(written, updates)
