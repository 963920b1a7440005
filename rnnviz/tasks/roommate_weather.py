"""The perfect roommate, first part: the weather decides the dish. A plain net, without memory."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnnviz.nn.feed_forward import FeedForwardCell
from rnnviz.nn.lecture_words import LectureWords, initials
from rnnviz.nn.small_networks import roommate_weather
from rnnviz.tasks._generated import Drawn, Examples, Generated, Read, known, one_hot, put_by_hand

SHARPNESS = 10.0  # of the softmax: by hand a dish is 1 and the others 0, and the net is to be sure of it


class OneToOne(nn.Module):
    """dish = W weather, at each timestep anew."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.cell = FeedForwardCell(inputs, outputs, "linear", deviation=0.01)

    def forward(self, x: Tensor) -> Tensor:
        """Return y, (T, B, O), from x, (T, B, I)."""
        days: list[Tensor] = []
        for x_t in x:  # one call a timestep: so it is watched
            days.append(self.cell(x_t, *days[-1:]))
        return torch.stack(days)


class RoommateWeather(Generated):
    """Sunny: apple pie; rainy: burger. Every batch is the whole table."""

    topology = "one-to-one"
    uses = frozenset({"weights", "language", "menu", "seed"})

    def _answers(self, words: LectureWords) -> tuple[str, ...]:
        return words.dishes

    def model(self) -> nn.Module:
        """Return a new net; W is random or as in the lecture."""
        model = OneToOne(len(self.spoken.weather), len(self.labels))
        if self.settings.weights == "by hand":
            put_by_hand(model, roommate_weather(self.settings))
        return model.to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        del draw, count  # there is no more than this
        weather = np.arange(2)[None]  # (1, 2)
        return Drawn(one_hot(weather, 2), weather)

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        del forced
        logits: Tensor = SHARPNESS * model(examples.x)
        return logits

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(initials(self.spoken.weather)[w] for w in x.argmax(axis=-1))

    def default_probe(self) -> str:
        """Return some days."""
        return " ".join(self.spoken.weather[kind] for kind in (0, 1, 1, 0))

    def _read(self, text: str) -> Read:
        weather = np.array(known(text.split(), self.spoken.weather))
        return Read(tuple(initials(self.spoken.weather)[w] for w in weather), one_hot(weather, 2), weather)

    def describe(self) -> Mapping[str, object]:
        """Return the sizes of the table."""
        return {"kinds of weather": len(self.spoken.weather), "dishes": len(self.labels)}


TASK = RoommateWeather
