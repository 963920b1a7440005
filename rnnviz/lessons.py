"""Lessons: a folder each, of one TOML file and one Markdown file per language. No torch, no Qt here.

`lesson.toml` says what the window does; `en.md`, `pt_BR.md`, ... what the reader is told. A Markdown file begins with
the lesson's text; every heading of the second level begins a step, in the order of `[[steps]]`. In a step that asks
first, a line `---` parts the question from what is told once the answer is revealed.

What cannot be used is refused with file and line, when the lesson is opened; the others are not touched by it.
"""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError, field_validator, model_validator

from rnnviz.assets import resource
from rnnviz.lesson_lines import line_of
from rnnviz.lesson_sections import LONGEST_TITLE, Section, parted
from rnnviz.lesson_words import Unfit, check, slots
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.settings import module_names
from rnnviz.toml_files import LARGEST, Fault, tables
from rnnviz.user_files.faults import shown
from rnnviz.user_files.reading import is_file, read_text
from rnnviz.validation import first

#: The language that every lesson has, and that stands in for one it lacks.
FALLBACK = "en"
FILE = "lesson.toml"
#: Numbers that the words of every step can name.
GIVEN = ("update",)

_FOLDER = re.compile(r"(?P<number>\d+\.\d+)(?P<part>[a-z]?)-(?P<name>[a-z0-9-]+)")

MOST_STEPS = 40  #: of a lesson: each is a section of its page
MOST_CHOICES = 9  #: as many as there are keys for them
MOST_NUMBERS = 100  #: in the words of a step
LAST_UPDATE = 10**7  #: to which a lesson may have a network learn

Phase = Literal["forward", "loss", "backward", "clipping", "optimiser step"]
Whole = Annotated[int, Strict()]  # or true would be 1
Real = Annotated[float, Strict()]
Truth = Annotated[bool, Strict()]
Title = Annotated[str, Field(max_length=LONGEST_TITLE)]
Choices = Annotated[tuple[Title, ...], Field(max_length=MOST_CHOICES)]
Numbers = Real | list[Real] | list[list[Real]]


class _Part(BaseModel):
    # Built when the first lesson is read: a window must not wait for it.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class Reading(_Part):
    """A number, or several, that stand on the screen."""

    panel: str = Field("", description="whose numbers; empty: of the run: loss, smoothed, gradient_norm, accuracy, ...")
    value: str = Field(description="its name in the panel's numbers")
    at: tuple[Whole, ...] = Field((), description="index into it; what is missing at the end: all of it")
    beside: Truth = Field(False, description="of the second session")

    @field_validator("panel")
    @classmethod
    def _known(cls, value: str) -> str:
        return value and _known_panel(value)


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


class Prediction(_Part):
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


class Cursor(_Part):
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


