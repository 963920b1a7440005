"""A recurrence that is linear in its state, for all timesteps at once: h(t) = a(t) h(t-1) + b(t), elementwise.

Two timesteps are one of the same kind, (a₂ a₁, a₂ b₁ + b₂), so a sequence is halved again and again: about log₂ T
operations after one another, where a loop has T (Blelloch 1990; Martin and Cundy 2018). Backwards it is such a
recurrence again. No logarithm is taken: with minGRU's it loses 5 digits in single precision over 512 timesteps.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

_FEW = 8  # timesteps that a loop goes through as fast


class _Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, a: Tensor, b: Tensor, start: Tensor) -> Tensor:
        b = torch.cat([torch.addcmul(b[:1], a[:1], start[None]), b[1:]])
        h = _halved(a, b)
        ctx.save_for_backward(a, h, start)
        return h

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        a, h, start = ctx.saved_tensors
        later = torch.cat([torch.zeros_like(a[:1]), a[1:].flip(0)]).conj().resolve_conj()  # what leads to t + 1
        total = _halved(later, gradients[0].flip(0)).flip(0)  # dL/dh(t)
        before = torch.cat([start[None], h[:-1]])
        return total * before.conj(), total, total[0] * a[0].conj()


def _halved(a: Tensor, b: Tensor) -> Tensor:
    """Return h from h(-1) = 0, (T, ...)."""
    if len(b) <= _FEW:
        return torch.stack(_one_by_one(a, b))
    even, whole = slice(0, len(b) // 2 * 2, 2), slice(1, len(b) // 2 * 2, 2)
    pairs = _halved(a[whole] * a[even], torch.addcmul(b[whole], a[whole], b[even]))  # h(1), h(3), ...
    h = torch.empty_like(b)
    h[0], h[whole] = b[0], pairs
    between = slice(2, len(b), 2)
    h[between] = torch.addcmul(b[between], a[between], pairs[: len(b[between])])
    return h


def _one_by_one(a: Tensor, b: Tensor) -> list[Tensor]:
    found = [b[0]]
    for kept, added in zip(a[1:], b[1:], strict=True):
        found.append(torch.addcmul(added, kept, found[-1]))
    return found


def linear_scan(a: Tensor, b: Tensor, start: Tensor | None = None) -> Tensor:
    """Return h(t) = a(t) h(t-1) + b(t) of every timestep, (T, ...).

    What is not a number stays where a loop has it: no timestep before it is touched.

    Parameters
    ----------
    a, b : Tensor, (T, ...)
        What is kept and what is added; real or complex.
    start : Tensor, (...), optional
        The state before the first timestep; zeros if None.

    Raises
    ------
    ValueError
        If there is no timestep, or the shapes do not fit.
    """
    if not len(b):
        raise ValueError("a scan needs at least one timestep")
    if a.shape != b.shape or (start is not None and start.shape != b.shape[1:]):
        given = "" if start is None else f", from a state of {tuple(start.shape)}"
        raise ValueError(f"a scan of {tuple(a.shape)} and {tuple(b.shape)}{given}: the shapes have to be the same")
    first = torch.zeros_like(b[0]) if start is None else start
    found: Tensor = _Scan.apply(a, b, first)  # type: ignore[no-untyped-call]
    return found
