"""What happened at one (unit, timestep), as equations: the formula, then the formula with its numbers. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from rnnviz.explain.number import MINUS, number
from rnnviz.explain.shown_digits import rest, worked
from rnnviz.nn import cells
from rnnviz.nn.expressions import Symbol
from rnnviz.nn.forms import SUM, Form, Gate
from rnnviz.nn.nonlinearities import Nonlinearity
from rnnviz.probe.frame import Array, Recurrence


class Equation(NamedTuple):
    """``name = step = step = ...``: the formula first, then with numbers, the value last."""

    name: str
    steps: tuple[str, ...]


COMMON = "a"  # what all gates are computed from, each from its own rows: the formula is written once, without numbers


def recurrent(record: Recurrence, timestep: int, unit: int, joined: bool = False) -> list[list[Equation]]:
    """Return what one unit computed at one timestep, in paragraphs: gates, states, gradients.

    Parameters
    ----------
    record
        Must hold h; what else it lacks is left out.
    timestep, unit
        Within ``record.h``. Where h is projected from more cells (``proj_size``), gates and cell state are those of the
        cell of that number, and h(t) has no formula with numbers.
    joined
        Write the matrices of a sum as one: [W_hh W_xh]·[h(t−1); x(t)].
    """
    now = _Now(record, timestep, unit, joined)
    paragraphs = [*_writer(now), _gradients(now)]
    return [paragraph for paragraph in paragraphs if paragraph]


def _writer(now: _Now) -> Iterable[list[Equation]]:
    """Write by the cell's own equations, if they are known and the Frame holds all that they speak of."""
    form = now.form
    if form is None or not now.has(*form.needed) or (form.phi is not None and "h" not in now.record.before):
        return _generic(now)
    return _formed(now, form)


class _Now:
    """The numbers of one (timestep, unit), printed."""

    def __init__(self, record: Recurrence, timestep: int, unit: int, joined: bool = False) -> None:
        self.record, self.timestep, self.unit, self.joined = record, timestep, unit, joined
        self.form = cells.form(record.cell)
        self.before_t = "t+1" if record.reverse else f"t{MINUS}1"
        self.projected = record.c is not None and record.c.shape[1] != record.h.shape[1]

    def has(self, *names: str) -> bool:
        """Whether the Frame holds these gates and states."""
        return set(names) <= {*self.record.gates, *self.record.vectors}

    def at(self, values: Array) -> float:
        """Return one element, exactly."""
        return float(values[self.timestep, self.unit])

    def of(self, values: Array, signed: bool = True) -> str:
        """Print one element."""
        return number(self.at(values), signed)

    def gate(self, name: str, *steps: Callable[[], str]) -> tuple[str, ...]:
        """Print a gate, worked out by steps; one that is never negative without a sign."""
        return self.worked(self.record.gates[name], *steps, signed=self.signed(name))

    def worked(self, values: Array, *steps: Callable[[], str], signed: bool = True) -> tuple[str, ...]:
        """Print one element as steps come to it."""
        return worked(self.at(values), *steps, signed=signed)

    def signed(self, name: str) -> bool:
        """Whether a quantity has both signs: all but the gates that have a range above zero."""
        gate = cells.gate(self.record.cell, name) if name in self.record.gates else None
        return gate is None or gate.nonlinearity.signed

    def symbol(self, symbol: Symbol, as_factor: bool) -> str:
        """Print a gate or a state where it stands in an equation."""
        if symbol.name in self.record.gates:
            text = self.of(self.record.gates[symbol.name], signed=self.signed(symbol.name))
        else:
            values, initial = self.record.vectors[symbol.name]
            text = self.previous(values, initial) if symbol.before else self.of(values)
        return f"({text})" if as_factor and self.signed(symbol.name) else text

    def find(self, symbol: Symbol) -> float:
        """Return the value of a gate or a state of this timestep."""
        vectors = self.record.vectors
        if symbol.name not in self.record.gates and symbol.name in vectors:
            return self.at(vectors[symbol.name][0])
        values = self.record.gates.get(symbol.name)
        return math.nan if values is None else self.at(values)

    def previous(self, states: Array, initial: Array | None) -> str:
        """Print the state that the timestep started from."""
        start = np.full_like(states[0], np.nan) if initial is None else initial
        return self.of(self.record.previous(states, start))


