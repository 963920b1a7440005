"""Which inputs and which units made a gate open: the terms of one pre-activation, by their size. No torch here."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnnviz.nn import cells
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Trace, TracedRecurrence


class Contribution(NamedTuple):
    """One term W[k, j] v[j]."""

    weight: str  # "hh": of h(t-1); "ih": of x(t)
    parameter: str  # the matrix's name in the model
    row: int  # of the matrix: the gate's first row + k
    column: int  # j
    factor: float  # W[k, j]
    value: float  # h_j(t-1) or x_j(t)
    product: float


def contributions(
    trace: Trace, recurrence: TracedRecurrence, timestep: int, gate: str, unit: int, count: int = 10
) -> tuple[Contribution, ...]:
    """Return the strongest terms of one unit's pre-activation, the largest first; empty if the weights are not known.

    Parameters
    ----------
    gate : str
        One of `TracedRecurrence.gates`; "h" for a cell without gates. Of a gate with a reset, such as a GRU's
        candidate n, the terms of h are those inside r (W_hn h + b_hn), and `product` is multiplied with r.
    """
    r = recurrence
    before = trace.states_before(r, "h")
    if gate not in r.gates or before is None or not r.weighed:
        return ()
    scale = 1.0
    form = cells.form(r.cell)
    own = None if form is None else form.gate(gate)
    if own is not None and own.reset is not None:
        scale = float(trace.operations[r.forward[own.reset.name][timestep]].value[unit])
    terms = [
        *_terms(r, "hh", gate, unit, before[timestep], scale, count),
        *_terms(r, "ih", gate, unit, r.x[timestep], 1.0, count),
    ]
    return tuple(sorted(terms, key=lambda t: -abs(t.product))[:count])


def _terms(
    r: TracedRecurrence, weight: str, gate: str, unit: int, values: Array, scale: float, count: int
) -> list[Contribution]:
    rows = r.rows(weight, gate)
    if rows is None:
        return []
    row = int(rows.start) + unit
    factors = r.weights[weight][row]
    products = factors * values * scale
    strongest = np.argsort(-np.abs(products), kind="stable")[:count]
    name = r.parameters[weight]
    return [
        Contribution(weight, name, row, int(j), float(factors[j]), float(values[j]), float(products[j]))
        for j in strongest
    ]
