"""Whether a gradient vanishes, explodes or arrives, and after how many timesteps that shows. No Qt here."""

from __future__ import annotations

import math
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
    NOT_A_NUMBER = "not a number"  # something in it overflowed
    UNKNOWN = "unknown"  # there is no gradient at the last timestep, and no product


class Verdict(NamedTuple):
    """What is said of a layer."""

    fate: Fate
    until: int | None  # timesteps from the end until it has vanished or exploded for good; None: it has not
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
    last = len(back) - 1
    if np.isnan(flow.last).any():
        return Verdict(Fate.NOT_A_NUMBER, None, last, math.nan)
    if np.isnan(back).any():
        return Verdict(Fate.UNKNOWN, None, last, float(back[last]))
    for fate, beyond in ((Fate.VANISHING, back < VANISHED), (Fate.EXPLODING, back > EXPLODED)):
        if beyond[last]:  # and from where on: what comes back in between has not vanished
            inside = np.flatnonzero(~beyond)
            until = int(inside[-1]) + 1 if inside.size else 0
            looked = last if last <= GLANCE or until > GLANCE else GLANCE
            return Verdict(fate, until, looked, float(back[looked]))
    return Verdict(Fate.ARRIVING, None, last, float(back[last]))
