"""A grammar of two languages at once: every rule says what a phrase is in the one and in the other.

A synchronous context-free grammar (Aho and Ullman 1969; Chiang 2005): sentences of a wanted length are drawn from it in
pairs, and a sentence that somebody types is translated by it, exactly. No numpy, no torch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

Words = tuple[str, ...]
Draw = Callable[[], float]  # the next random number in [0, 1)


class Pair(NamedTuple):
    """One sentence in both languages."""

    source: Words
    target: Words


@dataclass(frozen=True)
class Rule:
    """What a phrase may be made of.

    Attributes
    ----------
    phrase : str
        What is made.
    source : tuple of str or Part
        Words, and phrases, in the order of the source language.
    target : tuple of str or int
        The same in the other one: words, and the places of those phrases among the source's.
    weight : float
        How often, against the other rules of the phrase.
    """

    phrase: str
    source: tuple[str | Part, ...]
    target: tuple[str | int, ...]
    weight: float = 1.0

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The phrases it is made of, in the order of the source."""
        return tuple(p.phrase for p in self.source if isinstance(p, Part))

    @property
    def words(self) -> int:
        """How many words of the source it adds by itself."""
        return len(self.source) - len(self.parts)


class Part(NamedTuple):
    """A phrase within a rule."""

    phrase: str


def rule(phrase: str, source: str, target: str, weight: float = 1.0) -> Rule:
    """Return a rule as it is written: words, and phrases in braces; ``{0}`` in the target is the source's first one.

    Examples
    --------
    >>> rule("noun phrase", "the {adjective} {noun}", "o {1} {0}")
    """
    return Rule(phrase, tuple(map(_of_source, _items(source))), tuple(map(_of_target, _items(target))), weight)


def _items(written: str) -> list[str]:
    """Return the words and the phrases, which may have spaces in them."""
    return [
        item
        for k, stretch in enumerate(written.replace("}", "{").split("{"))
        for item in ([f"{{{stretch}"] if k % 2 else stretch.split())
    ]


def _of_source(item: str) -> str | Part:
    return Part(item[1:]) if item.startswith("{") else item


def _of_target(item: str) -> str | int:
    return int(item[1:]) if item.startswith("{") else item


class _Choice(NamedTuple):
    """A rule, and how many words of the source each of its phrases has."""

    rule: Rule
    lengths: tuple[int, ...]


class PairedGrammar:
    """Draws and translates.

    Parameters
    ----------
    rules : iterable of Rule
        No cycles of rules that add no word.
    start : str
        The phrase that is a sentence.
    """

    def __init__(self, rules: Iterable[Rule], start: str) -> None:
        self.start = start
        self._rules: dict[str, list[Rule]] = {}
        for each in rules:
            self._rules.setdefault(each.phrase, []).append(each)
        self._choices: dict[tuple[str, int], tuple[list[_Choice], list[float]]] = {}

    @property
    def rules(self) -> Mapping[str, Sequence[Rule]]:
        """The rules by the phrase that they make."""
        return self._rules

    # --- drawing ---

    def sentence(self, length: int, draw: Draw) -> Pair | None:
        """Return a sentence of that many words of the source, and its translation; None: there is none so long."""
        if not self._weighed(self.start, length)[1]:
            return None
        source: list[str] = []
        target = self._made(self.start, length, draw, source)
        return Pair(tuple(source), tuple(target))

    def _made(self, phrase: str, length: int, draw: Draw, source: list[str]) -> list[str]:
        """Append a phrase to the source; return its translation."""
        choices, upto = self._weighed(phrase, length)
        chosen = choices[_place(upto, draw() * upto[-1])] if len(choices) > 1 else choices[0]
        rule, parts, k = chosen.rule, [], 0
        for item in rule.source:
            if isinstance(item, str):
                source.append(item)
            else:
                parts.append(self._made(item.phrase, chosen.lengths[k], draw, source))
                k += 1
        target: list[str] = []
        for made in rule.target:
            if isinstance(made, str):
                target.append(made)
            else:
                target += parts[made]
        return target

    def _weighed(self, phrase: str, length: int) -> tuple[list[_Choice], list[float]]:
        """Return what a phrase of a length may be, and the sums of the weights up to each."""
        key = (phrase, length)
        if key not in self._choices:
            self._choices[key] = [], []  # whoever comes back here has added no word
            found, weights = [], []
            for rule in self._rules[phrase]:
                ways = self._splits(rule.parts, length - rule.words)
                found += [_Choice(rule, way) for way in ways]
                weights += [rule.weight / max(len(ways), 1)] * len(ways)
            self._choices[key] = found, list(accumulate(weights))
        return self._choices[key]

    def _splits(self, phrases: tuple[str, ...], length: int) -> list[tuple[int, ...]]:
        """Return every way in which phrases can have a number of words together."""
        if not phrases:
            return [()] if length == 0 else []
        first, rest = phrases[0], phrases[1:]
        owns = range(1, length + 1) if rest else (length,) * (length > 0)
        return [
            (own, *others)
            for own in owns
            if self._weighed(first, own)[1]
            for others in self._splits(rest, length - own)
        ]

    # --- translating ---

    def translation(self, source: Words) -> Words | None:
        """Return what a sentence is in the other language; None: the grammar does not know it."""
        return _Parse(self._rules, source).phrase(self.start, 0, len(source))


class _Parse:
    """One sentence that is read."""

    def __init__(self, rules: Mapping[str, Sequence[Rule]], source: Words) -> None:
        self._rules, self._source = rules, source
        self._known: dict[tuple[str, int, int], Words | None] = {}

    def phrase(self, phrase: str, first: int, end: int) -> Words | None:
        """Return the translation of the words from `first` to `end` as a phrase; None: they are none."""
        key = (phrase, first, end)
        if key not in self._known:
            self._known[key] = None
            read = (self._by(rule, first, end) for rule in self._rules[phrase])
            self._known[key] = next((found for found in read if found is not None), None)
        return self._known[key]

    def _by(self, rule: Rule, first: int, end: int) -> Words | None:
        if end - first < len(rule.source):
            return None
        parts = self._parts(rule.source, first, end)
        if parts is None:
            return None
        return tuple(word for made in rule.target for word in ((made,) if isinstance(made, str) else parts[made]))

    def _parts(self, items: tuple[str | Part, ...], first: int, end: int) -> list[Words] | None:
        """Return the translations of the phrases among items that make up the words from `first` to `end`."""
        if not items:
            return [] if first == end else None
        item, rest = items[0], items[1:]
        if isinstance(item, str):
            return self._parts(rest, first + 1, end) if first < end and self._source[first] == item else None
        for middle in range(first + 1, end - len(rest) + 1) if rest else (end,):
            own = self.phrase(item.phrase, first, middle)
            others = None if own is None else self._parts(rest, middle, end)
            if own is not None and others is not None:
                return [own, *others]
        return None


def _place(upto: Sequence[float], at: float) -> int:
    """Return which of the stretches that end at these sums a number falls into."""
    return min(bisect_right(upto, at), len(upto) - 1)
