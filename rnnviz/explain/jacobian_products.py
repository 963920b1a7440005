"""How the gradient of one recurrence flows back: the product of its Jacobians, computed a little at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from time import perf_counter

import numpy as np

from rnnviz.explain.annotated_trace import Reading
from rnnviz.probe.frame import Array
from rnnviz.probe.jacobian import Chain, norm


class FlowingBack:
    """The norms of dh(end)/dh(t) for all t, filled in from the end backwards as time allows.

    Parameters
    ----------
    reading : Reading
    recurrence : int
        Index into `Trace.recurrences`.
    """

    def __init__(self, reading: Reading, recurrence: int) -> None:
        r = reading.trace.recurrences[recurrence]
        self.chain = Chain(reading.trace, r)
        self.products: Array = np.full(r.timesteps, np.nan)  # ‖∂h(end)/∂h(t)‖
        self.norms: Array = np.full(r.timesteps, np.nan)  # ‖∂h(t)/∂h(t-1)‖
        self.bounds: Array = self.chain.bounds() if self.chain.known else np.full(r.timesteps, np.nan)
        self.step = cache(self._step)
        self._coming: Iterator[tuple[int, Array]] = self.chain.products() if self.chain.known else iter(())
        self.done = not self.chain.known

    def advance(self, seconds: float) -> bool:
        """Go on for about so long; return whether anything new is there."""
        began, before = perf_counter(), self.done
        while not self.done and perf_counter() - began < seconds:
            found = next(self._coming, None)
            if found is None:
                self.done = True
            else:
                t, product = found
                self.products[t], self.norms[t] = norm(product), norm(self.step(t))
        return not before

    @cached_property
    def strength(self) -> float | None:
        """σ_max(W_hh) of a vanilla cell, whose step is bounded by it; None for gated cells."""
        return norm(self.chain.recurrence.weights["hh"]) if self.chain.known and self.chain.phi is not None else None

    def _step(self, timestep: int) -> Array:
        """Return dh(t)/dh(t-1), (P, P)."""
        return self.chain.step(timestep).hh
