"""The three bands in which a quantity is drawn under edits: as it is, as it would be, and the difference."""

from __future__ import annotations

from rnnviz.explain.value_ranges import FREE
from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.scale import scale_in


def names(name: str) -> tuple[str, str, str]:
    """Return what the three are called."""
    return name, f"{name}′", f"{name}′−{name}"


def bands(name: str, held: str) -> list[Band]:
    """Return the bands of a quantity that is held in a range of `value_ranges`."""
    scale = scale_in(held)  # one for both: equal colours mean equal values
    before, after, difference = names(name)
    return [Band(before, scale=scale), Band(after, scale=scale), Band(difference, scale=scale_in(FREE))]
