"""Sentences about journeys, such as "In 2009 I went to Nepal": the same facts with the year at any of five places."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import NamedTuple

Words = tuple[str, ...]

YEARS: Words = tuple(map(str, range(2000, 2010)))
LENGTH = 10  # words of a sentence: four that tell the journey, and three phrases of two


class Journeys(NamedTuple):
    """What sentences of one language are made of."""

    travellers: tuple[tuple[str, str], ...]  # a subject and its verb
    to: str
    countries: Words
    when: str  # before a year
    beside: str  # before companions
    companions: Words
    by: str  # before a means of transport
    means: Words
    example: str

    @property
    def words(self) -> Words:
        """Every word, the years first, each once."""
        spoken = (word for pair in self.travellers for word in pair)
        lists = (self.to, *self.countries, self.when, self.beside, *self.companions, self.by, *self.means)
        return tuple(dict.fromkeys((*YEARS, *spoken, *lists)))


JOURNEYS: Mapping[str, Journeys] = {
    "en": Journeys(
        travellers=(("I", "went"), ("we", "went"), ("they", "went"), ("I", "flew"), ("we", "returned")),
        to="to",
        countries=("Nepal", "Peru", "Japan", "Chile", "Egypt", "Canada"),
        when="in",
        beside="with",
        companions=("Ana", "Tom", "friends", "colleagues"),
        by="by",
        means=("train", "bus", "ship", "plane"),
        example="in 2009 I went to Nepal with friends by train",
    ),
    "pt_BR": Journeys(
        travellers=(("eu", "fui"), ("nós", "fomos"), ("elas", "foram"), ("eu", "voei"), ("nós", "voltamos")),
        to="ao",
        countries=("Nepal", "Peru", "Japão", "Chile", "Egito", "Canadá"),
        when="em",
        beside="com",
        companions=("Ana", "Tiago", "amigos", "colegas"),
        by="de",
        means=("trem", "ônibus", "navio", "avião"),
        example="em 2009 eu fui ao Nepal com amigos de trem",
    ),
}

#: Where each word of a sentence comes from, in the order of `slots`: the journey, 0 to 3; when, 4 and 5; beside whom, 6
#: and 7; by what, 8 and 9. Every order of the three phrases, and every number of them before the journey.
ORDERS: tuple[tuple[int, ...], ...] = tuple(
    (*sum(phrases[:before], ()), 0, 1, 2, 3, *sum(phrases[before:], ()))
    for phrases in permutations(((4, 5), (6, 7), (8, 9)))
    for before in range(4)
)
YEAR = 5  # the slot of the year

#: Place of the year, from 0 -> the orders in which it stands there.
BY_PLACE: Mapping[int, tuple[int, ...]] = {
    place: tuple(k for k, order in enumerate(ORDERS) if order[place] == YEAR) for place in range(1, LENGTH, 2)
}
