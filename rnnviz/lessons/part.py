"""What everything in a lesson's file is made of: strict values, and tables that take no other keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict

from rnnviz.lessons.sections import LONGEST_TITLE

MOST_CHOICES = 9  #: as many as there are keys for them

Whole = Annotated[int, Strict()]  # or true would be 1
Real = Annotated[float, Strict()]
Truth = Annotated[bool, Strict()]
Title = Annotated[str, Field(max_length=LONGEST_TITLE)]
Choices = Annotated[tuple[Title, ...], Field(max_length=MOST_CHOICES)]
Numbers = Real | list[Real] | list[list[Real]]


class Part(BaseModel):
    """A table of a lesson's file; one that is not known in it is refused."""

    # Built when the first lesson is read: a window must not wait for it.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)
