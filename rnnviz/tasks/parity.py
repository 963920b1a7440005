"""Parity: is the number of 1s so far odd? y(t) = x(t) XOR y(t-1), by units that answer yes or no."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.measures import ACCURACY
from rnnviz.nn.fed_back import FedBack
from rnnviz.nn.feed_forward import JordanCell
from rnnviz.nn.small_networks import BITS, parity
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._generated import HELD_OUT, Drawn, Examples, Generated, Read, known, put_by_hand

LONG = 100  # timesteps of the test that it has learned the rule, not the sequences
_SHARPNESS = 10.0  # of the logistic output: by hand the output unit is half a unit from its threshold


class Parity(Generated):
    """Hidden units see x(t) and the last answer, as by hand they do; the answer before the first counts as 0."""

    topology = "many-to-many in step"
    uses = frozenset({"weights", "hidden", "nonlinearity", "sequence_length", "batch", "seed"})
    labels = BITS

    def model(self) -> nn.Module:
        """Return a new net; its weights are random or h1 = AND, h2 = OR, y = h2 AND NOT h1."""
        s = self.settings
        output = nn.Linear(s.hidden, 1)
        nn.init.normal_(output.weight, std=0.01)
        nn.init.zeros_(output.bias)
        model = FedBack(JordanCell(1, 1, s.hidden, s.nonlinearity), output)
        if s.weights == "by hand":
            put_by_hand(model, parity(s), s.hidden, s.nonlinearity)
        return model.to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        return _drawn(draw.integers(2, size=(self.settings.sequence_length, count)))

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Return the logits of 0 and 1: their softmax is the logistic function of the output unit's input."""
        first = torch.zeros_like(examples.x[0])
        true = examples.targets.unsqueeze(-1).to(first) if forced else None
        r = _SHARPNESS * model(examples.x, first, true)  # (T, B, 1)
        return torch.cat([torch.zeros_like(r), r], dim=-1)

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the share of sequences without a mistake, of the length that is learned and of 100 timesteps."""
        long = drawing(self.settings.seed, 1, Purpose.HELD_OUT).integers(2, size=(LONG, HELD_OUT))
        return {
            ACCURACY.name: self._without_mistake(model, self.held_out()),
            f"{ACCURACY.name} at {LONG}": self._without_mistake(model, self._examples(_drawn(long))),
        }

    def _without_mistake(self, model: nn.Module, examples: Examples) -> float:
        return float((self.answers(model, examples) == examples.targets).all(dim=0).double().mean())

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(BITS[int(bit)] for (bit,) in x.tolist())

    def default_probe(self) -> str:
        """Return the lecture's sequence."""
        return "0101101011"

    def _read(self, text: str) -> Read:
        bits = np.array(known(text.replace(" ", ""), BITS))
        drawn = _drawn(bits[:, None])
        return Read(tuple(BITS[b] for b in bits), drawn.x[:, 0], drawn.targets[:, 0])


def _drawn(bits: NDArray[np.int64]) -> Drawn:
    """Return bits, (T, B), and the parity of those so far."""
    return Drawn(bits[..., None].astype(np.float32), bits.cumsum(axis=0) % 2)


TASK = Parity
