"""The watched sequence, of models of several kinds: looked at, or said why not. The worker does it."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.hostile.door import Unclear
from benchmarks.hostile.doors._texts import NUMBERS, STRANGE, anything
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import Run, build
from rnnviz.probe.observation import observe

_PRESETS = (
    "hello",
    "dates",
    "reverse",
    "program-output",
    "words",
    "remember",
    "adding",
    "parity",
    "spell",
    "brackets",
    "roommate",
    "scalar",
)


class Probes:
    """(preset, text)."""

    in_window = False

    def __init__(self, home: Path) -> None:
        del home
        load_torch()
        self._runs: dict[str, Run] = {}

    def inputs(self, chance: random.Random) -> list[tuple[str, str]]:
        made = []
        for key in _PRESETS:
            texts = [
                *chance.sample(NUMBERS + STRANGE, 8),
                anything(chance),
                "hello" * 2_000,
                "a b c",
                "1 0 1",
                "hel" * 3,
            ]
            made += [(key, text) for text in texts]
        return made

    def attempt(self, given: tuple[str, str]) -> str:
        key, text = given
        if key not in self._runs:
            self._runs[key] = build(preset(key).config)
        made = self._runs[key]
        watched = made.task.watch(text)
        if watched.text != text:
            raise Unclear(f"watched is {watched.text[:80]!r}")
        observe(made.model, made.forward(watched), update=0)
        return ""


DOOR = Probes
