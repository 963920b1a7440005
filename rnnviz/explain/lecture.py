"""The formula that a lecture has for an operation, without numbers: what is written on the board at this step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.frame_equations import COMMON, Equation, summed
from rnnviz.explain.number import MINUS, grouped, number
from rnnviz.explain.plumbing import MOVING, called
from rnnviz.explain.pre_activations import earlier
from rnnviz.explain.small_networks import nonlinearity
from rnnviz.nn import cells
from rnnviz.nn.expressions import ZERO, Expression, Symbol
from rnnviz.nn.forms import Form, Gate
from rnnviz.nn.nonlinearities import NONLINEARITIES
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import LeafKind, Operation, Trace, TracedRecurrence, TracePhase


@np.errstate(all="ignore")
def headline(reading: Reading, operation: Operation) -> list[Equation]:
    """Return the lecture's equation of an operation; empty where there is none."""
    match operation.phase:
        case TracePhase.CLIPPING:
            return _clipping(reading)
        case TracePhase.STEP:
            return [Equation("W(k+1)", ("W(k) + ΔW",))]
    r = reading.trace.recurrence(operation)
    if r is not None and operation.timestep is not None and operation.equation:
        form = cells.form(r.cell)
        backward = operation.phase is TracePhase.BACKWARD
        if form is None:
            return []
        return _back_through_cell(reading, r, form, operation) if backward else _cell(reading, r, form, operation)
    if operation.phase is TracePhase.BACKWARD:
        return _back_through_call(reading, operation)
    return _call(reading, operation)


# --- inside a cell ---


def _cell(reading: Reading, r: TracedRecurrence, form: Form, operation: Operation) -> list[Equation]:
    before, name = earlier(r), operation.name
    if form.phi is not None:
        phi = NONLINEARITIES.get(nonlinearity(reading.record(operation.recurrence or 0)), form.phi)
        whole = summed(form, before)
        return [Equation("h(t)", (f"{phi.written}({whole})" if phi.written else whole,))]
    if name in form.states:
        return [Equation(f"{name}(t)", (form.states[name].written(form.formula(before)),))]
    gate = form.gate(name.removeprefix("a_")) or form.inner.get(name)
    if gate is not None:
        return [Equation(gate.name, (_gate(form, gate, before),))]
    return [Equation(COMMON, (summed(form, before),))]


def _gate(form: Form, gate: Gate, before: str) -> str:
    """Write a gate with its own weights: σ(W_xf·x(t) + W_hf·h(t−1) + b_f)."""
    if gate.equals is not None:
        return gate.equals.written(form.formula(before))
    if gate.reset is not None:
        return f"{gate.nonlinearity.written}({summed(form, before, gate)})"
    own = summed(form, before, gate)
    for shared, its in (("W_xh", f"W_x{gate.name}"), ("W_hh", f"W_h{gate.name}"), ("+ b", f"+ b_{gate.name}")):
        own = own.replace(shared, its)
    return f"{gate.nonlinearity.written}({own.replace('p·', f'p_{gate.name}·')})"


def _back_through_cell(reading: Reading, r: TracedRecurrence, form: Form, operation: Operation) -> list[Equation]:
    name, after = operation.name, f"t{MINUS}1" if r.reverse else "t+1"
    if name == "h":
        later = f"(∂h({after})/∂h(t))ᵀ·∂L/∂h({after})"
        if form.phi is not None:
            later = f"W_hhᵀ·∂L/∂a({after})" if "W_hh" in {term.weight for term in form.terms} else later
        own = "local" if operation.local is not None else "(∂y(t)/∂h(t))ᵀ·∂L/∂y(t)"
        return [Equation("∂L/∂h(t)", (f"{own} + {later}",))]
    if name == "a" and form.phi is not None:
        phi = NONLINEARITIES.get(nonlinearity(reading.record(operation.recurrence or 0)), form.phi)
        return [Equation("∂L/∂a(t)", (f"∂L/∂h(t)·{phi.slope_written.format(value='h(t)')}",))]
    write = form.formula(earlier(r))
    if name in form.states:
        ways = [f"∂L/∂{state}(t)·{by.as_factor(write)}" for state, by in form.consumers(name)]
        kept = form.states[name].derivative(Symbol(name, before=True))
        if kept != ZERO:
            ways.append(f"∂L/∂{name}({after})·{_at(kept, after)}")
        return [Equation(f"∂L/∂{name}(t)", (" + ".join(ways),))]
    gate = form.gate(name.removeprefix("a_")) or (next(iter(form.summed), None) if name == "a" else None)
    if gate is not None and (name == "a" or name.startswith("a_")):
        slope = gate.nonlinearity.slope_written.format(value=gate.name)
        return [Equation(f"∂L/∂a_{gate.name}", (f"∂L/∂{gate.name}·{slope}",))]
    if gate is not None:
        ways = [f"∂L/∂{state}(t)·{by.as_factor(write)}" for state, by in form.consumers(name)]
        return [Equation(f"∂L/∂{name}", (" + ".join(ways),))] if ways else []
    return []


