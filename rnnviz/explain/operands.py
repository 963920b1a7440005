"""What an operation was made from and what it made, as small pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.explain.annotated_trace import Reading, as_matrix, block, gate_of, picked
from rnnviz.explain.formula import parsed, plain
from rnnviz.explain.lecture import letter
from rnnviz.explain.plumbing import MOVING, called
from rnnviz.explain.pre_activations import earlier
from rnnviz.nn import cells
from rnnviz.nn.expressions import Symbol
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import LeafKind, Operation, TracedRecurrence, TracePhase

MOST = 6  # pictures at once


@dataclass(frozen=True, eq=False)
class Picture:
    """One array with its name."""

    name: str
    values: Array  # (row, column)
    result: bool = False  # what the operation made, not what it was made from
    along_units: bool = False  # its columns are the units of the recurrence
    kind: str = ""  # letter of the gate or state that it is: decides its colours
    bad: int = 0  # elements that are not finite, of the whole array

    @property
    def title(self) -> str:
        """The name as written beside the picture."""
        return f"= {self.name}" if self.result else self.name


def pictures(reading: Reading, operation: Operation) -> list[Picture]:
    """Return the operands of an operation, then its result; without those that have no elements."""
    return [p for p in _pictures(reading, operation) if p.values.size]


def _pictures(reading: Reading, operation: Operation) -> list[Picture]:
    match operation.phase:
        case TracePhase.CLIPPING | TracePhase.STEP:
            return _of_parameter(reading, operation)
        case TracePhase.BACKWARD:
            return _backward(reading, operation)
    r = reading.trace.recurrence(operation)
    if r is not None and operation.timestep is not None and operation.equation:
        return [*_inside(reading, r, operation), _vector(operation.name, operation.value, result=True)]
    return [*_given(reading, operation), _picture(operation.name, operation.value, reading, result=True)]


def _picture(name: str, values: Array, reading: Reading, result: bool = False) -> Picture:
    bad = int(values.size - np.isfinite(values).sum())
    return Picture(name, as_matrix(picked(values, reading.trace)), result, bad=bad)


def _vector(name: str, values: Array, result: bool = False, kind: str | None = None) -> Picture:
    bad = int(values.size - np.isfinite(values).sum())
    return Picture(name, as_matrix(values), result, True, name if kind is None else kind, bad)


def _given(reading: Reading, operation: Operation) -> list[Picture]:
    if len(operation.operands) >= MOST:  # the states of all timesteps, say: the result shows them all
        return []
    return [_picture(_called(reading, operation, k), reading.trace.at(k).value, reading) for k in operation.operands]


def _called(reading: Reading, user: Operation, reference: int) -> str:
    """Name an operand: what plumbing made is called as what it was made from."""
    item, trace = reading.trace.at(reference), reading.trace
    if user.name in ("cross_entropy", "nll_loss") and reference in user.operands[1:2]:
        return "target"
    if isinstance(item, Operation) and not item.equation and called(item.name) in MOVING:
        return plain(parsed(letter(trace, reference)))
    return item.name or ("x" if getattr(item, "kind", None) is LeafKind.INPUT else "input")


def _inside(reading: Reading, r: TracedRecurrence, operation: Operation) -> list[Picture]:
    """Return what a gate or a state of a known cell was made from; for another cell, the operands of torch's call."""
    t, index, name = operation.timestep or 0, operation.recurrence or 0, operation.name
    record, form = reading.record(index), cells.form(r.cell)
    states = {symbol: values for symbol, (values, _) in record.vectors.items()}

    def vector(symbol: Symbol) -> Picture | None:
        if symbol.before:
            values, shown = reading.states_before(index, symbol.name), f"{symbol.name}({earlier(r)})"
        else:
            values, shown = record.gates.get(symbol.name, states.get(symbol.name)), symbol.name
        return None if values is None else _vector(shown, values[t], kind=symbol.name)

    h = vector(Symbol("h", before=True))
    if name == "a" and h is not None:
        x = Picture("x(t)", as_matrix(r.x[t]), kind="x", bad=_bad(r.x[t]))
        return [x, h, *(_weight(r, k) for k in ("ih", "hh") if k in r.weights)]
    rows = block(r, "hh", form.inner[name].name) if form is not None and name in form.inner else None
    if rows is not None and h is not None:
        return [h, _picture(f"W_{name}", rows, reading)]
    wanted = [_before(reading, index, t, gate_of(r, operation) or "")]
    gate = None if form is None else form.gate(name)
    if form is not None and form.phi is None and name in form.states:
        wanted = [vector(symbol) for symbol in dict.fromkeys(form.states[name].symbols())]
    elif gate is not None and gate.reset is not None:
        wanted = [*wanted, vector(gate.reset), _before(reading, index, t, gate.inner)]
    found = [p for p in wanted if p is not None]
    return found or _given(reading, operation)


def _before(reading: Reading, index: int, t: int, gate: str) -> Picture | None:
    values = reading.record(index).before.get(gate)
    inner = cells.form(reading.record(index).cell)
    name = gate if inner is not None and gate in inner.inner else "a" if gate == "h" else f"a_{gate}"
    return None if values is None else _vector(name, values[t], kind="a")


def _weight(r: TracedRecurrence, key: str) -> Picture:
    name = {"ih": "W_xh", "hh": "W_hh"}[key]
    return Picture(name, as_matrix(r.weights[key]), bad=_bad(r.weights[key]))


def _bad(values: Array) -> int:
    return int(values.size - np.isfinite(values).sum())


def _backward(reading: Reading, operation: Operation) -> list[Picture]:
    name = f"∂L/∂{operation.name}"
    if operation.local is not None and operation.recurrent is not None:
        parts = [_vector("local", operation.local, kind="∂"), _vector("recurrent", operation.recurrent, kind="∂")]
        return [*parts, _vector(name, operation.value, result=True, kind="∂")]
    r = reading.trace.recurrence(operation)
    forward = [] if operation.of is None else [reading.trace.at(operation.of)]
    if r is not None and operation.equation:
        kind = operation.name
        own = [_vector(item.name, item.value, kind=kind) for item in forward]
        return [*own, _vector(name, operation.value, result=True, kind="∂")]
    if operation.of is not None and operation.of < 0:
        forward = []  # a parameter: its gradient says enough
    own = [_picture(item.name, item.value, reading) for item in forward]
    return [*own, _picture(name, operation.value, reading, result=True)]


def _of_parameter(reading: Reading, operation: Operation) -> list[Picture]:
    if operation.name not in reading.weights:
        return []
    p = reading.trace.parameters[reading.weights[operation.name]]
    if operation.phase is TracePhase.CLIPPING:
        return [_picture("∂L/∂W", p.gradient, reading), _picture("clipped", p.clipped, reading, result=True)]
    return [_picture("W", p.before, reading), _picture("ΔW", p.change, reading, result=True)]
