"""How a timestep stretches what passes through it: Jacobians of the recurrent step, on plain arrays. No torch here.

The chain rule makes dL/dh(t) = dL/dh(T) J(T) ... J(t+1) for the loss at the last timestep T, with J(s) = dh(s)/dh(s-1):
how fast such a product shrinks or grows is why gradients vanish or explode (Bengio, Simard & Frasconi 1994; Pascanu,
Mikolov & Bengio 2013). Norms here are the largest singular value, the most that any vector is stretched.

For an LSTM the state is (h, c), and so is the Jacobian's: dh(s)/dh(s-1) alone would miss what passes through c.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Trace, TracedRecurrence

#: φ'(a) of the vanilla cell's nonlinearities, from a and h = φ(a); torch's constants.
SLOPES: Mapping[str, Callable[[Array, Array], Array]] = {
    "tanh": lambda a, h: 1 - h * h,
    "relu": lambda a, h: (a > 0).astype(h.dtype),
    "leaky_relu": lambda a, h: np.where(a > 0, 1.0, 0.01).astype(h.dtype),
    "elu": lambda a, h: np.where(a > 0, 1.0, h + 1.0).astype(h.dtype),
    "sigmoid": lambda a, h: h * (1 - h),
    "linear": lambda a, h: np.ones_like(h),
    "threshold": lambda a, h: 1 / (1 + np.abs(a)) ** 2,  # the surrogate that it learns by
}

#: The gates of the other cells whose equations are known, as they are stacked in W_hh.
GATED: Mapping[str, str] = {"lstm": "ifgo", "peephole": "ifgo", "cifg": "igo", "gru": "rzn"}


class StepJacobian(NamedTuple):
    """Derivatives of one timestep's states by those before it; rows: after, columns: before."""

    hh: Array  # dh(t)/dh(t-1), (P, P)
    hc: Array | None = None  # dh(t)/dc(t-1), (P, H)
    ch: Array | None = None  # dc(t)/dh(t-1), (H, P)
    cc: Array | None = None  # dc(t)/dc(t-1), (H, H): diagonal, f(t) and what passes through peepholes

    @property
    def whole(self) -> Array:
        """Of the whole state: h, and c below and right of it."""
        if self.hc is None or self.ch is None or self.cc is None:
            return self.hh
        return np.block([[self.hh, self.hc], [self.ch, self.cc]])


def vanilla(W_hh: Array, slope: Array) -> StepJacobian:
    """dh(t)/dh(t-1) = diag(φ'(a(t))) W_hh, from slope (H,)."""
    return StepJacobian(slope[:, None] * W_hh)


def lstm(
    W_hh: Array,
    gates: Mapping[str, Array],
    c: Array,
    c_before: Array,
    W_hr: Array | None = None,
    peepholes: Array | None = None,
) -> StepJacobian:
    """Differentiate c(t) = f c(t-1) + i g and h(t) = o tanh c(t), or W_hr (o tanh c(t)).

    Parameters
    ----------
    W_hh : array, (4 H, P)
        Rows in torch's order: i, f, g, o.
    gates : mapping
        "i", "f", "g", "o" at t, each (H,).
    c, c_before : array, (H,)
    W_hr : array, (P, H), optional
    peepholes : array, (3, H), optional
        p_i and p_f, by which i and f see c(t-1), and p_o, by which o sees c(t).
    """
    i, f, g, o = (gates[n] for n in "ifgo")
    W_i, W_f, W_g, W_o = np.split(W_hh, 4)
    p_i, p_f, p_o = np.zeros((3, len(c)), c.dtype) if peepholes is None else peepholes
    by_i, by_f = g * i * (1 - i), c_before * f * (1 - f)  # dc(t) by what the gates are computed from
    ch = by_i[:, None] * W_i + by_f[:, None] * W_f + (i * (1 - g * g))[:, None] * W_g  # (H, P)
    return _read_out(ch, f + by_i * p_i + by_f * p_f, c, o, W_o, p_o, W_hr)


def cifg(W_hh: Array, gates: Mapping[str, Array], c: Array, c_before: Array) -> StepJacobian:
    """Differentiate c(t) = (1 - i) c(t-1) + i g and h(t) = o tanh c(t).

    Parameters
    ----------
    W_hh : array, (3 H, H)
        Rows in the order i, g, o.
    gates : mapping
        "i", "g", "o" at t, each (H,).
    c, c_before : array, (H,)
    """
    i, g, o = (gates[n] for n in "igo")
    W_i, W_g, W_o = np.split(W_hh, 3)
    ch = ((g - c_before) * i * (1 - i))[:, None] * W_i + (i * (1 - g * g))[:, None] * W_g  # (H, H)
    return _read_out(ch, 1 - i, c, o, W_o, np.zeros_like(c))


