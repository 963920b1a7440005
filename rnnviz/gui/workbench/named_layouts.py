"""Which panels are seen in the layouts that have a name: to look, to teach, to debug."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class LayoutName(StrEnum):
    """A layout that the menu View has; the value is what is remembered."""

    LOOK = "look"
    TEACH = "teach"
    DEBUG = "debug"


@dataclass(frozen=True)
class NamedLayout:
    """What is seen in a layout."""

    panels: tuple[str, ...] = ()  # the first one large; none: every panel that a window begins with
    left: tuple[str, ...] = ()  # what stands at the left, one behind the other
    front: tuple[str, ...] = ()  # in front of the others, where all are there


_LOOKED_AT = ("next_symbol", "samples", "gates", "gradient")
_MIDDLE = 2  # panels between the first one and the timeline, of the four that somebody new sees


def named_layout(name: LayoutName, telling: Sequence[str]) -> NamedLayout:
    """Return what is seen in a layout.

    Parameters
    ----------
    name : LayoutName
        Which one.
    telling : sequence of str
        The panels that the experiment is about, the most telling first.
    """
    if name is LayoutName.LOOK:
        return NamedLayout(_looked_at(telling), ("experiments", "lessons", "settings"))
    if name is LayoutName.TEACH:
        panels = ("hidden", "gates", "gradient", "next_symbol", "timeline")
        return NamedLayout(panels, ("lessons", "experiments", "settings"))
    return NamedLayout(front=("step", "breakpoints", "weights", "graph"))


def _looked_at(telling: Sequence[str]) -> tuple[str, ...]:
    """Return four panels: the states, what the network says, and how far it has come."""
    useful = [key for key in _LOOKED_AT if not telling or key in telling]
    others = [key for key in (*telling, *_LOOKED_AT) if key not in (*useful, "hidden", "timeline")]
    return ("hidden", *[*useful, *others][:_MIDDLE], "timeline")
