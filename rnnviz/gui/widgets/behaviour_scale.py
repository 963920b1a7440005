"""Four colours for what a cell does, each in shades from undecided to decided."""

from __future__ import annotations

import math

import numpy as np

from rnnviz.explain.cell_behaviours import BEHAVIOURS, Behaviours
from rnnviz.explain.number import percent
from rnnviz.gui.style.theme import LEVELS, SHADES, Palette, Theme
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

_WITHIN = (SHADES - 1) / SHADES  # the next behaviour begins where the full colour of one is a shade behind


def values(found: Behaviours) -> Array:
    """Return one number for behaviour and decision, (timestep, unit): what `BehaviourScale` colours."""
    return np.asarray(found.codes + found.decided * _WITHIN, np.float32)


class BehaviourScale(Scale):
    """The whole part of a value is a behaviour's code, the rest how decided the gates are."""

    def __init__(self) -> None:
        super().__init__(Kind.UNIT)

    @property
    def high(self) -> float:
        """The value of the last colour."""
        return (LEVELS - 1) / SHADES

    @property
    def ends(self) -> tuple[str, str]:
        """Nothing: the colours are named above the picture."""
        return "", ""

    def palette(self, theme: Theme) -> Palette:
        """Return the shades."""
        return theme.behaving

    def write(self, value: float) -> str:
        """Return the behaviour's name, and how decided it is."""
        if not math.isfinite(value):
            return super().write(value)
        code = min(int(value), len(BEHAVIOURS) - 1)
        return f"{translate('panels', BEHAVIOURS[code])} · {percent(min((value - code) / _WITHIN, 1.0))}"
