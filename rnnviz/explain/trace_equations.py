"""The equation of one operation for one unit: the formula, then the formula with its numbers."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from rnnviz.explain.annotated_trace import Reading, part, shown_unit
from rnnviz.explain.frame_equations import Equation, recurrent
from rnnviz.explain.lecture import headline, letter, parameter_name
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.plumbing import called
from rnnviz.explain.pre_activations import candidate_share, earlier, pre_activation
from rnnviz.explain.shown_digits import rest, worked
from rnnviz.explain.small_networks import nonlinearity
from rnnviz.nn import cells
from rnnviz.nn.expressions import ONE, ZERO, Negative, Symbol
from rnnviz.nn.forms import Form
from rnnviz.nn.nonlinearities import NONLINEARITIES, TANH, Nonlinearity
from rnnviz.probe.frame import Array, Recurrence
from rnnviz.probe.trace import Operation, Trace, TracedRecurrence, TracePhase


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
    form = cells.form(r.cell)
    if form is not None and operation.name in form.inner:
        return candidate_share(reading, r, operation, form.inner[operation.name], k)
    if operation.name == "h" and form is not None and form.phi == NONLINEARITIES["linear"]:
        return pre_activation(reading, r, operation, k)  # it is its own pre-activation
    states = ("c", "h") if form is None else form.states
    name = f"{operation.name}(t)" if operation.name in states else operation.name
    paragraphs = recurrent(record, operation.timestep, k)
    return [e for paragraph in paragraphs for e in paragraph if e.name == name]


def _whole(reading: Reading, operation: Operation) -> list[Equation]:
    """Write what a call of torch made, if it is one number; as a call, if no lecture has a formula for it."""
    trace = reading.trace
    if operation.phase is TracePhase.BACKWARD:
        if operation.of is None:
            return []
        of = parameter_name(trace, operation.name) if operation.of < 0 else letter(trace, operation.of)
        return [Equation(f"‖∂L/∂{of}‖₂", (number(operation.norm, signed=False),))]
    value = (number(float(operation.value.flat[0])),) if operation.value.size == 1 else ()
    formula = headline(reading, operation)
    if formula:
        return [Equation(formula[0].name, value)] if value else []
    return [Equation(f"\\text{{{operation.name}}}", (f"\\text{{{call(trace, operation)}}}", *value))]


def call(trace: Trace, operation: Operation) -> str:
    """Return what the program called, with the names of what it gave; empty: no call of its own."""
    if operation.phase not in (TracePhase.FORWARD, TracePhase.LOSS) or operation.equation:
        return ""
    names = [trace.named(o) or "input" for o in operation.operands[:4]] + ["…"] * (len(operation.operands) > 4)
    return f"{called(operation.name)}({', '.join(names)})"


# --- backwards ---


def _backward(
    reading: Reading, r: TracedRecurrence, record: Recurrence, operation: Operation, k: int
) -> list[Equation]:
    t, name = operation.timestep or 0, operation.name
    if name in ("h", "c"):
        wanted = f"∂L/∂{name}(t)"
        return [e for paragraph in recurrent(record, t, k) for e in paragraph if e.name == wanted]
    place = _Place(reading, r, record, operation, t, k)
    if name == "a":
        return [_slope(place, gate, part(r, operation.value, gate)) for gate in r.gates]
    if name.startswith("a_"):
        return [_slope(place, name.removeprefix("a_"), operation.value)]
    made = None if place.form is None else _rule(place, place.form, name)
    return [Equation(f"∂L/∂{name}", (number(float(operation.value[k])),))] if made is None else [made]


class _Place:
    """One (timestep, unit) of the backward phase."""

    def __init__(
        self, reading: Reading, r: TracedRecurrence, record: Recurrence, operation: Operation, t: int, k: int
    ) -> None:
        self.reading, self.r, self.record, self.operation, self.t, self.k = reading, r, record, operation, t, k
        self.form = cells.form(r.cell)

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

    def find(self, symbol: Symbol) -> float:
        if symbol.before:
            return self.before(symbol.name)
        state, _ = self.record.vectors.get(symbol.name, (None, None))
        values = self.record.gates.get(symbol.name, state)
        return math.nan if values is None else float(values[self.t, self.k])

    @property
    def value(self) -> float:
        return float(self.operation.value[self.k])


class _Way(NamedTuple):
    """One way that a gradient comes to a quantity: from what is computed from it, times a slope."""

    of: str  # what it comes from
    arriving: float
    written: str  # the slope
    slope: float


def _rule(place: _Place, form: Form, name: str) -> Equation | None:
    """Write the gradient of a gate, or of what is reset, by the chain rule; None where nothing of ours leads to it."""
    formula, ways = form.formula(earlier(place.r)), list[_Way]()
    for state, by in form.consumers(name):
        way = _Way(f"{state}(t)", place.gradient(state), by.as_factor(formula), by.value(place.find))
        ways.append(way)
    for gate in form.reset:
        slope = _slope_at(place.gate(gate.name), gate.nonlinearity)
        written = gate.nonlinearity.slope_written.format(value=gate.name)
        factors = {gate.inner: gate.reset, gate.reset.name if gate.reset else "": Symbol(gate.inner)}
        if (other := factors.get(name)) is not None:
            value = place.pre(other.name) if other.name == gate.inner else place.gate(other.name)
            ways.append(_Way(gate.name, place.gradient(gate.name), f"{written}·{other.name}", slope * value))
    carried = name in form.states  # the later timesteps have their share of it
    if not ways:
        return Equation(f"∂L/∂{name}", ("recurrent", number(place.value))) if carried else None
    known = not any(math.isnan(way.slope) for way in ways) or math.isnan(
        place.value
    )  # a record has no state but h and c
    written = " + ".join(f"∂L/∂{way.of}·{way.written}" for way in ways) + " + recurrent" * carried
    later = rest(place.value, sum(way.arriving * way.slope for way in ways)) if carried else 0.0
    numbers = lambda: (  # noqa: E731
        " + ".join(f"({number(way.arriving)})·({number(way.slope)})" for way in ways)
        + (f" + ({number(later)})" if carried else "")
    )
    return Equation(f"∂L/∂{name}", (written, *worked(place.value, *((numbers,) if known else ()))))


def _slope_at(value: float, nonlinearity: Nonlinearity) -> float:
    """Return φ'(a) of a gate from its value, which says enough."""
    return float(nonlinearity.slope(np.asarray(value), np.asarray(value)))


