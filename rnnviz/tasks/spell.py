"""One-to-many: a digit comes in, and its name comes out, letter by letter."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rnnviz.nn.lecture_words import LectureWords
from rnnviz.nn.readout import RecurrentNet
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import ModelSettings
from rnnviz.tasks import Start
from rnnviz.tasks._generated import Drawn, Generated, Read, known, one_hot
from rnnviz.tasks._writing import evaluating, finite

DIGITS = tuple("0123456789")
END = "∎"


class Spell(Generated):
    """The digit is seen at the first timestep only. Every batch is all ten."""

    topology = "one-to-many"
    uses = (frozenset(ModelSettings.model_fields) - {"embedding"}) | {"language", "seed"}
    can_sample = True

    def _answers(self, words: LectureWords) -> tuple[str, ...]:
        return (*sorted(set("".join(words.digits))), END)

    @property
    def _length(self) -> int:
        """The timesteps of the longest name and the sign after it."""
        return max(map(len, self.spoken.digits)) + 1

    def model(self) -> nn.Module:
        """Return a new `RecurrentNet`."""
        return RecurrentNet(self.settings, len(DIGITS), len(self.labels)).to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        del draw, count  # there is no more than this
        return self._spelt(np.arange(10))

    def _spelt(self, digits: NDArray[np.int64]) -> Drawn:
        x = np.zeros((self._length, len(digits), len(DIGITS)), np.float32)
        x[0] = one_hot(digits, len(DIGITS))
        written = [
            [self.labels.index(letter) for letter in self.spoken.digits[d].ljust(self._length, END)] for d in digits
        ]
        return Drawn(x, np.array(written).T)

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(DIGITS[x_t.argmax()] if x_t.any() else "·" for x_t in x)

    def default_probe(self) -> str:
        """Return a digit."""
        return "7"

    def _read(self, text: str) -> Read:
        if len(digits := known(text.strip(), DIGITS)) > 1:
            raise Refused(QT_TRANSLATE_NOOP("tasks", "Give one digit: its name is what the model writes."))
        drawn = self._spelt(np.array(digits))
        return Read((DIGITS[digits[0]], *("·" * (self._length - 1))), drawn.x[:, 0], drawn.targets[:, 0])

    def sample(
        self,
        model: nn.Module,
        generator: torch.Generator,
        temperature: float,
        seed_text: str,
        length: int,
        start: Start = None,
    ) -> str:
        """Return what the model calls the digit of `seed_text`, or every digit: the likeliest letters up to the end."""
        del generator, temperature, length, start  # a name is right or wrong
        digits = np.array(known(seed_text.strip(), DIGITS) if seed_text else range(10))
        with evaluating(model):
            written = finite(model(self._examples(self._spelt(digits)).x)).argmax(dim=-1).T  # (B, T)
        names = ("".join(self.labels[i] for i in letters).partition(END)[0] for letters in written.tolist())
        return "  ".join(f"{d} {name}" for d, name in zip(digits, names, strict=True))

    def describe(self) -> Mapping[str, object]:
        """Return the numbers of digits and letters."""
        return {"digits": len(DIGITS), "letters": len(self.labels) - 1}


TASK = Spell
