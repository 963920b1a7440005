"""Binary threshold units (McCulloch and Pitts 1943), and how they learn all the same.

The derivative of a step is zero wherever it exists, so gradient descent has nothing to go by. Forward the step is
exact; backward it counts as a smooth curve that resembles it: a surrogate gradient (Bengio, Léonard and Courville 2013;
Neftci, Mostafa and Zenke 2019), here that of Zenke and Ganguli (2018), 1 / (1 + |z|)².
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd import Function
from torch.autograd.function import once_differentiable


class _Step(Function):
    @staticmethod
    def forward(ctx: Any, z: Tensor) -> Tensor:
        ctx.save_for_backward(z)
        return (z > 0).to(z.dtype)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        (z,) = ctx.saved_tensors
        return gradient * surrogate(z)


def threshold(z: Tensor) -> Tensor:
    """Return 1 where z > 0 and else 0; the gradient is that of `surrogate`."""
    step: Tensor = _Step.apply(z)  # type: ignore[no-untyped-call]
    return step


def surrogate(z: Tensor) -> Tensor:
    """Return what stands in for the derivative of the step: 1 / (1 + |z|)²."""
    return torch.reciprocal((1.0 + z.abs()).square())


class Threshold(nn.Module):
    """`threshold` as a layer."""

    def forward(self, z: Tensor) -> Tensor:
        """Return the step of z, of its shape."""
        return threshold(z)
