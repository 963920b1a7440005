"""The perfect roommate: when it is sunny the same dish as yesterday, when it rains the next one.

Two layers: Food and Weather each say which of six units may be on, a threshold keeps those on which both agree, and
Merge reads the dish off them. The dish is fed back.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn.fed_back import FedBack
from rnnviz.nn.feed_forward import JordanCell
from rnnviz.nn.lecture_words import LectureWords, initials
from rnnviz.nn.small_networks import roommate
from rnnviz.tasks._generated import Drawn, Examples, Generated, Read, known, one_hot, put_by_hand
from rnnviz.tasks.roommate_weather import SHARPNESS

DISHES, KINDS = 3, 2  # of dishes and of weather


class Roommate(Generated):
    """Every batch is the whole table of six: each dish in each weather, and the dish of the day."""

    topology = "many-to-many in step"
    uses = frozenset({"weights", "hidden", "nonlinearity", "language", "menu", "seed"})

    def _answers(self, words: LectureWords) -> tuple[str, ...]:
        return words.dishes

    def model(self) -> nn.Module:
        """Return a new net; its matrices are random or those of the lecture."""
        s = self.settings
        output = nn.Linear(s.hidden, DISHES, bias=False)
        nn.init.normal_(output.weight, std=0.01)
        model = FedBack(JordanCell(KINDS, DISHES, s.hidden, s.nonlinearity), output)
        if s.weights == "by hand":
            put_by_hand(model, roommate(s), s.hidden, s.nonlinearity)
        return model.to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        del draw, count  # there is no more than this
        dish, weather = (grid.ravel()[None] for grid in np.meshgrid(np.arange(3), np.arange(2)))  # (1, 6)
        return Drawn(_inputs(weather, dish), (dish + weather) % 3)

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Give it the weather and yesterday's dish; from then on its own dishes, or the true ones, are fed back."""
        weather, dish = examples.x[..., :KINDS], examples.x[..., KINDS:]
        true = F.one_hot(examples.targets, DISHES).to(dish) if forced else None
        logits: Tensor = SHARPNESS * model(weather, dish[0], true)
        return logits

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        weather = self.spoken.weather
        return tuple(initials(weather)[w] for w in x[:, :KINDS].argmax(axis=-1))

    def default_probe(self) -> str:
        """Return a first dish and some days."""
        days = " ".join(self.spoken.weather[kind] for kind in (1, 0, 1, 1, 0))
        return f"{self.labels[0]}: {days}"

    def _read(self, text: str) -> Read:
        head, colon, rest = text.rpartition(":")
        first = known(head.split(), self.labels)[0] if colon else 0
        weather = np.array(known(rest.split(), self.spoken.weather))
        dishes = (first + np.concatenate([[0], weather.cumsum()])) % 3  # yesterday's and each day's
        return Read(tuple(initials(self.spoken.weather)[w] for w in weather), _inputs(weather, dishes[:-1]), dishes[1:])

    def describe(self) -> Mapping[str, object]:
        """Return the sizes of the table."""
        return {"kinds of weather": KINDS, "dishes": DISHES}


def _inputs(weather: np.ndarray, dish: np.ndarray) -> np.ndarray:
    """Return the weather and yesterday's dish side by side, (..., 5)."""
    return np.concatenate([one_hot(weather, KINDS), one_hot(dish, DISHES)], axis=-1)


TASK = Roommate
