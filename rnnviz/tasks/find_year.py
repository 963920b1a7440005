"""Find the year: "I went to Nepal in 2009", or "In 2009 I went to Nepal".

At each word it is said which year it is, if it is one. That is learned from sentences in which the year is second or
last, and asked about all five places. A net that has the same weights at every timestep need not learn a year anew
where it never stood; one with weights of its own at each place has nothing to go by (Goodfellow, Bengio and Courville
2016, chapter 10, have the sentences).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rnnviz.measures import ACCURACY
from rnnviz.nn.lecture_words import LectureWords
from rnnviz.nn.readout import RecurrentNet
from rnnviz.nn.unshared import UnsharedNet
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import TaskSettings
from rnnviz.tasks import Progress
from rnnviz.tasks._drawing import Purpose
from rnnviz.tasks._drawing import generator as drawing
from rnnviz.tasks._generated import HELD_OUT, Drawn, Examples, Generated, Read, known, one_hot
from rnnviz.text.journeys import BY_PLACE, JOURNEYS, LENGTH, ORDERS, YEARS

TRAINED = (1, LENGTH - 1)  # places of the year, from 0: "In 2009 I went ...", "I went ... in 2009"
NEW = tuple(place for place in BY_PLACE if place not in TRAINED)
NO_YEAR = "–"
NEW_PLACES = QT_TRANSLATE_NOOP("status", "new places")


class FindYear(Generated):
    """Ten words in, and for each of them a year or none out."""

    topology = "many-to-many in step"
    uses = frozenset({"sharing", "nonlinearity", "hidden", "batch", "language", "seed"})
    labels = (*YEARS, NO_YEAR)

    def __init__(self, settings: TaskSettings, device: torch.device, progress: Progress | None = None) -> None:
        super().__init__(settings, device, progress)
        self.journeys = JOURNEYS[settings.language]
        self.vocabulary = self.journeys.words

    def _answers(self, words: LectureWords) -> None:
        del words  # a year is written alike in all languages

    def model(self) -> nn.Module:
        """Return a new vanilla net: with one matrix for all timesteps, or with one for each."""
        sizes = len(self.vocabulary), len(self.labels)
        if self.settings.sharing == "none":
            return UnsharedNet(self.settings, *sizes, LENGTH).to(self.device)
        vanilla = self.settings.model_copy(update={"cell": "rnn", "layers": 1, "dropout": 0.0})
        return RecurrentNet(vanilla, *sizes).to(self.device)

    def _draw(self, draw: np.random.Generator, count: int) -> Drawn:
        return self._drawn(self.sentences(draw, count, TRAINED))

    def sentences(self, draw: np.random.Generator, count: int, places: Collection[int]) -> NDArray[np.int64]:
        """Return sentences with the year at one of these places, as ids of words, (T, B)."""
        j, place_of = self.journeys, {word: place for place, word in enumerate(self.vocabulary)}

        def any_of(words: Collection[str]) -> NDArray[np.int64]:
            return np.array([place_of[word] for word in words])[draw.integers(len(words), size=count)]

        who = draw.integers(len(j.travellers), size=count)
        subject, verb = (np.array([place_of[pair[k]] for pair in j.travellers])[who] for k in (0, 1))
        slots = np.stack([
            subject, verb, any_of([j.to]), any_of(j.countries), any_of([j.when]), any_of(YEARS),
            any_of([j.beside]), any_of(j.companions), any_of([j.by]), any_of(j.means),
        ])  # fmt: skip
        chosen = np.array(sorted(places))[draw.integers(len(places), size=count)].tolist()
        there = zip(map(BY_PLACE.__getitem__, chosen), draw.random(count).tolist(), strict=True)
        orders = [found[int(share * len(found))] for found, share in there]
        sentences: NDArray[np.int64] = np.take_along_axis(slots, np.array(ORDERS)[orders].T, axis=0)
        return sentences

    def _drawn(self, ids: NDArray[np.int64]) -> Drawn:
        """Return inputs, (T, B, I), and which year each word is: the years are the first words of all."""
        return Drawn(one_hot(ids, len(self.vocabulary)), np.minimum(ids, self.labels.index(NO_YEAR)))

    def share_right(self, model: nn.Module, examples: Examples) -> float:
        """Return the share of sentences without a mistake: nearly all words are no year, and count for little."""
        return float((self.answers(model, examples) == examples.targets).all(dim=0).double().mean())

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return the share of sentences without a mistake: the year where it was learned, and where it never stood."""
        draw = drawing(self.settings.seed, 1, Purpose.HELD_OUT)
        new = self._examples(self._drawn(self.sentences(draw, HELD_OUT, NEW)))
        return {**super().evaluate(model), f"{ACCURACY.name} at {NEW_PLACES}": self.share_right(model, new)}

    def _shown(self, x: NDArray[np.number]) -> tuple[str, ...]:
        """Return the words of one sentence."""
        return tuple(self.vocabulary[i] for i in x.argmax(axis=-1))

    def default_probe(self) -> str:
        """Return the sentence of the book."""
        return self.journeys.example

    def _read(self, text: str) -> Read:
        """Read a sentence, whatever its commas and capitals are."""
        written = {word.casefold(): word for word in self.vocabulary}
        words = [written.get(bare.casefold(), bare) for word in text.split() if (bare := word.strip(".,;:!?"))]
        ids = np.array(known(words, self.vocabulary))
        if len(ids) > LENGTH and self.settings.sharing == "none":
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "tasks", "This net has weights for {places} places, and the sentence has {words} words."
                ),
                places=LENGTH,
                words=len(ids),
            )
        drawn = self._drawn(ids[:, None])
        return Read(tuple(self.vocabulary[i] for i in ids), drawn.x[:, 0], drawn.targets[:, 0])

    def describe(self) -> Mapping[str, object]:
        """Return the numbers of words and years, and of places that the year is learned and never learned at."""
        return {
            "words known": len(self.vocabulary),
            "years": len(YEARS),
            "places learned": len(TRAINED),
            "new places": len(NEW),
        }


TASK = FindYear
