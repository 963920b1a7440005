"""The menu Lessons: lessons, their steps and their answers."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "show_lessons",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "&All lessons"),
        "Ctrl+Shift+O",
        QT_TRANSLATE_NOOP("actions", "The list of lessons, chapter by chapter"),
    ),
    Entry(
        "next_step",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "&Next step"),
        "PgDown",
        QT_TRANSLATE_NOOP("actions", "Show the answer, then go to the next step: also with a presenter's clicker"),
        separated=True,
    ),
    Entry(
        "previous_step",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "&Previous step"),
        "PgUp",
        QT_TRANSLATE_NOOP("actions", "Go back to the state of the step before"),
    ),
    Entry(
        "reveal_answer",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "&Reveal the answer"),
        "B",
        QT_TRANSLATE_NOOP("actions", "Compare the guesses with the numbers on screen"),
    ),
    Entry(
        "next_lesson",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "Next &lesson"),
        "Ctrl+Shift+PgDown",
        separated=True,
    ),
    Entry(
        "previous_lesson",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "Pre&vious lesson"),
        "Ctrl+Shift+PgUp",
    ),
    Entry(
        "close_lesson",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "&Close the lesson"),
        "Ctrl+W",
        QT_TRANSLATE_NOOP("actions", "Every panel where it was before the lesson; learning goes on"),
    ),
    Entry(
        "present",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "Present to a cla&ss"),
        "Shift+F5",
        QT_TRANSLATE_NOOP("actions", "Full screen, in letters for the last row; Esc leaves"),
        checkable=True,
        separated=True,
    ),
    Entry(
        "own_lessons",
        "lessons",
        QT_TRANSLATE_NOOP("actions", "&My lessons..."),
        "Ctrl+Alt+O",
        QT_TRANSLATE_NOOP("actions", "Open the folder of your own lessons, with one to begin from"),
    ),
)
