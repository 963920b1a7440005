"""How a timestep stretches what passes through it: Jacobians of the recurrent step, on plain arrays. No torch here.

The chain rule makes dL/dh(t) = dL/dh(T) J(T) ... J(t+1) for the loss at the last timestep T, with J(s) = dh(s)/dh(s-1):
how fast such a product shrinks or grows is why gradients vanish or explode (Bengio, Simard & Frasconi 1994; Pascanu,
Mikolov & Bengio 2013). Norms here are the largest singular value, the most that any vector is stretched.

For an LSTM the state is (h, c), and so is the Jacobian's: dh(s)/dh(s-1) alone would miss what passes through c.

All follow from a cell's equations, by the chain rule (`partials`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from rnnviz.nn import cells
from rnnviz.nn.expressions import Expression, Symbol, derivatives
from rnnviz.nn.forms import SUM, Form, Gate
from rnnviz.nn.nonlinearities import Nonlinearity
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Trace, TracedRecurrence

Look = Callable[[str], Array]  # a quantity by its name
Shares = dict[str, Any]  # what something was computed from -> its derivative by that, elementwise, (..., H)


class StepJacobian(NamedTuple):
    """Derivatives of one timestep's states by those before it; rows: after, columns: before.

    c stands for all states beside h, K of them, one below the other: of an LSTM that is c alone.
    """

    hh: Array  # dh(t)/dh(t-1), (P, P)
    hc: Array | None = None  # dh(t)/dc(t-1), (P, K H)
    ch: Array | None = None  # dc(t)/dh(t-1), (K H, P)
    cc: Array | None = None  # dc(t)/dc(t-1), (K H, K H): diagonal blocks, f(t) and what passes through peepholes
    shares: Array | None = None  # those diagonals, (K, K, H)

    def carried(self, gradient: Array) -> Array:
        """Multiply dL/dc(t), (..., K H), by cc: what of it reaches c(t-1) without passing through h."""
        assert self.shares is not None
        count, _, units = self.shares.shape
        parts = gradient.reshape(*gradient.shape[:-1], count, units)
        return np.asarray(np.einsum("...ku,kju->...ju", parts, self.shares)).reshape(gradient.shape)

    @property
    def whole(self) -> Array:
        """Of the whole state: h, and c below and right of it."""
        if self.hc is None or self.ch is None or self.cc is None:
            return self.hh
        upper, lower = (np.concatenate(row, axis=-1) for row in ((self.hh, self.hc), (self.ch, self.cc)))
        return np.concatenate([upper, lower], axis=-2)


def partials(form: Form, at: Look, before: Look, weights: Mapping[str, Array] | None = None) -> dict[str, Shares]:
    """Differentiate each state of a cell, unit by unit, by what it is computed from.

    Parameters
    ----------
    form : Form
    at, before : callable
        Give a quantity by its name, (..., H), of one timestep or of any number: a gate, "c", "hn", of a cell without
        gates "a" and "h"; and a state ("h", "c") that the timestep started from.
    weights : mapping, optional
        Of peepholes, by the names of their parameters.

    Returns
    -------
    dict
        State -> source -> derivative. A source is a gate, for the rows that it has in W_hh ("h": of a cell without
        gates); "h-" or "c-", a state of the timestep before; or another state of this timestep.
    """
    found = _Partials(form, at, before, weights or {})
    shape = np.shape(at(form.rows[0] if form.gates else "a"))
    return {
        state: {source: np.broadcast_to(value, shape) for source, value in found.chain(equation).items()}
        for state, equation in form.states.items()
    }


class _Partials:
    """The chain rule from a state back to what is not computed from anything else within its timestep."""

    def __init__(self, form: Form, at: Look, before: Look, weights: Mapping[str, Array]) -> None:
        self.form, self.at, self.before, self.weights = form, at, before, weights

    def chain(self, expression: Expression) -> Shares:
        """Return the derivative of an expression by each source."""
        found: Shares = {}
        for symbol, by in derivatives(expression).items():
            _add(found, self._of(symbol), by.value(self._value))
        return found

    def _value(self, symbol: Symbol) -> Array:
        return (self.before if symbol.before else self.at)(symbol.name)

    def _of(self, symbol: Symbol) -> Shares:
        name, gate = symbol.name, self.form.gate(symbol.name)
        if symbol.before:
            return {f"{name}-": 1.0}
        if self.form.phi is not None:
            return {"h": self.form.phi.slope(self.at("a"), self.at("h"))}
        if gate is None:
            return {name: 1.0}
        return self._of_gate(gate) if gate.equals is None else self.chain(gate.equals)

    def _of_gate(self, gate: Gate) -> Shares:
        value = self.at(gate.name)
        slope = gate.nonlinearity.slope(value, value)  # of gates, φ(a) says enough
        found: Shares = {gate.name: slope} if "h" in gate.sees else {}
        if gate.reset is not None:
            found = {gate.name: slope * self._value(gate.reset)}
            _add(found, self._of(gate.reset), slope * self.at(gate.inner))
        if gate.peephole is not None:
            seen, parameter, row = gate.peephole
            _add(found, self._of(seen), slope * self.weights[parameter][row])
        return found


def _add(found: Shares, shares: Shares, times: Any) -> None:
    for source, value in shares.items():
        found[source] = found[source] + value * times if source in found else value * times


def assembled(form: Form, through: Mapping[str, Mapping[str, Array]], weights: Mapping[str, Array]) -> StepJacobian:
    """Return the Jacobian of one timestep from its `partials`, each (..., H), and the weights that those leave out.

    Those are "hh" (G H, P) and "hr" (P, H), if any. Of many states at once it is made in one go.
    """
    names = form.stacked("hh")
    rows = dict(zip(names, np.split(weights["hh"], len(names)), strict=True)) if names else {}
    by_h: dict[str, Array] = {}
    others = [state for state in form.handed_on if state != "h"]
    through_others: dict[str, dict[str, Array]] = {state: {} for state in others}  # diagonals, by the state before
    for state, shares in through.items():
        parts = [shares[name][..., None] * W for name, W in rows.items() if name in shares]
        parts += [shares[other][..., None] * by_h[other] for other in by_h if other in shares]
        parts += [diagonal(shares["h-"])] if "h-" in shares else []
        by_h[state] = sum(parts[1:], parts[0]) if parts else np.zeros_like(diagonal(next(iter(shares.values()))))
        for other, known in through_others.items():
            parts = [shares[each] * known[each] for each in known if each in shares]
            parts += [shares[f"{other}-"]] if f"{other}-" in shares else []
            if parts:
                known[state] = sum(parts[1:], parts[0])
    hh = by_h["h"]
    if not others:
        return StepJacobian(weights["hr"] @ hh if "hr" in weights else hh)
    nothing = np.zeros_like(next(iter(through["h"].values())))
    hc = np.concatenate([diagonal(through_others[one].get("h", nothing)) for one in others], axis=-1)
    if "hr" in weights:
        hh, hc = weights["hr"] @ hh, weights["hr"] @ hc
    diagonals = [[through_others[one].get(state, nothing) for one in others] for state in others]
    cc = np.concatenate([np.concatenate([diagonal(d) for d in row], axis=-1) for row in diagonals], axis=-2)
    ch = np.concatenate([by_h[state] for state in others], axis=-2)
    return StepJacobian(hh, hc, ch, cc, np.array(diagonals) if cc.ndim == 2 else None)


def diagonal(values: Array) -> Array:
    """Return matrices, (..., H, H), with these values, (..., H), on their diagonals."""
    found = np.zeros((*values.shape, values.shape[-1]), values.dtype)
    np.einsum("...ii->...i", found)[...] = values
    return found


def at_timestep(through: Mapping[str, Mapping[str, Array]], t: int) -> dict[str, Shares]:
    """Return one timestep of the `partials` of several, (T, H)."""
    return {state: {source: values[t] for source, values in shares.items()} for state, shares in through.items()}


def knows(cell: str, weights: Iterable[str]) -> bool:
    """Whether a cell's equations are known, and the weights that they need."""
    form = cells.form(cell)
    return form is not None and form.terms == SUM and needed(form) <= set(weights)


