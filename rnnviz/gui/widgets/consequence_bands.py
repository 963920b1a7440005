"""The three bands in which a quantity is drawn under edits: as it is, as it would be, and the difference."""

from __future__ import annotations

from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.scale import Kind, Scale

BETWEEN = frozenset("ifrzo")  # gates in [0, 1]


def names(name: str) -> tuple[str, str, str]:
    """Return what the three are called."""
    return name, f"{name}′", f"{name}′−{name}"


def bands(name: str) -> list[Band]:
    """Return the bands of a quantity."""
    kind = Kind.UNIT if name in BETWEEN else Kind.SIGNED
    free = name in ("c", "dL/dh")
    scale = Scale(kind, None if free else 1.0)  # one for both: equal colours mean equal values
    before, after, difference = names(name)
    return [Band(before, scale=scale), Band(after, scale=scale), Band(difference, scale=Scale(Kind.SIGNED, None))]
