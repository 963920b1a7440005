"""A Trace as one reads it: each recurrence as the record that panels know from Frames, and what follows from it."""

from __future__ import annotations

from functools import cache, cached_property
from types import MappingProxyType

import numpy as np

from rnnviz.probe.frame import Array, Recurrence
from rnnviz.probe.trace import Operation, Trace, TracedRecurrence, TracePhase

AFTER_BACKWARD = frozenset({TracePhase.CLIPPING, TracePhase.STEP})


class Reading:
    """A Trace, and what is derived from it as soon as somebody asks: nothing twice."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.record = cache(self._record)
        self.gradient_norms = cache(self._gradient_norms)

    def _record(self, index: int) -> Recurrence:
        """Return a recurrence as a Frame has it: h, c and gates over all timesteps, with their gradients."""
        trace, r = self.trace, self.trace.recurrences[index]
        h = trace.over_time(r, "h")
        gates = {g: trace.over_time(r, g) for g in r.gates if g != "h"}
        return Recurrence(
            name=r.name,
            cell=r.cell,
            layer=r.layer,
            reverse=r.reverse,
            call=r.call,
            axis=r.axis,
            h=np.zeros((0, len(r.h0))) if h is None else h,
            h0=r.h0,
            c=trace.over_time(r, "c"),
            c0=r.c0,
            x=r.x,
            gates=MappingProxyType({g: v for g, v in gates.items() if v is not None}),
            before=MappingProxyType(self._before(r)),
            dh=trace.over_time(r, "h", backward=True),
            dh_local=self._local(r),
            dc=trace.over_time(r, "c", backward=True),
        )

    def _before(self, r: TracedRecurrence) -> dict[str, Array]:
        """Return the pre-activations by gate, each (T, H)."""
        each = {g: self.trace.over_time(r, f"a_{g}") for g in r.gates}
        found = {g: v for g, v in each.items() if v is not None}
        whole = self.trace.over_time(r, "a")  # (T, G H)
        if whole is not None and whole.shape[1] % len(r.gates) == 0:
            found |= dict(zip(r.gates, np.split(whole, len(r.gates), axis=1), strict=True))
        hn, reset = self.trace.over_time(r, "hn"), self.trace.over_time(r, "r")
        if hn is not None and reset is not None and "n" in found:
            # the candidate's share of "a" comes from the input alone
            found |= {"n": found["n"] + reset * hn, "hn": hn}
        return found

    def _local(self, r: TracedRecurrence) -> Array | None:
        parts = [self.trace.operations[k].local for k in r.backward.get("h", ()) if k >= 0]
        there = [p for p in parts if p is not None]
        return np.stack(there) if there and len(there) == r.timesteps else None

    def recurrence(self, operation: Operation) -> Recurrence | None:
        """Return the record of the recurrence that an operation is in; None outside of any."""
        return None if operation.recurrence is None else self.record(operation.recurrence)

    def states_before(self, index: int, name: str) -> Array | None:
        """Return the state ("h" or "c") that each timestep of a recurrence started from, (T, N)."""
        record = self.record(index)
        values, start = (record.h, record.h0) if name == "h" else (record.c, record.c0)
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
    if name == "hn" and "n" in r.gates:
        return "n"
    return r.gates[0] if name == "a" else None


def units_of(r: TracedRecurrence) -> int:
    """Return the number of cells H: rows of one gate."""
    return len(r.weights["hh"]) // len(r.gates) if "hh" in r.weights else len(r.h0)


def part(r: TracedRecurrence, values: Array, gate: str) -> Array:
    """Return a gate's share of what is stacked over gates along the first axis."""
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
