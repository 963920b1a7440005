"""The scale that a GradScaler has multiplied a loss with: what is told of an update is told without it."""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

import torch
from torch import Tensor

_used: WeakSet[torch.amp.GradScaler] = WeakSet()  # the scalers that have scaled something since the agent is there


def note_scaler(scaler: torch.amp.GradScaler, *_: Any, **__: Any) -> None:
    """Know a scaler from now on: its `scale` was called."""
    _used.add(scaler)


def scale(root: Tensor) -> float:
    """Return the factor of the scaler whose `scale` made a tensor; 1 if none did."""
    node = root.grad_fn
    if not _used or node is None or node.name() != "MulBackward0":
        return 1.0
    factor = getattr(node, "_saved_other", None)
    if not isinstance(factor, Tensor) or factor.dim() or factor.requires_grad:
        return 1.0
    scales = (getattr(scaler, "_scale", None) for scaler in _used)
    made = any(held is not None and held.data_ptr() == factor.data_ptr() for held in scales)
    return float(factor) if made else 1.0
