"""The menu File: texts in, and the end."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "open_text",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Open text..."),
        "Ctrl+O",
        QT_TRANSLATE_NOOP("actions", "Learn a text file of yours"),
        "open.svg",
        short=QT_TRANSLATE_NOOP("actions", "Open text"),
    ),
    Entry(
        "paste_text",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Paste or type a text..."),
        "Ctrl+Shift+V",
        QT_TRANSLATE_NOOP("actions", "Learn a text that you type or paste"),
    ),
    Entry("quit", "file", QT_TRANSLATE_NOOP("actions", "&Quit"), "Ctrl+Q", separated=True),
)
