"""Numbers that a lesson reads from the screen: what it shows, states or asks for. All of it is plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, field_validator, model_validator

from rnnviz.lessons.part import Choices, Numbers, Part, Real, Truth, Whole
from rnnviz.panel_keys import known_panel

#: The language that every lesson has, and that stands in for one it lacks.
FALLBACK = "en"


class Reading(Part):
    """A number, or several, that stand on the screen."""

    panel: str = Field("", description="whose numbers; empty: of the run: loss, smoothed, gradient_norm, accuracy, ...")
    value: str = Field(description="its name in the panel's numbers")
    at: tuple[Whole, ...] = Field((), description="index into it; what is missing at the end: all of it")
    beside: Truth = Field(False, description="of the second session")

    @field_validator("panel")
    @classmethod
    def _known(cls, value: str) -> str:
        return value and known_panel(value)


class Bounded(Reading):
    """A reading, and what is known of it beforehand."""

    equals: Numbers | None = None
    within: Real = Field(1e-6, ge=0.0)
    at_least: Real | None = None
    at_most: Real | None = None


class Check(Bounded):
    """A number that the lesson states: what is on the screen must be it."""

    @model_validator(mode="after")
    def _says_something(self) -> Check:
        if self.equals is None and self.at_least is None and self.at_most is None:
            raise ValueError("it needs equals, at_least or at_most")
        return self


class Number(Bounded):
    """A number that a step's words name, or a text: it is read from the run, and so it is true on any machine."""

    minus: tuple[int, ...] | None = Field(None, description="another index: what stands there is taken away")
    absolute: bool = Field(False, description="of each value only its size")
    equal_to: Real | None = Field(None, description="of each value only whether it is that: 1 or 0")
    above: Real | None = Field(None, description="of each value only whether it is above that: 1 or 0")
    pick: Literal["value", "largest", "smallest", "max", "min", "sum", "mean"] = Field(
        "value", description="of several values; largest and smallest: which one it is, from 0"
    )
    label: str = Field("", description="what stands at that place in another of the panel's readings: a symbol")

    @model_validator(mode="after")
    def _one_label(self) -> Number:
        if self.label and self.pick not in ("largest", "smallest", "value"):
            raise ValueError("label names the symbol at a place: pick is largest or smallest, or the value is a place")
        return self


class Found(Number):
    """A place that is found in the run: where a reading is largest or smallest."""

    pick: Literal["largest", "smallest"]


class Prediction(Part):
    """What a class is asked before it is shown.

    With choices, the right one is where the reading is `largest` or `smallest`, or the one whose number (from 0) it is;
    without, the reading itself is asked for.
    """

    answer: Reading
    choices: Mapping[str, Choices] = Field({}, description="language -> what can be chosen; empty: a number")
    pick: Literal["value", "largest", "smallest"] = "value"
    within: Real = Field(0.005, ge=0.0, description="a number that near is right")

    @field_validator("choices")
    @classmethod
    def _in_every_language(cls, value: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        if value and FALLBACK not in value:
            raise ValueError(f"there are none in '{FALLBACK}'")
        if len({len(each) for each in value.values()}) > 1:
            raise ValueError("there are not equally many in every language")
        return value

    def offered(self, language: str) -> tuple[str, ...]:
        """Return what can be chosen; empty if a number is asked for."""
        return self.choices.get(language, self.choices.get(FALLBACK, ()))
