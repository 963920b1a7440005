"""The menu Lessons: lessons, their steps and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.gui.commands.command import Command
from rnnviz.sentences import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from rnnviz.gui.workbench.workbench import Workbench


def taught(bench: Workbench) -> bool:
    """Whether a lesson is open."""
    return bench.lesson.lesson is not None


def asked(bench: Workbench) -> bool:
    """Whether the step that is on asks something that is not told yet."""
    question = bench.lesson.question
    return question is not None and question.asked is not None and question.answer is None


COMMANDS = (
    Command(
        "show_lessons",
        QT_TRANSLATE_NOOP("actions", "&All lessons"),
        "Ctrl+Shift+O",
        None,
        help=QT_TRANSLATE_NOOP("actions", "The list of lessons, chapter by chapter"),
    ),
    Command(
        "next_step",
        QT_TRANSLATE_NOOP("actions", "&Next step"),
        "PgDown",
        lambda bench: bench.lesson.next(),
        help=QT_TRANSLATE_NOOP("actions", "Show the answer, then go to the next step: also with a presenter's clicker"),
        separated=True,
        enabled=taught,
    ),
    Command(
        "previous_step",
        QT_TRANSLATE_NOOP("actions", "&Previous step"),
        "PgUp",
        lambda bench: bench.lesson.previous(),
        help=QT_TRANSLATE_NOOP("actions", "Go back to the state of the step before"),
        enabled=taught,
    ),
    Command(
        "reveal_answer",
        QT_TRANSLATE_NOOP("actions", "&Reveal the answer"),
        "B",
        lambda bench: bench.lesson.reveal(),
        help=QT_TRANSLATE_NOOP("actions", "Compare the guesses with the numbers on screen"),
        enabled=taught,
    ),
    Command(
        "type_votes",
        QT_TRANSLATE_NOOP("actions", "&Type the votes"),
        "V",
        None,
        help=QT_TRANSLATE_NOOP("actions", "How many of the class are for each answer; hidden until it is revealed"),
        enabled=asked,
    ),
    Command(
        "next_lesson",
        QT_TRANSLATE_NOOP("actions", "Next &lesson"),
        "Ctrl+Shift+PgDown",
        None,
        separated=True,
        enabled=taught,
    ),
    Command(
        "previous_lesson",
        QT_TRANSLATE_NOOP("actions", "Pre&vious lesson"),
        "Ctrl+Shift+PgUp",
        None,
        enabled=taught,
    ),
    Command(
        "close_lesson",
        QT_TRANSLATE_NOOP("actions", "&Close the lesson"),
        "Ctrl+W",
        lambda bench: bench.lesson.close(),
        help=QT_TRANSLATE_NOOP("actions", "Every panel where it was before the lesson; learning goes on"),
        enabled=taught,
    ),
    Command(
        "present",
        QT_TRANSLATE_NOOP("actions", "Present to a cla&ss"),
        "Shift+F5",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Full screen, in letters for the last row; Esc leaves"),
        separated=True,
    ),
    Command(
        "own_lessons",
        QT_TRANSLATE_NOOP("actions", "&My lessons..."),
        "Ctrl+Alt+O",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Open the folder of your own lessons, with one to begin from"),
    ),
)
