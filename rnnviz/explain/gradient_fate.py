"""Whether a gradient vanishes, explodes or arrives, and after how many timesteps that shows. No Qt here."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from rnnviz.probe.frame import Array, GradientFlow

VANISHED, EXPLODED = 1e-3, 1e3  # of itself: beyond, a gradient has vanished or exploded
GLANCE = 40  # timesteps: how far back is looked where the end is much further


class Fate(StrEnum):
    """What becomes of a gradient on its way back."""

    VANISHING = "vanishing"
    EXPLODING = "exploding"
    ARRIVING = "arriving"
    UNKNOWN = "unknown"  # there is no gradient at the last timestep, and no product


class Verdict(NamedTuple):
    """What is said of a layer."""

    fate: Fate
    until: int | None  # timesteps from the end until it has vanished or exploded; None: it has not
    looked: int  # timesteps from the end
    left: float  # of itself, so many timesteps from the end


def left_of_itself(flow: GradientFlow, reverse: bool) -> Array:
    """Return the share of the gradient at the end that is left at each timestep, (timestep,).

    It is the gradient of the last loss alone; where that is zero, the most that could be left of any other.
    """
    end = 0 if reverse else -1
    born = float(flow.last[end])
    with np.errstate(all="ignore"):
        return flow.last / born if born > 0 and np.isfinite(born) else flow.products


def verdict(flow: GradientFlow, reverse: bool) -> Verdict:
    """Tell what becomes of the gradient of the last timestep on its way back."""
    back = left_of_itself(flow, reverse)
    back = back if reverse else back[::-1]  # by timesteps from the end
    with np.errstate(invalid="ignore"):
        beyond = np.flatnonzero((back < VANISHED) | (back > EXPLODED))
    until = int(beyond[0]) if beyond.size else None
    last = len(back) - 1
    looked = last if last <= GLANCE or until is None or until > GLANCE else GLANCE
    if until is not None:
        fate = Fate.VANISHING if back[until] < VANISHED else Fate.EXPLODING
    else:
        fate = Fate.ARRIVING if np.isfinite(back).all() else Fate.UNKNOWN
    return Verdict(fate, until, looked, float(back[looked]))
