"""Panels: one file each, ending in ``PANEL = Panel(...)``. Menu, docks, layout and the probe's work follow from it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from rnnviz.probe.frame import Want
from rnnviz.settings import module_names

if TYPE_CHECKING:
    from rnnviz.gui.bridge import Session
    from rnnviz.gui.theme import Look
    from rnnviz.gui.view import View


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


class Compared(StrEnum):
    """How a panel shows two sessions."""

    ONE = "one"  # one of them; side by side on demand
    EACH = "each"  # a view of each side by side; one of them on demand
    DIFFERENCE = "difference"  # the same; on demand what sets them apart: A - B
    TOGETHER = "together"  # one view shows both


@dataclass(frozen=True)
class Panel:
    """A kind of panel."""

    key: str  # the name of its file
    title: str  # marked with QT_TRANSLATE_NOOP("panels", ...)
    icon: str  # a file of resources/icons/
    shortcut: str
    area: Area
    order: int  # among the panels of an area: the first is in front
    wants: frozenset[Want]
    make: Callable[[Session, Look], View]
    hint: str  # one sentence for a newcomer; marked with QT_TRANSLATE_NOOP("panels", ...)
    per_second: float = 60.0  # how often it is repainted at most
    compared: Compared = Compared.ONE
    live: bool = False  # shows what is asked of a running session: there is no picture of it when the run is over

    @property
    def special(self) -> bool:
        """Whether it is closed until it is asked for: by a menu, an experiment or a lesson that is about it."""
        return self.key not in FIRST


def some_panels(keys: Collection[str]) -> tuple[Panel, ...]:
    """Return those of these panels that there are, area by area; no file of any other one is read."""
    found = [import_module(f"{__name__}.{name}").PANEL for name in module_names("gui/panels") if name in keys]
    return tuple(sorted(found, key=lambda panel: (list(Area).index(panel.area), panel.order)))


@cache
def panels() -> tuple[Panel, ...]:
    """Return every panel, area by area."""
    return some_panels(module_names("gui/panels"))
