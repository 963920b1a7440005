"""The truth tables of the small networks that have one: every input there is, and the right answer. No torch here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

import numpy as np

from rnnviz.nn.arithmetic import Array, Labels, Network
from rnnviz.nn.lecture_words import LectureWords
from rnnviz.nn.small_networks import BITS


@dataclass(frozen=True)
class Row:
    """One line: the inputs of the network, as they are written and as vectors, and the answer's index."""

    written: Labels
    given: Mapping[str, Array]
    wanted: int


@dataclass(frozen=True)
class Table:
    """All lines; `answers` are what there is to say."""

    inputs: Labels  # the head of each column
    rows: tuple[Row, ...]
    answers: Labels


def answer(network: Network, vectors: Mapping[str, Array]) -> int:
    """Return which answer a network gives: the likeliest, or whether its only output unit is on."""
    output = vectors[network.output]
    return int(output[0] > 0.5) if len(output) == 1 else int(output.argmax())


def _one_hot(index: int, labels: Labels) -> Array:
    return np.asarray(np.eye(len(labels))[index])


def _roommate(words: LectureWords) -> Table:
    dishes, weather = words.dishes, words.weather
    rows = (
        Row((dishes[d], weather[w]), {"dish": _one_hot(d, dishes), "weather": _one_hot(w, weather)}, (d + w) % 3)
        for d, w in product(range(3), range(2))
    )
    return Table(("dish", "weather"), tuple(rows), dishes)


def _roommate_weather(words: LectureWords) -> Table:
    dishes, weather = words.dishes, words.weather
    rows = (Row((weather[w],), {"weather": _one_hot(w, weather)}, w) for w in range(2))
    return Table(("weather",), tuple(rows), dishes)


def _roommate_cycle(words: LectureWords) -> Table:
    dishes = words.dishes
    rows = (Row((dishes[d],), {"dish": _one_hot(d, dishes)}, (d + 1) % 3) for d in range(3))
    return Table(("dish",), tuple(rows), dishes)


def _parity(_words: LectureWords) -> Table:
    rows = (
        Row((BITS[y], BITS[x]), {"y(t-1)": np.array([float(y)]), "x(t)": np.array([float(x)])}, x ^ y)
        for y, x in product(range(2), range(2))
    )
    return Table(("y(t-1)", "x(t)"), tuple(rows), BITS)


def _perceptron(_words: LectureWords) -> Table:
    rows = (Row((BITS[a], BITS[b]), {"x": np.array([a, b], float)}, a ^ b) for a, b in product(range(2), range(2)))
    return Table(("x1", "x2"), tuple(rows), BITS)


#: Task -> its table in the words of a run; a task that is not here has more inputs than could be written down.
TABLES: Mapping[str, Callable[[LectureWords], Table]] = MappingProxyType(
    {
        "perceptron": _perceptron,
        "roommate_weather": _roommate_weather,
        "roommate_cycle": _roommate_cycle,
        "roommate": _roommate,
        "parity": _parity,
    }
)
