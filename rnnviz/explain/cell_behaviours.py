"""What each unit does with its cell at each timestep: remember, add, erase or overwrite. No Qt here."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnnviz.nn import cells
from rnnviz.nn.expressions import Expression
from rnnviz.probe.frame import Array, Recurrence
from rnnviz.sentences import QT_TRANSLATE_NOOP

REMEMBER = QT_TRANSLATE_NOOP("panels", "remember")
ADD = QT_TRANSLATE_NOOP("panels", "add")
ERASE = QT_TRANSLATE_NOOP("panels", "erase")
OVERWRITE = QT_TRANSLATE_NOOP("panels", "overwrite")

BEHAVIOURS = (REMEMBER, ADD, ERASE, OVERWRITE)  # a code is an index into these
GATES = ((0, 1), (1, 1), (0, 0), (1, 0))  # (i, f) of each
COUPLED = (0, 3)  # the codes of a unit that keeps just what it does not write


class Behaviours(NamedTuple):
    """Of all units of a recurrence at all timesteps."""

    kept: Array  # (timestep, unit): the share of the memory that is kept
    pair: str  # what is written and what is kept, as gates: "(i, f)"
    codes: Array  # (timestep, unit)
    decided: Array  # (timestep, unit): 0 where a gate is half open, 1 where both are at an end; NaN where one is
    possible: tuple[int, ...]  # the codes that there can be

    @property
    def shares(self) -> Array:
        """How often each behaviour occurs, (4,): they add up to 1; NaN if nothing is known."""
        known = self.codes[np.isfinite(self.decided)]
        with np.errstate(invalid="ignore"):
            return np.bincount(known, minlength=len(BEHAVIOURS)) / np.float64(known.size)


def codes(i: Array, f: Array) -> Array:
    """Return the behaviour at each value of two gates, which count as open from one half on."""
    return np.where(f >= 0.5, np.where(i >= 0.5, 1, 0), np.where(i >= 0.5, 3, 2))


def behaviour(i: float, f: float) -> str:
    """Say what an LSTM unit does with its cell state."""
    return BEHAVIOURS[int(codes(np.asarray(i), np.asarray(f)))]


def behaviours(record: Recurrence) -> Behaviours | None:
    """Return what the units of a recurrence do; None if its cell has no gates that say so.

    A GRU's update gate z is both: it keeps z of the state and writes 1 - z of the candidate. So is a coupled LSTM's i.
    """
    memory = cells.memory(record.cell, tuple(record.gates))
    if memory is None:
        return None

    def share(of: Expression) -> Array:
        return np.asarray(of.value(lambda symbol: record.gates[symbol.name]))

    kept, pair = share(memory.kept), memory.pair
    if memory.coupled:
        return Behaviours(kept, pair, np.where(kept >= 0.5, *COUPLED), _decided(kept), COUPLED)
    written = share(memory.written)
    decided = np.minimum(_decided(written), _decided(kept))
    return Behaviours(kept, pair, codes(written, kept), decided, tuple(range(len(BEHAVIOURS))))


def _decided(gate: Array) -> Array:
    """Return how far a gate is from one half, as a share of how far it can be."""
    return np.asarray(np.minimum(2 * np.abs(gate - 0.5), 1.0))
