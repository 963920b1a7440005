"""Which values of a gate are saturated: near an end of its range, where its gradient fades. No torch here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.nn import cells
from rnnviz.probe.frame import Recurrence

NEAR = 0.05  # of an end of a gate's range: saturated


def saturable(recurrence: Recurrence) -> Mapping[str, NDArray[Any]]:
    """Return what has a bounded range in a recurrence, by gate, each (timestep, unit)."""
    if cells.bounded(recurrence.cell) == ("h",):
        return {"h": recurrence.h}
    known = ((name, values, cells.gate(recurrence.cell, name)) for name, values in recurrence.gates.items())
    return {name: values for name, values, gate in known if gate is None or gate.nonlinearity.bounded}


def saturated(gate: str, values: NDArray[Any], cell: str = "") -> NDArray[np.bool_]:
    """Say which values lie within `NEAR` of an end of the range of a cell's gate; "h": tanh's."""
    own = cells.gate(cell, gate)
    lowest = -1.0 if gate == "h" or (own is not None and own.nonlinearity.signed) else 0.0
    near: NDArray[np.bool_] = (values < lowest + NEAR) | (values > 1.0 - NEAR)
    return near