def _at(expression: Expression, when: str) -> str:
    """Write gates with their timestep: f(t+1)."""
    return expression.as_factor(lambda symbol, _as_factor: f"{symbol.name}({when})")


# --- calls outside of cells ---

_APPLIED: dict[str, Callable[[Sequence[str]], str]] = {
    "linear": lambda o: f"W·{o[0]}" + (" + b" if len(o) > 2 else ""),
    "embedding": lambda o: "E·one-hot",
    "softmax": lambda o: f"\\frac{{exp({o[0]})}}{{Σ exp({o[0]})}}",
    "log_softmax": lambda o: f"{o[0]} {MINUS} ln Σ exp({o[0]})",
    "tanh": lambda o: f"tanh({o[0]})",
    "sigmoid": lambda o: f"σ({o[0]})",
    "relu": lambda o: f"max(0, {o[0]})",
    "exp": lambda o: f"exp({o[0]})",
    "log": lambda o: f"ln {o[0]}",
    "neg": lambda o: f"{MINUS}{o[0]}",
    "square": lambda o: f"{o[0]}^2",
    "sqrt": lambda o: f"√({o[0]})",
    "add": lambda o: " + ".join(o),
    "sub": lambda o: f" {MINUS} ".join(o),
    "mul": lambda o: " ⊙ ".join(o),
    "div": lambda o: f"\\frac{{{o[0]}}}{{{o[1] if len(o) > 1 else 'n'}}}",
    "matmul": lambda o: "·".join(o),
    "mm": lambda o: "·".join(o),
    "bmm": lambda o: "·".join(o),
    "sum": lambda o: f"Σ {o[0]}",
    "mean": lambda o: f"\\frac{{1}}{{n}} Σ {o[0]}",
    "dropout": lambda o: f"mask ⊙ \\frac{{{o[0]}}}{{1{MINUS}p}}",
    "mse_loss": lambda o: f"\\frac{{1}}{{n}} Σ ({o[0]} {MINUS} {o[1] if len(o) > 1 else 'target'})^2",
}
_RESULTS = {
    "embedding": "e", "softmax": "p", "log_softmax": "ln p", "bmm": "context", "dropout": "d",
    "mse_loss": "L", "nll_loss": "L", "cross_entropy": "L", "binary_cross_entropy": "L",
    "binary_cross_entropy_with_logits": "L", "output": "h", "h_n": "h(T)", "c_n": "c(T)",
}  # fmt: skip


def letter(trace: Trace, reference: int) -> str:
    """Return what an operand is called on a board; what plumbing made is called as what it was made from."""
    item = trace.at(reference)
    seen = set[int]()
    while isinstance(item, Operation):
        name = called(item.name)
        if name in _RESULTS or name not in MOVING or not item.operands or item.index in seen:
            break
        seen.add(item.index)
        item = trace.at(item.operands[0])
    if not isinstance(item, Operation):
        named = item.kind is LeafKind.PARAMETER
        return f"\\text{{{item.name}}}" if named else "x"
    if item.equation and item.timestep is not None:
        return f"{item.name}(t)" if item.name in ("h", "c") else item.name
    name = called(item.name)
    if name == "linear":
        return "y" if _is_last_linear(trace, item) else "z"
    return _RESULTS.get(name, "z" if name in _APPLIED else "x" if name in MOVING else f"\\text{{{name}}}")


def _is_last_linear(trace: Trace, operation: Operation) -> bool:
    calls = [o for o in trace.operations if o.name == "linear" and o.timestep is None and o.phase in _AHEAD]
    return bool(calls) and calls[-1].module == operation.module


_AHEAD = (TracePhase.FORWARD, TracePhase.LOSS)


def _call(reading: Reading, operation: Operation) -> list[Equation]:
    name, trace = called(operation.name), reading.trace
    if name == "cross_entropy":
        return [Equation("L", (_cross_entropy(trace, operation),))]
    if name not in _APPLIED or not operation.operands:
        return []
    operands = [letter(trace, o) for o in operation.operands]
    return [Equation(letter(trace, operation.index), (_APPLIED[name](operands),))]


def _cross_entropy(trace: Trace, operation: Operation) -> str:
    """Write the loss as the mean or the sum of −ln p, whichever it is: the numbers say so."""
    found, of_each = losses(trace, operation), _share_of_each(trace, operation)
    several = found is None or len(found) > 1
    return f"{MINUS}{of_each}{'Σ ' if several else ''}ln p(target)"


