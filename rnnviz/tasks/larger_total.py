"""Which of two input streams has the larger running total? One linear hidden unit, and a logistic output."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.nn.lecture_words import LectureWords
from rnnviz.nn.readout import LinearUnit
from rnnviz.nn.small_networks import larger_total
from rnnviz.tasks._generated import UNKNOWN, Drawn, Examples, Generated, Read, known, put_by_hand
from rnnviz.tasks.sum_of_inputs import INPUTS, WORDS

_PAIRS = tuple(f"{a}:{b}" for a in WORDS for b in WORDS)


class LargerTotal(Generated):
    """Pairs of numbers in; the stream that is ahead out. Nothing is asked while they are level."""

    topology = "many-to-many in step"
    uses = frozenset({"weights", "sequence_length", "batch", "language", "seed"})

    def _answers(self, words: LectureWords) -> tuple[str, ...]:
        return words.streams

    def model(self) -> nn.Module:
        """Return a new net; its weights are random, or +1 for one stream and -1 for the other."""
        model = LinearUnit(2)
        if self.settings.weights == "by hand":
            put_by_hand(model, larger_total(self.settings))
        return model.to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        return _drawn(draw.choice(INPUTS, (self.settings.sequence_length, count, 2)))

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Return the logits of "first" and "second": their softmax is the logistic function of the output."""
        del forced
        y = model(examples.x)  # (T, B, 1)
        return torch.cat([y, torch.zeros_like(y)], dim=-1)

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(f"{first:g}:{second:g}" for first, second in x.tolist())

    def default_probe(self) -> str:
        """Return some pairs."""
        return "1:0.5 0.5:2 2:-1 -1:2 0:1.5 2:-2"

    def _read(self, text: str) -> Read:
        pairs = text.split()
        places = np.array(known(pairs, _PAIRS))
        drawn = _drawn(np.stack([INPUTS[places // len(WORDS)], INPUTS[places % len(WORDS)]], axis=-1)[:, None])
        return Read(tuple(pairs), drawn.x[:, 0], drawn.targets[:, 0])


def _drawn(x: np.ndarray) -> Drawn:
    """Return both streams, (T, B, 2), and which is ahead: 0, 1 or nobody."""
    lead = np.subtract(*np.moveaxis(x.cumsum(axis=0), -1, 0))  # (T, B)
    return Drawn(x, np.where(lead == 0, UNKNOWN, lead < 0))


TASK = LargerTotal
