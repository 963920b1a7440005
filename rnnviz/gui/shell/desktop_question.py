"""Asking before the system is told that a double click on a session opens RNNviz, or before that is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from rnnviz.desktop.registration import Registration
from rnnviz.desktop.systems import here
from rnnviz.sentences import Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.shell.whole_window import WholeWindow


def ask(window: WholeWindow) -> None:
    """Ask, do it, and say so; nothing is done without a yes."""
    notices = window.bench.notices
    try:
        registration = here()
        if not _agreed(window, registration):
            return
        if registration.there:
            registration.unregister()
            notices.note(translate("window", "A double click on a session does not open RNNviz any more."))
        else:
            registration.register()
            notices.note(translate("window", "A double click on a session, and a click on a link, open RNNviz now."))
    except Refused as refused:
        notices.refuse(refused)


def _agreed(window: WholeWindow, registration: Registration) -> bool:
    if registration.there:
        words = translate("window", "A double click on a session opens RNNviz. Take that back, and remove these files?")
    else:
        words = translate(
            "window", "Have a double click on a session, and a click on a link, open RNNviz? These files are written:"
        )
    files = "\n".join(_short(path) for path in registration.files)
    title = translate("window", "Open by double click")
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(window, title, f"{words}\n\n{files}", yes | no, no) == yes


def _short(path: Path) -> str:
    """Return a path with the user's own folder as ~."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
