"""Tag each letter of a string: the only one of its kind, the first, the last, or one between.

Whether it came before can be known from the past, whether it comes again from the future alone: one direction is not
enough (Schuster and Paliwal 1997).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from torch import nn

from rnnviz.nn.lecture_words import LectureWords
from rnnviz.nn.readout import RecurrentNet
from rnnviz.settings import ModelSettings
from rnnviz.tasks._generated import Drawn, Generated, Read, known, one_hot

LETTERS = tuple("abcdefgh")
TAGS = 4  # only, first, last, between: the place is 2 (it came before) + (it comes again)


class Occurrences(Generated):
    """Letters in, a tag for each out, by a net in both directions or, to see what it lacks, in one."""

    topology = "many-to-many in step"
    uses = (frozenset(ModelSettings.model_fields) - {"embedding"}) | {
        "directions",
        "sequence_length",
        "batch",
        "language",
        "seed",
    }
    alphabet = LETTERS

    def _answers(self, words: LectureWords) -> tuple[str, ...]:
        return words.tags

    def model(self) -> nn.Module:
        """Return a new `RecurrentNet`."""
        both = self.settings.directions == "both"
        return RecurrentNet(self.settings, len(LETTERS), TAGS, both).to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        return _drawn(draw.integers(len(LETTERS), size=(self.settings.sequence_length, count)))

    def default_probe(self) -> str:
        """Return letters of which some come once, some twice and some more often."""
        return "abcadbaebc"

    def _read(self, text: str) -> Read:
        ids = np.array(known(text.strip(), LETTERS))
        drawn = _drawn(ids[:, None])
        return Read(tuple(LETTERS[i] for i in ids), drawn.x[:, 0], drawn.targets[:, 0])

    def describe(self) -> Mapping[str, object]:
        """Return the numbers of letters and tags."""
        return {"letters": len(LETTERS), "tags": TAGS}


def _drawn(ids: NDArray[np.int64]) -> Drawn:
    """Return letters, (T, B, 8), and the tag of each."""
    x = one_hot(ids, len(LETTERS))
    before, after = (
        x.cumsum(axis=0),
        x[::-1].cumsum(axis=0)[::-1],
    )  # how often each letter came up to here, from here on
    came, comes = ((count * x).sum(axis=-1) > 1 for count in (before, after))  # (T, B)
    return Drawn(x, 2 * came + comes)


TASK = Occurrences
