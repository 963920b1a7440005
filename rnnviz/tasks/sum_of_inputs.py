"""The sum of the inputs so far: a linear unit with recurrent weight 1 is all that it takes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.measures import LARGEST_ERROR, MEAN_ERROR
from rnnviz.nn.readout import LinearUnit, Normal
from rnnviz.nn.small_networks import sum_of_inputs
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import TaskSettings
from rnnviz.tasks import Progress
from rnnviz.tasks._generated import Drawn, Examples, Generated, Read, known, put_by_hand
from rnnviz.tasks._writing import evaluating

STEP = 0.5
INPUTS = np.arange(-4, 5) * STEP  # -2 to 2
WORDS = tuple(f"{value:g}" for value in INPUTS)


class SumOfInputs(Generated):
    """Numbers in, their sum so far out; the loss is summed over the timesteps."""

    topology = "many-to-many in step"
    uses = frozenset({"weights", "sequence_length", "batch", "seed"})
    reduction = "sum"
    measures = (MEAN_ERROR, LARGEST_ERROR)

    def __init__(self, settings: TaskSettings, device: torch.device, progress: Progress | None = None) -> None:
        super().__init__(settings, device, progress)
        reach = 4 * settings.sequence_length + 1  # the largest sum, in steps, and one more
        self.values = np.arange(-reach, reach + 1) * STEP
        self.labels = tuple(f"{value:g}" for value in self.values)
        self.normal = Normal(self.values.tolist()).to(device)

    @property
    def chance_loss(self) -> float:
        """The loss of the answer 0, always: where a net with small weights begins."""
        targets = self.held_out().targets
        return float(self._loss(self.normal(torch.zeros(*targets.shape, 1, device=self.device)), targets))

    def model(self) -> nn.Module:
        """Return a new net; its weights are random or 1."""
        model = LinearUnit(1)
        if self.settings.weights == "by hand":
            put_by_hand(model, sum_of_inputs(self.settings))
        return model.to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        return self._drawn(draw.choice(INPUTS, (self.settings.sequence_length, count)))

    def _drawn(self, x: np.ndarray) -> Drawn:
        """Return the inputs, (T, B), and the place of each sum among the labels."""
        return Drawn(x[..., None], np.rint((x.cumsum(axis=0) - self.values[0]) / STEP).astype(np.int64))

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Return a logit for each possible sum: how near it is to what the unit says."""
        del forced
        logits: Tensor = self.normal(model(examples.x))
        return logits

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return how far the unit is from the true sum: on the average, and at most."""
        examples = self.held_out()
        true = torch.from_numpy(self.values).to(examples.x)[examples.targets]  # (T, B)
        with evaluating(model):
            errors = (model(examples.x).squeeze(-1) - true).abs()
        return {MEAN_ERROR.name: float(errors.mean()), LARGEST_ERROR.name: float(errors.max())}

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(f"{value:g}" for (value,) in x.tolist())

    def default_probe(self) -> str:
        """Return some numbers."""
        return "2 -0.5 1 1"

    def _read(self, text: str) -> Read:
        x = INPUTS[known(text.split(), WORDS)]
        if len(x) > self.settings.sequence_length:
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "tasks", "The sum of {count} numbers is beyond what is shown: give {largest} at most."
                ),
                count=len(x),
                largest=self.settings.sequence_length,
            )
        drawn = self._drawn(x[:, None])
        return Read(tuple(f"{value:g}" for value in x), drawn.x[:, 0], drawn.targets[:, 0])


TASK = SumOfInputs