def _slope(place: _Place, gate: str, values: Array) -> Equation:
    """Write how a gradient passes a gate's nonlinearity, or the one that makes h(t)."""
    delta = float(values[place.k])
    if gate == "h":
        return _slope_of_state(place, delta)
    own = cells.gate(place.r.cell, gate)
    phi = TANH if own is None else own.nonlinearity
    arriving, through = _arriving(place, gate)
    slope = _slope_at(place.gate(gate), phi)
    formula = arriving if not phi.written else f"{arriving}·{phi.slope_written.format(value=gate)}"
    steps = worked(delta, lambda: f"({number(through)})·{number(slope, signed=False)}")
    return Equation(f"∂L/∂a_{gate}", (formula, *steps))


def _arriving(place: _Place, gate: str) -> tuple[str, float]:
    """Return what comes to a gate: its own gradient, if a state has it, and the share of gates made of it."""
    known = gate in place.r.backward
    written, value = (f"∂L/∂{gate}", place.gradient(gate)) if known else ("", 0.0)
    if place.form is None:
        return written, value
    formula = place.form.formula(earlier(place.r))
    for state, by in () if known else place.form.consumers(gate):  # it is its own sum, and has no gradient beside that
        written += f"{' + ' if written else ''}∂L/∂{state}(t)·{by.as_factor(formula)}"
        value += place.gradient(state) * by.value(place.find)
    for other in place.form.gates:  # f = 1 - i takes its share
        by = ZERO if other.equals is None else other.equals.derivative(Symbol(gate))
        if by != ZERO:
            value += place.gradient(other.name) * by.value(place.find)
            factor = f"∂L/∂{other.name}·{by.as_factor(formula)}"
            share = f"{MINUS}∂L/∂{other.name}" if by == Negative(ONE) else f" + {factor}"
            written += share if written else share.removeprefix(" + ")
    return (written if written == f"∂L/∂{gate}" else f"({written})"), value


def _slope_of_state(place: _Place, delta: float) -> Equation:
    phi = NONLINEARITIES.get(nonlinearity(place.record))
    formula = f"∂L/∂h(t)·{'φ′(a)' if phi is None else phi.slope_written.format(value='h(t)')}"
    if phi is None or "h" not in place.record.before:
        return Equation("∂L/∂a", (formula, number(delta)))
    a, h = (values[place.t : place.t + 1, place.k] for values in (place.record.before["h"], place.record.h))
    slope = float(phi.slope(a, h)[0])
    steps = worked(delta, lambda: f"({number(place.gradient('h'))})·{number(slope, signed=False)}")
    return Equation("∂L/∂a", (formula, *steps))


# --- after the backward phase ---


def _clipping(reading: Reading, operation: Operation) -> list[Equation]:
    clipping = reading.trace.clipping
    if clipping is None:
        return []
    found = [Equation("‖∂L/∂θ‖₂", ("√Σ‖∂L/∂W‖²", number(clipping.norm, signed=False)))]
    if clipping.kind == "norm":
        step = lambda: f"min(1, {_size(clipping.threshold)}/{_size(clipping.norm)})"  # noqa: E731
        found.append(Equation("factor", ("min(1, threshold/norm)", *worked(clipping.factor, step, signed=False))))
    elif clipping.kind == "value":
        limit = _size(clipping.threshold)
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
    step = lambda: f"{_size(norm(p.change))}/{_size(norm(p.before))}"  # noqa: E731
    return [Equation("‖ΔW‖/‖W‖", worked(p.ratio, step, signed=False))]


def _size(value: float) -> str:
    return number(value, signed=False)


def norm(values: Array) -> float:
    """Return the Euclidean norm over all elements."""
    return float(np.linalg.norm(values))
