"""A window that opens with a lesson in it: what a slide links to."""

from __future__ import annotations

from rnnviz.gui.application import run_window
from rnnviz.gui.lessons.plan import OPENING, check, plan
from rnnviz.gui.window import Window
from rnnviz.lessons import Lesson


def run_lesson(lesson: Lesson, step: int | None = None, language: str | None = None, present: bool = False) -> int:
    """Show a lesson, at a step if one is given, and stay until the window is closed; return the exit status.

    Raises `Refused` if the lesson asks for a preset or a setting that there is not.
    """
    check(lesson)
    begin = plan(lesson)

    def opened(window: Window) -> None:
        window.lessons.open(lesson.folder, OPENING if step is None else step)
        if present:
            window.actions_by_key["present"].trigger()

    return run_window(begin.preset, begin.a.config, opened, language, running=False)
