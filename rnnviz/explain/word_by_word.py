"""What a dictionary makes of a sentence, each word alone, and where that breaks. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rnnviz.sentences import translate

NO_WORD = "—"  # what the dictionary has for a word that it does not know


class Fate(StrEnum):
    """What becomes of a word that was translated alone."""

    RIGHT = "right"  # it stands in the right sentence, in its order
    ORDER = "order"  # it does, at another place
    AGREEMENT = "agreement"  # another form of it does
    OTHER = "other"  # nothing of it does: a word elsewhere settles what it means, or it has no counterpart


@dataclass(frozen=True)
class WordByWord:
    """A sentence, what a dictionary makes of it, and what is right."""

    source: tuple[str, ...]
    written: tuple[str, ...]  # one word each
    fates: tuple[Fate, ...]  # of each of them
    wanted: tuple[str, ...]  # the form that is right instead, where that is known; else empty
    right: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether the dictionary's sentence is the right one."""
        return self.written == self.right

    def count(self, fate: Fate) -> int:
        """Return how many words have a fate."""
        return self.fates.count(fate)


def word_by_word(
    source: Sequence[str], right: Sequence[str], dictionary: Mapping[str, str], families: Sequence[Sequence[str]]
) -> WordByWord:
    """Translate each word alone, and say what becomes of it.

    Parameters
    ----------
    source, right : sequence of str
        A sentence and its translation.
    dictionary : mapping
        Word -> word.
    families : sequence of sequences
        Words of the other language that are forms of one another.
    """
    written = tuple(dictionary.get(word, NO_WORD) for word in source)
    fates, wanted = [Fate.OTHER] * len(written), [""] * len(written)
    taken: set[int] = set()
    for k, place in _in_order(written, right):
        fates[k] = Fate.RIGHT
        taken.add(place)
    forms = {word: frozenset(family) for family in families for word in family}
    for fate in (Fate.ORDER, Fate.AGREEMENT):
        for k, word in enumerate(written):
            if fates[k] is not Fate.OTHER:
                continue
            kin = {word} if fate is Fate.ORDER else forms.get(word, frozenset())
            free = next((p for p, other in enumerate(right) if p not in taken and other in kin), None)
            if free is not None:
                fates[k], wanted[k] = fate, right[free]
                taken.add(free)
    return WordByWord(tuple(source), written, tuple(fates), tuple(wanted), tuple(right))


def _in_order(written: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence in both."""
    longest = [[0] * (len(right) + 1) for _ in range(len(written) + 1)]
    for k in range(len(written) - 1, -1, -1):
        for p in range(len(right) - 1, -1, -1):
            same = longest[k + 1][p + 1] + 1 if written[k] == right[p] else 0
            longest[k][p] = max(same, longest[k + 1][p], longest[k][p + 1])
    found, k, p = [], 0, 0
    while k < len(written) and p < len(right):
        if written[k] == right[p] and longest[k][p] == longest[k + 1][p + 1] + 1:
            found.append((k, p))
            k, p = k + 1, p + 1
        elif longest[k + 1][p] >= longest[k][p + 1]:
            k += 1
        else:
            p += 1
    return found


def breaks(found: WordByWord) -> list[str]:
    """Say where the dictionary breaks: length, order, agreement, words that another word settles."""
    said = []
    if len(found.source) != len(found.right):
        words = translate("panels", "Length: {read} words are read, {right} are right.")
        said.append(words.format(read=len(found.source), right=len(found.right)))
    named = {
        Fate.ORDER: translate("panels", "Order: {words} at another place."),
        Fate.AGREEMENT: translate("panels", "Agreement: {words}."),
        Fate.OTHER: translate("panels", "Settled by other words, or without a word of their own: {words}."),
    }
    for fate, template in named.items():
        places = [k for k, each in enumerate(found.fates) if each is fate]
        if places:
            said.append(template.format(words=", ".join(_named(found, k) for k in places)))
    return said or [translate("panels", "Nothing breaks: word by word is right here.")]


def _named(found: WordByWord, k: int) -> str:
    if found.fates[k] is Fate.AGREEMENT:
        return f"{found.written[k]} → {found.wanted[k]}"
    return found.written[k] if found.fates[k] is Fate.ORDER else f"{found.source[k]} ({found.written[k]})"
