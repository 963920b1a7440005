"""The menu Compare: a second session, and which of the two is meant."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "compare_cells",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Vanilla with LSTM"),
        "Ctrl+Shift+L",
        QT_TRANSLATE_NOOP("actions", "A vanilla cell beside an LSTM: same text, same seed"),
    ),
    Entry(
        "compare_same",
        "compare",
        QT_TRANSLATE_NOOP("actions", "With the &same settings"),
        "Ctrl+D",
        QT_TRANSLATE_NOOP("actions", "Open a second session beside this one, and change it later"),
    ),
    Entry(
        "compare_with",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&With..."),
        "Ctrl+Shift+D",
        QT_TRANSLATE_NOOP("actions", "Open a second session with another cell, optimiser, learning rate, ..."),
    ),
    Entry(
        "link",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Linked"),
        "L",
        QT_TRANSLATE_NOOP("actions", "Run, pause, one update, reset, speed, watched sequence and cursor act on both"),
        checkable=True,
        separated=True,
    ),
    Entry(
        "equal_pace",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Equal pace"),
        "P",
        QT_TRANSLATE_NOOP("actions", "While linked, both take the same updates; the faster one waits"),
        checkable=True,
    ),
    Entry(
        "other_session",
        "compare",
        QT_TRANSLATE_NOOP("actions", "Act on the &other session"),
        "F6",
        QT_TRANSLATE_NOOP("actions", "Which of A and B is meant where only one can be"),
    ),
    Entry(
        "all_a",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&A in every panel"),
        "Alt+1",
        separated=True,
    ),
    Entry("all_b", "compare", QT_TRANSLATE_NOOP("actions", "&B in every panel"), "Alt+2"),
    Entry("all_difference", "compare", QT_TRANSLATE_NOOP("actions", "A &− B in every panel"), "Alt+3"),
    Entry("all_both", "compare", QT_TRANSLATE_NOOP("actions", "Both s&ide by side in every panel"), "Alt+4"),
    Entry(
        "close_beside",
        "compare",
        QT_TRANSLATE_NOOP("actions", "&Close B"),
        "Ctrl+Shift+W",
        QT_TRANSLATE_NOOP("actions", "End the second session; the first goes on"),
        short="✕",
        separated=True,
    ),
)
