"""The multi-layer perceptron, recalled: do two bits differ? y = σ(W3 σ(W2 σ(W1 x))), and nothing remembers anything."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.nn.feed_forward import FeedForwardCell
from rnnviz.nn.small_networks import BITS
from rnnviz.tasks._generated import Drawn, Examples, Generated, Read, known

_PAIRS = tuple(a + b for a in BITS for b in BITS)
_DEVIATION = 2.0  # of the hidden weights: XOR needs them far from 0, where all units say ½


class Layers(nn.Module):
    """Two hidden layers and one output unit, without biases, at each timestep anew."""

    def __init__(self, first: nn.Module, second: nn.Module, hidden: int) -> None:
        super().__init__()
        self.cells = nn.ModuleList([first, second])
        self.output = nn.Linear(hidden, 1, bias=False)
        nn.init.normal_(self.output.weight, std=0.01)  # it begins by not knowing

    def forward(self, x: Tensor) -> Tensor:
        """Return W3 h₂, (T, B, 1), from x, (T, B, 2)."""
        states: list[list[Tensor]] = [[] for _ in self.cells]
        for h in x:  # one call a timestep: so it is watched
            for cell, before in zip(self.cells, states, strict=True):
                h = cell(h, *before[-1:])  # (B, H)
                before.append(h)
        y: Tensor = self.output(torch.stack(states[-1]))
        return y


class Perceptron(Generated):
    """Every batch is the whole table of four; the loss is the mean cross-entropy."""

    topology = "one-to-one"
    uses = frozenset({"hidden", "nonlinearity", "seed"})
    labels = BITS

    def model(self) -> nn.Module:
        """Return a new net with random weights."""
        s = self.settings
        first = FeedForwardCell(2, s.hidden, s.nonlinearity, _DEVIATION, layer=0)
        second = FeedForwardCell(s.hidden, s.hidden, s.nonlinearity, _DEVIATION, layer=1)
        return Layers(first, second, s.hidden).to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        del draw, count  # there is no more than this
        return _drawn(np.array([[[a, b] for a in (0, 1) for b in (0, 1)]]))

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Return the logits of 0 and 1: their softmax is the logistic function of the output unit's input."""
        del forced
        z = model(examples.x)  # (T, B, 1)
        return torch.cat([torch.zeros_like(z), z], dim=-1)

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(BITS[int(a)] + BITS[int(b)] for a, b in x.tolist())

    def default_probe(self) -> str:
        """Return the whole table."""
        return " ".join(_PAIRS)

    def _read(self, text: str) -> Read:
        pairs = text.split()
        places = np.array(known(pairs, _PAIRS))
        drawn = _drawn(np.stack([places // 2, places % 2], axis=-1)[:, None])
        return Read(tuple(pairs), drawn.x[:, 0], drawn.targets[:, 0])

    def describe(self) -> Mapping[str, object]:
        """Return the size of the table."""
        return {"examples": len(_PAIRS)}


def _drawn(bits: np.ndarray) -> Drawn:
    """Return pairs of bits, (T, B, 2), and whether they differ."""
    return Drawn(bits.astype(np.float32), bits[..., 0] ^ bits[..., 1])


TASK = Perceptron
