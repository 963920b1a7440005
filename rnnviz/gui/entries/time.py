"""The menu Time: to past updates, and another way from there."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "earlier",
        "time",
        QT_TRANSLATE_NOOP("actions", "One update &back"),
        "[",
        QT_TRANSLATE_NOOP("actions", "Show the network as it was one update before"),
    ),
    Entry(
        "later",
        "time",
        QT_TRANSLATE_NOOP("actions", "One update &forward"),
        "]",
        QT_TRANSLATE_NOOP("actions", "Show it one update later, up to the present"),
    ),
    Entry(
        "much_earlier",
        "time",
        QT_TRANSLATE_NOOP("actions", "&Earlier"),
        "Ctrl+PgUp",
        QT_TRANSLATE_NOOP("actions", "Back by a fiftieth of the run"),
    ),
    Entry(
        "much_later",
        "time",
        QT_TRANSLATE_NOOP("actions", "&Later"),
        "Ctrl+PgDown",
        QT_TRANSLATE_NOOP("actions", "Forward by a fiftieth of the run, up to the present"),
    ),
    Entry(
        "to_the_beginning",
        "time",
        QT_TRANSLATE_NOOP("actions", "To the be&ginning"),
        "Alt+Home",
        QT_TRANSLATE_NOOP("actions", "Show the network as it was before its first update"),
        separated=True,
    ),
    Entry(
        "to_the_present",
        "time",
        QT_TRANSLATE_NOOP("actions", "&Return to the present"),
        "Alt+End",
        QT_TRANSLATE_NOOP("actions", "Show the newest update again"),
    ),
    Entry(
        "branch",
        "time",
        QT_TRANSLATE_NOOP("actions", "Branch from &here"),
        "Ctrl+B",
        QT_TRANSLATE_NOOP("actions", "Go on from this update in another way, beside this run"),
        separated=True,
    ),
)
