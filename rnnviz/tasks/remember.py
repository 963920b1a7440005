"""Remember a symbol: it comes first, noise follows, and after the lag it is asked for.

The simplest of the tasks with a long lag (Hochreiter and Schmidhuber 1997; Bengio, Simard and Frasconi 1994).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from torch import nn

from rnnviz.nn.readout import RecurrentNet
from rnnviz.settings import ModelSettings
from rnnviz.tasks._generated import UNKNOWN, Drawn, Read, known, one_hot
from rnnviz.tasks._lagged import Lagged

SYMBOLS = tuple("ABCDEFGH")  # to be remembered
NOISE = tuple("wxyz")
QUESTION = "?"
_ALL = (*SYMBOLS, *NOISE, QUESTION)


class Remember(Lagged):
    """A symbol, `lag` - 1 timesteps of noise, and the question, whose answer is the symbol."""

    topology = "many-to-one"
    uses = (frozenset(ModelSettings.model_fields) - {"embedding"}) | {"lag", "batch", "seed"}
    labels = SYMBOLS
    alphabet = _ALL
    chance_accuracy = 1 / len(SYMBOLS)

    def model(self) -> nn.Module:
        """Return a new `RecurrentNet`."""
        return RecurrentNet(self.settings, len(_ALL), len(SYMBOLS)).to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        symbol = draw.integers(len(SYMBOLS), size=(1, count))
        noise = len(SYMBOLS) + draw.integers(len(NOISE), size=(self.settings.lag - 1, count))
        return _drawn(np.concatenate([symbol, noise, np.full((1, count), _ALL.index(QUESTION))]))

    def default_probe(self) -> str:
        """Return an example with this lag."""
        noise = "".join(NOISE[n * n % 7 % len(NOISE)] for n in range(self.settings.lag - 1))
        return f"{SYMBOLS[2]}{noise}{QUESTION}"

    def _read(self, text: str) -> Read:
        ids = np.array(known(text, _ALL))
        drawn = _drawn(ids[:, None])
        return Read(tuple(_ALL[i] for i in ids), drawn.x[:, 0], drawn.targets[:, 0])

    def describe(self) -> Mapping[str, object]:
        """Return the lag and the number of symbols."""
        return {**super().describe(), "symbols to remember": len(SYMBOLS), "symbols of noise": len(NOISE)}


def _drawn(ids: NDArray[np.int64]) -> Drawn:
    """Return inputs, (T, B, 13), and at each question the symbol that came last."""
    came = np.where(ids < len(SYMBOLS), np.arange(len(ids))[:, None], -1)  # when, (T, B)
    last = np.maximum.accumulate(came, axis=0)
    asked = (ids == _ALL.index(QUESTION)) & (last >= 0)
    return Drawn(one_hot(ids, len(_ALL)), np.where(asked, np.take_along_axis(ids, last.clip(0), axis=0), UNKNOWN))


TASK = Remember
