"""The scale that a GradScaler has multiplied a loss with: what is told of an update is told without it."""

from __future__ import annotations

import gc

import torch
from torch import Tensor

_known: dict[int, bool] = {}  # identity of a factor -> whether it is the scale of a scaler


def scale(root: Tensor) -> float:
    """Return the factor of the scaler whose `scale` made a tensor; 1 if none did."""
    node = root.grad_fn
    if node is None or node.name() != "MulBackward0":
        return 1.0
    factor = getattr(node, "_saved_other", None)
    if not isinstance(factor, Tensor) or factor.dim() or factor.requires_grad:
        return 1.0
    key = factor.data_ptr()
    if key not in _known:
        _known[key] = any(held is not None and held.data_ptr() == key for held in _scales())
    return float(factor) if _known[key] else 1.0


def _scales() -> list[Tensor | None]:
    """Return the scales of all scalers that there are; looked for once for each factor that could be one."""
    scaler = torch.amp.GradScaler
    return [getattr(each, "_scale", None) for each in gc.get_objects() if isinstance(each, scaler)]
