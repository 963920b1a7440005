"""How far a gradient gets: what of it is left after each timestep on its way back, by the Jacobians of all timesteps.

With T the timestep that was computed last, dL_T/dh(t) = dL_T/dh(T) J(T) ... J(t+1) (Pascanu, Mikolov and Bengio 2013).
Everything is in double precision: over a hundred timesteps a product leaves the range of single precision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from rnnviz.nn import cells
from rnnviz.nn.forms import Gate
from rnnviz.probe.frame import Array, GradientFlow, Recurrence
from rnnviz.probe.jacobian import StepJacobian, assembled, at_timestep, knows, partials, products
from rnnviz.probe.numbers import array, sealed

#: Multiplications that the products of one layer may take; beyond, training would stand still to be looked at.
MOST = 3e8
SQUARABLE = 1e150  # what is smaller, and larger than its inverse, has a square in double precision


def flowing(model: nn.Module, recurrences: Iterable[Recurrence]) -> tuple[Recurrence, ...]:
    """Add to each recurrence how the gradient flows through it, if its cell's equations are known.

    Parameters
    ----------
    model : nn.Module
        Where the weights are.
    recurrences : iterable of Recurrence
        With their states, gates and gradients; others stay as they are.
    """
    return tuple(_flowing(model, record) for record in recurrences)


def _flowing(model: nn.Module, record: Recurrence) -> Recurrence:
    weights = weights_of(model, record)
    if not record.before or record.dh is None or not len(record.h) or not knows(record.cell, weights):
        return record
    return replace(record, flow=flow(record, weights))


def weights_of(model: nn.Module, record: Recurrence) -> dict[str, Array]:
    """Return the weights that the Jacobians of a recurrence are made of, in double precision, by their short names."""
    owner, suffix = model.get_submodule(record.name), ""
    if isinstance(owner, nn.RNNBase):
        suffix = f"_l{record.layer}{'_reverse' if record.reverse else ''}"
    elif isinstance(looped := getattr(owner, "cells", None), nn.ModuleList):
        place = (record.layer, record.reverse)
        owner = next(
            (c for c in looped if (getattr(c, "layer", 0), bool(getattr(c, "reverse", False))) == place), owner
        )
    form = cells.form(record.cell)
    named = {"hh": f"weight_hh{suffix}", "hr": f"weight_hr{suffix}"}
    named |= {} if form is None else {name: name for name in form.peepholes}
    found = {name: getattr(owner, attribute, None) for name, attribute in named.items()}
    return {name: _double(array(w)) for name, w in found.items() if isinstance(w, Tensor) and w.dim() == 2}


def flow(record: Recurrence, weights: Mapping[str, Array]) -> GradientFlow:
    """Compute it for one recurrence.

    Parameters
    ----------
    record : Recurrence
        With gates, what is before them, and dh.
    weights : mapping
        As `weights_of` returns them.
    """
    with np.errstate(all="ignore"):  # what is not finite is shown, not warned of
        steps = _Steps(record, weights)
        timesteps, units = record.h.shape
        assert record.dh is not None
        few = timesteps * float(units) ** 3 <= MOST
        start = np.array(record.dh[steps.order[0]], np.float64)[None]  # dL_T/dh(T), (1, P)
        start = np.concatenate([start, np.eye(units)]) if few else start
        back = np.stack(list(products(steps.last_first(), start, _multiplied)))  # (T, 1, P) or (T, 1 + P, P)
        last = np.sqrt(np.square(back[:, 0]).sum(axis=1))
        size = _norms(back[:, 1:]) if few else np.full(timesteps, np.nan)
        singular, slope = float(_norms(steps.stretching[None])[0]), steps.slope
        bounds = (singular * slope) ** np.arange(timesteps)
    natural = slice(None) if record.reverse else slice(None, None, -1)
    return GradientFlow(singular, slope, *(sealed(np.ascontiguousarray(v[natural])) for v in (last, size, bounds)))


class _Steps:
    """The Jacobians of a recurrence's timesteps."""

    def __init__(self, record: Recurrence, weights: Mapping[str, Array]) -> None:
        r, form = record, cells.form(record.cell)
        assert form is not None
        self._form = form
        timesteps = range(len(r.h))
        self.order = list(timesteps if r.reverse else reversed(timesteps))  # the timestep computed last comes first
        self._weights = weights
        inner = {name: r.before.get(name) for name in form.inner}
        states = {name: values for name, (values, _) in r.vectors.items()}
        inside = {**states, "a": r.before.get("h"), **inner, **r.gates}
        self._at = {name: _double(values) for name, values in inside.items() if values is not None}
        self._before = {
            name: _double(r.previous(values, start)) for name, (values, start) in r.vectors.items() if start is not None
        }

    def last_first(self) -> Iterable[StepJacobian]:
        """Yield the Jacobian of each timestep but the one computed first, beginning with the last."""
        through = partials(self._form, self._at.__getitem__, self._before.__getitem__, self._weights)
        for t in self.order[:-1]:
            yield assembled(self._form, at_timestep(through, t), self._weights)

    @property
    def stretching(self) -> Array:
        """The matrix of the bound: W_hh of a vanilla cell, the candidate's part of a gated one, (H, P)."""
        names, name = self._form.stacked("hh"), "h" if self._candidate is None else self._candidate.name
        if name not in names or "hh" not in self._weights:
            return np.zeros((1, 1))  # what is new comes from x(t) alone
        return np.split(self._weights["hh"], len(names))[names.index(name)]

    @property
    def slope(self) -> float:
        """max|φ'| over this sequence, of what that matrix leads into."""
        phi = self._form.phi if self._candidate is None else self._candidate.nonlinearity
        if phi is None:  # nothing offers anything new
            return 0.0
        a, value = ("a", "h") if self._candidate is None else (self._candidate.name, self._candidate.name)
        return float(np.abs(phi.slope(self._at[a], self._at[value])).max())

    @property
    def _candidate(self) -> Gate | None:
        """What offers something new to the state; None: the cell has no gates."""
        return self._form.candidate


def _double(values: Array) -> Array:
    return np.asarray(values, np.float64)


def _multiplied(a: Array, b: Array) -> Array:
    """Multiply as torch does: with the threads that the program has set; numpy takes all cores."""
    return array(torch.from_numpy(np.ascontiguousarray(a)) @ torch.from_numpy(np.ascontiguousarray(b)))


def _norms(matrices: Array) -> Array:
    """Return the largest singular value of each, (T,): infinite or NaN where the matrix is not finite."""
    sizes = np.maximum(matrices.max(axis=(1, 2)), -matrices.min(axis=(1, 2)))
    if sizes.min() > 1 / SQUARABLE and sizes.max() < SQUARABLE:
        return _roots(matrices)
    good = np.isfinite(sizes) & (sizes > 0)
    found = np.where(np.isfinite(sizes), 0.0, sizes)
    if good.any():
        found[good] = _roots(matrices[good] / sizes[good][:, None, None]) * sizes[good]
    return found


def _roots(matrices: Array) -> Array:
    """Return the root of the largest eigenvalue of M Mᵀ for each M."""
    M = torch.from_numpy(matrices)
    return array(torch.linalg.eigvalsh(M @ M.transpose(1, 2))[:, -1].clamp(min=0.0).sqrt())
