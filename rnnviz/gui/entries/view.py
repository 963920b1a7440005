"""The menu View: the watched sequence, looks and layout."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "focus_probe",
        "view",
        QT_TRANSLATE_NOOP("actions", "Edit the &watched sequence"),
        "Ctrl+L",
        QT_TRANSLATE_NOOP("actions", "Type the text that every panel shows"),
    ),
    Entry(
        "hints",
        "view",
        QT_TRANSLATE_NOOP("actions", "Say what each panel &is"),
        "F1",
        QT_TRANSLATE_NOOP("actions", "Show a sentence in every panel"),
        "help.svg",
        short=QT_TRANSLATE_NOOP("actions", "Explain"),
        checkable=True,
    ),
    Entry(
        "toggle_theme",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Light or dark"),
        "Ctrl+T",
        QT_TRANSLATE_NOOP("actions", "Change between the light and the dark theme"),
        "theme.svg",
        short=QT_TRANSLATE_NOOP("actions", "Theme"),
        separated=True,
    ),
    Entry(
        "contrast",
        "view",
        QT_TRANSLATE_NOOP("actions", "High &contrast"),
        "Ctrl+Shift+T",
        QT_TRANSLATE_NOOP("actions", "Nothing muted: for a weak projector"),
        checkable=True,
    ),
    Entry(
        "bigger",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Bigger"),
        "Ctrl++",
        QT_TRANSLATE_NOOP("actions", "Larger text and lines"),
    ),
    Entry(
        "smaller",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Smaller"),
        "Ctrl+-",
        QT_TRANSLATE_NOOP("actions", "Smaller text and lines"),
    ),
    Entry(
        "normal_size",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Normal size"),
        "Ctrl+0",
        QT_TRANSLATE_NOOP("actions", "Text and lines as at first"),
    ),
    Entry(
        "reset_layout",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Put all panels back"),
        "Ctrl+Shift+0",
        QT_TRANSLATE_NOOP("actions", "Every panel where it was at first"),
        separated=True,
    ),
)