def _read_out(
    ch: Array, cc: Array, c: Array, o: Array, W_o: Array, p_o: Array, W_hr: Array | None = None
) -> StepJacobian:
    """Go on from dc(t)/dh(t-1), (H, P), and the diagonal of dc(t)/dc(t-1), (H,), to h(t) = o tanh c(t)."""
    squashed = np.tanh(c)
    by_o = squashed * o * (1 - o)
    through_c = o * (1 - squashed * squashed) + by_o * p_o
    hh = through_c[:, None] * ch + by_o[:, None] * W_o  # (H, P)
    hc = np.diag(through_c * cc)  # (H, H)
    if W_hr is not None:
        hh, hc = W_hr @ hh, W_hr @ hc
    return StepJacobian(hh, hc, ch, np.diag(cc))


def gru(W_hh: Array, gates: Mapping[str, Array], hn: Array, h_before: Array) -> StepJacobian:
    """Differentiate h(t) = (1 - z) n + z h(t-1), n = tanh(a_n + r hn), hn = W_hn h(t-1) + b_hn.

    Parameters
    ----------
    W_hh : array, (3 H, H)
        Rows in torch's order: r, z, n.
    gates : mapping
        "r", "z", "n" at t, each (H,).
    hn, h_before : array, (H,)
    """
    r, z, n = (gates[k] for k in "rzn")
    W_r, W_z, W_n = np.split(W_hh, 3)
    into_n = (1 - z) * (1 - n * n)
    hh = (
        (into_n * hn * r * (1 - r))[:, None] * W_r
        + ((h_before - n) * z * (1 - z))[:, None] * W_z
        + (into_n * r)[:, None] * W_n
        + np.diag(z)
    )
    return StepJacobian(hh)


def knows(cell: str, weights: Iterable[str]) -> bool:
    """Whether a cell's equations are known, and the weights that they need."""
    needed = {"hh", "peephole"} if cell == "peephole" else {"hh"}
    return (cell in GATED or cell.removeprefix("rnn_") in SLOPES) and needed <= set(weights)


def of_cell(
    cell: str, weights: Mapping[str, Array], at: Callable[[str], Array], before: Callable[[str], Array]
) -> StepJacobian:
    """Return the Jacobian of one timestep of any cell that is known.

    Parameters
    ----------
    cell : str
        As `Recurrence.cell`.
    weights : mapping
        "hh" (G H, P); where there are such, "hr" (P, H) and "peephole" (3, H).
    at, before : callable
        Give a quantity at this timestep by its name: a gate, "h", "c", "hn", "a" (what φ is applied to); and a state
        ("h", "c") that the timestep started from.
    """
    W = weights["hh"]
    if cell == "gru":
        return gru(W, {n: at(n) for n in "rzn"}, at("hn"), before("h"))
    if cell not in GATED:
        return vanilla(W, SLOPES[cell.removeprefix("rnn_")](at("a"), at("h")))
    gates = {n: at(n) for n in GATED[cell]}
    if cell == "cifg":
        return cifg(W, gates, at("c"), before("c"))
    return lstm(W, gates, at("c"), before("c"), weights.get("hr"), weights.get("peephole"))


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
    by_h, by_c = start, None  # (N, P), (N, H)
    yield by_h
    for J in steps:
        if J.hc is None or J.ch is None or J.cc is None:
            by_h = multiply(by_h, J.hh)
        elif by_c is None:  # h(end) is reached through c(end) by its own step alone
            by_h, by_c = multiply(by_h, J.hh), multiply(by_h, J.hc)
        else:
            by_h, by_c = (
                multiply(by_h, J.hh) + multiply(by_c, J.ch),
                multiply(by_h, J.hc) + by_c * J.cc.diagonal(),
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
        """Whether the cell's equations are known: vanilla with any nonlinearity, LSTM and its variants, GRU."""
        return "h" in self.recurrence.forward and knows(self.recurrence.cell, self.weights)

    @cached_property
    def weights(self) -> Mapping[str, Array]:
        """The recurrence's weights, and the peepholes that stand beside W_hh."""
        r = self.recurrence
        name = r.parameters.get("hh", "").rpartition(".")[0] + ".peephole"
        beside = [leaf.value for leaf in self.trace.leaves if leaf.name == name]
        return {**r.weights, "peephole": beside[0]} if beside else r.weights

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
        if r.cell in GATED or not self.known:
            return np.full(r.timesteps, np.nan)
        largest = max(map(self.largest_slope, range(r.timesteps)))
        with np.errstate(over="ignore"):
            return np.asarray(bound(r.weights["hh"], largest) ** steps)

    def largest_slope(self, timestep: int) -> float:
        """Return max|φ'(a(t))| over the units of a vanilla cell: near 0 where all of them are saturated."""
        return float(np.abs(self._slope(timestep)).max())

    def _slope(self, timestep: int) -> Array:
        return SLOPES[self.recurrence.cell.removeprefix("rnn_")](self._at("a", timestep), self._at("h", timestep))

    def _at(self, name: str, timestep: int) -> Array:
        name = "h" if name == "a" and "a" not in self.recurrence.forward else name  # of a linear unit they are one
        return self.trace.operations[self.recurrence.forward[name][timestep]].value

    def _before(self, name: str, timestep: int) -> Array:
        r = self.recurrence
        before = timestep + 1 if r.reverse else timestep - 1
        if 0 <= before < r.timesteps:
            return self._at(name, before)
        start = r.h0 if name == "h" else r.c0
        assert start is not None
        return start
