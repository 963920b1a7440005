"""Translation of sentences, word by word: of a generated pair of languages, or of the user's own pairs.

With attention the model is that of Bahdanau, Cho and Bengio (2015), small; without it that of Cho et al. (2014), whose
one vector has to hold the whole sentence. Sentences of every length are judged, those longer than any learned too.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import nn
from typing_extensions import override

from rnnviz.measures import ACCURACY, BLEU, FORCED_LOSS, FREE_LOSS, SYMBOLS
from rnnviz.nn.attentions import VARIANTS
from rnnviz.nn.encoder_decoder import EncoderDecoder
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import BUILT_IN, ModelSettings, TaskSettings
from rnnviz.tasks import Facts, Progress
from rnnviz.tasks._bleu import bleu
from rnnviz.tasks._encoder_decoder import END, Pair, SequenceToSequence
from rnnviz.tasks._sentence_pairs import SentencePairs, sentence_pairs
from rnnviz.tasks._words import UNKNOWN_WORD
from rnnviz.tasks._writing import evaluating
from rnnviz.text.corpus import Corpus
from rnnviz.text.paired_grammar import Words
from rnnviz.text.pairs import LONGEST

JUDGED = 64  # sentences of each length
STEP, FIRST, BEYOND = 2, 4, 3  # words: between lengths that are judged; the first one; and how many beyond the longest
_PROBE = "the girl 's old key is not in the garden"


def judged_lengths(longest: int) -> tuple[int, ...]:
    """Return the lengths of sentences that are judged, in words: the longest learned is one, and some lie beyond."""
    last = max(longest, FIRST)
    within = range(last, FIRST - 1, -max(STEP, math.ceil((last - FIRST) / 16)))
    return (*sorted(within), *(last + STEP * k for k in range(1, BEYOND + 1)))


class Translation(SequenceToSequence):
    """Sentences of up to `sequence_length` words; every batch has sources of one length."""

    uses = frozenset(ModelSettings.model_fields) | {
        "batch", "seed", "feeding", "beam", "attention", "sequence_length", "words", "text", "text_file", "target_file",
        "encoding",
    }  # fmt: skip
    measures = (ACCURACY, BLEU, SYMBOLS, FORCED_LOSS, FREE_LOSS)
    longest_read = LONGEST
    joint = " "

    def __init__(self, settings: TaskSettings, device: torch.device, progress: Progress | None = None) -> None:
        super().__init__(settings, device, progress)
        self.sentences: SentencePairs = sentence_pairs(settings, progress)
        self.read = self.sentences.read
        self.labels = (*self.sentences.written, END)
        self._read_ids = {word: k for k, word in enumerate(self.read)}
        self._written_ids = {word: k for k, word in enumerate(self.sentences.written)}
        self._unknown = self._read_ids.get(UNKNOWN_WORD, 0), self._written_ids.get(UNKNOWN_WORD, 0)

    @override
    def facts(self) -> Facts:
        told = super().facts()  # without a file's name: the pairs themselves are told
        return Facts(told.settings.model_copy(update={"text": self.sentences.text}), told.symbols)

    @classmethod
    def pieces(cls, text: Corpus) -> int:
        """Return 0: sentences are learned from as wholes, and no chunk has to fit."""
        del text
        return 0

    @property
    def vocabulary_size(self) -> int:
        """The number of words of the larger vocabulary."""
        return max(len(self.read), len(self.labels))

    # --- examples ---

    @cached_property
    def _learned(self) -> tuple[list[Pair], Mapping[int, list[Pair]]]:
        """The sentences to learn from as ids, and the same by length."""
        pairs = [self._ids(pair) for pair in self.sentences.to_learn(self.settings.sequence_length, self.settings.seed)]
        by_length: dict[int, list[Pair]] = defaultdict(list)
        for pair in pairs:
            by_length[len(pair.source)].append(pair)
        return pairs, by_length

    def _ids(self, pair: tuple[Words, Words]) -> Pair:
        source, target = pair
        ids = [self._read_ids.get(word, self._unknown[0]) for word in source]
        return Pair(ids, [self._written_ids.get(word, self._unknown[1]) for word in target])

    def _draw(self, draw: np.random.Generator, count: int, update: int) -> Sequence[Pair]:
        """Draw a sentence, and others of its length: nothing is padded but translations."""
        del update
        pairs, by_length = self._learned
        alike = by_length[len(pairs[int(draw.integers(len(pairs)))].source)]
        return [alike[k] for k in draw.integers(len(alike), size=count).tolist()]

    def _draw_apart(self, draw: np.random.Generator, count: int) -> Sequence[Pair]:
        """Draw sentences of the longest length that is learned, or of any that is judged."""
        known = self._judged.get(self.settings.sequence_length) or [p for pairs in self._judged.values() for p in pairs]
        return [known[k] for k in draw.integers(len(known), size=count).tolist()]

    def apart(self, length: int, count: int) -> Sequence[Pair]:
        """Return so many sentences of a length that nothing is learned from, as ids; fewer where there are no more."""
        return [self._ids(pair) for pair in self.sentences.to_judge(length, count, self.settings.seed)]

    @cached_property
    def _judged(self) -> Mapping[int, Sequence[Pair]]:
        """The sentences that are judged, by length."""
        lengths = judged_lengths(self.settings.sequence_length)
        found = {length: self.apart(length, JUDGED) for length in lengths}
        if not any(found.values()):
            raise Refused(
                QT_TRANSLATE_NOOP("tasks", "No sentence of these pairs can be kept apart to judge by: more are needed.")
            )
        return {length: pairs for length, pairs in found.items() if pairs}

    # --- the model ---

    def model(self) -> nn.Module:
        """Return a new `EncoderDecoder`, bidirectional, with the attention that is set."""
        variant = VARIANTS[self.settings.attention]
        made = EncoderDecoder(self.settings, len(self.read), len(self.labels), bidirectional=True, attention=variant)
        return made.to(self.device)

    # --- how good it is ---

    def evaluate(self, model: nn.Module) -> Mapping[str, float]:
        """Return exact sentences and BLEU by length, and the losses in both ways at the longest length learned."""
        longest = max((n for n in self._judged if n <= self.settings.sequence_length), default=min(self._judged))
        found = dict(self.judged(model, self.pairs(self._judged[longest])))
        written = self.translated(model, [pair for pairs in self._judged.values() for pair in pairs])
        for length, pairs in self._judged.items():
            mine, written = written[: len(pairs)], written[len(pairs) :]
            found |= {f"{name}@{length}": value for name, value in self.scores(mine, pairs).items()}
        found[BLEU.name] = found[f"{BLEU.name}@{longest}"]
        return found

    def scores(self, written: Sequence[Words], pairs: Sequence[Pair]) -> Mapping[str, float]:
        """Return the share of sentences that are right in every word, and BLEU, of what was written for some pairs."""
        right = [self._words(pair.target) for pair in pairs]
        same = sum(mine == true for mine, true in zip(written, right, strict=True))
        return {ACCURACY.name: same / len(right), BLEU.name: bleu(written, right)}

    def translated(self, model: nn.Module, pairs: Sequence[Pair]) -> list[Words]:
        """Return what the model writes for sources, greedily, without END."""
        batch = self.pairs(pairs)
        with evaluating(model):
            longest = self._longest_written(len(batch.source))
            written = model(batch.source, batch.lengths, longest, None, self.end).argmax(dim=-1)  # (T, B)
        rows = written.T.tolist()
        own = [row[: self._longest_written(len(pair.source))] for row, pair in zip(rows, pairs, strict=True)]
        return [self._words(row[: row.index(self.end)] if self.end in row else row) for row in own]

    def _words(self, ids: Sequence[int]) -> Words:
        return tuple(self.labels[k] for k in ids)

    def _longest_written(self, source: int) -> int:
        return source + source // 2 + 5

    # --- watching ---

    def default_probe(self) -> str:
        """Return a sentence that differs in order, agreement and what a word means; of a user's pairs, a longer one."""
        if not self.sentences.text:
            return _PROBE
        pairs = self.sentences.to_learn(self.settings.sequence_length, self.settings.seed)
        return " ".join(max(pairs[:200], key=lambda pair: len(pair.source)).source)

    def _read(self, text: str) -> Sequence[int]:
        words = self.sentences.cut(text)
        if not words:
            raise Refused(QT_TRANSLATE_NOOP("tasks", "Write a sentence to translate."))
        return self._ids((words, ())).source

    def _answer(self, source: Sequence[int]) -> Sequence[int] | None:
        if self.sentences.text:
            return self._answers.get(tuple(source))
        translation = self.sentences.translation(tuple(self.read[k] for k in source))
        return None if translation is None else self._ids(((), translation)).target

    @cached_property
    def _answers(self) -> Mapping[tuple[int, ...], Sequence[int]]:
        """What each sentence of a user's pairs is, by the ids of its words."""
        ids = (self._ids(pair) for pair in self.sentences.known())
        return {tuple(pair.source): pair.target for pair in ids}

    # --- what is known of it ---

    def word_by_word(self, pairs: Sequence[Pair]) -> list[Words]:
        """Return what a dictionary makes of sources, each word alone."""
        dictionary = self.sentences.dictionary()
        words = [tuple(self.read[k] for k in pair.source) for pair in pairs]
        return [tuple(dictionary.get(word, UNKNOWN_WORD) for word in source) for source in words]

    def describe(self) -> Mapping[str, object]:
        """Return the sizes of the vocabularies, and what a dictionary alone would reach."""
        sentences = self.sentences
        quality = [(n, *self.scores(self.word_by_word(pairs), pairs).values()) for n, pairs in self._judged.items()]
        found: dict[str, Any] = {
            "words read": len(self.read),
            "words written": len(self.labels) - 1,
            "longest": self.settings.sequence_length,
            "sentences": len(self._learned[0]),
            "dictionary": dict(sentences.dictionary()),
            "families": tuple(tuple(sorted(family)) for family in sentences.families()),
            "word by word": tuple(quality),  # length, exact, BLEU
        }
        if sentences.text:
            found["words cut off"] = sentences.cut_off
        if sentences.reading is not None and self.settings.text_file != BUILT_IN:
            found["reading"] = sentences.reading
        return found


TASK = Translation
