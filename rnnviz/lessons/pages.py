"""A lesson's words in one language: what the reader is told, and what after each answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rnnviz.lessons.faults import fault
from rnnviz.lessons.lesson import Lesson
from rnnviz.lessons.readings import FALLBACK
from rnnviz.lessons.sections import Section, parted
from rnnviz.lessons.states import GIVEN, Step
from rnnviz.lessons.words import Unfit, check, slots
from rnnviz.sentences import QT_TRANSLATE_NOOP
from rnnviz.toml_files import LARGEST
from rnnviz.user_files.faults import shown
from rnnviz.user_files.reading import is_file, read_text

MOST_NUMBERS = 100  #: in the words of a step


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
        raise fault(file, line, f"it has {len(sections) - 1} headings (##) for {len(lesson.steps)} steps")
    for section in sections:
        if (wrong := section.too_much) is not None:
            raise fault(file, section.line, wrong)
    for step, section in zip((None, *lesson.steps), sections, strict=True):
        _check_numbers(step, section, file)
    return Page(
        language, sections[0].text.strip(), tuple(Told(section.title, *section.told) for section in sections[1:])
    )


def _check_numbers(step: Step | None, section: Section, file: Path) -> None:
    """Refuse what stands between double braces and names no number of its step."""
    if any(slots(section.title)):
        raise fault(file, section.line, "numbers stand in the words of a step, not above them")
    for count, (at, inside) in enumerate(slots(section.text)):
        line = section.line + 1 + section.text.count("\n", 0, at)
        if step is None:
            raise fault(file, line, f"{{{{{shown(inside)}}}}}: numbers stand in the words of a step, not above them")
        if count == MOST_NUMBERS:
            raise fault(file, line, QT_TRANSLATE_NOOP("lessons", "a step shows {most} numbers at most"), most=count)
        try:
            check(inside, (*step.numbers, *GIVEN))
        except Unfit as unfit:
            raise fault(file, line, str(unfit)) from unfit
