"""Random numbers that depend on a seed and a counter alone, so that any update's batch can be drawn again."""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """What numbers are drawn for: one seed gives unrelated ones for each."""

    TRAINING = 0
    HELD_OUT = 1


def generator(seed: int, counter: int, purpose: Purpose = Purpose.TRAINING) -> np.random.Generator:
    """Return a generator that is a pure function of its arguments (Philox: Salmon et al. 2011)."""
    # The counter's lowest word counts the draws: in the highest, two updates never meet.
    return np.random.Generator(np.random.Philox(key=[seed, purpose], counter=[0, 0, 0, counter]))
