"""A model of a text, word by word: the word that comes next, from all before it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

import numpy as np
import torch
from torch import nn
from typing_extensions import override

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.tasks import Progress, Start
from rnnviz.tasks._words import UNKNOWN_WORD, WordVocabulary, cut, joined
from rnnviz.tasks._writing import evaluating, going_on
from rnnviz.tasks.characters import Characters
from rnnviz.text.corpus import Corpus

_PROBE = 12  # words
LONGEST = 20_000_000  #: symbols of a text: cut into words it takes thirty times as much memory


class Words(Characters):
    """As `Characters`, on words: the same words are input and, one place on, target (teacher forcing)."""

    uses = Characters.uses | {"words"}

    def _corpus(self, progress: Progress | None) -> Corpus:
        symbols = super()._corpus(progress)
        if len(symbols.ids) > LONGEST:
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "tasks", "The text has {length} symbols; to be learned word by word it may have {most} at most."
                ),
                length=len(symbols.ids),
                most=LONGEST,
            )
        words = cut(symbols.vocabulary.decode(symbols.ids))
        if len(set(words)) < 2:
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "tasks",
                    "A text of fewer than two different words leaves nothing to predict word by word: open it in the "
                    "character model.",
                )
            )
        vocabulary = WordVocabulary(words, self.settings.words)
        self.read = len(words)
        return Corpus(vocabulary.ids(words).astype(np.uint32), vocabulary, symbols.source, symbols.reading)

    @classmethod
    @override
    def _vocabulary(cls, symbols: tuple[str, ...]) -> WordVocabulary:
        return WordVocabulary.of(symbols)

    @classmethod
    def pieces(cls, text: Corpus) -> int:
        """Return the number of its words."""
        return len(cut(text.vocabulary.decode(text.ids))) if len(text.ids) <= LONGEST else LONGEST

    def default_probe(self) -> str:
        """Return a stretch of the text without unknown words: the first third of the way in, or what there is."""
        ids = self.corpus.ids
        start = len(ids) // 3
        all_known = np.convolve(ids[start:] != 0, np.ones(_PROBE), "valid") == _PROBE
        start += int(all_known.argmax()) if all_known.any() else 0
        stretch = self.corpus.vocabulary.decode(ids[start : start + _PROBE]).strip()
        return stretch or self.corpus.vocabulary.decode(ids[:_PROBE])

    def sample(
        self,
        model: nn.Module,
        generator: torch.Generator,
        temperature: float,
        seed_text: str,
        length: int,
        start: Start = None,
    ) -> str:
        """Return what the model writes after `seed_text` (without it), word by word, up to `length` symbols.

        Raises
        ------
        Refused
            If the model's outputs are not finite.
        """
        vocabulary = self.corpus.vocabulary
        state, first = self._opening(start)
        ids = vocabulary.encode(seed_text) if seed_text.strip() else first
        inputs, written = torch.from_numpy(ids).to(self.device), list[int]()
        with evaluating(model):
            for word in islice(going_on(model, inputs, state, temperature, generator), length):
                written.append(word)
                if len(vocabulary.decode(written)) >= length:
                    break
        return vocabulary.decode(written)[:length] or UNKNOWN_WORD

    def extended(self, text: str, symbol: int) -> str:
        """Return the text with one word more."""
        return joined([*cut(text), self.corpus.vocabulary.symbols[symbol]])

    def describe(self) -> Mapping[str, object]:
        """Return the facts of the text."""
        vocabulary = self.corpus.vocabulary
        assert isinstance(vocabulary, WordVocabulary)
        facts = {
            **super().describe(),
            "length": self.read,
            "words": len(vocabulary),
            "words cut off": vocabulary.cut_off,
        }
        del facts["symbols"]
        return facts


TASK = Words
