"""Backpropagation through time on the scalar net, written out: every quantity of it, by name. No torch here.

Forward   z(t) = u x(t) + w h(t-1); h(t) = φ(z(t)); r(t) = v h(t); y(t) = φ(r(t)); φ = tanh, h(0) = 0.
Loss      L = 1/n Σ_t -ln((1 + d(t) y(t)) / 2), over the n timesteps that have a target d(t) of +1 or -1.
Backward  dL/dr(t) = dL/dy(t) φ'(r(t)); dL/dh(t) = dL/dr(t) v + dL/dz(t+1) w; dL/dz(t) = dL/dh(t) φ'(z(t));
          dL/du = Σ_t dL/dz(t) x(t); dL/dv = Σ_t dL/dr(t) h(t); dL/dw = Σ_t dL/dz(t+1) h(t).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Series: TypeAlias = NDArray[np.float64]  # (T,)


@dataclass(frozen=True, eq=False)
class Walk:
    """One sequence, forward and back; everything is (T,) but the loss and the three sums."""

    x: Series
    targets: Series  # +1 or -1; 0 where there is none
    z: Series
    h: Series
    r: Series
    y: Series
    loss: float
    dy: Series  # dL/dy(t)
    dr: Series
    dh_local: Series  # dL/dr(t) v
    dh_recurrent: Series  # dL/dz(t+1) w
    dh: Series  # their sum
    dz: Series
    du: float
    dw: float
    dv: float

    def sums_from(self, timestep: int) -> Sums:
        """Return what the timesteps from this one to the last add to dL/du, dL/dw and dL/dv."""
        here = slice(timestep, None)
        before = np.concatenate([[0.0], self.h[:-1]])  # h(t-1)
        du, dw = float(self.dz[here] @ self.x[here]), float(self.dz[here] @ before[here])
        return Sums(du, dw, float(self.dr[here] @ self.h[here]))


class Sums(NamedTuple):
    """Derivatives of the loss by the weights, or a part of them."""

    du: float
    dw: float
    dv: float


class Phase(StrEnum):
    """The three parts of a walk."""

    FORWARD = "forward"
    BACKWARD = "backward"
    SUMS = "sums"


class Place(NamedTuple):
    """How far a walk has come: through a phase up to a timestep, that one included."""

    phase: Phase
    timestep: int

    def computed(self, timestep: int) -> bool:
        """Whether z, h, r and y of a timestep are known."""
        return self.phase is not Phase.FORWARD or timestep <= self.timestep

    def differentiated(self, timestep: int) -> bool:
        """Whether the derivatives by r, h and z of a timestep are known."""
        return self.phase is Phase.SUMS or (self.phase is Phase.BACKWARD and timestep >= self.timestep)


def places(timesteps: int) -> tuple[Place, ...]:
    """Return every place of a walk in order: forward from the first timestep, backward from the last, the sums."""
    there = [Place(Phase.FORWARD, t) for t in range(timesteps)]
    back = [Place(Phase.BACKWARD, t) for t in reversed(range(timesteps))]
    return (*there, *back, Place(Phase.SUMS, 0))


def walk(u: float, w: float, v: float, x: ArrayLike, targets: ArrayLike) -> Walk:
    """Go through a sequence and back.

    Parameters
    ----------
    u, w, v : float
        The weights.
    x : array_like, (T,)
        The inputs.
    targets : array_like, (T,)
        +1 or -1; 0 where there is none.

    Raises
    ------
    ValueError
        If no timestep has a target, or there are not as many targets as inputs.
    """
    x, d = np.asarray(x, np.float64), np.asarray(targets, np.float64)
    if x.shape != d.shape or not d.any():
        raise ValueError("there must be a target for each input, and not all of them 0")
    z, h = np.empty_like(x), np.empty_like(x)
    last = 0.0
    for t in range(len(x)):
        z[t] = u * x[t] + w * last
        last = h[t] = np.tanh(z[t])
    r = v * h
    y = np.tanh(r)
    n = np.count_nonzero(d)
    loss = float(np.logaddexp(0.0, -2.0 * d * r)[d != 0].sum() / n)  # -ln((1 + d y) / 2), without overflow
    dy = -d / ((1.0 + d * y) * n)
    dr = -d * (1.0 - d * y) / n  # dy (1 - y²), where d is +1, -1 or 0
    dh_local, dh_recurrent, dz = v * dr, np.zeros_like(x), np.empty_like(x)
    for t in reversed(range(len(x))):
        if t + 1 < len(x):
            dh_recurrent[t] = dz[t + 1] * w
        dz[t] = (dh_local[t] + dh_recurrent[t]) * (1.0 - h[t] ** 2)
    du, dv, dw = float(dz @ x), float(dr @ h), float(dz[1:] @ h[:-1])
    return Walk(x, d, z, h, r, y, loss, dy, dr, dh_local, dh_recurrent, dh_local + dh_recurrent, dz, du, dw, dv)
