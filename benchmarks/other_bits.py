"""A pytest plugin that trains as another processor might: ``RNNVIZ_OTHER_BITS=1 pytest -p benchmarks.other_bits``.

Another vector unit adds in another order, so gradients differ in their last bits, and a few hundred updates later so
does every weight. Here each gradient is changed by a millionth of itself, at most, in a pattern that depends on the
number given and on nothing else: runs are still repeated to the bit, but they are other runs.
"""

from __future__ import annotations

import os
from functools import cache

import pytest
import torch

SIZE = 1e-6  # relative; float32 rounds at 6e-8, and a sum of hundreds of terms loses about as much as this


@cache
def pattern(shape: tuple[int, ...], place: int, number: int) -> torch.Tensor:
    """Return factors near 1, of the shape of a parameter."""
    generator = torch.Generator().manual_seed(1_000_003 * number + place)
    return 1 + SIZE * (2 * torch.rand(shape, generator=generator) - 1)


@pytest.fixture(autouse=True, scope="session")
def _other_bits() -> None:
    from rnnviz.engine.optimisers import Optimiser

    number = int(os.environ.get("RNNVIZ_OTHER_BITS", "1"))
    step = Optimiser.step

    def other_step(self: Optimiser) -> None:
        for place, parameter in enumerate(self.parameters):
            if parameter.grad is not None:
                parameter.grad.mul_(pattern(tuple(parameter.shape), place, number))
        step(self)

    Optimiser.step = other_step  # type: ignore[method-assign]
