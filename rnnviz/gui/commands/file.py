"""The menu File: sessions in and out, what leads to them, texts in, a script out, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.engine.capability import Capability
from rnnviz.gui.commands.command import Command
from rnnviz.sentences import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from rnnviz.gui.workbench.workbench import Workbench


def _built(bench: Workbench) -> bool:
    """Whether there is a run."""
    return bench.pair.chosen.facts is not None


COMMANDS = (
    Command(
        "open_session",
        QT_TRANSLATE_NOOP("actions", "Op&en session..."),
        "Ctrl+Shift+E",
        None,
        help=QT_TRANSLATE_NOOP(
            "actions", "Open runs that were saved, or a snapshot; what is open goes to the recent runs"
        ),
        needs=Capability.RESTART,
    ),
    Command(
        "save_session",
        QT_TRANSLATE_NOOP("actions", "&Save session"),
        "Ctrl+S",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Write everything that is open to one file, from which it goes on"),
        needs=Capability.KEEP,
    ),
    Command(
        "save_session_as",
        QT_TRANSLATE_NOOP("actions", "Save session &as..."),
        "Ctrl+Shift+S",
        None,
        needs=Capability.KEEP,
    ),
    Command(
        "recent_limit",
        QT_TRANSLATE_NOOP("actions", "Room for recent &runs..."),
        "Ctrl+Alt+R",
        None,
        help=QT_TRANSLATE_NOOP("actions", "How many MB of the disk they may take; the oldest go first"),
    ),
    Command(
        "notes",
        QT_TRANSLATE_NOOP("actions", "&My notes..."),
        "Ctrl+Alt+N",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Words of your own, which are saved with the session"),
    ),
    Command(
        "copy_link",
        QT_TRANSLATE_NOOP("actions", "Copy &link"),
        "Ctrl+Alt+L",
        None,
        help=QT_TRANSLATE_NOOP("actions", "A link that opens the same experiment elsewhere"),
        separated=True,
    ),
    Command(
        "copy_command",
        QT_TRANSLATE_NOOP("actions", "Copy as &command"),
        "Ctrl+Shift+C",
        None,
        help=QT_TRANSLATE_NOOP("actions", "The line that trains the same without a window"),
    ),
    Command(
        "open_by_click",
        QT_TRANSLATE_NOOP("actions", "Open by &double click..."),
        "Ctrl+Alt+K",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Have a double click on a session, and a click on a link, open RNNviz"),
    ),
    Command(
        "open_text",
        QT_TRANSLATE_NOOP("actions", "&Open text..."),
        "Ctrl+O",
        None,
        separated=True,
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
        "save_script",
        QT_TRANSLATE_NOOP("actions", "Save as a P&yTorch script..."),
        "Ctrl+Alt+S",
        None,
        help=QT_TRANSLATE_NOOP(
            "actions", "The experiment as one program that learns to the same bits and needs torch and numpy only"
        ),
        separated=True,
        needs=Capability.KEEP,
        enabled=_built,
    ),
    Command(
        "quit",
        QT_TRANSLATE_NOOP("actions", "&Quit"),
        "Ctrl+Q",
        None,
        separated=True,
    ),
)
