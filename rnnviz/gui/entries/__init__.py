"""Everything that can be done, as one table: words, key, menu. Each has a menu entry and a key; a file is a menu."""

from __future__ import annotations

from rnnviz.gui.entries import compare, file, help, language, lessons, step, time, training, view
from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

__all__ = ["CURSOR_KEYS", "ENTRIES", "MENUS", "WITHIN", "Entry"]

ENTRIES: tuple[Entry, ...] = (
    *file.ENTRIES,
    *training.ENTRIES,
    *step.ENTRIES,
    *time.ENTRIES,
    *compare.ENTRIES,
    *lessons.ENTRIES,
    *view.ENTRIES,
    *language.ENTRIES,
    *help.ENTRIES,
)

MENUS = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
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
WITHIN = {"language": "view", "lesson_panels": "panels"}

#: Keys that are no actions: they reach the window when nothing else takes them.
CURSOR_KEYS = (
    ("← →", QT_TRANSLATE_NOOP("actions", "Cursor to the previous or next timestep")),
    ("↑ ↓", QT_TRANSLATE_NOOP("actions", "Cursor to the previous or next unit")),
    ("Home End", QT_TRANSLATE_NOOP("actions", "Cursor to the first or last timestep")),
    ("Esc", QT_TRANSLATE_NOOP("actions", "Let go of the cursor")),
)
