"""The menu Language: which one is spoken."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "next_language",
        "language",
        QT_TRANSLATE_NOOP("actions", "&Next language"),
        "Ctrl+Shift+G",
        QT_TRANSLATE_NOOP("actions", "Change to the next language; learning goes on"),
        separated=True,
    ),
)
