"""The gradient's norm over all parameters, taken when backward returns: before anybody clips it."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor


def norms(parameters: Iterable[Tensor]) -> dict[int, Tensor]:
    """Return the norm of each parameter's gradient, by the parameter's identity; nothing is read back yet."""
    return of_gradients((id(p), p.grad) for p in parameters if p.grad is not None)


def of_gradients(gradients: Iterable[tuple[int, Tensor]]) -> dict[int, Tensor]:
    """Return the norm of each gradient, by the identity of its parameter."""
    having = [(key, g.detach()) for key, g in gradients]
    dense = [(key, g) for key, g in having if not g.is_sparse]
    found = (
        dict(zip([key for key, _ in dense], torch._foreach_norm([g for _, g in dense]), strict=True)) if dense else {}
    )
    return found | {key: g.coalesce().values().norm() for key, g in having if g.is_sparse}


def joined(found: Iterable[Tensor]) -> float:
    """Return the norm of all of them together; 0 of none."""
    each = list(found)
    if not each:
        return 0.0
    device = each[0].device
    return float(torch.stack([norm.to(device, torch.float64) for norm in each]).norm())


def versions(parameters: Iterable[Tensor]) -> int:
    """Return a number that changes when somebody changes a gradient in place."""
    return sum(p.grad._version for p in parameters if p.grad is not None)
