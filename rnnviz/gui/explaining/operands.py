"""What an operation was made from and what it made, as small pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnnviz.gui.explaining.reading import Reading, as_matrix, gate_of, part, picked
from rnnviz.gui.number import MINUS
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
    found: list[Picture] = []
    if len(operation.operands) >= MOST:  # the states of all timesteps, say: the result shows them all
        return found
    for reference in operation.operands:
        item = reading.trace.at(reference)
        name = item.name or ("x" if getattr(item, "kind", None) is LeafKind.INPUT else "input")
        found.append(_picture(name, item.value, reading))
    return found


def _inside(reading: Reading, r: TracedRecurrence, operation: Operation) -> list[Picture]:
    """Return what a gate or a state of a known cell was made from; for another cell, the operands of torch's call."""
    t, index, name = operation.timestep or 0, operation.recurrence or 0, operation.name
    record, before = reading.record(index), "t+1" if r.reverse else f"t{MINUS}1"

    def was(state: str) -> Picture | None:
        values = reading.states_before(index, state)
        return None if values is None else _vector(f"{state}({before})", values[t], kind=state)

    def gate(letter: str) -> Picture | None:
        values = record.c if letter == "c" else record.gates.get(letter)
        return None if values is None else _vector(letter, values[t])

    h = was("h")
    if name == "a" and h is not None:
        x = Picture("x(t)", as_matrix(r.x[t]), kind="x", bad=_bad(r.x[t]))
        return [x, h, *(_weight(r, k) for k in ("ih", "hh") if k in r.weights)]
    if name == "hn" and "hh" in r.weights and h is not None:
        return [h, _picture("W_hn", part(r, r.weights["hh"], "n"), reading)]
    kind = "lstm" if r.cell in ("peephole", "cifg") else r.cell  # their states are made in the same way
    wanted = {
        ("lstm", "c"): [gate("f"), was("c"), gate("i"), gate("g")],
        ("lstm", "h"): [gate("o"), gate("c")],
        ("gru", "h"): [gate("z"), gate("n"), h],
        ("gru", "n"): [_before(reading, index, t, "n"), gate("r"), _before(reading, index, t, "hn")],
    }.get((kind, name), [_before(reading, index, t, gate_of(r, operation) or "")])
    found = [p for p in wanted if p is not None]
    return found or _given(reading, operation)


def _before(reading: Reading, index: int, t: int, gate: str) -> Picture | None:
    values = reading.record(index).before.get(gate)
    name = gate if gate == "hn" else "a" if gate == "h" else f"a_{gate}"
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
