"""What is summed up before a nonlinearity: the shares of the input, of the state before and of the bias, as numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from rnnviz.gui.equations import COMMON, Equation, before_gates, inside
from rnnviz.gui.explaining.reading import Reading, part
from rnnviz.gui.number import MINUS, number
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Operation, TracedRecurrence


class _Term(NamedTuple):
    """One share of a sum: a parameter of the cell, and what it is multiplied with."""

    parameter: str  # its own name, without that of its module
    times: Array | None  # (N,); None: nothing


def pre_activation(reading: Reading, r: TracedRecurrence, operation: Operation, k: int) -> list[Equation]:
    """Write a = W_xh x(t) + W_hh h(t-1) + b of one unit, gate by gate, as each kind of cell has it.

    For a linear cell the operation is h(t) itself.
    """
    if operation.name == "a_f" and r.cell == "cifg":
        return [Equation("a_f", (f"{MINUS}a_i", number(float(operation.value[k]))))]
    if not {"ih", "hh"} <= set(r.weights):
        return _of_small_cell(reading, r, operation, k)
    earlier = "t+1" if r.reverse else f"t{MINUS}1"
    formula = before_gates(earlier)
    if operation.name == "h":
        return [Equation("h(t)", (formula, *_share(reading, r, operation, "h", k).steps))]
    each = [_share(reading, r, operation, gate, k) for gate in r.gates if operation.name in ("a", f"a_{gate}")]
    if (peephole := _peephole(reading, r, operation, k)) is not None:
        formula = before_gates(earlier, "t" if operation.name == "a_o" else earlier)
        each = [e._replace(steps=(f"{e.steps[0]} + ({number(peephole)})", *e.steps[1:])) for e in each]
    return [Equation(COMMON, (formula,)), *each]


def candidate_share(reading: Reading, r: TracedRecurrence, operation: Operation, k: int) -> list[Equation]:
    """Write what a GRU's candidate takes from h(t-1)."""
    before, t = reading.states_before(operation.recurrence or 0, "h"), operation.timestep or 0
    if before is None or "hh" not in r.weights:
        return []
    product = float(part(r, r.weights["hh"], "n")[k] @ before[t])
    value = float(operation.value[k])
    numbers = f"({number(product)}) + ({number(value - product)})"
    return [Equation("hn", (f"W_hn·h({'t+1' if r.reverse else f't{MINUS}1'}) + b_hn", numbers, number(value)))]


def _share(reading: Reading, r: TracedRecurrence, operation: Operation, gate: str, k: int) -> Equation:
    t, before = operation.timestep or 0, reading.states_before(operation.recurrence or 0, "h")
    only_x = r.cell == "gru" and gate == "n"  # what the candidate takes from h is hn
    shares = [float(part(r, r.weights["ih"], gate)[k] @ r.x[t])]
    if not only_x:
        shares.append(float(part(r, r.weights["hh"], gate)[k] @ before[t]) if before is not None else math.nan)
    biases = [r.weights[b] for b in ("bias_ih", "bias_hh") if b in r.weights and not (only_x and b == "bias_hh")]
    if biases:
        shares.append(sum(float(part(r, b, gate)[k]) for b in biases))
    value = part(r, operation.value, gate)[k] if operation.name == "a" else operation.value[k]
    return Equation(f"a_{gate}" if gate != "h" else "a", (_added(shares), number(float(value))))


def _peephole(reading: Reading, r: TracedRecurrence, operation: Operation, k: int) -> float | None:
    """Return p c(t-1) of the input and forget gate, p c(t) of the output gate; None for a gate without a peephole."""
    weights, t = _parameter(reading, operation, "peephole"), operation.timestep or 0
    gate, record = operation.name.removeprefix("a_"), reading.record(operation.recurrence or 0)
    if r.cell != "peephole" or weights is None or gate not in "ifo" or record.c is None:
        return None
    c = record.c if gate == "o" else reading.states_before(operation.recurrence or 0, "c")
    return math.nan if c is None else float(weights["ifo".index(gate), k] * c[t, k])


def _of_small_cell(reading: Reading, r: TracedRecurrence, operation: Operation, k: int) -> list[Equation]:
    """Write the sum of a cell whose matrices are not those of a vanilla one."""
    t, before = operation.timestep or 0, reading.states_before(operation.recurrence or 0, "h")
    name, x = "h(t)" if operation.name == "h" else "a", r.x[t]
    formula, terms = inside(r.cell, f"t{MINUS}1"), list[_Term]()
    if r.cell.startswith("feed_forward_"):
        terms = [_Term("weight", x)]
    elif r.cell.startswith("jordan_"):  # x(t) and y(t-1) come side by side
        inputs = _parameter(reading, operation, "weight_ih")
        size = 0 if inputs is None else inputs.shape[1]
        terms = [_Term("weight_ih", x[:size]), _Term("weight_yh", x[size:]), _Term("bias", None)]
    elif r.cell.startswith("scalar_"):
        terms = [_Term("u", x), _Term("w", None if before is None else before[t])]
    shares = [_times(_parameter(reading, operation, term.parameter), term.times, k) for term in terms]
    if not shares or any(share is None for share in shares):
        return []
    return [Equation(name, (formula, _added([s for s in shares if s is not None]), number(float(operation.value[k]))))]


def _times(parameter: Array | None, values: Array | None, k: int) -> float | None:
    if parameter is None:
        return None
    return float(parameter[k]) if values is None else float(parameter[k] @ values)


def _parameter(reading: Reading, operation: Operation, name: str) -> Array | None:
    """Return a parameter of the module that an operation is in."""
    whole = f"{operation.module}.{name}".removeprefix(".")
    return next((leaf.value for leaf in reading.trace.leaves if leaf.name == whole), None)


def _added(shares: Sequence[float]) -> str:
    return " + ".join(f"({number(share)})" for share in shares)
