"""A Trace as one reads it: each recurrence as the record that panels know from Frames, and what follows from it."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np

from rnnviz.nn import cells
from rnnviz.probe import records
from rnnviz.probe.frame import Array, Recurrence
from rnnviz.probe.trace import Operation, Trace, TracedRecurrence


class Reading:
    """A Trace, and what is derived from it as soon as somebody asks: nothing twice."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.record = cache(self._record)
        self.gradient_norms = cache(self._gradient_norms)

    def _record(self, index: int) -> Recurrence:
        """Return a recurrence as a Frame has it: h, c and gates over all timesteps, with their gradients."""
        return records.recurrence(self.trace, self.trace.recurrences[index])

    def recurrence(self, operation: Operation) -> Recurrence | None:
        """Return the record of the recurrence that an operation is in; None outside of any."""
        return None if operation.recurrence is None else self.record(operation.recurrence)

    def states_before(self, index: int, name: str) -> Array | None:
        """Return the state that each timestep of a recurrence started from, (T, N); None: another."""
        record = self.record(index)
        values, start = record.vectors.get(name, (None, None))
        return None if values is None or start is None or not len(values) else record.previous(values, start)

    def _gradient_norms(self, index: int) -> Array | None:
        """Return the Euclidean norm of dL/dh(t) over units, (T,)."""
        dh = self.record(index).dh
        with np.errstate(all="ignore"):
            return None if dh is None else np.linalg.norm(dh, axis=1)

    @cached_property
    def weights(self) -> dict[str, int]:
        """The index into `Trace.parameters` of each parameter's name."""
        return {p.name: k for k, p in enumerate(self.trace.parameters)}

    def symbol(self, operation: Operation) -> str:
        """Return the symbol at an operation's timestep; empty where there is none or its name is not known."""
        symbols = self.trace.sequences.get(operation.axis, ())
        return (
            symbols[operation.timestep] if operation.timestep is not None and operation.timestep < len(symbols) else ""
        )


def gate_of(r: TracedRecurrence, operation: Operation) -> str | None:
    """Return which gate's pre-activation an operation is about; the first one's for all together; None: no gate's."""
    name = operation.name.removeprefix("a_")
    if name in r.gates:
        return name
    form = cells.form(r.cell)
    if form is not None and name in form.inner:
        return form.inner[name].name
    return r.gates[0] if name == "a" else None


def units_of(r: TracedRecurrence) -> int:
    """Return the number of cells H: rows of one gate."""
    return len(r.weights["hh"]) // len(r.stacked("hh")) if "hh" in r.weights else len(r.h0)


def block(r: TracedRecurrence, weight: str, gate: str) -> Array | None:
    """Return a gate's rows of a weight; None: it has none."""
    rows = r.rows(weight, gate) if weight in r.weights else None
    return None if rows is None else r.weights[weight][rows]


def part(r: TracedRecurrence, values: Array, gate: str) -> Array:
    """Return a gate's share of what is stacked over all gates along the first axis."""
    units = len(values) // len(r.gates)
    at = r.gates.index(gate) * units
    return values[at : at + units]


def shown_unit(operation: Operation, r: TracedRecurrence | None, unit: int | None) -> int:
    """Return the unit to write about: the one chosen, as far as the operation has so many."""
    count = operation.value.shape[-1] if operation.value.ndim else 1
    if r is not None:
        count = min(units_of(r), len(r.h0)) if operation.name in ("a", "h") else min(count, units_of(r))
    return min(unit or 0, max(count - 1, 0))


def picked(values: Array, trace: Trace) -> Array:
    """Return what of a whole batch's values concerns the watched sequence, as far as their shape tells."""
    if trace.batch > 1 and values.ndim >= 2:
        for axis in (1, 0):
            if values.shape[axis] == trace.batch and (values.ndim >= 3 or axis == 0):
                return np.asarray(values.take(trace.sequence, axis))
    return values


def as_matrix(values: Array, most: int = 512) -> Array:
    """Return any array as (rows, columns), with at most so many of each: equally spaced ones."""
    flat = values.reshape(1, -1) if values.ndim <= 1 or not values.size else values.reshape(-1, values.shape[-1])
    steps = [max(1, -(-n // most)) for n in flat.shape]
    return np.asarray(flat[:: steps[0], :: steps[1]], np.float32)
