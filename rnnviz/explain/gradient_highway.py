"""The path of the gradient along the cell state: what the forget gates let through, unit by unit. No Qt here.

c(t) = f c(t-1) + i g: along the cell alone, dc(t)/dc(t-1) = f. Over many timesteps that is a product of forget gates,
one number a unit, and no matrix (Hochreiter and Schmidhuber 1997; Gers et al. 2000).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnnviz.nn import cells
from rnnviz.probe.frame import Array, Recurrence

OPEN = 0.5  # a highway is open as far as more than this is carried


class Highways(NamedTuple):
    """Of all units of a recurrence."""

    gate: str  # "f", or "z" of a GRU, whose state has the same path
    state: str  # "c", or "h" of a GRU
    products: Array  # (timestep, unit): what arrives of what left at the end, where it is 1
    open_for: Array  # (unit,) timesteps from the end over which more than half arrives

    @property
    def ranked(self) -> Array:
        """The units, (unit,), by how long their highways are open; of equals, who carries most to the beginning."""
        return np.lexsort((-np.nan_to_num(self.products).min(axis=0), -self.open_for))

    @property
    def best(self) -> int:
        """The unit whose highway is open the longest."""
        return int(self.ranked[0])


def highways(record: Recurrence) -> Highways | None:
    """Return the highways of a recurrence; None if its cell has none."""
    memory = cells.memory(record.cell, tuple(record.gates))
    if memory is None or not len(record.h):
        return None
    kept = np.asarray(memory.kept.value(lambda symbol: record.gates[symbol.name].astype(np.float64)))
    back = kept if record.reverse else kept[::-1]  # by timesteps from the end
    products = np.concatenate([np.ones((1, back.shape[1])), np.cumprod(back[:-1], axis=0)])
    beyond = ~(products > OPEN)  # NaN carries nothing
    open_for = np.where(beyond.any(axis=0), beyond.argmax(axis=0), len(products)) - 1
    return Highways(memory.keeper, memory.state, products if record.reverse else products[::-1], open_for)
