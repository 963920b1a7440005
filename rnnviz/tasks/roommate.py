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
from rnnviz.nn.small_networks import DISHES, WEATHER, roommate
from rnnviz.tasks._generated import Drawn, Examples, Generated, Read, known, one_hot, put_by_hand
from rnnviz.tasks.roommate_weather import SHARPNESS

_FIRST = tuple(f"{dish}:" for dish in DISHES)


class Roommate(Generated):
    """Every batch is the whole table of six: each dish in each weather, and the dish of the day."""

    topology = "many-to-many in step"
    uses = frozenset({"weights", "hidden", "nonlinearity", "seed"})
    labels = DISHES

    def model(self) -> nn.Module:
        """Return a new net; its matrices are random or those of the lecture."""
        s = self.settings
        output = nn.Linear(s.hidden, len(DISHES), bias=False)
        nn.init.normal_(output.weight, std=0.01)
        model = FedBack(JordanCell(len(WEATHER), len(DISHES), s.hidden, s.nonlinearity), output)
        if s.weights == "by hand":
            put_by_hand(model, roommate(s), s.hidden, s.nonlinearity)
        return model.to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        del draw, count  # there is no more than this
        dish, weather = (grid.ravel()[None] for grid in np.meshgrid(np.arange(3), np.arange(2)))  # (1, 6)
        return Drawn(_inputs(weather, dish), (dish + weather) % 3)

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Give it the weather and yesterday's dish; from then on its own dishes, or the true ones, are fed back."""
        weather, dish = examples.x[..., : len(WEATHER)], examples.x[..., len(WEATHER) :]
        true = F.one_hot(examples.targets, len(DISHES)).to(dish) if forced else None
        logits: Tensor = SHARPNESS * model(weather, dish[0], true)
        return logits

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(WEATHER[w][0] for w in x[:, : len(WEATHER)].argmax(axis=-1))

    def default_probe(self) -> str:
        """Return a first dish and some days."""
        return "pie: rainy sunny rainy rainy sunny"

    def _read(self, text: str) -> Read:
        first, _, rest = text.partition(" ") if text.split(" ")[0] in _FIRST else (_FIRST[0], "", text)
        weather = np.array(known(rest.split(), WEATHER))
        dishes = (_FIRST.index(first) + np.concatenate([[0], weather.cumsum()])) % 3  # yesterday's and each day's
        return Read(tuple(WEATHER[w][0] for w in weather), _inputs(weather, dishes[:-1]), dishes[1:])

    def describe(self) -> Mapping[str, object]:
        """Return the sizes of the table."""
        return {"kinds of weather": len(WEATHER), "dishes": len(DISHES)}


def _inputs(weather: np.ndarray, dish: np.ndarray) -> np.ndarray:
    """Return the weather and yesterday's dish side by side, (..., 5)."""
    return np.concatenate([one_hot(weather, len(WEATHER)), one_hot(dish, len(DISHES))], axis=-1)


TASK = Roommate