class State(_Part):
    """What is to be on the screen. What is left out stays as it is."""

    preset: str | None = None
    set: Mapping[str, Any] = Field({}, description="settings that differ from the preset's, from here on")
    probe: str | None = Field(None, description="the watched sequence")
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

    @field_validator("panels")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_known_panel(panel) for panel in value)

    @field_validator("choose")
    @classmethod
    def _known_too(cls, value: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
        return {_known_panel(panel): options for panel, options in value.items()}


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
        return _fault(file, line, reason, _CANNOT_GO_ON)


@dataclass(frozen=True, order=True)
class Place:
    """Where a lesson stands: chapter, item, letter within the item, and the folder's name."""

    chapter: int
    item: int
    part: str
    name: str

    @classmethod
    def of(cls, folder: Path) -> Place:
        """Read it off a folder's name, such as 2.5b-parity; what is named otherwise comes last."""
        if (named := _FOLDER.fullmatch(folder.name)) is None:
            return cls(1000, 0, "", folder.name)
        chapter, item = map(int, named["number"].split("."))
        return cls(chapter, item, named["part"], named["name"])

    @property
    def number(self) -> str:
        """The item of the curriculum: "5.1"; empty if the folder is named otherwise."""
        return "" if self.chapter == 1000 else f"{self.chapter}.{self.item}"

    @property
    def key(self) -> str:
        """What the command line calls it: "5.1", "2.5b", or the folder's name."""
        return f"{self.number}{self.part}" or self.name


@dataclass(frozen=True)
class Told:
    """A step's words: what is told, and what is told after it is revealed."""

    title: str
    text: str
    revealed: str = ""


@dataclass(frozen=True)
class Page:
    """A lesson's words in one language."""

    language: str  # the one it is in
    text: str
    steps: tuple[Told, ...]


def own_folder() -> Path:
    """Return where a user's own lessons are."""
    return user_data_path("RNNviz", appauthor=False) / "lessons"


def folders(*places: Path) -> tuple[Path, ...]:
    """Return the folder of every lesson, in their order; by default the built-in ones and the user's own.

    One with a `lesson.toml` that leads nowhere is among them: somebody wonders where his lesson is.
    """
    found = [folder for place in places or (resource("lessons"), own_folder()) for folder in _within(place)]
    return tuple(sorted(found, key=lambda folder: (Place.of(folder), str(folder))))


def _within(place: Path) -> list[Path]:
    try:
        return [folder for folder in place.iterdir() if os.path.lexists(folder / FILE)]
    except OSError:  # there is none, or nobody may look into it
        return []


def find(key: str, known: Sequence[Path] | None = None) -> Path:
    """Return a lesson's folder by its number ("5.1", "2.5b"), its folder's name, or its path.

    Raises
    ------
    Refused
        If there is none.
    """
    if is_file(Path(key) / FILE):
        return Path(key)
    there = folders() if known is None else known
    for folder in there:
        if key in (folder.name, Place.of(folder).key, Place.of(folder).number, Place.of(folder).name):
            return folder
    raise Refused(
        QT_TRANSLATE_NOOP("lessons", "There is no lesson {key}; there are {known}."),
        key=shown(key) if key.strip() else repr(key),
        known=", ".join(dict.fromkeys(Place.of(folder).key for folder in there)),
    )


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
            raise _fault(file, line_of(text, ("folder",)), "folder: it is where the file lies, and nothing to be said")
        return Lesson.model_validate(values | {"folder": folder})
    except Fault as fault:
        raise _fault(file, fault.line or 1, fault.reason) from fault
    except ValidationError as error:
        wrong = first(error)
        raise _fault(file, line_of(text, wrong.where), wrong.said) from error


def page(lesson: Lesson, language: str = FALLBACK) -> Page:
    """Read a lesson's words; in English where the language is missing (`Page.language` says which it is).

    Raises
    ------
    Refused
        If there are none, not one section for each step, or more words than can be shown.
    """
    file = lesson.folder / f"{language}.md"
    if not is_file(file):
        language, file = FALLBACK, lesson.folder / f"{FALLBACK}.md"
    text = read_text(file, LARGEST)
    sections = parted(text)
    if len(sections) - 1 != len(lesson.steps):
        line = text.count("\n") + 1
        raise _fault(file, line, f"it has {len(sections) - 1} headings (##) for {len(lesson.steps)} steps")
    for section in sections:
        if (wrong := section.too_much) is not None:
            raise _fault(file, section.line, wrong)
    for step, section in zip((None, *lesson.steps), sections, strict=True):
        _check_numbers(step, section, file)
    return Page(
        language, sections[0].text.strip(), tuple(Told(section.title, *section.told) for section in sections[1:])
    )


def _check_numbers(step: Step | None, section: Section, file: Path) -> None:
    """Refuse what stands between double braces and names no number of its step."""
    if any(slots(section.title)):
        raise _fault(file, section.line, "numbers stand in the words of a step, not above them")
    for count, (at, inside) in enumerate(slots(section.text)):
        line = section.line + 1 + section.text.count("\n", 0, at)
        if step is None:
            raise _fault(file, line, f"{{{{{shown(inside)}}}}}: numbers stand in the words of a step, not above them")
        if count == MOST_NUMBERS:
            raise _fault(file, line, QT_TRANSLATE_NOOP("lessons", "a step shows {most} numbers at most"), most=count)
        try:
            check(inside, (*step.numbers, *GIVEN))
        except Unfit as unfit:
            raise _fault(file, line, str(unfit)) from unfit


def _known_panel(name: str) -> str:
    if name not in module_names("gui/panels"):
        raise ValueError(f"no panel is called {shown(name)}; there are {', '.join(module_names('gui/panels'))}")
    return name


_CANNOT_BE_OPENED = QT_TRANSLATE_NOOP("lessons", "This lesson cannot be opened: {file}, line {line}: {reason}.")
_CANNOT_GO_ON = QT_TRANSLATE_NOOP("lessons", "This lesson cannot go on: {file}, line {line}: {reason}.")


def _fault(
    file: Path, line: int, reason: str | Sentence, sentence: str = _CANNOT_BE_OPENED, **values: object
) -> Refused:
    said = Sentence(reason, MappingProxyType(values)) if values and isinstance(reason, str) else reason
    return Refused(
        sentence,
        details=str(file),
        file=shown(f"{file.parent.name}/{file.name}"),
        line=line,
        reason=said.rstrip(".") if isinstance(said, str) else said,
    )
