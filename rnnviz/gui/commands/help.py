"""The menu Help: the keys, and what this is."""

from __future__ import annotations

from rnnviz.gui.commands.command import Command
from rnnviz.sentences import QT_TRANSLATE_NOOP

COMMANDS = (
    Command(
        "show_keys",
        QT_TRANSLATE_NOOP("actions", "&Keys"),
        "Shift+F1",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Every key, in one list"),
    ),
    Command(
        "about",
        QT_TRANSLATE_NOOP("actions", "&About RNNviz"),
        "Ctrl+F1",
        None,
    ),
)
