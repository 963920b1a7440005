"""The words that the lectures' small networks read and say, by the language of the data (`DataSettings.language`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Words = tuple[str, ...]


class LectureWords(NamedTuple):
    """One language's words; each stands for a place in a vector, so their order is the same in all."""

    dishes: Words
    weather: Words
    halves: Words  # of the roommate's hidden units: the same dish again, the next one
    streams: Words  # of two streams of numbers
    answers: Words  # no, yes
    tags: Words  # of a letter: it is the only one, the first, the last, one between
    digits: Words  # the names of 0 to 9

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
    ),
    "pt_BR": LectureWords(
        dishes=("torta", "hambúrguer", "frango"),
        weather=("sol", "chuva"),
        halves=("mesmo", "próximo"),
        streams=("primeiro", "segundo"),
        answers=("não", "sim"),
        tags=("única", "primeira", "última", "entre"),
        digits=("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
    ),
}
