"""What one unit's value was summed up from: the strongest addends, W_hh[k, j] h_j, W_xh[k, j] x_j, and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from rnnviz.explain.annotated_trace import Reading, block, gate_of, part, shown_unit
from rnnviz.explain.pre_activations import earlier
from rnnviz.nn import cells, expressions
from rnnviz.nn.expressions import Symbol
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Operation, TracedRecurrence, TracePhase

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Addend(NamedTuple):
    """One share of a sum."""

    label: str  # empty: of those that nobody asks for by name
    value: float
    several: int = 1  # how many it stands for


class Sum(NamedTuple):
    """What a bar chart shows of a sum: its name, the strongest addends, how many more there are, and their sum."""

    title: str
    addends: tuple[Addend, ...] = ()
    others: int = 0
    rest: float = 0.0


NOTHING = Sum("")


@np.errstate(all="ignore")
def contributions(reading: Reading, operation: Operation, unit: int | None, most: int = 8) -> Sum:
    """Return what made the selected unit's value at an operation; `NOTHING` where it is no sum over units.

    Parameters
    ----------
    unit : int or None
        The selected one; None: the first.
    most : int
        Addends to name; the others are summed up.
    """
    r = reading.trace.recurrence(operation)
    if r is None or operation.timestep is None or not operation.equation:
        return NOTHING
    k = shown_unit(operation, r, unit)
    if operation.phase is TracePhase.BACKWARD:
        return _backward(reading, r, operation, k, most) if operation.name == "h" else NOTHING
    if operation.name in ("c", "h") and (found := _gated(reading, r, operation, k)) is not None:
        return found
    gate = gate_of(r, operation)
    if gate is None or not r.weighed:
        return NOTHING
    addends = [*_from_states(reading, r, operation, gate, k), *_from_input(reading, r, operation, gate, k)]
    addends += _otherwise(reading, operation, gate, k, sum(a.value for a in addends))
    return strongest(f"a_{gate}[{k}]" if gate != "h" else f"a[{k}]", addends, most)


def strongest(title: str, addends: Iterable[Addend], most: int) -> Sum:
    """Return the strongest addends, those that are not finite first."""
    found = [a for a in addends if a.value != 0.0]
    named = [a for a in found if a.label]
    named.sort(key=lambda a: abs(a.value) if np.isfinite(a.value) else np.inf, reverse=True)
    others = [*named[most:], *(a for a in found if not a.label)]
    with np.errstate(all="ignore"):
        rest = float(np.sum([a.value for a in others]))
    return Sum(title, tuple(named[:most]), sum(a.several for a in others), rest)


def _from_states(reading: Reading, r: TracedRecurrence, operation: Operation, gate: str, k: int) -> Iterable[Addend]:
    before, rows = reading.states_before(operation.recurrence or 0, "h"), block(r, "hh", gate)
    if before is None or rows is None or operation.timestep is None:
        return
    values = rows[k].astype(np.float64) * before[operation.timestep]  # (P,), in doubles: singles can overflow
    scale, bias, own = 1.0, block(r, "bias_hh", gate), cells.gate(r.cell, gate)
    reset = None if own is None or cells.form(r.cell) is None else own.reset
    if reset is not None and operation.name == "a":
        return
    if reset is not None and operation.name != f"h{gate}":  # r * (W_hn h + b_hn)
        scale = float(reading.record(operation.recurrence or 0).gates[reset.name][operation.timestep, k])
    letter = f"{reset.name}·W_h{gate}" if reset is not None and scale != 1.0 else f"W_h{gate}"
    yield from _labelled(values * scale, lambda j: f"{letter}[{k},{j}]·h{sub(j)}", most=32)
    if bias is not None:
        yield Addend(f"b_h{gate}", float(bias[k]) * scale)


def _from_input(reading: Reading, r: TracedRecurrence, operation: Operation, gate: str, k: int) -> Iterable[Addend]:
    rows = block(r, "ih", gate)
    if rows is None or operation.timestep is None or (operation.name == f"h{gate}" and gate in r.gates):
        return
    x, row = r.x[operation.timestep], rows[k]  # (I,)
    on = np.flatnonzero(x)
    symbol = reading.symbol(operation)
    if len(on) == 1 and x[on[0]] == 1.0:
        name = f"“{symbol}”" if symbol else f"x{sub(int(on[0]))}"
        yield Addend(f"W_x{gate} {name}", float(row[on[0]]))
    else:
        yield from _labelled(row * x, lambda j: f"W_x{gate}[{k},{j}]·x{sub(j)}", most=32)
    bias = block(r, "bias_ih", gate)
    if bias is not None:
        yield Addend(f"b_x{gate}", float(bias[k]))


def _otherwise(reading: Reading, operation: Operation, gate: str, k: int, known: float) -> list[Addend]:
    """Return what a pre-activation has besides inputs, states and biases, as peepholes give it."""
    before, r = reading.record(operation.recurrence or 0).before.get(gate), reading.trace.recurrence(operation)
    if before is None or r is None or operation.name in ("a", f"h{gate}") or operation.timestep is None:
        return []
    whole, form = float(before[operation.timestep, k]), cells.form(r.cell)
    own = None if form is None else form.gate(gate)
    seen = None if own is None or own.peephole is None else own.peephole.of
    name = "other terms" if seen is None else f"p_{gate}·{seen.name}({earlier(r) if seen.before else 't'})"
    return [] if abs(whole - known) <= 1e-4 * max(1.0, abs(whole)) else [Addend(name, whole - known)]


def _labelled(values: Array, label: object, most: int) -> list[Addend]:
    """Name the strongest values; the sum of all others is one more addend, so that nothing is lost."""
    with np.errstate(invalid="ignore"):
        sizes = np.where(np.isfinite(values), np.abs(values), np.inf)
    order = np.argsort(-sizes, kind="stable")
    named = [Addend(label(int(j)), float(values[j])) for j in order[:most]]  # type: ignore[operator]
    rest = float(values[order[most:]].sum()) if len(order) > most else 0.0
    return [*named, Addend("", rest, len(order) - most)] if rest else named


def _gated(reading: Reading, r: TracedRecurrence, operation: Operation, k: int) -> Sum | None:
    """Return the shares of a state that is a sum, such as an LSTM's c(t); `NOTHING` of another one, None of none."""
    form, name, index = cells.form(r.cell), operation.name, operation.recurrence or 0
    if form is None or form.phi is not None or name not in form.states:
        return None
    t, record, equation = operation.timestep or 0, reading.record(index), form.states[name]
    if not isinstance(equation, expressions.Sum):
        return NOTHING  # h = o tanh c is a product

    def find(symbol: Symbol) -> float:
        own = record.gates.get(symbol.name, record.vectors.get(symbol.name, (None,))[0])
        values = reading.states_before(index, symbol.name) if symbol.before else own
        return float("nan") if values is None else float(values[t, k])

    write = form.formula(earlier(r))
    kept_first = sorted(equation.addends, key=lambda each: not any(symbol.before for symbol in each.symbols()))
    return Sum(f"{name}(t)[{k}]", tuple(Addend(each.written(write), float(each.value(find))) for each in kept_first))


