"""The menu File: texts in, and the end."""

from __future__ import annotations

from rnnviz.engine.capability import Capability
from rnnviz.gui.commands.command import Command
from rnnviz.sentences import QT_TRANSLATE_NOOP

COMMANDS = (
    Command(
        "open_text",
        QT_TRANSLATE_NOOP("actions", "&Open text..."),
        "Ctrl+O",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Learn a text file of yours"),
        short=QT_TRANSLATE_NOOP("actions", "Open text"),
        icon="open.svg",
        needs=Capability.RESTART,
    ),
    Command(
        "paste_text",
        QT_TRANSLATE_NOOP("actions", "&Paste or type a text..."),
        "Ctrl+Shift+V",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Learn a text that you type or paste"),
        needs=Capability.RESTART,
    ),
    Command(
        "texts",
        QT_TRANSLATE_NOOP("actions", "&Texts..."),
        "Ctrl+Shift+X",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Python source, C headers and LaTeX of this machine; what the lectures used"),
        needs=Capability.RESTART,
    ),
    Command(
        "quit",
        QT_TRANSLATE_NOOP("actions", "&Quit"),
        "Ctrl+Q",
        None,
        separated=True,
    ),
)
