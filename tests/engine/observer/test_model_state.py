"""The arrays of a model are its own, whatever becomes of its tensors."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from rnnviz.engine.observer.model_state import ModelArrays, arrays_of


@pytest.fixture
def model() -> nn.Module:
    made = nn.Sequential(nn.LSTM(3, 4), nn.BatchNorm1d(2))
    made.register_buffer("count", torch.tensor(5))
    return made


def same(found: tuple[np.ndarray, ...], model: nn.Module) -> bool:
    kept = tuple(arrays_of(model).values())
    return len(found) == len(kept) and all(np.array_equal(a, b) for a, b in zip(found, kept, strict=True))


def test_they_follow_a_step_and_a_tensor_that_is_given_another_piece_of_memory(model: nn.Module) -> None:
    arrays = ModelArrays(model)
    assert same(arrays.now(), model)
    weight = next(model.parameters())
    with torch.no_grad():
        weight += 1
    assert same(arrays.now(), model)
    weight.data = torch.randn_like(weight)
    assert same(arrays.now(), model)
    assert np.shares_memory(arrays.now()[0], weight.detach().numpy())


def test_every_parameter_and_buffer_is_there_under_its_name(model: nn.Module) -> None:
    assert list(arrays_of(model)) == [
        *dict(model.named_parameters()),
        *dict(model.named_buffers()),
    ]