def _backward(reading: Reading, r: TracedRecurrence, operation: Operation, k: int, most: int) -> Sum:
    """Return what dL/dh_k(t) is summed up from: its own output, and each unit of the next timestep."""
    addends = [] if operation.local is None else [Addend("local", float(operation.local[k]))]
    after = (operation.timestep or 0) + (-1 if r.reverse else 1)
    if 0 <= after < r.timesteps and "hh" in r.weights:
        addends += _through_next(reading, r, operation, after, k)
    elif operation.recurrent is not None and operation.recurrent[k] != 0.0:
        addends.append(Addend("recurrent", float(operation.recurrent[k])))
    return strongest(f"∂L/∂h(t)[{k}]", addends, most)


def _through_next(reading: Reading, r: TracedRecurrence, operation: Operation, after: int, k: int) -> list[Addend]:
    def gradient(name: str) -> Array | None:
        at = r.backward.get(name, ())
        return reading.trace.operations[at[after]].value if at and at[after] >= 0 else None

    delta, addends = gradient("a"), list[Addend]()
    if delta is None:  # another cell: how it hands the gradient on is not known
        return [] if operation.recurrent is None else [Addend("recurrent", float(operation.recurrent[k]))]
    form = cells.form(r.cell)
    for gate in r.gates:
        reset = form is not None and f"h{gate}" in form.inner
        own, rows = gradient(f"h{gate}") if reset else part(r, delta, gate), block(r, "hh", gate)
        if own is not None and rows is not None:
            letter = "" if gate == "h" else gate
            addends += _labelled(rows[:, k] * own, lambda j, w=gate, g=letter: f"W_h{w}[{j},{k}]·δ{g}{sub(j)}", most=16)
    direct = gradient("h")
    kept = expressions.ZERO if form is None else form.states["h"].derivative(Symbol("h", before=True))
    if kept != expressions.ZERO and form is not None and direct is not None:
        record = reading.record(operation.recurrence or 0)
        share = float(kept.value(lambda symbol: record.gates[symbol.name][after, k]))
        label = f"{kept.as_factor(form.formula(earlier(r)))}·∂L/∂h({'t−1' if r.reverse else 't+1'})"
        addends.append(Addend(label, float(share * direct[k])))
    return addends


def sub(number: int) -> str:
    """Write a number as an index."""
    return str(number).translate(_SUBSCRIPTS)
