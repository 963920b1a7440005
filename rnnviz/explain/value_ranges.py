"""In which range a quantity of a cell stays, whatever it has learned: what a scale may rely on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from itertools import chain, product

from rnnviz.nn import cells
from rnnviz.nn.expressions import Symbol
from rnnviz.nn.forms import Form
from rnnviz.nn.nonlinearities import NONLINEARITIES
from rnnviz.probe.frame import Recurrence

UNIT, BOTH, FREE = "unit", "both", ""  # [0, 1]; [−1, 1]; nowhere
_FAR = 1e6  # stands for a state without ends


def range_of(cell: str, key: str) -> str:
    """Return where a gate, or the state "h", of a cell is held: `UNIT`, `BOTH` or `FREE`."""
    if key == "h":
        return _of_state(cell)
    gate = cells.gate(cell, key)
    if gate is None or not gate.nonlinearity.bounded:
        return FREE
    return BOTH if gate.nonlinearity.signed else UNIT


def state_range(record: Recurrence) -> str:
    """Return where h(t) of a recurrence is held; projected from a cell state of another size, it is bounded nowhere."""
    projected = record.c is not None and record.c.shape != record.h.shape
    return FREE if projected else range_of(record.cell, "h")


@cache
def _of_state(cell: str) -> str:
    form = cells.form(cell)
    if form is None:
        return FREE
    if form.phi is not None:
        known = NONLINEARITIES[form.phi.name]
        return (BOTH if known.signed else UNIT) if known.bounded else FREE
    values = list(_corners(form))
    if not values or not -1.0 <= min(values) <= max(values) <= 1.0:
        return FREE
    return BOTH if min(values) < 0.0 else UNIT


def _corners(form: Form) -> Iterator[float]:
    """Yield h(t) at every corner of what it is computed from; nothing if a gate has no end.

    It is linear in each gate and state, or in their tanh: no value lies beyond those at the corners.
    """
    equation = form.expanded(form.states["h"])
    symbols = list(dict.fromkeys(equation.symbols()))
    ends = [_ends(form, symbol) for symbol in symbols]
    if all(map(math.isfinite, chain.from_iterable(ends))):
        for corner in product(*ends):
            yield float(equation.value(dict(zip(symbols, corner, strict=True)).__getitem__))


def _ends(form: Form, symbol: Symbol) -> tuple[float, float]:
    gate = form.gate(symbol.name)
    if gate is not None:
        return gate.nonlinearity.low, gate.nonlinearity.high
    return (-1.0, 1.0) if symbol == Symbol("h", before=True) else (-_FAR, _FAR)
