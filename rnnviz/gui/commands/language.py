"""The menu Language: which one is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.gui.commands.command import Command
from rnnviz.gui.language import languages
from rnnviz.sentences import QT_TRANSLATE_NOOP, language

if TYPE_CHECKING:
    from rnnviz.gui.workbench.workbench import Workbench


def next_language(bench: Workbench) -> None:
    """Change to the next language."""
    codes = list(languages())
    bench.speak(codes[(codes.index(language()) + 1) % len(codes)])


COMMANDS = (
    Command(
        "next_language",
        QT_TRANSLATE_NOOP("actions", "&Next language"),
        "Ctrl+Shift+G",
        next_language,
        help=QT_TRANSLATE_NOOP("actions", "Change to the next language; learning goes on"),
        separated=True,
    ),
)
