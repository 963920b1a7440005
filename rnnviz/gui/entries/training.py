"""The menu Training: learn, begin anew, write, and at which pace."""

from __future__ import annotations

from rnnviz.gui.entries.entry import Entry
from rnnviz.sentences import QT_TRANSLATE_NOOP

ENTRIES = (
    Entry(
        "toggle",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Run"),
        "Space",
        QT_TRANSLATE_NOOP("actions", "Learn, or stop before the next update"),
        "run.svg",
    ),
    Entry(
        "one_update",
        "training",
        QT_TRANSLATE_NOOP("actions", "One &update"),
        "N",
        QT_TRANSLATE_NOOP("actions", "Take one optimiser step, then pause"),
        "update.svg",
        short=QT_TRANSLATE_NOOP("actions", "One update"),
    ),
    Entry(
        "reset",
        "training",
        QT_TRANSLATE_NOOP("actions", "R&eset, same seed"),
        "R",
        QT_TRANSLATE_NOOP("actions", "Start again from the same random weights"),
        "reset.svg",
        short=QT_TRANSLATE_NOOP("actions", "Reset"),
        separated=True,
        repeats=False,
    ),
    Entry(
        "new_seed",
        "training",
        QT_TRANSLATE_NOOP("actions", "&New seed"),
        "Shift+R",
        QT_TRANSLATE_NOOP("actions", "Start again from other random weights"),
        "seed.svg",
        short=QT_TRANSLATE_NOOP("actions", "New seed"),
        repeats=False,
    ),
    Entry(
        "bring_back",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Bring back the former run"),
        "Ctrl+Z",
        QT_TRANSLATE_NOOP("actions", "The run that was there before this one, as it was; again, and this one is back"),
        repeats=False,
    ),
    Entry(
        "sample_now",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Sample now"),
        "S",
        QT_TRANSLATE_NOOP("actions", "Let the model write"),
        separated=True,
    ),
    Entry(
        "slower",
        "training",
        QT_TRANSLATE_NOOP("actions", "S&lower"),
        "Ctrl+Left",
        QT_TRANSLATE_NOOP("actions", "Fewer updates a second"),
        separated=True,
    ),
    Entry(
        "faster",
        "training",
        QT_TRANSLATE_NOOP("actions", "&Faster"),
        "Ctrl+Right",
        QT_TRANSLATE_NOOP("actions", "More updates a second"),
    ),
)
