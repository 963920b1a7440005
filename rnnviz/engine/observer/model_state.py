"""All that a model's predictions follow from, but for where watching begins: its tensors."""

from __future__ import annotations

from torch import nn

from rnnviz.packing.arrays import Array


def arrays_of(model: nn.Module) -> dict[str, Array]:
    """Return every parameter and buffer of a model on the CPU, in its order; they share the model's memory."""
    tensors = {**dict(model.named_parameters()), **dict(model.named_buffers())}
    return {name: tensor.detach().numpy() for name, tensor in tensors.items()}