def needed(form: Form) -> frozenset[str]:
    """Return the weights that a Jacobian is made of: "hh" if a gate sees h, and peepholes by parameter."""
    return form.peepholes | (frozenset({"hh"}) if form.stacked("hh") else frozenset())


def of_cell(cell: str, weights: Mapping[str, Array], at: Look, before: Look) -> StepJacobian:
    """Return the Jacobian of one timestep of any cell that is known.

    Parameters
    ----------
    cell : str
        As `Recurrence.cell`.
    weights : mapping
        "hh" (G H, P); where there are such, "hr" (P, H) and peepholes.
    at, before : callable
        As for `partials`.
    """
    form = cells.form(cell)
    if form is None:
        raise ValueError(f"the equations of {cell} are not known")
    return assembled(form, partials(form, at, before, weights), weights)


def products(
    steps: Iterable[StepJacobian], start: Array, multiply: Callable[[Array, Array], Array] = np.matmul
) -> Iterator[Array]:
    """Yield `start`, (N, P), times ever more Jacobians: what is known of h at the end, carried back to h(t).

    Parameters
    ----------
    steps : iterable of StepJacobian
        The last timestep first.
    start : array, (N, P)
        The identity gives dh(end)/dh(t), dL/dh(end) gives dL/dh(t).
    multiply : callable
        The product of two matrices.
    """
    by_h, by_c = start, None  # (N, P), (N, K H)
    yield by_h
    for J in steps:
        if J.hc is None or J.ch is None:
            by_h = multiply(by_h, J.hh)
        elif by_c is None:  # h(end) is reached through c(end) by its own step alone
            by_h, by_c = multiply(by_h, J.hh), multiply(by_h, J.hc)
        else:
            by_h, by_c = (
                multiply(by_h, J.hh) + multiply(by_c, J.ch),
                multiply(by_h, J.hc) + J.carried(by_c),
            )
        yield by_h


