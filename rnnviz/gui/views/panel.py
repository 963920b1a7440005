"""A kind of panel as a record: what it is called, where it stands, what it needs of a Frame, how its view is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rnnviz.engine.capability import Capability
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.view import View
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Want

#: The panels that a window begins with. Every other one is closed until a menu, an experiment or a lesson asks for it,
#: and its file is not even read before the window is on screen.
FIRST = (
    "hidden",
    "gates",
    "attention",
    "weights",
    "what_if",
    "gradient",
    "next_symbol",
    "timeline",
    "graph",
    "inspector",
    "step",
    "samples",
    "breakpoints",
)


class Area(StrEnum):
    """Where a panel stands until the user moves it."""

    TOP_LEFT = "top left"
    TOP_RIGHT = "top right"
    MIDDLE_LEFT = "middle left"
    MIDDLE_RIGHT = "middle right"
    BOTTOM = "bottom"
    SIDE_TOP = "side top"
    SIDE_BOTTOM = "side bottom"


@dataclass(frozen=True)
class Panel:
    """A kind of panel."""

    key: str  # the name of its file
    title: str  # marked with QT_TRANSLATE_NOOP("panels", ...)
    shortcut: str
    area: Area
    order: int  # among the panels of an area: the first is in front
    wants: frozenset[Want]
    make: Callable[[Session, Look], View]
    hint: str  # one sentence for a newcomer; marked with QT_TRANSLATE_NOOP("panels", ...)
    per_second: float = 60.0  # how often it is repainted at most
    compared: Compared = Compared.ONE
    needs: Capability | None = None  # what a run has to be able to do for it to have any use
    live: bool = False  # shows what is asked of a running session: there is no picture of it when the run is over

    @property
    def special(self) -> bool:
        """Whether it is closed until it is asked for: by a menu, an experiment or a lesson that is about it."""
        return self.key not in FIRST
