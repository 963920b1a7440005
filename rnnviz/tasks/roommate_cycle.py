"""The perfect roommate, second part: today's dish decides the next one; the output is fed back as the input."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from rnnviz.nn.fed_back import FedBack
from rnnviz.nn.feed_forward import FeedForwardCell
from rnnviz.nn.lecture_words import LectureWords, initials
from rnnviz.nn.small_networks import roommate_cycle
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.tasks._generated import Drawn, Examples, Generated, Read, known, one_hot, put_by_hand
from rnnviz.tasks.roommate_weather import SHARPNESS

DAYS = 7  # of the probe sequence


class RoommateCycle(Generated):
    """Pie -> burger -> chicken -> pie. Every batch is the whole table: each dish, and the next day's."""

    topology = "one-to-many"
    uses = frozenset({"weights", "language", "menu", "seed"})

    def _answers(self, words: LectureWords) -> tuple[str, ...]:
        return words.dishes

    def model(self) -> nn.Module:
        """Return a new net; W is random or as in the lecture."""
        model = FedBack(FeedForwardCell(3, 3, "linear", deviation=0.01), nn.Identity())
        if self.settings.weights == "by hand":
            put_by_hand(model, roommate_cycle(self.settings))
        return model.to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        del draw, count  # there is no more than this
        dish = np.arange(3)[None]  # (1, 3)
        return Drawn(one_hot(dish, 3), (dish + 1) % 3)

    def _logits(self, model: nn.Module, examples: Examples, forced: bool) -> Tensor:
        """Give it the first dish; from then on its own, or the true ones, are fed back."""
        first, nothing = examples.x[0], examples.x[..., :0]
        true = F.one_hot(examples.targets, len(self.labels)).to(first) if forced else None
        logits: Tensor = SHARPNESS * model(nothing, first, true)
        return logits

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the inputs as they are typed."""
        return tuple(initials(self.labels)[d] for d in x.argmax(axis=-1))

    def default_probe(self) -> str:
        """Return the first dish."""
        return self.labels[0]

    def _read(self, text: str) -> Read:
        if len(dishes := known(text.split(), self.labels)) > 1:
            raise Refused(QT_TRANSLATE_NOOP("tasks", "Name one dish, the first: the others follow from it."))
        days = (dishes[0] + np.arange(DAYS)) % 3
        return Read(tuple(initials(self.labels)[d] for d in days), one_hot(days, 3), (days + 1) % 3)

    def describe(self) -> Mapping[str, object]:
        """Return the size of the table."""
        return {"dishes": len(self.labels)}


TASK = RoommateCycle
