"""Holding the largest singular value of every recurrent matrix: what it does to gradients, by a setting.

Backpropagation multiplies by W_hhᵀ once a timestep, and no vector is stretched by more than W's largest singular value
(Pascanu, Mikolov and Bengio 2013). W <- W s / σ_max(W) keeps what a matrix does but for its strength.

It is done at the beginning of every update, once, and belongs to that update: one that is refused leaves the weights
as they were. What is looked at between two updates is looked at with the matrices of the update about to happen, and
the weights are given back. So between updates a run's weights are those that the last step left, however often the
setting was moved meanwhile, and the past can be computed again to the bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from rnnviz.probe.spectrum import recurrent_blocks

_THERE = 1e-6  # relative: a matrix that is there but for rounding is left alone, so holding twice is holding once

Before = list[tuple[Tensor, Tensor]]  # parameters, and copies of what they were


@torch.no_grad()
def hold(model: nn.Module, largest: float) -> Before:
    """Scale every recurrent matrix so that its largest singular value is `largest`.

    Of a gated cell each gate's own matrix, not the stack of them: it is each gate's matrix whose spectrum is shown,
    and through which, one by one, the gradient passes. A matrix that is zero or not finite stays as it is.

    Parameters
    ----------
    model : nn.Module
        Its matrices are those that `rnnviz.probe.spectrum.recurrent_blocks` finds.
    largest : float
        0: they are free; nothing is done.

    Returns
    -------
    list of (parameter, copy)
        For `give_back`.
    """
    if not largest:
        return []
    before: dict[Tensor, Tensor] = {}
    for _, parameter, _, block in recurrent_blocks(model):
        factor = largest / (largest_singular_value(block) or largest)
        if abs(factor - 1.0) > _THERE:
            if parameter not in before:
                before[parameter] = parameter.detach().clone()
            block.mul_(factor)
    return list(before.items())


@torch.no_grad()
def give_back(before: Before) -> None:
    """Put matrices back to what they were, to the bit."""
    for parameter, values in before:
        parameter.copy_(values)


@contextmanager
def held(model: nn.Module, largest: float) -> Iterator[None]:
    """Hold the matrices as long as the context lasts."""
    before = hold(model, largest)
    try:
        yield
    finally:
        give_back(before)


def largest_singular_value(matrix: Tensor) -> float:
    """Return σ_max in double precision; 0 for a matrix that is zero or not finite.

    The largest eigenvalue of WᵀW takes a fraction of the time of all singular values, and loses nothing that single
    precision has.
    """
    W = matrix.detach().cpu().double()
    if not W.isfinite().all():
        return 0.0
    return float(torch.linalg.eigvalsh(W.t() @ W)[-1].clamp(min=0.0).sqrt())
