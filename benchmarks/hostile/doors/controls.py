"""Controls of the panels, as a lesson sets them: any value that a lesson's file can have."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from benchmarks.hostile.doors._texts import STRANGE
from benchmarks.hostile.doors.lessons import TOML
from rnnviz import lessons
from rnnviz.engine.presets import preset
from rnnviz.gui.application import application, make_window
from rnnviz.gui.workbench.lesson.plan import plans
from rnnviz.gui.workbench.lesson.step_player import StepPlayer

_CONTROLS = {
    "sampling": ("temperature", "greedy", "seed", "play", "pace", "text", "draw", "undo"),
    "step": ("sequence", "everywhere"),
    "window_model": ("order",),
    "behaviour": ("sort",),
    "arithmetic": ("operation", "row", "timestep", "steps", "cover", "reveal"),
    "flow": ("singular_value",),
    "truncation": ("length", "loss"),
    "walk": ("at", "phase", "timestep"),
    "what_if": ("edits", "quantity"),
    "activation": ("nonlinearity",),
    "truth": ("rows",),
    "weights": ("parameter", "gate"),
    "clipping": ("clip", "clip_at"),
    "directions": ("show",),
    "highway": ("unit",),
    "lags": ("lag",),
    "topology": ("folded",),
    "hidden": ("cover", "none"),
    "listing": ("line",),
    "phase_plane": ("input", "across", "up"),
}
_VALUES: tuple[Any, ...] = (
    True, False, 0, 1, -1, 3, 10**6, 10**400, 0.5, float("nan"), float("inf"), [], [[]], {}, [1, "x", {}],
    {"gate": "f"},
    [{"gate": "f", "value": 0.0}],
    [{"gate": 3, "value": "x", "first": -1}],
    [{"weight": []}],
    [{"state": {}, "value": None}],
    ["x"] * 4_000, "free", "norm", "tanh", "best", "answer", "rows",
)  # fmt: skip


class Controls:
    """(panel, control, value); the window is real, nothing learns in it."""

    in_window = True

    def __init__(self, home: Path) -> None:
        application()
        folder = home / "9.1-controls"
        folder.mkdir()
        (folder / lessons.FILE).write_text(TOML, encoding="utf-8")
        lesson = lessons.read(folder)
        self._window = make_window(preset("hello"), running=False)
        self._window.docks.complete()
        stage = self._window.bench.lesson.stage
        self._performance = StepPlayer(self._window.bench, stage, {}, lesson, plans(lesson)[0], lambda words: None)

    def inputs(self, chance: random.Random) -> list[tuple[str, str, Any]]:
        made = []
        for panel, controls in _CONTROLS.items():
            for control in controls:
                values = [*chance.sample(_VALUES, 9), *chance.sample(STRANGE, 3)]
                made += [(panel, control, value) for value in values]
        return made

    def attempt(self, given: tuple[str, str, Any]) -> str:
        panel, control, value = given
        self._performance._set_panel(panel, {control: value}, ("steps", 0, "choose", panel))
        application().processEvents()
        return ""


DOOR = Controls