def summed(form: Form | None, earlier: str, gate: Gate | None = None, joined: bool = False) -> str:
    """Write what stands under a nonlinearity, of all gates or of one; `earlier`: how the timestep before is written.

    `joined`: its matrices are written as one, [W_hh W_xh]·[h(t−1); x(t)]; not where a gate resets its share of h.
    """
    if gate is not None and gate.reset is not None:
        name = gate.name
        return f"W_x{name}·x(t) + b_x{name} + {gate.reset.name}·({inner_sum(gate, earlier)})"
    if gate is not None and gate.own is not None:
        return gate.own.written
    terms = SUM if form is None else form.terms
    sees = "xhy" if gate is None else gate.sees
    when = {"x": "t", "h": earlier, "y": earlier}
    weighed = [(w, f"{of}({when[of]})") for w, of, *_ in terms if of and of in sees]
    if joined and len(weighed) > 1:
        matrices, vectors = zip(*reversed(weighed), strict=True)  # the state first, as in lectures
        weighed = [(f"[{' '.join(matrices)}]", f"[{'; '.join(vectors)}]")]
    shown = [*(f"{w}·{of}" for w, of in weighed), *(w for w, of, *_ in terms if not of)]
    if gate is not None and gate.peephole is not None:
        seen = gate.peephole.of
        shown.append(f"p·{seen.name}({earlier if seen.before else 't'})")
    return " + ".join(shown)


def _formed(now: _Now, form: Form) -> Iterable[list[Equation]]:
    """Write the equations of a cell as its form has them."""
    if form.phi is not None:
        yield [_without_gates(now, form, form.phi)]
        return
    yield [*_sums(now, form), *(_gate(now, form, gate) for gate in form.gates)]
    yield [_state(now, form, name) for name in form.states]


def _sums(now: _Now, form: Form) -> Iterable[Equation]:
    """Write what gates have in common once, then what another one has instead."""
    written = {g.name: summed(form, now.before_t, g, now.joined) for g in form.summed if g.reset is None}
    common = next(iter(written.values()), None)
    if common is not None:
        yield Equation(COMMON, (common,))
    yield from (Equation(f"{COMMON}_{name}", (text,)) for name, text in written.items() if text != common)


def _gate(now: _Now, form: Form, gate: Gate) -> Equation:
    name, applied = gate.name, gate.nonlinearity.written
    if gate.equals is not None:
        equals = gate.equals
        return Equation(
            name, (equals.written(form.formula(now.before_t)), *now.gate(name, lambda: equals.written(now.symbol)))
        )
    if gate.reset is not None:
        return Equation(name, (f"{applied}({summed(form, now.before_t, gate)})", *now.gate(name, *_reset(now, gate))))
    if not applied:  # it is its own sum
        return Equation(name, (f"a_{name}", *now.gate(name)))
    with_number = (lambda: f"{applied}({now.of(now.record.before[name])})",) if name in now.record.before else ()
    return Equation(name, (f"{applied}(a_{name})", *now.gate(name, *with_number)))


def inner_sum(gate: Gate, earlier: str) -> str:
    """Write what a gate takes from h before that is reset."""
    return f"W_h{gate.name}·h({earlier}) + b_h{gate.name}"


def _reset(now: _Now, gate: Gate) -> Iterable[Callable[[], str]]:
    """Yield the steps between the formula of a gate that resets h and its value, as far as the Frame knows them."""
    before, applied, reset = now.record.before, gate.nonlinearity.written, gate.reset
    if gate.name in before and gate.inner in before and reset is not None:
        # The input's share is not in the Frame: it is what the recurrent share leaves of the whole.
        product = now.find(reset) * now.at(before[gate.inner])
        share = rest(now.at(before[gate.name]), product)
        opened = now.record.gates[reset.name]
        yield lambda: f"{applied}({number(share)} + {now.of(opened, False)}·({now.of(before[gate.inner])}))"
    if gate.name in before:
        yield lambda: f"{applied}({now.of(before[gate.name])})"


