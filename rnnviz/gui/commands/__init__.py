"""Everything that can be done, once: words, key, what it does. Each has a menu entry and a key; a file is a menu."""

from __future__ import annotations

from collections.abc import Mapping

from rnnviz.gui.commands import compare, file, help, language, lessons, step, time, training, view
from rnnviz.gui.commands.command import Command
from rnnviz.sentences import QT_TRANSLATE_NOOP

__all__ = ["ALL", "BEFORE", "CURSOR_KEYS", "MENUS", "ROWS", "WITHIN", "Command"]

#: Menu -> its rows, from top to bottom.
ROWS: Mapping[str, tuple[Command, ...]] = {
    "file": file.COMMANDS,
    "recent": (),  # filled by what was kept
    "training": training.COMMANDS,
    "step": step.COMMANDS,
    "time": time.COMMANDS,
    "compare": compare.COMMANDS,
    "lessons": lessons.COMMANDS,
    "view": view.COMMANDS,
    "language": language.COMMANDS,
    "panels": (),  # filled by the panels that there are
    "lesson_panels": (),
    "help": help.COMMANDS,
}

ALL: tuple[Command, ...] = tuple(row for rows in ROWS.values() for row in rows)

MENUS = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
    "recent": QT_TRANSLATE_NOOP("actions", "Recent ru&ns"),
    "training": QT_TRANSLATE_NOOP("actions", "&Training"),
    "step": QT_TRANSLATE_NOOP("actions", "&Step"),
    "time": QT_TRANSLATE_NOOP("actions", "T&ime"),
    "compare": QT_TRANSLATE_NOOP("actions", "&Compare"),
    "lessons": QT_TRANSLATE_NOOP("actions", "&Lessons"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "language": QT_TRANSLATE_NOOP("actions", "Lan&guage"),
    "panels": QT_TRANSLATE_NOOP("actions", "&Panels"),
    "lesson_panels": QT_TRANSLATE_NOOP("actions", "&Lesson panels"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
}

#: Menus that are entries of another one.
WITHIN = {"recent": "file", "language": "view", "lesson_panels": "panels"}

#: Such a menu -> the command that it stands before; the others are the last entry.
BEFORE = {"recent": "recent_limit"}

#: Keys that are no commands: they reach the window when nothing else takes them.
CURSOR_KEYS = (
    ("← →", QT_TRANSLATE_NOOP("actions", "Cursor to the previous or next timestep")),
    ("Shift+← →", QT_TRANSLATE_NOOP("actions", "Hold several timesteps, from the cursor on; also by dragging")),
    ("↑ ↓", QT_TRANSLATE_NOOP("actions", "Cursor to the previous or next unit")),
    ("Home End", QT_TRANSLATE_NOOP("actions", "Cursor to the first or last timestep")),
    ("Esc", QT_TRANSLATE_NOOP("actions", "Let go of the cursor")),
)
