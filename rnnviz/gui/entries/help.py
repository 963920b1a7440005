"""The menu Help: the keys, and what this is."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "show_keys",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Keys"),
        "Shift+F1",
        QT_TRANSLATE_NOOP("actions", "Every key, in one list"),
    ),
    Entry("about", "help", QT_TRANSLATE_NOOP("actions", "&About RNNviz"), "Ctrl+F1"),
)
