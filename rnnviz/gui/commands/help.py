"""The menu Help: the keys, the history, the sources, and what this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnviz.gui.commands.command import Command
from rnnviz.sentences import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from rnnviz.gui.workbench.workbench import Workbench


def _show_history(bench: Workbench) -> None:
    bench.host.reveal(("history",), focus=True)


def _show_sources(bench: Workbench) -> None:
    bench.host.reveal(("sources",), focus=True)


COMMANDS = (
    Command(
        "start_page",
        QT_TRANSLATE_NOOP("actions", "S&tart page"),
        "Ctrl+Shift+H",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Three doors: watch one learn, a lesson, your own model or data"),
    ),
    Command(
        "show_keys",
        QT_TRANSLATE_NOOP("actions", "&Keys"),
        "Shift+F1",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Every key, in one list"),
    ),
    Command(
        "show_history",
        QT_TRANSLATE_NOOP("actions", "&History"),
        "Ctrl+Alt+H",
        _show_history,
        help=QT_TRANSLATE_NOOP("actions", "Recurrent networks from 1986 on, each year with an experiment"),
    ),
    Command(
        "show_sources",
        QT_TRANSLATE_NOOP("actions", "&Sources"),
        "Ctrl+Alt+J",
        _show_sources,
        help=QT_TRANSLATE_NOOP("actions", "Whose lectures, videos and papers each lesson follows"),
    ),
    Command(
        "copy_report",
        QT_TRANSLATE_NOOP("actions", "&Copy a report"),
        "Ctrl+Shift+F1",
        None,
        help=QT_TRANSLATE_NOOP("actions", "Versions, settings and the last warnings, for whoever mends a fault"),
        separated=True,
    ),
    Command(
        "about",
        QT_TRANSLATE_NOOP("actions", "&About RNNviz"),
        "Ctrl+F1",
        None,
    ),
)
