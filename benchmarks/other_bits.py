"""Training as another processor might: ``RNNVIZ_OTHER_BITS=1 pytest -p benchmarks.other_bits`` for the tests.

Another vector unit adds in another order, so gradients differ in their last bits, and a few hundred updates later so
does every weight. Here each gradient is changed by a millionth of itself, at most, in a pattern that depends on the
number given and on nothing else: runs are still repeated to the bit, but they are other runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
import torch

from rnnviz.engine.optimisers import Optimiser

SIZE = 1e-6  # relative; float32 rounds at 6e-8, and a sum of hundreds of terms loses about as much as this


@cache
def pattern(shape: tuple[int, ...], place: int, number: int) -> torch.Tensor:
    """Return factors near 1, of the shape of a parameter."""
    generator = torch.Generator().manual_seed(1_000_003 * number + place)
    return 1 + SIZE * (2 * torch.rand(shape, generator=generator) - 1)


@contextmanager
def other_bits(number: int) -> Iterator[None]:
    """Train as machine `number` would; 0: as this one does."""
    step = Optimiser.step

    def other_step(self: Optimiser) -> None:
        for place, parameter in enumerate(self.parameters):
            if parameter.grad is not None:
                parameter.grad.mul_(pattern(tuple(parameter.shape), place, number))
        step(self)

    Optimiser.step = other_step if number else step  # type: ignore[method-assign]
    try:
        yield
    finally:
        Optimiser.step = step  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _other_bits() -> Iterator[None]:
    with other_bits(int(os.environ.get("RNNVIZ_OTHER_BITS", "1"))):
        yield