def norm(matrix: Array) -> float:
    """Return the largest singular value; NaN if the matrix is not finite."""
    if not np.isfinite(matrix).all():
        return float("nan")
    return float(np.linalg.norm(matrix, 2))


def bound(W_hh: Array, largest_slope: float) -> float:
    """Return σ_max(W_hh) max|φ'|: what the norm of a vanilla cell's step Jacobian cannot exceed."""
    return norm(W_hh) * largest_slope


@dataclass(frozen=True, eq=False)
class Chain:
    """The Jacobians of one recurrence of a Trace, computed when asked for."""

    trace: Trace
    recurrence: TracedRecurrence

    @property
    def known(self) -> bool:
        """Whether the cell's equations are known."""
        return "h" in self.recurrence.forward and knows(self.recurrence.cell, self.weights)

    @cached_property
    def weights(self) -> Mapping[str, Array]:
        """The recurrence's weights, and the peepholes that stand beside W_hh."""
        r, form = self.recurrence, cells.form(self.recurrence.cell)
        module = r.parameters.get("ih", "").rpartition(".")[0]
        wanted = {f"{module}.{name}".removeprefix("."): name for name in (form.peepholes if form is not None else ())}
        return {**r.weights, **{wanted[leaf.name]: leaf.value for leaf in self.trace.leaves if leaf.name in wanted}}

    def step(self, timestep: int) -> StepJacobian:
        """Return the Jacobian of one timestep, by the states that it started from (those of t+1, if reverse).

        Raises
        ------
        ValueError
            If the cell's equations are not known.
        """
        r = self.recurrence
        if not self.known:
            raise ValueError(f"the equations of {r.cell} are not known")
        return of_cell(
            r.cell, self.weights, lambda name: self._at(name, timestep), lambda name: self._before(name, timestep)
        )

    def products(self) -> Iterator[tuple[int, Array]]:
        """Yield (t, dh(end)/dh(t)) from the end of the recurrence, where it is the identity, back to its beginning.

        The end is the timestep that was computed last: the first one, if reverse. For an LSTM it is the part of the
        whole state's product that belongs to h.
        """
        order = range(self.recurrence.timesteps)
        last_first = list(order if self.recurrence.reverse else reversed(order))
        start: Array = np.eye(len(self.recurrence.h0), dtype=self.recurrence.h0.dtype)  # (P, P)
        yield from zip(last_first, products(map(self.step, last_first[:-1]), start), strict=True)

    def product_norms(self) -> Array:
        """Return the norm of dh(end)/dh(t) for every t, (T,): 1 at the end."""
        found = np.empty(self.recurrence.timesteps)
        for t, product in self.products():
            found[t] = norm(product)
        return found

    def bounds(self) -> Array:
        """Return what bounds them, (T,): (σ_max(W_hh) max|φ'|) to the power of the timesteps between t and the end.

        max|φ'| is the largest at the timesteps of this sequence. NaN for gated cells, whose steps no single matrix
        bounds.
        """
        r = self.recurrence
        steps = np.arange(r.timesteps) if r.reverse else np.arange(r.timesteps)[::-1]
        if not self.known or self.phi is None:
            return np.full(r.timesteps, np.nan)
        largest = max(map(self.largest_slope, range(r.timesteps)))
        with np.errstate(over="ignore"):
            return np.asarray(bound(r.weights["hh"], largest) ** steps)

    def largest_slope(self, timestep: int) -> float:
        """Return max|φ'(a(t))| over the units of a vanilla cell: near 0 where all of them are saturated."""
        return float(np.abs(self._slope(timestep)).max())

    @property
    def phi(self) -> Nonlinearity | None:
        """The nonlinearity of a cell without gates, whose steps W_hh and its slopes bound; None for another cell."""
        form = cells.form(self.recurrence.cell)
        return None if form is None else form.phi

    def _slope(self, timestep: int) -> Array:
        assert self.phi is not None
        return self.phi.slope(self._at("a", timestep), self._at("h", timestep))

    def _at(self, name: str, timestep: int) -> Array:
        if name not in self.recurrence.forward:  # of a linear unit, or a gate in log space, the sum is the value
            name = "h" if name == "a" else f"a_{name}"
        return self.trace.operations[self.recurrence.forward[name][timestep]].value

    def _before(self, name: str, timestep: int) -> Array:
        r = self.recurrence
        before = timestep + 1 if r.reverse else timestep - 1
        if 0 <= before < r.timesteps:
            return self._at(name, before)
        return r.started[name]