def _state(now: _Now, form: Form, name: str) -> Equation:
    """Write a state; of an h that is projected from more cells, not its numbers."""
    equation, (values, _) = form.states[name], now.record.vectors[name]
    written = equation.written(form.formula(now.before_t))
    if name == "h" and now.projected:
        return Equation("h(t)", (f"W_hr·({written})", now.of(values)))
    return Equation(f"{name}(t)", (written, *now.worked(values, lambda: equation.written(now.symbol))))


def _without_gates(now: _Now, form: Form, phi: Nonlinearity) -> Equation:
    """Write h(t) of a cell that applies one nonlinearity to one sum."""
    applied, whole = phi.written, summed(form, now.before_t, joined=now.joined)
    with_number = (lambda: f"{applied}({now.of(now.record.before['h'])})",) if applied else ()
    formula = f"{applied}({whole})" if applied else whole
    return Equation("h(t)", (formula, *now.worked(now.record.h, *with_number)))


def _generic(now: _Now) -> Iterable[list[Equation]]:
    """List what there is: a cell whose equations are not written here."""
    record = now.record
    yield [
        Equation(
            name,
            (*([f"φ({now.of(record.before[name])})"] if name in record.before else []), now.of(record.gates[name])),
        )
        for name in record.gates
    ]
    yield [
        Equation(f"{name}({when})", (text,))
        for name, (values, initial) in sorted(record.vectors.items(), key=lambda each: each[0] == "h")
        for when, text in ((now.before_t, now.previous(values, initial)), ("t", now.of(values)))
    ]


def _gradients(now: _Now) -> list[Equation]:
    record, found = now.record, []
    if record.dh is not None and record.dh_local is not None and record.dh_recurrent is not None:
        parts = [now.at(values) for values in (record.dh_local, record.dh_recurrent)]
        steps = now.worked(record.dh, lambda: f"({number(parts[0])}) + ({number(parts[1])})")
        found.append(Equation("∂L/∂h(t)", ("local + recurrent", *steps)))
    elif record.dh is not None:
        found.append(Equation("∂L/∂h(t)", (now.of(record.dh),)))
    if record.dc is not None:
        found.append(Equation("∂L/∂c(t)", _through_h(now) or (now.of(record.dc),)))
    return found


def _through_h(now: _Now) -> tuple[str, ...]:
    """Split dL/dc(t) into what comes through h(t) and what comes through the later c (and gates that see it); or ()."""
    record, form = now.record, now.form
    if form is None or now.projected or record.dh is None or record.dc is None:
        return ()
    by = dict(form.consumers("c")).get("h")
    if by is None or not now.has(*(symbol.name for symbol in by.symbols())):
        return ()
    later = _carried(now, form, now.at(record.dc), now.at(record.dh) * by.value(now.find))
    through = now.worked(
        record.dc,
        lambda: f"({now.of(record.dh)})·{by.as_factor(now.symbol)} + ({number(later)})",  # type: ignore[arg-type]
    )
    others = "recurrent and peepholes" if form.peepholes else "recurrent"
    formula = f"∂L/∂h(t)·{by.as_factor(form.formula(now.before_t))}"
    return (f"{formula} + {others}", *through)


def _carried(now: _Now, form: Form, total: float, through_h: float) -> float:
    """Return what comes to c(t) from the later c: by its own formula where that is all, else what is left.

    What is left has the rounding of both in it, and can be that alone.
    """
    record, next_t = now.record, now.timestep + (-1 if now.record.reverse else 1)
    if form.peepholes or record.dc is None or not 0 <= next_t < len(record.dc):
        return rest(total, through_h)
    later = _Now(record, next_t, now.unit)
    carried = float(form.states["c"].derivative(Symbol("c", before=True)).value(later.find)) * later.at(record.dc)
    is_all = rest(total, through_h + carried) == 0.0
    return carried if is_all else rest(total, through_h)


def norms(record: Recurrence, timestep: int) -> list[Equation]:
    """Return the Euclidean norms of what all units did at one timestep."""
    shown: list[tuple[str, Any]] = [
        ("‖h(t)‖₂", record.h),
        ("‖c(t)‖₂", record.c),
        ("‖∂L/∂h(t)‖₂", record.dh),
        ("‖∂L/∂c(t)‖₂", record.dc),
    ]
    return [
        Equation(name, (number(float(np.linalg.norm(values[timestep])), signed=False),))
        for name, values in shown
        if values is not None
    ]
