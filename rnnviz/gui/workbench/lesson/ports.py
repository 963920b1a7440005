"""What a lesson asks of the workbench that it is played on, which makes the player and so cannot be imported by it."""

# ruff: noqa: D102  (`Workbench` says what each of them is)

from __future__ import annotations

from typing import Protocol

from rnnviz.gui.workbench.comparison import Comparison
from rnnviz.gui.workbench.experiments import Experiments
from rnnviz.gui.workbench.layout_state import LayoutState
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.ports import PanelHost
from rnnviz.gui.workbench.speed_limit import SpeedLimit


class LessonBench(Protocol):
    """A part of `Workbench`, under the same names."""

    pair: Pair
    host: PanelHost
    layout: LayoutState
    speed: SpeedLimit
    experiments: Experiments
    comparison: Comparison

    def watch_now(self) -> None: ...
