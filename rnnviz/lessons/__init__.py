"""Lessons: a folder each, of one TOML file and one Markdown file per language. No torch, no Qt here.

`lesson.toml` says what the window does; `en.md`, `pt_BR.md`, ... what the reader is told. A Markdown file begins with
the lesson's text; every heading of the second level begins a step, in the order of `[[steps]]`. In a step that asks
first, a line `---` parts the question from what is told once the answer is revealed.

What cannot be used is refused with file and line, when the lesson is opened; the others are not touched by it.
"""

from __future__ import annotations

from rnnviz.lessons.lesson import MOST_STEPS, Lesson, read
from rnnviz.lessons.library import FILE, Place, find, folders, own_folder
from rnnviz.lessons.pages import MOST_NUMBERS, Page, Told, page
from rnnviz.lessons.part import MOST_CHOICES
from rnnviz.lessons.readings import FALLBACK, Bounded, Check, Found, Number, Prediction, Reading
from rnnviz.lessons.states import GIVEN, LAST_UPDATE, Cursor, Phase, State, Step

__all__ = [
    "FALLBACK",
    "FILE",
    "GIVEN",
    "LAST_UPDATE",
    "MOST_CHOICES",
    "MOST_NUMBERS",
    "MOST_STEPS",
    "Bounded",
    "Check",
    "Cursor",
    "Found",
    "Lesson",
    "Number",
    "Page",
    "Phase",
    "Place",
    "Prediction",
    "Reading",
    "State",
    "Step",
    "Told",
    "find",
    "folders",
    "own_folder",
    "page",
    "read",
]
