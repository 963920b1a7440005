"""Backpropagation through time on the scalar net, written out: every quantity of it, by name. No torch here.

Forward   z(t) = u x(t) + w h(t-1); h(t) = φ(z(t)); r(t) = v h(t); y(t) = φ(r(t)); φ = tanh, h(0) = 0.
Loss      L = 1/n Σ_t -ln((1 + d(t) y(t)) / 2), over the n timesteps that have a target d(t) of +1 or -1.
Backward  dL/dr(t) = dL/dy(t) φ'(r(t)); dL/dh(t) = dL/dr(t) v + dL/dz(t+1) w; dL/dz(t) = dL/dh(t) φ'(z(t));
          dL/du = Σ_t dL/dz(t) x(t); dL/dv = Σ_t dL/dr(t) h(t); dL/dw = Σ_t dL/dz(t+1) h(t).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Series: TypeAlias = NDArray[np.float64]  # (T,)


@dataclass(frozen=True, eq=False)
class Walk:
    """One sequence, forward and back; everything is (T,) but the loss and the three sums."""

    x: Series
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
    return Walk(x, z, h, r, y, loss, dy, dr, dh_local, dh_recurrent, dh_local + dh_recurrent, dz, du, dw, dv)
