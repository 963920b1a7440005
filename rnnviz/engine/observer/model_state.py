"""All that a model's predictions follow from: its tensors, and where watching begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from rnnviz.packing.arrays import Array
from rnnviz.tasks import Start

_TENSOR = "tensor"  # what stands for one, in a start made plain


def arrays_of(model: nn.Module) -> dict[str, Array]:
    """Return every parameter and buffer of a model on the CPU, in its order; they share the model's memory."""
    tensors = {**dict(model.named_parameters()), **dict(model.named_buffers())}
    return {name: tensor.detach().numpy() for name, tensor in tensors.items()}


def plain_start(start: Start) -> Any:
    """Return where watching begins, without torch."""
    if isinstance(start, Tensor):
        return {_TENSOR: start.detach().cpu().numpy().copy()}
    return tuple(map(plain_start, start)) if isinstance(start, tuple) else start


def start_of(plain: Any) -> Start:
    """Return where watching begins, from `plain_start`."""
    if isinstance(plain, Mapping):
        return torch.from_numpy(np.array(plain[_TENSOR]))
    return tuple(map(start_of, plain)) if isinstance(plain, tuple) else plain
