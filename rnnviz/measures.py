"""What tasks measure on held-out data: each measure's name, what kind of number it is, and which way is better.

A task says in `Task.measures` which of them it takes; every place that shows one asks here how.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from rnnviz.sentences import QT_TRANSLATE_NOOP

_AT = re.compile(r"(?P<name>.+?)(?:@| at )(?P<place>.+)")  # "accuracy@100", "accuracy at 100"


@dataclass(frozen=True)
class Measure:
    """One quantity that is measured on held-out data."""

    name: str  # in English: its key among the values that `Task.evaluate` returns
    share: bool  # in [0, 1], of all that is asked: shown per cent; else in the unit of what the task says
    higher_is_better: bool


ACCURACY = Measure(QT_TRANSLATE_NOOP("status", "accuracy"), share=True, higher_is_better=True)
MEAN_ERROR = Measure(QT_TRANSLATE_NOOP("status", "mean error"), share=False, higher_is_better=False)
LARGEST_ERROR = Measure(QT_TRANSLATE_NOOP("status", "largest error"), share=False, higher_is_better=False)
SYMBOLS = Measure(QT_TRANSLATE_NOOP("status", "symbols right"), share=True, higher_is_better=True)
FORCED_LOSS = Measure(QT_TRANSLATE_NOOP("status", "loss, true symbols fed"), share=False, higher_is_better=False)
FREE_LOSS = Measure(QT_TRANSLATE_NOOP("status", "loss, own symbols fed"), share=False, higher_is_better=False)
BLEU = Measure(QT_TRANSLATE_NOOP("status", "BLEU"), share=False, higher_is_better=True)

_ALL = (ACCURACY, BLEU, MEAN_ERROR, LARGEST_ERROR, SYMBOLS, FORCED_LOSS, FREE_LOSS)
_KNOWN = {measure.name: measure for measure in _ALL}


class Measured(NamedTuple):
    """A measure, and for which length or lag it was taken."""

    measure: Measure
    place: str = ""  # "100" of "accuracy@100"; empty: as it is learned


def measured_as(name: str) -> Measured:
    """Return what a name among the values of `Task.evaluate` stands for; what nobody knows is a plain number."""
    at = _AT.fullmatch(name)
    base, place = (name, "") if at is None else (at["name"], at["place"])
    return Measured(_KNOWN.get(base, Measure(base, share=False, higher_is_better=True)), place)
