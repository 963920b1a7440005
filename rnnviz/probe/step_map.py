"""One timestep of a recurrence as a map of its state, h -> f(h, x) under an input that is held. No torch here.

It is made of the cell's own equations and of the weights that a Frame holds, in double precision, for any number of
states at once; with its Jacobian by the chain rule. A net that reads its own answer (Jordan 1986) is such a map too:
what is handed on is the answer, which follows from h.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np

from rnnviz.nn import cells
from rnnviz.nn.arithmetic import FUNCTIONS
from rnnviz.nn.expressions import Expression, Symbol
from rnnviz.nn.forms import SUM, Form, Gate, Term
from rnnviz.probe.frame import Array, Frame, Recurrence
from rnnviz.probe.jacobian import assembled, needed, partials

_Sums = dict[str, Array]  # by gate, each (..., H); of a cell without gates "h"


@dataclass(frozen=True, eq=False)
class StepMap:
    """f(., x): states, (..., D), to the states after one timestep. D counts h, and c where there is one.

    Attributes
    ----------
    form : Form
        The cell's equations.
    weights : mapping
        By the names that the cell gives them: "weight_ih", "weight_hh", "bias_ih", "bias_hh", peepholes; float64.
    x : array, (I,)
        The input that is held.
    units : int
        H.
    answer : tuple of arrays, optional
        W_hy (O, H) and b_y (O,) of a net that reads its own answer.
    """

    form: Form
    weights: Mapping[str, Array]
    x: Array
    units: int
    answer: tuple[Array, Array] | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """The names of the states: h first."""
        return self.form.handed_on

    def __call__(self, states: Array) -> Array:
        """Return the states after, (..., D)."""
        values = self._computed(self._split(states))
        return np.concatenate([values[Symbol(name)] for name in self.states], axis=-1)

    def jacobian(self, states: Array) -> Array:
        """Return the derivatives of the states after by those before, (..., D, D).

        That of a step is 0, as it is, and not the surrogate that the net learns by.
        """
        decides = self.answer is not None or (self.form.phi is not None and self.form.phi.name == "threshold")
        if decides:
            return np.zeros((*states.shape, states.shape[-1]))  # what is decided does not change a little
        before = dict(zip(self.states, self._split(states), strict=True))
        computed = self._computed(self._split(states)).items()
        found = {symbol.name: values for symbol, values in computed if not symbol.before}
        through = partials(self.form, found.__getitem__, before.__getitem__, self.weights)
        seen = not self.form.gates or bool(self.form.stacked("hh"))
        return assembled(self.form, through, {"hh": self._recurrent} if seen else {}).whole

    @cached_property
    def _recurrent(self) -> Array:
        """W_hh, (G H, H)."""
        terms = [term for term in self.form.terms if term.of == "h"]
        return self.weights[terms[0].parameter if self.form.terms != SUM else "weight_hh"]

    def _split(self, states: Array) -> tuple[Array, ...]:
        return tuple(np.split(states, len(self.states), axis=-1))

    def _computed(self, states: tuple[Array, ...]) -> dict[Symbol, Array]:
        """Return every gate and state, and "a" or what is reset under its own name, each (..., H)."""
        values = {Symbol(name, before=True): each for name, each in zip(self.states, states, strict=True)}
        if self.form.phi is not None:
            a = self._plain_sum(states[0])
            return values | {Symbol("a"): a, Symbol("h"): FUNCTIONS[self.form.phi.name](a)}
        find = values.__getitem__
        from_h = self._by_gate("hh", states[0])
        for symbol, step in self.form.order:
            if isinstance(step, Expression):
                values[symbol] = np.asarray(step.value(find))
            elif step.equals is not None:
                values[symbol] = np.asarray(step.equals.value(find))
            elif step.own is not None:
                row = self.weights[step.own.parameter][step.own.row]
                values[symbol] = np.broadcast_to(FUNCTIONS[step.nonlinearity.name](row), states[0].shape)
            else:
                values[symbol] = FUNCTIONS[step.nonlinearity.name](self._gate_sum(step, values, from_h))
        return values

    def _gate_sum(self, gate: Gate, values: dict[Symbol, Array], from_h: _Sums) -> Array:
        z = self._from_x[gate.name]
        if gate.reset is not None:
            values[Symbol(gate.inner)] = from_h[gate.name]
            z = z + values[gate.reset] * from_h[gate.name]
        elif gate.name in from_h:
            z = z + from_h[gate.name]
        if gate.peephole is not None:
            z = z + self.weights[gate.peephole.parameter][gate.peephole.row] * values[gate.peephole.of]
        return z

    def _plain_sum(self, h: Array) -> Array:
        """Return what stands under φ, (..., H)."""
        if self.form.terms == SUM:
            return self._from_x["h"] + self._by_gate("hh", h)["h"]
        return np.asarray(sum(self._term(term, h) for term in self.form.terms))

    def _term(self, term: Term, h: Array) -> Array:
        W = self.weights[term.parameter]
        if term.of == "x":
            return np.broadcast_to(W @ self.x[: W.shape[1]], h.shape)
        if term.of == "":
            return np.broadcast_to(W.ravel(), h.shape)
        return (self._said(h) if term.of == "y" else h) @ W.T

    def _said(self, h: Array) -> Array:
        """Return the answer that the next timestep reads, (..., O), as `rnnviz.nn.fed_back.decided` makes it."""
        assert self.answer is not None
        W, b = self.answer
        r = h @ W.T + b
        if r.shape[-1] == 1:
            return FUNCTIONS["threshold"](r)
        return np.asarray(np.eye(r.shape[-1])[r.argmax(axis=-1)])

    @cached_property
    def _from_x(self) -> _Sums:
        return self._by_gate("ih", self.x)

    def _by_gate(self, weight: str, of: Array) -> _Sums:
        """Return each gate's share of x(t) or of h(t-1), its bias too."""
        names = self.form.stacked(weight)
        if not names:
            return {}
        z = of @ self.weights[f"weight_{weight}"].T
        bias = self.weights.get(f"bias_{weight}")
        return dict(zip(names, np.split(z if bias is None else z + bias.ravel(), len(names), axis=-1), strict=True))


