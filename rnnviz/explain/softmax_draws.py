"""How a symbol is drawn: the softmax at a temperature, laid out on [0, 1], and where a number falls. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rnnviz.probe.frame import Array


@dataclass(frozen=True, eq=False)
class Distribution:
    """The next symbol's probabilities, the likeliest first on [0, 1]: a temperature never changes that order."""

    model: Array  # as the model gives them, (V,)
    temperature: float

    @cached_property
    def order(self) -> Array:
        """The symbols from the likeliest on; of equals, the first of the vocabulary, (V,)."""
        return np.argsort(-self.model, kind="stable")

    @cached_property
    def probabilities(self) -> Array:
        """softmax(logits / temperature), (V,): the logits are ln p, but for what is the same for all."""
        with np.errstate(divide="ignore"):
            logits = np.log(self.model.astype(np.float64)) / self.temperature
        weights = np.exp(logits - logits.max())
        return np.asarray(weights / weights.sum())

    @cached_property
    def cumulative(self) -> Array:
        """Where each symbol's part of [0, 1] ends, in that order, (V,)."""
        ends = np.cumsum(self.probabilities[self.order])
        ends[-1] = 1.0  # whatever was lost in rounding
        return np.asarray(ends)

    def falls_on(self, u: float) -> int:
        """Return the symbol whose part of [0, 1) holds u."""
        return int(self.order[np.searchsorted(self.cumulative, u, side="right")])

    def part(self, place: int) -> tuple[float, float]:
        """Return where a place of the order begins and ends."""
        return float(self.cumulative[place - 1]) if place else 0.0, float(self.cumulative[place])


class Draws:
    """The random numbers of a seed, each as often as it is asked for: to undo a draw is to go back by one.

    Parameters
    ----------
    seed : int
        Of the generator.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._generator = np.random.default_rng(seed)
        self._drawn: list[float] = []

    def number(self, place: int) -> float:
        """Return the random number of a place, from 0, in [0, 1)."""
        while len(self._drawn) <= place:
            self._drawn.append(float(self._generator.random()))
        return self._drawn[place]
