"""What tasks measure on held-out data, in the user's language: its name, and its number in its own unit."""

from __future__ import annotations

from collections.abc import Mapping

from rnnviz.explain.number import number, percent
from rnnviz.measures import measured_as
from rnnviz.sentences import translate


def measured(name: str) -> str:
    """Return what a task calls a measure; of one for a length or a lag, with that."""
    measure, place = measured_as(name)
    words = translate("status", measure.name)
    at = translate("status", place)  # a number, or the words of a task
    return translate("status", "{measure} at {place}").format(measure=words, place=at) if place else words


def amount(name: str, value: float) -> str:
    """Write a value of a measure in its own unit: a share per cent, anything else as the number that it is."""
    return percent(value, 1) if measured_as(name).measure.share else number(value, signed=False)


def told(values: Mapping[str, float]) -> str:
    """Write what was measured as one phrase; the curve over lags has a panel of its own."""
    return ", ".join(f"{measured(name)} {amount(name, value)}" for name, value in values.items() if "@" not in name)
