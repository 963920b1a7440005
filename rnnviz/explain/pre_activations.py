"""What is summed up before a nonlinearity: the shares of the input, of the state before and of the bias, as numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from rnnviz.explain.annotated_trace import Reading, block, part
from rnnviz.explain.frame_equations import COMMON, Equation, inner_sum, summed
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.shown_digits import rest, worked
from rnnviz.nn import cells
from rnnviz.nn.forms import SUM, Gate
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Operation, TracedRecurrence


def pre_activation(reading: Reading, r: TracedRecurrence, operation: Operation, k: int) -> list[Equation]:
    """Write a = W_xh x(t) + W_hh h(t-1) + b of one unit, gate by gate, as each kind of cell has it.

    For a linear cell the operation is h(t) itself.
    """
    form, name = cells.form(r.cell), operation.name.removeprefix("a_")
    own = None if form is None or operation.name == name else form.gate(name)
    if own is not None and own.opposite:
        return [Equation(operation.name, (f"{MINUS}a_{own.opposite}", number(float(operation.value[k]))))]
    if own is not None and own.own is not None:
        return [Equation(operation.name, (own.own.written, number(float(operation.value[k]))))]
    if not r.weighed:
        return _of_small_cell(reading, r, operation, k)
    formula = summed(form, earlier(r), own)
    if operation.name == "h":
        return [Equation("h(t)", (formula, *_share(reading, r, operation, "h", k).steps))]
    each = [_share(reading, r, operation, gate, k) for gate in r.gates if operation.name in ("a", f"a_{gate}")]
    return [Equation(COMMON, (formula,)), *each]


def candidate_share(reading: Reading, r: TracedRecurrence, operation: Operation, gate: Gate, k: int) -> list[Equation]:
    """Write what a gate takes from h(t-1) before that is reset, as a GRU's candidate does."""
    before, t = reading.states_before(operation.recurrence or 0, "h"), operation.timestep or 0
    rows = block(r, "hh", gate.name)
    if before is None or rows is None:
        return []
    product = _dot(rows[k], before[t])
    value = float(operation.value[k])
    parts = (product, rest(value, product))
    return [Equation(gate.inner, (inner_sum(gate, earlier(r)), *worked(value, lambda: _added(parts))))]


def earlier(r: TracedRecurrence) -> str:
    """Write the timestep before: of a layer that runs from the end, the next one."""
    return "t+1" if r.reverse else f"t{MINUS}1"


def _share(reading: Reading, r: TracedRecurrence, operation: Operation, gate: str, k: int) -> Equation:
    form = cells.form(r.cell)
    own = None if form is None else form.gate(gate)
    shares = _weighed(reading, r, operation, gate, k, apart=own is not None and own.reset is not None)
    if own is not None and operation.name != "a":
        shares += [*_reset(reading, operation, own, k), *_peephole(reading, operation, own, k)]
    value = part(r, operation.value, gate)[k] if operation.name == "a" else operation.value[k]
    return Equation(f"a_{gate}" if gate != "h" else "a", worked(float(value), lambda: _added(shares)))


def _weighed(
    reading: Reading, r: TracedRecurrence, operation: Operation, gate: str, k: int, apart: bool
) -> list[float]:
    """Return the shares of x(t), of h(t-1) and of the bias; what is reset stands apart."""
    t, before = operation.timestep or 0, reading.states_before(operation.recurrence or 0, "h")
    from_x, from_h = block(r, "ih", gate), None if apart else block(r, "hh", gate)
    shares = [] if from_x is None else [_dot(from_x[k], r.x[t])]
    if from_h is not None:
        shares.append(_dot(from_h[k], before[t]) if before is not None else math.nan)
    found = (block(r, bias, gate) for bias in (("bias_ih",) if apart else ("bias_ih", "bias_hh")))
    biases = [float(bias[k]) for bias in found if bias is not None]
    return [*shares, sum(biases)] if biases else shares


def _reset(reading: Reading, operation: Operation, gate: Gate, k: int) -> list[float]:
    record, t = reading.record(operation.recurrence or 0), operation.timestep or 0
    if gate.reset is None or gate.inner not in record.before or gate.reset.name not in record.gates:
        return []
    return [float(record.gates[gate.reset.name][t, k] * record.before[gate.inner][t, k])]


def _peephole(reading: Reading, operation: Operation, gate: Gate, k: int) -> list[float]:
    """Return what a gate sees of a state: p c(t-1) of the input and forget gate, p c(t) of the output gate."""
    if gate.peephole is None:
        return []
    seen, parameter, row = gate.peephole
    weights, index, t = _parameter(reading, operation, parameter), operation.recurrence or 0, operation.timestep or 0
    states = reading.states_before(index, seen.name) if seen.before else reading.record(index).c
    if weights is None or reading.record(index).c is None:
        return []
    return [math.nan if states is None else float(weights[row, k] * states[t, k])]


def _of_small_cell(reading: Reading, r: TracedRecurrence, operation: Operation, k: int) -> list[Equation]:
    """Write the sum of a cell whose matrices are not those of a vanilla one."""
    form = cells.form(r.cell)
    if form is None or form.terms == SUM:
        return []
    t, before = operation.timestep or 0, reading.states_before(operation.recurrence or 0, "h")
    shares, begin = list[float | None](), 0
    for _, of, name, unshared in form.terms:
        parameter = _parameter(reading, operation, name)
        if unshared and parameter is not None:
            parameter = parameter[t * len(operation.value) : (t + 1) * len(operation.value)]
        if of in ("x", "y") and parameter is not None:  # x(t) and y(t-1) come side by side
            end = begin + parameter.shape[1]
            shares.append(_times(parameter, r.x[t][begin:end], k))
            begin = end
        else:
            shares.append(_times(parameter, None if before is None or not of else before[t], k))
    if any(share is None for share in shares):
        return []
    name, known = "h(t)" if operation.name == "h" else "a", [s for s in shares if s is not None]
    steps = worked(float(operation.value[k]), lambda: _added(known))
    return [Equation(name, (summed(form, earlier(r)), *steps))]


def _times(parameter: Array | None, values: Array | None, k: int) -> float | None:
    if parameter is None:
        return None
    return float(parameter[k]) if values is None else _dot(parameter[k], values)


def _dot(weights: Array, values: Array) -> float:
    """Return a product in double precision: what overflowed in single precision is then seen as how large it is."""
    return float(weights.astype(np.float64) @ values.astype(np.float64))


def _parameter(reading: Reading, operation: Operation, name: str) -> Array | None:
    """Return a parameter of the module that an operation is in."""
    whole = f"{operation.module}.{name}".removeprefix(".")
    return next((leaf.value for leaf in reading.trace.leaves if leaf.name == whole), None)


def _added(shares: Sequence[float]) -> str:
    return " + ".join(f"({number(share)})" for share in shares)
