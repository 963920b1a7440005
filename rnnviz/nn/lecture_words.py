"""The words that the lectures' small networks read and say, by the language of the data (`DataSettings.language`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rnnviz.settings import TaskSettings

Words = tuple[str, ...]


class LectureWords(NamedTuple):
    """One language's words; each stands for a place in a vector, so their order is the same in all."""

    dishes: Words  # of the menu that is chosen, in their cycle
    weather: Words
    halves: Words  # of the roommate's hidden units: the same dish again, the next one
    streams: Words  # of two streams of numbers
    answers: Words  # no, yes
    tags: Words  # of a letter: it is the only one, the first, the last, one between
    digits: Words  # the names of 0 to 9
    menus: Mapping[str, Words]  # the dishes of each menu, by `TaskSettings.menu`

    @property
    def same_or_next(self) -> Words:
        """What the roommate's six hidden units stand for."""
        return tuple(f"{half}: {dish}" for half in self.halves for dish in self.dishes)


WORDS: Mapping[str, LectureWords] = {
    "en": LectureWords(
        dishes=("pie", "burger", "chicken"),
        weather=("sunny", "rainy"),
        halves=("same", "next"),
        streams=("first", "second"),
        answers=("no", "yes"),
        tags=("only", "first", "last", "between"),
        digits=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        menus={
            "pie": ("pie", "burger", "chicken"),
            "pasta": ("pasta", "burger", "salad"),
            "soup": ("pasta", "soup", "salad"),
        },
    ),
    "pt_BR": LectureWords(
        dishes=("torta", "hambúrguer", "frango"),
        weather=("sol", "chuva"),
        halves=("mesmo", "próximo"),
        streams=("primeiro", "segundo"),
        answers=("não", "sim"),
        tags=("única", "primeira", "última", "entre"),
        digits=("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
        menus={
            "pie": ("torta", "hambúrguer", "frango"),
            "pasta": ("macarrão", "hambúrguer", "salada"),
            "soup": ("macarrão", "sopa", "salada"),
        },
    ),
}


def spoken(settings: TaskSettings) -> LectureWords:
    """Return the words of a run: of its language, and with the dishes of its menu."""
    words = WORDS[settings.language]
    return words._replace(dishes=words.menus[settings.menu])


def initials(words: Words) -> Words:
    """Return the shortest beginnings by which words are told apart: what stands where there is room for a letter."""
    others = {word: [w for w in words if w != word] for word in words}
    return tuple(
        next(word[:n] for n in range(1, len(word) + 1) if not any(w.startswith(word[:n]) for w in others[word]))
        for word in words
    )
