"""The colours of the nodes of a lane: by what a state is, or by how strongly the gradient arrives there."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from rnnviz.explain.unrolled import Lane, Unrolled
from rnnviz.gui.style.theme import Theme, coloured
from rnnviz.probe.frame import Array

FEWEST, MOST = 2.0, 8.0  # decades of gradient norms between the darkest and the brightest


def value_colours(lane: Lane, unit: int | None, theme: Theme) -> Array:
    """Return a colour for each node, (timestep,): of one unit's value, or (None) of all of them."""
    if lane.name == "x":  # what is read is there from the beginning, and its size says nothing
        return np.full(lane.timesteps, QColor(theme.bar).rgba())
    shades, signed = lane.shades(unit)
    if signed:
        peak = 1.0 if lane.name == "h" else _peak(shades)
        return coloured(0.5 + 0.5 * shades / peak, theme.diverging)
    return coloured(0.12 + 0.88 * shades / _peak(shades), theme.sequential)


def gradient_colours(lane: Lane, network: Unrolled, theme: Theme) -> Array:
    """Return a colour for each node, (timestep,): on a log scale that all lanes of the network have in common."""
    assert lane.gradients is not None
    there = [e.gradients for b in network.blocks for e in b.lanes if e.gradients is not None and e.passes_on]
    low, high = _decades(np.concatenate(there)) if there else (-1.0, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return coloured(0.1 + 0.9 * (np.log10(lane.gradients) - low) / (high - low), theme.sequential)


def _peak(values: Array) -> float:
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max()) or 1.0 if finite.size else 1.0


def _decades(norms: Array) -> tuple[float, float]:
    """Return the exponents between which gradients are told apart: at least `FEWEST` decades, at most `MOST`."""
    positive = norms[np.isfinite(norms) & (norms > 0)]
    if not positive.size:
        return -1.0, 0.0
    low, high = float(np.log10(positive.min())), float(np.log10(positive.max()))
    return high - min(max(high - low, FEWEST), MOST), high
