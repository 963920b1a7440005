"""Where the sentences of a translation come from: a grammar of two languages, or pairs of the user's."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np

from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.settings import BUILT_IN, Material, TaskSettings
from rnnviz.tasks import Progress
from rnnviz.tasks._words import UNKNOWN_WORD, WordVocabulary, cut
from rnnviz.text import english_portuguese
from rnnviz.text.corpus import chosen
from rnnviz.text.paired_grammar import Pair, Words
from rnnviz.text.pairs import TextPair, as_columns, of_columns, of_lines
from rnnviz.text.reading import Reading

SHORTEST = 2  # words of a source
DRAWN = 16_000  # sentences of the grammar to learn from
BATCHES = 64  # random numbers are drawn by so many at once
_ONE_IN = 10  # sentences is never learned from
_FEWEST = 20  # pairs of a file
_BROADEST = 2  # words: how much lengths may differ that are judged together, where the sentences are a user's


def held_out(source: Words) -> bool:
    """Whether a sentence is never learned from: by what it says, so that every length has some."""
    return zlib.crc32(" ".join(source).encode()) % _ONE_IN == 0


class SentencePairs(ABC):
    """Sentences to learn from and others to be judged by, and what is known of the two languages.

    Attributes
    ----------
    read, written : tuple of str
        The words of the two languages that have an id.
    """

    read: tuple[str, ...]
    written: tuple[str, ...]
    text: str = ""  # the pairs, if they are a user's
    reading: Reading | None = None
    cut_off: tuple[int, int] = (0, 0)  # words of each language that have none

    @abstractmethod
    def to_learn(self, longest: int, seed: int) -> Sequence[Pair]:
        """Return the sentences to learn from, of so many words at most."""

    @abstractmethod
    def to_judge(self, length: int, count: int, seed: int) -> Sequence[Pair]:
        """Return so many sentences of a length that are never learned from; fewer where there are no more."""

    @abstractmethod
    def cut(self, text: str) -> Words:
        """Return the words of a typed sentence; raises `Refused` if one is not known and none stands for it."""

    @abstractmethod
    def translation(self, source: Words) -> Words | None:
        """Return the right translation; None: it is not known."""

    @abstractmethod
    def dictionary(self) -> Mapping[str, str]:
        """Return what each word is, alone."""

    def families(self) -> tuple[frozenset[str], ...]:
        """Return words that are forms of one another."""
        return ()

    def known(self) -> Sequence[Pair]:
        """Return every pair there is; none where they are without end."""
        return ()


class OfGrammar(SentencePairs):
    """English and Portuguese, without end."""

    def __init__(self) -> None:
        self._grammar = english_portuguese.grammar()
        rules = [rule for rules in self._grammar.rules.values() for rule in rules]
        self.read = tuple(sorted({w for rule in rules for w in rule.source if isinstance(w, str)}))
        self.written = tuple(sorted({w for rule in rules for w in rule.target if isinstance(w, str)}))

    def to_learn(self, longest: int, seed: int) -> Sequence[Pair]:
        """Return `DRAWN` sentences, the more of a length the longer it is: there are few short ones."""
        return _drawn(longest, seed)

    def to_judge(self, length: int, count: int, seed: int) -> Sequence[Pair]:
        """Return so many sentences of exactly that length."""
        return _apart(length, count, seed)

    def cut(self, text: str) -> Words:
        """Return words; "girl's" is two of them, and a full stop says nothing."""
        spelt = text.lower().replace("’", "'").replace("'s", " 's").replace("?", " ? ").replace(".", " ")
        words = tuple(spelt.split())
        known = set(self.read)
        if unknown := list(dict.fromkeys(word for word in words if word not in known)):
            raise Refused(
                QT_TRANSLATE_NOOP(
                    "tasks", "The grammar does not know {words}; its words are in the panel Word by word."
                ),
                words="  ".join(word[:30] for word in unknown[:8]),
            )
        return words

    def translation(self, source: Words) -> Words | None:
        """Return what the grammar says."""
        return self._grammar.translation(source)

    def dictionary(self) -> Mapping[str, str]:
        """Return a pocket dictionary."""
        return english_portuguese.dictionary()

    def families(self) -> tuple[frozenset[str], ...]:
        """Return the forms of adjectives, determiners and verbs."""
        return english_portuguese.families()


def _uniform(seed: int, purpose: int) -> Callable[[], float]:
    """Return a source of numbers in [0, 1): Python's own would cost as much, but has no streams."""
    generator = np.random.Generator(np.random.Philox(key=[seed, purpose]))
    waiting: list[float] = []

    def draw() -> float:
        if not waiting:
            waiting.extend(generator.random(BATCHES * 64).tolist())
        return waiting.pop()

    return draw


@lru_cache(maxsize=2)
def _drawn(longest: int, seed: int) -> tuple[Pair, ...]:
    grammar, draw, found = english_portuguese.grammar(), _uniform(seed, 0), list[Pair]()
    last = max(longest, SHORTEST)
    lengths = [n for n in range(SHORTEST, last + 1) for _ in range(1, n)]
    while len(found) < DRAWN:
        pair = grammar.sentence(lengths[len(found) % len(lengths)], draw)
        if pair is not None and not held_out(pair.source):
            found.append(pair)
    return tuple(found)


