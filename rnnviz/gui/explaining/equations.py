"""The equation of one operation for one unit: the formula, then the formula with its numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from rnnviz.gui.equations import Equation, recurrent
from rnnviz.gui.explaining.pre_activations import candidate_share, pre_activation
from rnnviz.gui.explaining.reading import Reading, part, shown_unit
from rnnviz.gui.number import MINUS, number
from rnnviz.probe.frame import Array, Recurrence
from rnnviz.probe.jacobian import SLOPES
from rnnviz.probe.trace import Operation, TracedRecurrence, TracePhase

_STATES = {"h": "h(t)", "c": "c(t)"}


@np.errstate(all="ignore")
def equations(reading: Reading, operation: Operation, unit: int | None) -> list[Equation]:
    """Return how the selected unit's value came about; empty where only torch knows."""
    phase, trace = operation.phase, reading.trace
    if phase is TracePhase.CLIPPING:
        return _clipping(reading, operation)
    if phase is TracePhase.STEP:
        return _step(reading, operation)
    r = trace.recurrence(operation)
    if r is None or operation.timestep is None or not operation.equation:
        return _whole(reading, operation)
    k = shown_unit(operation, r, unit)
    record = reading.record(operation.recurrence or 0)
    if phase is TracePhase.BACKWARD:
        return _backward(reading, r, record, operation, k)
    if operation.name == "a" or operation.name.startswith("a_"):
        return pre_activation(reading, r, operation, k)
    if operation.name == "hn":
        return candidate_share(reading, r, operation, k)
    if operation.name == "h" and r.cell.endswith("_linear"):  # it is its own pre-activation
        return pre_activation(reading, r, operation, k)
    name = _STATES.get(operation.name, operation.name)
    paragraphs = recurrent(record, operation.timestep, k)
    return [e for paragraph in paragraphs for e in paragraph if e.name == name]


def _whole(reading: Reading, operation: Operation) -> list[Equation]:
    """Write a call of torch with the names of what it was given, and its value if that is one number."""
    trace = reading.trace
    if operation.phase is TracePhase.BACKWARD:
        if operation.of is None:
            return []
        of = trace.named(operation.of) or "x"
        return [Equation(f"‖∂L/∂{of}‖₂", (number(operation.norm, signed=False),))]
    names = [trace.named(o) or "input" for o in operation.operands[:4]] + ["…"] * (len(operation.operands) > 4)
    value = (number(float(operation.value.flat[0])),) if operation.value.size == 1 else ()
    return [Equation(operation.name, (f"{operation.name}({', '.join(names)})", *value))]


# --- backwards ---


def _backward(
    reading: Reading, r: TracedRecurrence, record: Recurrence, operation: Operation, k: int
) -> list[Equation]:
    t, name = operation.timestep or 0, operation.name
    if name in ("h", "c"):
        wanted = f"∂L/∂{name}(t)"
        return [e for paragraph in recurrent(record, t, k) for e in paragraph if e.name == wanted]
    rules: Mapping[str, Callable[[_Place], Equation | None]] = _RULES.get(r.cell.partition("_")[0], {})
    place = _Place(reading, r, record, operation, t, k)
    if name == "a":
        return [_slope(place, gate, part(r, operation.value, gate)) for gate in r.gates]
    if name.startswith("a_"):
        return [_slope(place, name.removeprefix("a_"), operation.value)]
    rule = rules.get(name)
    made = None if rule is None else rule(place)
    return [Equation(f"∂L/∂{name}", (number(float(operation.value[k])),))] if made is None else [made]


class _Place:
    """One (timestep, unit) of the backward phase."""

    def __init__(
        self, reading: Reading, r: TracedRecurrence, record: Recurrence, operation: Operation, t: int, k: int
    ) -> None:
        self.reading, self.r, self.record, self.operation, self.t, self.k = reading, r, record, operation, t, k

    def gate(self, name: str) -> float:
        return float(self.record.gates[name][self.t, self.k])

    def pre(self, name: str) -> float:
        return float(self.record.before[name][self.t, self.k])

    def before(self, name: str) -> float:
        values = self.reading.states_before(self.operation.recurrence or 0, name)
        return math.nan if values is None else float(values[self.t, self.k])

    def gradient(self, name: str) -> float:
        values = self.reading.trace.over_time(self.r, name, backward=True)
        return math.nan if values is None else float(values[self.t, self.k])

    @property
    def value(self) -> float:
        return float(self.operation.value[self.k])


def _product(name: str, of: str, other: str, factor: Callable[[_Place], float]) -> Callable[[_Place], Equation]:
    """Return the rule dL/d name = dL/d of * factor."""

    def rule(place: _Place) -> Equation:
        numbers = f"({number(place.gradient(of[0]))})·({number(factor(place))})"
        return Equation(f"∂L/∂{name}", (f"∂L/∂{of}·{other}", numbers, number(place.value)))

    return rule


