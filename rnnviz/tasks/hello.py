"""The smallest language model: after h comes e, after e comes l, but after l comes l or o: it must remember."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rnnviz.nn.small_networks import hello
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import ModelSettings
from rnnviz.tasks import Progress, Start
from rnnviz.tasks._generated import put_by_hand
from rnnviz.tasks.characters import Characters
from rnnviz.text.corpus import Corpus
from rnnviz.text.vocabulary import Vocabulary

WORD = "hello"


class Hello(Characters):
    """Input "hell", target "ello"; vocabulary h, e, l, o in this order; every update starts from zeros."""

    uses = frozenset(ModelSettings.model_fields) | {"seed", "weights"}

    def model(self) -> nn.Module:
        """Return a new model; with the weights by hand, if they are asked for and it is a network that has them."""
        s = self.settings
        made = super().model()
        if s.weights == "by hand":
            if (s.cell, s.layers, s.embedding) != ("rnn", 1, 0):
                raise Refused(
                    QT_TRANSLATE_NOOP("tasks", "The weights by hand are those of one vanilla layer with one-hot input.")
                )
            put_by_hand(made, hello(s), s.hidden, s.nonlinearity)
        return made

    def _corpus(self, progress: Progress | None) -> Corpus:
        del progress
        vocabulary = Vocabulary(dict.fromkeys(WORD))
        ids = vocabulary.encode(WORD).astype(np.uint8)
        return Corpus(ids, vocabulary, source=WORD)

    def _length(self) -> int:
        return len(WORD) - 1

    def _streams(self) -> int:
        return 1

    def default_probe(self) -> str:
        """Return the input: "hell"."""
        return WORD[:-1]

    def sample(
        self,
        model: nn.Module,
        generator: torch.Generator,
        temperature: float,
        seed_text: str,
        length: int,
        start: Start = None,
    ) -> str:
        """Return the rest of the word, as the model spells it after "h" or `seed_text`; it knows nothing beyond."""
        rest = max(1, len(WORD) - max(1, len(seed_text)))
        return super().sample(model, generator, temperature, seed_text, min(length, rest), start)

    def _next(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return each symbol's successor; the last one's too, where the text is the beginning of the word."""
        following, text = super()._next(ids), self.corpus.vocabulary.decode(ids)
        if WORD.startswith(text) and text != WORD:
            following[-1] = self.corpus.vocabulary.encode(WORD[len(text)])[0]
        return following


TASK = Hello
