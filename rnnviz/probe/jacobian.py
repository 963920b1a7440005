"""How a timestep stretches what passes through it: Jacobians of the recurrent step, on plain arrays. No torch here.

The chain rule makes dL/dh(t) = dL/dh(T) J(T) ... J(t+1) for the loss at the last timestep T, with J(s) = dh(s)/dh(s-1):
how fast such a product shrinks or grows is why gradients vanish or explode (Bengio, Simard & Frasconi 1994; Pascanu,
Mikolov & Bengio 2013). Norms here are the largest singular value, the most that any vector is stretched.

For an LSTM the state is (h, c), and so is the Jacobian's: dh(s)/dh(s-1) alone would miss what passes through c.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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


class StepJacobian(NamedTuple):
    """Derivatives of one timestep's states by those before it; rows: after, columns: before."""

    hh: Array  # dh(t)/dh(t-1), (P, P)
    hc: Array | None = None  # dh(t)/dc(t-1), (P, H)
    ch: Array | None = None  # dc(t)/dh(t-1), (H, P)
    cc: Array | None = None  # dc(t)/dc(t-1), (H, H): diagonal, f(t)

    @property
    def whole(self) -> Array:
        """Of the whole state: h, and c below and right of it."""
        if self.hc is None or self.ch is None or self.cc is None:
            return self.hh
        return np.block([[self.hh, self.hc], [self.ch, self.cc]])


def vanilla(W_hh: Array, slope: Array) -> StepJacobian:
    """dh(t)/dh(t-1) = diag(φ'(a(t))) W_hh, from slope (H,)."""
    return StepJacobian(slope[:, None] * W_hh)


def lstm(W_hh: Array, gates: Mapping[str, Array], c: Array, c_before: Array, W_hr: Array | None = None) -> StepJacobian:
    """Differentiate c(t) = f c(t-1) + i g and h(t) = o tanh c(t), or W_hr (o tanh c(t)).

    Parameters
    ----------
    W_hh : array, (4 H, P)
        Rows in torch's order: i, f, g, o.
    gates : mapping
        "i", "f", "g", "o" at t, each (H,).
    c, c_before : array, (H,)
    W_hr : array, (P, H), optional
    """
    i, f, g, o = (gates[n] for n in "ifgo")
    W_i, W_f, W_g, W_o = np.split(W_hh, 4)
    squashed = np.tanh(c)
    ch = (
        (g * i * (1 - i))[:, None] * W_i + (c_before * f * (1 - f))[:, None] * W_f + (i * (1 - g * g))[:, None] * W_g
    )  # (H, P)
    through_c = o * (1 - squashed * squashed)
    hh = through_c[:, None] * ch + (squashed * o * (1 - o))[:, None] * W_o  # (H, P)
    hc = np.diag(through_c * f)  # (H, H)
    if W_hr is not None:
        hh, hc = W_hr @ hh, W_hr @ hc
    return StepJacobian(hh, hc, ch, np.diag(f))


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
        """Whether the cell's equations are known: vanilla with any nonlinearity, LSTM, GRU."""
        r = self.recurrence
        vanilla_known = r.cell.removeprefix("rnn_") in SLOPES
        return "hh" in r.weights and "h" in r.forward and (r.cell in ("lstm", "gru") or vanilla_known)

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
        W = r.weights["hh"]
        if r.cell == "lstm":
            gates = {n: self._at(n, timestep) for n in "ifgo"}
            return lstm(W, gates, self._at("c", timestep), self._before("c", timestep), r.weights.get("hr"))
        if r.cell == "gru":
            gates = {n: self._at(n, timestep) for n in "rzn"}
            return gru(W, gates, self._at("hn", timestep), self._before("h", timestep))
        return vanilla(W, self._slope(timestep))

    def products(self) -> Iterator[tuple[int, Array]]:
        """Yield (t, dh(end)/dh(t)) from the end of the recurrence, where it is the identity, back to its beginning.

        The end is the timestep that was computed last: the first one, if reverse. For an LSTM it is the part of the
        whole state's product that belongs to h.
        """
        order = range(self.recurrence.timesteps)
        last_first = list(order if self.recurrence.reverse else reversed(order))
        by_h: Array = np.eye(len(self.recurrence.h0), dtype=self.recurrence.h0.dtype)  # dh(end)/dh(t), (P, P)
        by_c: Array | None = None  # dh(end)/dc(t), (P, H)
        for t in last_first:
            yield t, by_h
            J = self.step(t)
            if J.hc is None or J.ch is None or J.cc is None:
                by_h = by_h @ J.hh
            elif by_c is None:  # h(end) is reached through c(end) by its own step alone
                by_h, by_c = by_h @ J.hh, by_h @ J.hc
            else:
                by_h, by_c = by_h @ J.hh + by_c @ J.ch, by_h @ J.hc + by_c * J.cc.diagonal()

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
        if r.cell in ("lstm", "gru") or not self.known:
            return np.full(r.timesteps, np.nan)
        largest = max(float(np.abs(self._slope(t)).max()) for t in range(r.timesteps))
        with np.errstate(over="ignore"):
            return np.asarray(bound(r.weights["hh"], largest) ** steps)

    def _slope(self, timestep: int) -> Array:
        slope = SLOPES[self.recurrence.cell.removeprefix("rnn_")]
        h = self._at("h", timestep)
        a = self._at("a", timestep) if "a" in self.recurrence.forward else h  # of a linear unit they are one
        return slope(a, h)

    def _at(self, name: str, timestep: int) -> Array:
        return self.trace.operations[self.recurrence.forward[name][timestep]].value

    def _before(self, name: str, timestep: int) -> Array:
        r = self.recurrence
        before = timestep + 1 if r.reverse else timestep - 1
        if 0 <= before < r.timesteps:
            return self._at(name, before)
        start = r.h0 if name == "h" else r.c0
        assert start is not None
        return start
