"""The scalar net on which backpropagation through time is shown: it tells if more + than - have come.

`rnnviz.nn.scalar_walk` has every quantity of it by name.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.nn.scalar import ScalarNet
from rnnviz.tasks._generated import UNKNOWN, Drawn, Examples, Generated, Read, known

SIGNS = ("-", "+")


class Scalar(Generated):
    """Inputs are -1 and +1; y(t) in (-1, 1) says which there were more of, and nothing is asked while it is a draw."""

    topology = "many-to-many in step"
    uses = frozenset({"sequence_length", "batch", "seed"})
    labels = SIGNS

    def model(self) -> nn.Module:
        """Return a new `ScalarNet`."""
        return ScalarNet().to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        return _drawn(draw.integers(2, size=(self.settings.sequence_length, count)))

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Return logits whose softmax is (1 - y) / 2 and (1 + y) / 2."""
        del forced
        r = model(examples.x)  # (T, B, 1)
        return torch.cat([-r, r], dim=-1)

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(SIGNS[sign > 0] for (sign,) in x.tolist())

    def default_probe(self) -> str:
        """Return a sequence that changes sides."""
        return "+-++--+---"

    def _read(self, text: str) -> Read:
        ids = np.array(known(text.replace(" ", ""), SIGNS))
        drawn = _drawn(ids[:, None])
        return Read(tuple(SIGNS[i] for i in ids), drawn.x[:, 0], drawn.targets[:, 0])


def _drawn(ids: NDArray[np.int64]) -> Drawn:
    """Return inputs of -1 and +1, (T, B, 1), and which there were more of: 0, 1 or none."""
    x = 2 * ids - 1
    total = x.cumsum(axis=0)
    return Drawn(x[..., None], np.where(total == 0, UNKNOWN, total > 0))


TASK = Scalar
