"""Many-to-one: a string of brackets is read, and only at its end it is asked whether they match."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from torch import nn

from rnnviz.nn.lecture_words import LectureWords
from rnnviz.nn.readout import RecurrentNet
from rnnviz.settings import ModelSettings
from rnnviz.tasks._generated import UNKNOWN, Drawn, Generated, Read, known, one_hot

BRACKETS = tuple("()[]")
_CLOSING = 1  # an odd place closes the bracket before it


class Brackets(Generated):
    """Half of the strings match; in the others one bracket is changed. All of a batch are of equal length."""

    topology = "many-to-one"
    uses = (frozenset(ModelSettings.model_fields) - {"embedding"}) | {"sequence_length", "batch", "language", "seed"}
    alphabet = BRACKETS

    def _answers(self, words: LectureWords) -> tuple[str, ...]:
        return words.answers

    def model(self) -> nn.Module:
        """Return a new `RecurrentNet`."""
        return RecurrentNet(self.settings, len(BRACKETS), 2).to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        pairs = int(draw.integers(1, max(1, self.settings.sequence_length // 2), endpoint=True))
        ids = np.array([_matching(draw, pairs) for _ in range(count)]).T  # (T, B)
        spoilt = np.flatnonzero(draw.integers(2, size=count))
        at = draw.integers(2 * pairs, size=len(spoilt))
        ids[at, spoilt] = (ids[at, spoilt] + draw.integers(1, len(BRACKETS), size=len(spoilt))) % len(BRACKETS)
        return _drawn(ids)

    def default_probe(self) -> str:
        """Return a string that matches."""
        return "([()][])"

    def _read(self, text: str) -> Read:
        ids = np.array(known(text.strip(), BRACKETS))
        drawn = _drawn(ids[:, None])
        return Read(tuple(BRACKETS[i] for i in ids), drawn.x[:, 0], drawn.targets[:, 0])

    def describe(self) -> Mapping[str, object]:
        """Return the kinds of brackets and the longest string."""
        return {"kinds of brackets": len(BRACKETS) // 2, "longest": self.settings.sequence_length // 2 * 2}


def _matching(draw: np.random.Generator, pairs: int) -> list[int]:
    """Return brackets that match: at each place one is opened or the innermost closed."""
    written: list[int] = []
    unclosed: list[int] = []
    coins = draw.integers(2, size=(2, 2 * pairs)).tolist()
    for place, (coin, kind) in enumerate(zip(*coins, strict=True)):
        must_close = len(unclosed) >= 2 * pairs - place
        if not unclosed or (coin and not must_close):
            unclosed.append(2 * kind)
            written.append(2 * kind)
        else:
            written.append(unclosed.pop() + _CLOSING)
    return written


def matches(ids: list[int]) -> bool:
    """Tell whether brackets match."""
    unclosed: list[int] = []
    for bracket in ids:
        if bracket % 2 != _CLOSING:
            unclosed.append(bracket)
        elif not unclosed or unclosed.pop() + _CLOSING != bracket:
            return False
    return not unclosed


def _drawn(ids: NDArray[np.int64]) -> Drawn:
    """Return inputs, (T, B, 4), and at the end whether they match."""
    targets = np.full(ids.shape, UNKNOWN)
    targets[-1] = [matches(string) for string in ids.T.tolist()]
    return Drawn(one_hot(ids, len(BRACKETS)), targets)


TASK = Brackets