@dataclass(frozen=True, eq=False)
class Dynamics:
    """A recurrence of a Frame as a family of maps, one for each input.

    Attributes
    ----------
    record : Recurrence
    form : Form
    weights : mapping
        As in `StepMap`.
    answer : tuple of arrays, optional
        As in `StepMap`.
    """

    record: Recurrence
    form: Form
    weights: Mapping[str, Array] = field(default_factory=lambda: MappingProxyType({}))
    answer: tuple[Array, Array] | None = None

    def under(self, x: Array) -> StepMap:
        """Return the map while an input, (I,), is held."""
        return StepMap(self.form, self.weights, x.astype(np.float64), self.record.h.shape[1], self.answer)

    @property
    def inputs(self) -> Array:
        """What was read at each timestep, (T, I), without an answer that is read beside it."""
        assert self.record.x is not None
        name = next(term.parameter for term in self.form.terms if term.of == "x")
        return self.record.x[:, : self.weights[name].shape[1]].astype(np.float64)

    @property
    def begins(self) -> int:
        """How many states of `trajectory` come before the first timestep: one, or none of a net that reads its answer.

        Such a net begins with an answer, which need not be that of any state.
        """
        return int(self.answer is None)

    @property
    def trajectory(self) -> Array:
        """The states over the watched sequence in the order of computing, (`begins` + T, D)."""
        r = self.record
        h = np.concatenate([r.h0[None], r.h[::-1] if r.reverse else r.h])
        for values, start in (r.vectors[name] for name in self.form.handed_on[1:]):
            assert start is not None
            h = np.concatenate([h, np.concatenate([start[None], values[::-1] if r.reverse else values])], axis=1)
        return h[1 - self.begins :].astype(np.float64)


def dynamics(frame: Frame, record: Recurrence) -> Dynamics | None:
    """Return the maps of a recurrence; None: its equations or its weights are not known, or no map is the same again.

    Parameters
    ----------
    frame : Frame
        Holds the weights.
    record : Recurrence
        One of the Frame's, with its inputs.
    """
    form = cells.form(record.cell)
    if form is None or record.x is None or not set(form.states) <= set(record.vectors):
        return None
    if any(term.unshared for term in form.terms) or not any(term.of in ("h", "y") for term in form.terms):
        return None
    if record.c is not None and record.c.shape != record.h.shape:
        return None  # h is projected
    weights = _own_weights(frame, record)
    wanted = {term.parameter for term in form.terms if form.terms != SUM} or _wanted(form)
    if not wanted <= set(weights):
        return None
    answer = _answer(frame) if any(term.of == "y" for term in form.terms) else None
    if answer is None and any(term.of == "y" for term in form.terms):
        return None
    return Dynamics(record, form, MappingProxyType(weights), answer)


def _wanted(form: Form) -> set[str]:
    return {f"weight_{name}" if name == "hh" else name for name in needed(form)} | {"weight_ih"}


def _own_weights(frame: Frame, record: Recurrence) -> dict[str, Array]:
    """Return the parameters of a recurrence by the names that its cell gives them."""
    module = f"{record.name}." if record.name else ""
    both = any(r.name == record.name and r.reverse for r in frame.recurrences)
    fused = f"_l{record.layer}{'_reverse' if record.reverse else ''}"
    place = record.layer * (1 + both) + record.reverse
    values = {w.name: w.values.astype(np.float64) for w in frame.weights}
    for before, after in ((module, fused), (f"{module}cells.{place}.", ""), (module, "")):
        found = {
            name.removeprefix(before).removesuffix(after): W
            for name, W in values.items()
            if name.startswith(before) and name.endswith(after) and "." not in name.removeprefix(before)
        }
        if found:
            return found
    return {}


def _answer(frame: Frame) -> tuple[Array, Array] | None:
    """Return the output layer of a net that reads its own answer (`rnnviz.nn.fed_back`)."""
    values = {w.name: w.values.astype(np.float64) for w in frame.weights}
    if (W := values.get("output.weight")) is None:
        return None
    b = values.get("output.bias")
    return W, np.zeros(len(W)) if b is None else b.ravel()
