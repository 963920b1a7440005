"""The bridge from torch to `rnnviz.nn.classic_steps`, which computes the loss of a chunk and its gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.autograd import Function
from torch.autograd.function import once_differentiable
from torch.overrides import has_torch_function

from rnnviz.nn.classic_steps import Passed, Weights, backward, forward


class _Loss(Function):
    """What a chunk costs, and the state after it; gradients are of the weights alone."""

    @staticmethod
    def forward(ctx: Any, ids: Tensor, targets: Tensor, h: Tensor, *weights: Tensor) -> tuple[Tensor, Tensor]:
        """Return the loss, a scalar, and h(T), (H,), from ids and targets, (T,), and the state before, (H,)."""
        ctx.weights = Weights(*(w.detach().numpy() for w in weights))
        with np.errstate(all="ignore"):  # what is not finite is found by whoever takes the update
            loss, ctx.passed = forward(ctx.weights, ids.numpy(), targets.numpy(), h.numpy())
        last = torch.from_numpy(ctx.passed.h[-1].copy())
        ctx.mark_non_differentiable(last)
        return weights[0].new_tensor(loss), last

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, dL: Tensor, _last: Tensor) -> tuple[Tensor | None, ...]:
        """Return the gradients of the weights."""
        passed: Passed = ctx.passed
        with np.errstate(all="ignore"):
            found = backward(ctx.weights, passed, float(dL))
        return (None, None, None, *map(torch.from_numpy, found))


def chunk_loss(ids: Tensor, targets: Tensor, h: Tensor, *weights: Tensor) -> tuple[Tensor, Tensor]:
    """Return the loss of a chunk, a scalar, and the state after it, (H,), detached.

    Parameters
    ----------
    ids, targets : Tensor, (T,)
    h : Tensor, (H,)
        The state before.
    weights : Tensor
        As `Weights` has them.
    """
    loss, last = _Loss.apply(ids, targets, h, *weights)  # type: ignore[no-untyped-call]
    return loss, last


def can_be_plain(ids: Tensor) -> bool:
    """Whether a batch is computed as plain arrays: on a CPU, and nobody watches the operations of torch."""
    return ids.device.type == "cpu" and not has_torch_function((ids,))
