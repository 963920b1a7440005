"""Asking for the files of sessions, and copying what leads to what is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from rnnviz.gui.preferences.declared import MB, RECENT_MB
from rnnviz.gui.shell.link_places import link_to
from rnnviz.gui.shell.notes_dialog import NotesDialog
from rnnviz.gui.shell.room_dialog import RoomDialog
from rnnviz.sentences import Refused, translate
from rnnviz.sessions.links import command
from rnnviz.sessions.session_file import SUFFIX
from rnnviz.sessions.texts import Missing
from rnnviz.user_files.faults import shown

if TYPE_CHECKING:
    from rnnviz.gui.shell.whole_window import WholeWindow


def open_session(window: WholeWindow) -> None:
    """Ask for a file, and open it."""
    title, kinds = translate("window", "Open a session"), _kinds()
    if path := QFileDialog.getOpenFileName(window, title, _folder(window), kinds)[0]:
        window.bench.keeping.open(Path(path))


def save(window: WholeWindow) -> None:
    """Save where it was saved last; ask, if it was not."""
    there = window.bench.keeping.file
    if there is None:
        save_as(window)
    else:
        window.bench.keeping.save(there)


def save_as(window: WholeWindow) -> None:
    """Ask for a file, and save."""
    title = translate("window", "Save the session")
    if path := QFileDialog.getSaveFileName(window, title, _folder(window), _kinds())[0]:
        there = Path(path)
        window.bench.keeping.save(there if there.suffix else there.with_suffix(SUFFIX))


def find_text(window: WholeWindow, missing: Missing, again: Callable[[str], None]) -> None:
    """Ask where the text of a run is now; without an answer, why it could not be opened is said."""
    title = translate("window", "Where is {path}?").format(path=shown(missing.text.path))
    if path := QFileDialog.getOpenFileName(window, title, "")[0]:
        again(path)
    else:
        window.bench.notices.refuse(missing)


def set_limit(window: WholeWindow) -> None:
    """Ask how much of the disk recent runs may take."""
    preferences = window.bench.preferences
    dialog = RoomDialog(window, preferences.get(RECENT_MB))
    if dialog.exec() == QDialog.DialogCode.Accepted:
        preferences.put(RECENT_MB, dialog.megabytes)
        window.bench.keeping.set_limit(dialog.megabytes * MB)
    dialog.deleteLater()


def edit_notes(window: WholeWindow) -> None:
    """Have the user's own words written."""
    dialog = NotesDialog(window, window.bench.around.notes)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        window.bench.around.notes = dialog.text
    dialog.deleteLater()


def copy_link(window: WholeWindow) -> None:
    """Copy a link to what is open."""
    try:
        link = link_to(window)
    except Refused as refused:
        window.bench.notices.refuse(refused)
        return
    QGuiApplication.clipboard().setText(str(link))
    window.bench.notices.note(translate("window", "Copied: {text}").format(text=shown(str(link))))


def copy_command(window: WholeWindow) -> None:
    """Copy the line that trains the same without a window."""
    session, experiment = window.bench.pair.chosen, window.bench.experiments.running
    line = command("" if experiment is None else experiment.key, session.config, session.metrics.count)
    QGuiApplication.clipboard().setText(line)
    window.bench.notices.note(translate("window", "Copied: {text}").format(text=shown(line)))


def _kinds() -> str:
    return translate("window", "Sessions (*.rnnviz);;All files (*)")


def _folder(window: WholeWindow) -> str:
    there = window.bench.keeping.file
    return "" if there is None else str(there.parent)
