"""All that a model's predictions follow from, but for where watching begins: its tensors."""

from __future__ import annotations

from torch import Tensor, nn

from rnnviz.packing.arrays import Array


def arrays_of(model: nn.Module) -> dict[str, Array]:
    """Return every parameter and buffer of a model on the CPU, in its order; they share the model's memory."""
    return {name: _array(tensor) for name, tensor in _tensors(model).items()}


class ModelArrays:
    """The arrays of one model, looked for once: walking through its modules takes longer than copying its weights."""

    def __init__(self, model: nn.Module) -> None:
        self._tensors = tuple(_tensors(model).values())
        self._arrays: tuple[Array, ...] = ()
        self._places: list[int] = []

    def now(self) -> tuple[Array, ...]:
        """Return them; they share the model's memory, also where a tensor was given another piece of it."""
        places = [tensor.data_ptr() for tensor in self._tensors]
        if places != self._places:
            self._arrays, self._places = tuple(map(_array, self._tensors)), places
        return self._arrays


def _tensors(model: nn.Module) -> dict[str, Tensor]:
    return {**dict(model.named_parameters()), **dict(model.named_buffers())}


def _array(tensor: Tensor) -> Array:
    array: Array = tensor.detach().numpy()
    return array
