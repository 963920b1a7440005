"""Tasks in which something must be kept for a lag: how well a model keeps it for other lags than it learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from torch import nn

from rnnviz.measures import ACCURACY
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._generated import Examples, Generated

LAGS = (1, 2, 5, 10, 20, 50, 100, 200)  # timesteps
_EACH = 64  # examples of a lag: all of them together cost about as much as those of the lag that is learned


class Lagged(Generated):
    """Evaluated at the lag that is set ("accuracy") and at others ("accuracy@20")."""

    shortest: ClassVar[int] = 1  # timesteps of a lag
    chance_accuracy: ClassVar[float]

    @property
    def lags(self) -> tuple[int, ...]:
        """The lags it is evaluated at; that which is learned is one of them."""
        return tuple(sorted({self.settings.lag, *(lag for lag in LAGS if lag >= self.shortest)}))

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the share of right answers, and at each lag that of examples with this lag."""
        held_out = self.held_out_by_lag()
        at_lags = {f"{ACCURACY.name}@{lag}": self.share_right(model, examples) for lag, examples in held_out}
        return {**super().evaluate(model), **at_lags}

    def held_out_by_lag(self) -> Iterator[tuple[int, Examples]]:
        """Yield held-out examples of every lag; drawn anew each time, for together they are large."""
        for lag in self.lags:
            task = type(self)(self.settings.model_copy(update={"lag": lag}), self.device)
            yield lag, self._examples(task._draw(drawing(self.settings.seed, lag, Purpose.HELD_OUT), _EACH))

    def describe(self) -> Mapping[str, object]:
        """Return the lag, and the accuracy of a guess."""
        return {"lag": self.settings.lag, "chance accuracy": self.chance_accuracy}
