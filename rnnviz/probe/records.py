"""A recurrence of a Trace as the record that Frames hold. No torch here."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import numpy as np

from rnnviz.nn import cells
from rnnviz.probe.frame import Array, Recurrence, State
from rnnviz.probe.trace import Trace, TracedRecurrence

_NO_GATES = frozenset({"a", "c", "h"})


def recurrence(trace: Trace, r: TracedRecurrence) -> Recurrence:
    """Return what a Frame would hold of a traced recurrence, with all its parts."""
    h = trace.over_time(r, "h")
    return Recurrence(
        name=r.name,
        cell=r.cell,
        layer=r.layer,
        reverse=r.reverse,
        call=r.call,
        axis=r.axis,
        h=sealed(np.zeros((0, len(r.h0)), r.h0.dtype) if h is None else h),
        h0=r.h0,
        c=_sealed(trace.over_time(r, "c")),
        c0=r.c0,
        x=r.x,
        gates=MappingProxyType({g: sealed(v) for g, v in gates(trace, r).items()}),
        before=MappingProxyType({g: sealed(v) for g, v in before(trace, r).items()}),
        dh=_sealed(trace.over_time(r, "h", backward=True)),
        dh_local=_sealed(_part(trace, r, "local")),
        dh_recurrent=_sealed(_part(trace, r, "recurrent")),
        dc=_sealed(trace.over_time(r, "c", backward=True)),
        states=MappingProxyType(dict(_further(trace, r))),
    )


def _further(trace: Trace, r: TracedRecurrence) -> Iterator[tuple[str, State]]:
    """Yield the states beside h and c that are vectors over units."""
    for name, start in r.further.items():
        values = trace.over_time(r, name)
        if values is not None and values.ndim == 2 and start.ndim == 1:
            gradient = _sealed(trace.over_time(r, name, backward=True))
            yield name, State(("timestep", "unit"), sealed(values), start, gradient)


def gates(trace: Trace, r: TracedRecurrence) -> dict[str, Array]:
    """Return the gates after their nonlinearity, each (T, H)."""
    form = cells.form(r.cell)
    no_gates = _NO_GATES if form is None else {"a", *form.states, *form.inner}
    named = dict.fromkeys((*r.gates, *r.forward))  # a gate need not have rows of its own: f = 1 - i
    found = {g: trace.over_time(r, g) for g in named if g not in no_gates and not g.startswith("a_")}
    for gate in form.summed if form is not None else ():
        if not gate.nonlinearity.written:  # it is its own sum
            found[gate.name] = before(trace, r).get(gate.name)
    return {g: v for g, v in found.items() if v is not None}


def before(trace: Trace, r: TracedRecurrence) -> dict[str, Array]:
    """Return the gates before their nonlinearity, each (T, H), as `Recurrence.before` has them."""
    named = dict.fromkeys((*r.gates, *(n.removeprefix("a_") for n in r.forward if n.startswith("a_"))))
    each = {g: trace.over_time(r, f"a_{g}") for g in named}
    found = {g: v for g, v in each.items() if v is not None}
    whole = trace.over_time(r, "a")  # (T, G H)
    if whole is not None and whole.shape[1] % len(r.gates) == 0:
        found |= dict(zip(r.gates, np.split(whole, len(r.gates), axis=1), strict=True))
    form = cells.form(r.cell)
    for gate in form.reset if form is not None else ():
        inner, reset = trace.over_time(r, gate.inner), trace.over_time(r, gate.reset.name if gate.reset else "")
        if inner is not None and reset is not None and gate.name in found:
            found[gate.inner] = inner
            if whole is not None:  # in "a" it has what comes from x alone
                found[gate.name] = found[gate.name] + reset * inner
    return found


def local(trace: Trace, r: TracedRecurrence) -> Array | None:
    """Return the local part of dL/dh(t), (T, P); None if it is not known."""
    return _part(trace, r, "local")


def _part(trace: Trace, r: TracedRecurrence, name: str) -> Array | None:
    """Return the "local" or the "recurrent" part of dL/dh(t), (T, P); None if it is not known."""
    indices = r.backward.get("h", ())
    parts = [getattr(trace.operations[k], name) if k >= 0 else np.zeros_like(r.h0) for k in indices]
    known = [p for p in parts if p is not None]
    return np.stack(known) if known and len(known) == r.timesteps else None


def sealed(values: Array) -> Array:
    """Make an array contiguous and read-only."""
    values = np.ascontiguousarray(values)
    values.flags.writeable = False
    return values


def _sealed(values: Array | None) -> Array | None:
    return None if values is None else sealed(values)