@lru_cache(maxsize=64)
def _apart(length: int, count: int, seed: int) -> tuple[Pair, ...]:
    grammar, draw, found = english_portuguese.grammar(), _uniform(seed, length), dict[Words, Words]()
    for _ in range(4 * _ONE_IN * count):
        pair = grammar.sentence(length, draw)
        if pair is not None and held_out(pair.source):
            found[pair.source] = pair.target
        if len(found) == count:
            break
    return tuple(Pair(source, target) for source, target in found.items())


class OfUser(SentencePairs):
    """Pairs of a text of two columns, or of two files: the commonest words of each language; all others are one."""

    def __init__(self, settings: TaskSettings, progress: Progress | None = None) -> None:
        pairs, self.reading = _read(settings, progress)
        self.text = as_columns(pairs)
        cuts = [Pair(tuple(cut(each.source)), tuple(cut(each.target))) for each in pairs]
        self._pairs = [pair for pair in cuts if pair.source and pair.target]
        self._learned = [pair for pair in self._pairs if not held_out(pair.source)]
        if len(self._learned) < _FEWEST:
            raise Refused(
                QT_TRANSLATE_NOOP("tasks", "There are {count} pairs of sentences; at least {fewest} are needed."),
                count=len(self._pairs),
                fewest=_FEWEST + _FEWEST // _ONE_IN,
            )
        sides = (WordVocabulary([w for p in self._learned for w in p[side]], settings.words) for side in (0, 1))
        self._source, self._target = sides
        self.read, self.written = self._source.symbols, self._target.symbols
        self.cut_off = self._source.cut_off, self._target.cut_off
        self._known = {pair.source: pair.target for pair in reversed(self._pairs)}  # of several, the first

    def to_learn(self, longest: int, seed: int) -> Sequence[Pair]:
        """Return those of so many words at most, whatever the seed."""
        del seed
        found = [pair for pair in self._learned if len(pair.source) <= longest]
        if not found:
            raise Refused(
                QT_TRANSLATE_NOOP("tasks", "No sentence has {longest} words or fewer: learn from longer ones."),
                longest=longest,
            )
        return found

    def to_judge(self, length: int, count: int, seed: int) -> Sequence[Pair]:
        """Return the first ones of that length, or one word shorter."""
        del seed
        apart = self._apart
        return [p for p in apart if length - _BROADEST < len(p.source) <= length][:count]

    @cached_property
    def _apart(self) -> list[Pair]:
        learned = {pair.source for pair in self._learned}
        return [Pair(s, t) for s, t in self._known.items() if s not in learned]

    def cut(self, text: str) -> Words:
        """Return the words of a running text, as the pairs' own."""
        return tuple(cut(text))

    def translation(self, source: Words) -> Words | None:
        """Return what the pairs say of it."""
        return self._known.get(source)

    def known(self) -> Sequence[Pair]:
        """Return the pairs, each sentence once."""
        return [Pair(source, target) for source, target in self._known.items()]

    def dictionary(self) -> Mapping[str, str]:
        """Return what each word goes with: learned from the pairs."""
        return self._dictionary

    @cached_property
    def _dictionary(self) -> Mapping[str, str]:
        return associated(self._learned, self.read)


def associated(pairs: Sequence[Pair], words: Sequence[str], most: int = 4000) -> Mapping[str, str]:
    """Return for each word the one of the other language that it is found with most, and seldom without.

    By Dice's coefficient over sentences, 2 n(f, e) / (n(f) + n(e)): a dictionary that nobody wrote.
    """
    together: dict[str, Counter[str]] = {word: Counter() for word in words}
    sources, targets = Counter[str](), Counter[str]()
    for pair in pairs[:most]:
        source, target = set(pair.source), set(pair.target)
        sources.update(source)
        targets.update(target)
        for word in source & together.keys():
            together[word].update(target)
    return {
        word: max(sorted(counts), key=lambda other: 2 * counts[other] / (sources[word] + targets[other]))
        for word, counts in together.items()
        if counts
    } | {UNKNOWN_WORD: UNKNOWN_WORD}


def _read(settings: TaskSettings, progress: Progress | None) -> tuple[list[TextPair], Reading]:
    corpus = chosen(settings.material, progress)
    text = corpus.vocabulary.decode(corpus.ids)
    if settings.target_file and not settings.text:
        other = chosen(Material("", settings.target_file, "", settings.language))
        return of_lines(text, other.vocabulary.decode(other.ids)), corpus.reading
    return of_columns(text), corpus.reading


def sentence_pairs(settings: TaskSettings, progress: Progress | None = None) -> SentencePairs:
    """Return the pairs that settings ask for: a user's, if any are named.

    Raises
    ------
    Refused
        If those cannot be read or learned from.
    """
    theirs = settings.text or settings.text_file != BUILT_IN
    return OfUser(settings, progress) if theirs else OfGrammar()
