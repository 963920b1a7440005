"""Parity at once: ten bits are one input, and a multi-layer perceptron says whether the number of 1s is odd.

It learns from half of the 1024 strings and is asked about the other half. One bit more or less changes every answer:
neighbours say nothing of one another, and what it learns by heart does not tell it the rule (Minsky and Papert 1969).
The net of `rnnviz.tasks.parity`, which reads one bit after another, needs two units for a string of any length.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.measures import ACCURACY
from rnnviz.nn.feed_forward import FeedForwardCell
from rnnviz.nn.small_networks import BITS
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import TaskSettings
from rnnviz.tasks import Progress
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._generated import Drawn, Examples, Generated, Read, known

LENGTH = 10  # bits of a string
STRINGS = 2**LENGTH
LEARNED_FROM = QT_TRANSLATE_NOOP("status", "strings learned from")


class OneHiddenLayer(nn.Module):
    """h = φ(W x + b); y = W_hy h + b_y, for each string by itself."""

    def __init__(self, hidden: FeedForwardCell, output: nn.Linear) -> None:
        super().__init__()
        self.cell = hidden
        self.output = output

    def forward(self, x: Tensor) -> Tensor:
        """Return the output unit's input, (T, B, 1), from strings, (T, B, 10)."""
        states: list[Tensor] = []
        for string in x:  # one call a string: so it is watched
            states.append(self.cell(string, *states[-1:]))
        y: Tensor = self.output(torch.stack(states))
        return y


class ParityAtOnce(Generated):
    """Which half is learned from follows from the seed; every batch is drawn from that half."""

    topology = "one-to-one"
    uses = frozenset({"hidden", "nonlinearity", "batch", "seed"})
    labels = BITS

    def __init__(self, settings: TaskSettings, device: torch.device, progress: Progress | None = None) -> None:
        super().__init__(settings, device, progress)
        order = drawing(settings.seed, 0, Purpose.HELD_OUT).permutation(STRINGS)
        self.learned_from, self.apart = np.sort(order[: STRINGS // 2]), np.sort(order[STRINGS // 2 :])

    def model(self) -> nn.Module:
        """Return a new net; the output unit begins by not knowing."""
        s = self.settings
        output = nn.Linear(s.hidden, 1)
        nn.init.normal_(output.weight, std=0.01)
        nn.init.zeros_(output.bias)
        cell = FeedForwardCell(LENGTH, s.hidden, s.nonlinearity, LENGTH**-0.5, biased=True)
        return OneHiddenLayer(cell, output).to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        return _drawn(draw.choice(self.learned_from, size=(1, count)))

    def held_out(self) -> Examples:
        """Return every string that is never learned from."""
        return self._examples(_drawn(self.apart[None]))

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the share of right answers to the strings held out, and to those that it learns from."""
        seen = self._examples(_drawn(self.learned_from[None]))
        return {**super().evaluate(model), f"{ACCURACY.name} at {LEARNED_FROM}": self.share_right(model, seen)}

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Return the logits of 0 and 1: their softmax is the logistic function of the output unit's input."""
        del forced
        z = model(examples.x)  # (T, B, 1)
        return torch.cat([torch.zeros_like(z), z], dim=-1)

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return strings as they are typed."""
        return tuple("".join(BITS[int(bit)] for bit in string) for string in x.tolist())

    def default_probe(self) -> str:
        """Return two strings that are learned from and two that are not: of each kind the lowest and the highest."""
        chosen = (self.learned_from[0], self.learned_from[-1], self.apart[0], self.apart[-1])
        return " ".join(f"{number:0{LENGTH}b}" for number in chosen)

    def _read(self, text: str) -> Read:
        strings = text.split()
        known([bit for string in strings for bit in string], BITS)
        if any(len(string) != LENGTH for string in strings):
            raise Refused(
                QT_TRANSLATE_NOOP("tasks", "This net reads {length} bits at once: every string needs as many."),
                length=LENGTH,
            )
        drawn = _drawn(np.array([int(string, 2) for string in strings])[:, None])
        return Read(tuple(strings), drawn.x[:, 0], drawn.targets[:, 0])

    def describe(self) -> Mapping[str, object]:
        """Return how many strings there are and are held out, and how many neighbours of any one have its parity."""
        parity = np.array([number.bit_count() % 2 for number in range(STRINGS)])
        neighbours = np.arange(STRINGS)[:, None] ^ (1 << np.arange(LENGTH))  # (1024, 10): each has one bit turned over
        alike = (parity[neighbours] == parity[:, None]).sum(axis=1)
        return {"strings": STRINGS, "held out": len(self.apart), "neighbours alike": int(alike.max())}


def _drawn(numbers: NDArray[np.integer]) -> Drawn:
    """Return strings, (T, B, 10), and whether the number of 1s is odd."""
    bits = numbers[..., None] >> np.arange(LENGTH - 1, -1, -1) & 1
    return Drawn(bits.astype(np.float32), bits.sum(axis=-1) % 2)


TASK = ParityAtOnce
