"""Small networks that have really learned for a while, and what was observed of them."""

from __future__ import annotations

from functools import cache

import torch

from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import presets
from rnnviz.engine.training import Run, build, train_once
from rnnviz.probe.frame import Frame
from rnnviz.probe.observation import observe

CONFIGS = {preset.config.task: preset.config for preset in presets()}


def trained(config: RunConfig, updates: int) -> Run:
    """Return a run after some updates."""
    torch.set_num_threads(1)
    run = build(config)
    for _ in range(updates):
        train_once(run)
    return run


def seen(run: Run, probe: str = "") -> Frame:
    """Return what there is to see of a run."""
    watched = run.task.watch(probe or run.task.default_probe())
    return observe(run.model, run.forward(watched), update=run.update)


@cache
def small_frame(task: str, updates: int = 0, probe: str = "", **changes: object) -> Frame:
    """Return a Frame of a small network; computed once for all tests."""
    return seen(trained(CONFIGS[task].changed(**changes), updates), probe)
