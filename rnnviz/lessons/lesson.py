"""A lesson as it stands in its folder: what the window does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import Field, ValidationError, field_validator

from rnnviz.lessons.faults import CANNOT_GO_ON, fault
from rnnviz.lessons.library import FILE, Place
from rnnviz.lessons.lines import line_of
from rnnviz.lessons.part import Title
from rnnviz.lessons.readings import FALLBACK
from rnnviz.lessons.states import State, Step
from rnnviz.sentences import Refused
from rnnviz.toml_files import LARGEST, Fault, tables
from rnnviz.user_files.reading import read_text
from rnnviz.validation import first

MOST_STEPS = 40  #: of a lesson: each is a section of its page


class Lesson(State):
    """A lesson as it stands in its folder; its own state is how it is opened."""

    folder: Path
    title: Mapping[str, Title] = Field(description="language -> a name")
    covers: tuple[str, ...] = Field((), description="the items of the curriculum that it teaches; empty: its number")
    preset: str
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)

    @field_validator("title")
    @classmethod
    def _has_fallback(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        if FALLBACK not in value:
            raise ValueError(f"there is none in '{FALLBACK}'")
        return value

    @property
    def place(self) -> Place:
        """Its number, and where it stands among the others."""
        return Place.of(self.folder)

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the curriculum that it teaches."""
        return self.covers or (self.place.number,)

    def said(self, language: str = FALLBACK) -> str:
        """Return the title in a language, in English where there is none."""
        return self.title.get(language, self.title[FALLBACK])

    def refuse(self, where: Sequence[str | int], reason: str) -> Refused:
        """Return why something of it cannot be done, with file and line; `where` is a path such as ("steps", 0)."""
        file = self.folder / FILE
        try:
            line = line_of(read_text(file, LARGEST), where)
        except Refused:  # it is gone since, or another one
            line = 1
        return fault(file, line, reason, CANNOT_GO_ON)


def read(folder: Path) -> Lesson:
    """Read what a lesson does.

    Raises
    ------
    Refused
        With file and line, if something in it is not as it must be.
    """
    file = folder / FILE
    text = read_text(file, LARGEST)
    try:
        values = tables(text)
        if "folder" in values:
            raise fault(file, line_of(text, ("folder",)), "folder: it is where the file lies, and nothing to be said")
        return Lesson.model_validate(values | {"folder": folder})
    except Fault as wrong:
        raise fault(file, wrong.line or 1, wrong.reason) from wrong
    except ValidationError as error:
        at = first(error)
        raise fault(file, line_of(text, at.where), at.said) from error
