"""The adding problem (Hochreiter and Schmidhuber 1997): of many numbers, add the two that are marked."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.measures import ACCURACY, MEAN_ERROR
from rnnviz.nn.readout import Normal, RecurrentNet
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import ModelSettings, TaskSettings
from rnnviz.tasks import Progress
from rnnviz.tasks._generated import UNKNOWN, Drawn, Examples, Read, known
from rnnviz.tasks._lagged import Lagged
from rnnviz.tasks._writing import evaluating

_TENTHS = 10
NUMBERS = np.arange(_TENTHS + 1) / _TENTHS  # 0 to 1
VALUES = np.arange(-3, 2 * _TENTHS + 4) / _TENTHS  # what may be said: sums, and a little beyond
RIGHT = 0.04  # off by less than this counts as right, as in the paper
_MARK = "*"
_WORDS = tuple(f"{number:g}{mark}" for mark in ("", _MARK) for number in NUMBERS)


class Adding(Lagged):
    """`lag` timesteps; one mark in the first half, one in the second; the sum is asked for at the end."""

    topology = "many-to-one"
    uses = (frozenset(ModelSettings.model_fields) - {"embedding"}) | {"lag", "batch", "seed"}
    labels = tuple(f"{value:g}" for value in VALUES)
    shortest = 2
    measures = (ACCURACY, MEAN_ERROR)
    chance_accuracy = 1 / len(NUMBERS)  # of the answer 1, always: of all sums it is the most frequent

    def __init__(self, settings: TaskSettings, device: torch.device, progress: Progress | None = None) -> None:
        super().__init__(settings, device, progress)
        if settings.lag < 2:
            raise Refused(QT_TRANSLATE_NOOP("tasks", "Two numbers to add need a lag of 2 timesteps at least."))
        self.normal = Normal(VALUES.tolist()).to(device)

    @property
    def chance_loss(self) -> float:
        """The loss of the answer 0, always: where a net with small weights begins."""
        sums = torch.from_numpy(_place(np.add.outer(NUMBERS, NUMBERS).ravel())).to(self.device)
        return float(self._loss(self.normal(torch.zeros(len(sums), 1, device=self.device)), sums))

    def model(self) -> nn.Module:
        """Return a new `RecurrentNet` with one output."""
        model = RecurrentNet(self.settings, 2, 1)
        nn.init.normal_(model.output.weight, std=0.01)
        nn.init.zeros_(model.output.bias)
        return model.to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        length, half = self.settings.lag, self.settings.lag // 2
        numbers = draw.choice(NUMBERS, (length, count))
        marks = np.zeros((length, count))
        marks[draw.integers(half, size=count), np.arange(count)] = 1
        marks[draw.integers(half, length, size=count), np.arange(count)] = 1
        return _drawn(numbers, marks)

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Return a logit for each possible sum: how near it is to what the output says."""
        del forced
        logits: Tensor = self.normal(model(examples.x))
        return logits

    def share_right(self, model: nn.Module, examples: Examples) -> float:
        """Return the share of sums that are off by less than 0.04."""
        return float((self._errors(model, examples) < RIGHT).double().mean())

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the share of right sums, at several lengths too, and by how much they are off."""
        return {**super().evaluate(model), MEAN_ERROR.name: float(self._errors(model, self.held_out()).mean())}

    def _errors(self, model: nn.Module, examples: Examples) -> Tensor:
        true = torch.from_numpy(VALUES).to(examples.x)[examples.targets[-1]]  # (B,)
        with evaluating(model):
            errors: Tensor = (model(examples.x)[-1, :, 0] - true).abs()
        return errors

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(f"{number:g}{_MARK if mark else ''}" for number, mark in x.tolist())

    def default_probe(self) -> str:
        """Return an example of this length."""
        length = self.settings.lag
        marked = (length // 5, length // 2 + length // 3)
        numbers = (f"{n * n % 11 / _TENTHS:g}{_MARK if n in marked else ''}" for n in range(length))
        return " ".join(numbers)

    def _read(self, text: str) -> Read:
        words = text.split()
        places = np.array(known(words, _WORDS))
        drawn = _drawn(NUMBERS[places % len(NUMBERS)][:, None], (places >= len(NUMBERS)).astype(float)[:, None])
        return Read(tuple(words), drawn.x[:, 0], drawn.targets[:, 0])


def _place(value: float | NDArray[np.floating]) -> NDArray[np.int64]:
    """Return the place of a sum among the values."""
    return np.asarray(np.rint((np.asarray(value) - VALUES[0]) * _TENTHS), np.int64)


def _drawn(numbers: np.ndarray, marks: np.ndarray) -> Drawn:
    """Return numbers and marks side by side, (T, B, 2), and at the end the sum of the marked, if it can be said."""
    place = _place((numbers * marks).sum(axis=0))
    targets = np.full(numbers.shape, UNKNOWN)
    targets[-1] = np.where(place < len(VALUES), place, UNKNOWN)
    return Drawn(np.stack([numbers, marks], axis=-1), targets)


TASK = Adding
