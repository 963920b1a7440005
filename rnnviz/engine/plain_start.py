"""Where watching and writing begin, without torch: as it passes to another process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from rnnviz.tasks import Start

_TENSOR = "tensor"  # what stands for one


def plain_start(start: Start) -> Any:
    """Return where watching begins, without torch."""
    if isinstance(start, Tensor):
        return {_TENSOR: start.detach().cpu().numpy().copy()}
    return tuple(map(plain_start, start)) if isinstance(start, tuple) else start


def start_of(plain: Any) -> Start:
    """Return where watching begins, from `plain_start`; nothing of it is shared."""
    if isinstance(plain, Mapping):
        return torch.from_numpy(np.array(plain[_TENSOR]))
    if isinstance(plain, np.ndarray):
        return plain.copy()  # what was received cannot be written to, which torch wants of every array
    return tuple(map(start_of, plain)) if isinstance(plain, tuple) else plain
