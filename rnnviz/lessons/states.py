"""What a lesson, and each of its steps, has on the screen."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from rnnviz.lessons.part import Part, Real, Truth, Whole
from rnnviz.lessons.readings import FALLBACK, Check, Found, Number, Prediction
from rnnviz.panel_keys import known_panel
from rnnviz.user_files.faults import shown

#: Numbers that the words of every step can name.
GIVEN = ("update",)

LAST_UPDATE = 10**7  #: to which a lesson may have a network learn

Phase = Literal["forward", "loss", "backward", "clipping", "optimiser step"]


class Cursor(Part):
    """Where the cursor stands."""

    timestep: Whole | Found | None = Field(None, description="from 0; negative: from the end; or found in the run")
    symbol: str | None = Field(None, description="in place of the timestep: where this symbol is read")
    which: Whole = Field(1, ge=1, description="the first, second, ... time that the symbol is read")
    unit: Annotated[Whole, Field(ge=0)] | Found | None = Field(None, description="or found in the run")
    layer: Whole | None = Field(None, ge=1, description="from 1")
    reverse: Truth = False
    axis: str = Field("", description="of the timestep, where there are several; empty: the recurrence's own")

    @model_validator(mode="after")
    def _one_place(self) -> Cursor:
        if self.timestep is not None and self.symbol is not None:
            raise ValueError("timestep and symbol say the same: give one of them")
        return self


class State(Part):
    """What is to be on the screen. What is left out stays as it is."""

    preset: str | None = None
    snapshot: str | None = Field(None, description="a file of the lesson's folder: begin there, not with new weights")
    set: Mapping[str, Any] = Field({}, description="settings that differ from the preset's, from here on")
    probe: str | Mapping[str, str] | None = Field(None, description="the watched sequence; or language -> sequence")
    panels: tuple[str, ...] = Field((), description="in view, the first one first; others are out of it")
    choose: Mapping[str, Mapping[str, Any]] = Field({}, description="panel -> its controls (View.choose)")
    cursor: Cursor | None = None
    update: Whole | None = Field(None, ge=0, le=LAST_UPDATE, description="learn until then, or go back to it")
    run: Truth | None = Field(None, description="go on learning afterwards, or stand still")
    speed: Real | None = Field(None, ge=0.0, description="updates per second; 0: as fast as it goes")
    sample: str | None = Field(None, description="let the model write, after this text")
    beside: Mapping[str, Any] | None = Field(None, description="a second session, with these settings changed")
    alone: Truth = Field(False, description="close the second session")
    breakpoints: tuple[str, ...] | None = Field(None, description="these conditions and no others")
    trace: Phase | None = Field(None, description="record the next update, and go to where this phase begins")

    def watched(self, spoken: str) -> str | None:
        """Return the watched sequence where data are in a language; None: it stays as it is."""
        return (
            self.probe
            if self.probe is None or isinstance(self.probe, str)
            else self.probe.get(spoken, self.probe[FALLBACK])
        )

    @field_validator("probe")
    @classmethod
    def _watched_in_every_language(cls, value: str | Mapping[str, str] | None) -> str | Mapping[str, str] | None:
        if isinstance(value, Mapping) and FALLBACK not in value:
            raise ValueError(f"there is none in '{FALLBACK}'")
        return value

    @field_validator("snapshot")
    @classmethod
    def _in_the_folder(cls, value: str | None) -> str | None:
        if value is not None and (not value or value in (".", "..") or set(value) & set("/\\:\0")):
            raise ValueError("it is the name of a file in the lesson's folder")
        return value

    @field_validator("panels")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_panel(panel) for panel in value)

    @field_validator("choose")
    @classmethod
    def _known_too(cls, value: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
        return {known_panel(panel): options for panel, options in value.items()}


class Step(State):
    """One thing to look at, after what has to be done for it."""

    predict: Prediction | None = None
    numbers: Mapping[str, Number] = Field({}, description="name -> what the words show as {{name}}")
    checks: tuple[Check, ...] = ()

    @field_validator("numbers")
    @classmethod
    def _can_be_named(cls, value: Mapping[str, Number]) -> Mapping[str, Number]:
        for name in value:
            if not name.isidentifier() or keyword.iskeyword(name) or name in GIVEN:
                raise ValueError(f"{shown(name)} cannot be the name of a number")
        return value
