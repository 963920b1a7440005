"""From tensors to what a Frame holds: read-only, C-contiguous numpy arrays on the CPU."""

from __future__ import annotations

import torch
from torch import Tensor

from rnnviz.probe.frame import Array


def array(tensor: Tensor) -> Array:
    """Return a tensor's values as a C-contiguous array, which may share its memory."""
    tensor = tensor.detach()
    if tensor.dtype is torch.bfloat16:  # numpy has none: the next wider type holds the same values
        tensor = tensor.float()
    values: Array = tensor.cpu().contiguous().numpy()
    return values


def sealed(values: Array) -> Array:
    """Make an array read-only, with every view that is taken from it later."""
    values.flags.writeable = False
    return values


def frozen(tensor: Tensor, copy: bool = False) -> Array:
    """Return a tensor's values for a Frame; `copy` if anybody else holds its memory."""
    return sealed(array(tensor.detach().clone() if copy else tensor))