def _share_of_each(trace: Trace, operation: Operation) -> str:
    """Write 1/n, if the loss is the mean over n targets; empty: it is their sum, or nobody can tell."""
    found = losses(trace, operation)
    if found is None or len(found) < 2 or not np.isclose(float(operation.value.flat[0]), found.mean(), rtol=1e-3):
        return ""
    return f"\\frac{{1}}{{{grouped(len(found))}}} "


def losses(trace: Trace, operation: Operation) -> Array | None:
    """Return −ln p of every target of a cross entropy; None where its operands do not tell."""
    if len(operation.operands) < 2:
        return None
    scores, targets = (np.asarray(trace.at(o).value) for o in operation.operands[:2])
    if scores.ndim != 2 or targets.shape != scores.shape[:1]:
        return None
    rows = np.flatnonzero((targets >= 0) & (targets < scores.shape[1]))
    high = scores[rows].astype(float)
    high -= high.max(axis=1, keepdims=True)
    return np.asarray(np.log(np.exp(high).sum(axis=1)) - high[np.arange(len(rows)), targets[rows].astype(int)])


def _back_through_call(reading: Reading, operation: Operation) -> list[Equation]:
    trace = reading.trace
    if operation.of is None:
        return []
    if operation.of < 0:
        return [Equation(f"∂L/∂{parameter_name(trace, operation.name)}", (_of_parameter(trace, operation.name),))]
    made, user = letter(trace, operation.of), _used_by(trace, operation.of)
    if user is None:
        return [Equation("∂L/∂L", ("1",))] if operation.value.size == 1 else []
    after = letter(trace, user.index)
    if called(user.name) == "cross_entropy":
        share = _share_of_each(trace, user)
        return [Equation(f"∂L/∂{made}", (f"{share}(softmax({made}) {MINUS} target)",))]
    if called(user.name) == "linear":
        return [Equation(f"∂L/∂{made}", (f"Wᵀ·∂L/∂{after}",))]
    return [Equation(f"\\frac{{∂L}}{{∂{made}}}", (f"(\\frac{{∂{after}}}{{∂{made}}})ᵀ·\\frac{{∂L}}{{∂{after}}}",))]


def _used_by(trace: Trace, reference: int) -> Operation | None:
    """Return the first operation that computes something from a result, also if plumbing stands between."""
    reached = {reference}
    for o in trace.operations[reference + 1 :]:
        if o.phase not in _AHEAD:
            return None
        if reached & set(o.operands):
            if called(o.name) not in MOVING:
                return o
            reached.add(o.index)
    return None


_PARAMETERS = {"ih": "W_xh", "hh": "W_hh", "hr": "W_hr", "bias_ih": "b", "bias_hh": "b"}


def parameter_name(trace: Trace, name: str) -> str:
    """Return what a parameter is called on a board: W_xh, W_hh, b, h_0; another one by its own name."""
    if state := cells.initial_of(name):
        return f"{state}_0"
    for r in trace.recurrences:
        for key, own in r.parameters.items():
            if own == name:
                return _PARAMETERS.get(key, f"\\text{{{name}}}")
    return f"\\text{{{name}}}"


def _of_parameter(trace: Trace, name: str) -> str:
    """Write the sum over time that a shared weight's gradient is; of an initial state, the sum over sequences."""
    if state := cells.initial_of(name):
        return f"Σ (\\frac{{∂s(t_0)}}{{∂{state}_0}})ᵀ·\\frac{{∂L}}{{∂s(t_0)}}"
    for r in trace.recurrences:
        key = next((key for key, own in r.parameters.items() if own == name), None)
        by = {"ih": "·x(t)ᵀ", "hh": f"·h({earlier(r)})ᵀ", "bias_ih": "", "bias_hh": ""}.get(key or "")
        form = cells.form(r.cell)
        if by is not None and form is not None and not (form.reset and key == "bias_hh"):
            return f"Σ_t {'δ(t)' if form.reset and key == 'hh' else '∂L/∂a(t)'}{by}"
    return "Σ \\frac{∂L}{∂z}·x^⊤" if name.endswith("weight") else "Σ \\frac{∂L}{∂z}"


def _clipping(reading: Reading) -> list[Equation]:
    clipping = reading.trace.clipping
    if clipping is None or clipping.kind == "none":
        return [Equation("‖g‖", ("√(Σ ‖∂L/∂W‖²)",))]
    limit = number(clipping.threshold, signed=False)
    if clipping.kind == "value":
        return [Equation("g", (f"min(max(g, {MINUS}{limit}), {limit})",))]
    return [Equation("g", (f"g·min(1, \\frac{{{limit}}}{{‖g‖}})",))]