def _flat(place: _Place) -> float:
    return 1 - place.gate("n") ** 2


def _squashed(place: _Place) -> float:
    assert place.record.c is not None
    return math.tanh(float(place.record.c[place.t, place.k]))


_LSTM: Mapping[str, Callable[[_Place], Equation | None]] = {
    "i": _product("i", "c(t)", "g", lambda p: p.gate("g")),
    "g": _product("g", "c(t)", "i", lambda p: p.gate("i")),
    "f": _product("f", "c(t)", f"c(t{MINUS}1)", lambda p: p.before("c")),
    "o": _product("o", "h(t)", "tanh(c(t))", _squashed),
}
_RULES: Mapping[str, Mapping[str, Callable[[_Place], Equation | None]]] = {
    "lstm": _LSTM,
    "peephole": _LSTM,
    "cifg": _LSTM,
    "gru": {
        "n": _product("n", "h(t)", f"(1{MINUS}z)", lambda p: 1 - p.gate("z")),
        "z": _product("z", "h(t)", f"(h(t{MINUS}1){MINUS}n)", lambda p: p.before("h") - p.gate("n")),
        "r": _product("r", "n", f"(1{MINUS}n²)·hn", lambda p: _flat(p) * p.pre("hn")),
        "hn": _product("hn", "n", f"(1{MINUS}n²)·r", lambda p: _flat(p) * p.gate("r")),
    },
}
_SIGMOID = frozenset("iforz")
_FLAT = {  # φ'(a), as it is written
    "tanh": "(1−h(t)²)",
    "sigmoid": "h(t)·(1−h(t))",
    "threshold": "1/(1+|a|)²",
}


def _slope(place: _Place, gate: str, values: Array) -> Equation:
    """Write how a gradient passes a gate's nonlinearity, or the one that makes h(t)."""
    delta = number(float(values[place.k]))
    if gate == "h":
        return _slope_of_state(place, delta)
    value, through = place.gate(gate), place.gradient(gate)
    formula = f"{gate}·(1−{gate})" if gate in _SIGMOID else f"(1−{gate}²)"
    slope = value * (1 - value) if gate in _SIGMOID else 1 - value * value
    arriving = f"∂L/∂{gate}"
    if place.r.cell == "cifg" and gate == "i":  # f = 1 - i takes its share
        arriving, through = "(∂L/∂i−∂L/∂f)", through - place.gradient("f")
    numbers = f"({number(through)})·{number(slope, signed=False)}"
    return Equation(f"∂L/∂a_{gate}", (f"{arriving}·{formula}", numbers, delta))


def _slope_of_state(place: _Place, delta: str) -> Equation:
    nonlinearity = next((name for name in SLOPES if place.r.cell.endswith(f"_{name}")), "")
    formula = f"∂L/∂h(t)·{_FLAT.get(nonlinearity, 'φ′(a)')}"
    if not nonlinearity or "h" not in place.record.before:
        return Equation("∂L/∂a", (formula, delta))
    a, h = (values[place.t : place.t + 1, place.k] for values in (place.record.before["h"], place.record.h))
    slope = float(SLOPES[nonlinearity](a, h)[0])
    return Equation("∂L/∂a", (formula, f"({number(place.gradient('h'))})·{number(slope, signed=False)}", delta))


# --- after the backward phase ---


def _clipping(reading: Reading, operation: Operation) -> list[Equation]:
    clipping = reading.trace.clipping
    if clipping is None:
        return []
    norm, limit = number(clipping.norm, signed=False), number(clipping.threshold, signed=False)
    found = [Equation("‖∂L/∂θ‖₂", ("√Σ‖∂L/∂W‖²", norm))]
    if clipping.kind == "norm":
        factor = number(clipping.factor, signed=False)
        found.append(Equation("factor", ("min(1, threshold/norm)", f"min(1, {limit}/{norm})", factor)))
    elif clipping.kind == "value":
        found.append(Equation("clipped", (f"min(max(∂L/∂W, {MINUS}{limit}), {limit})",)))
    if operation.name in reading.weights:
        p = reading.trace.parameters[reading.weights[operation.name]]
        before, after = (number(float(np.linalg.norm(v)), signed=False) for v in (p.gradient, p.clipped))
        found.append(Equation("‖∂L/∂W‖₂", (f"{before} → {after}",)))
    return found


def _step(reading: Reading, operation: Operation) -> list[Equation]:
    if operation.name not in reading.weights:
        return []
    p = reading.trace.parameters[reading.weights[operation.name]]
    change, weights = (number(norm(v), signed=False) for v in (p.change, p.before))
    return [Equation("‖ΔW‖/‖W‖", (f"{change}/{weights}", number(p.ratio, signed=False)))]


def norm(values: Array) -> float:
    """Return the Euclidean norm over all elements."""
    return float(np.linalg.norm(values))
