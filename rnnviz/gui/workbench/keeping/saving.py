"""Saving into a file of the user's: what somebody else has written to it meanwhile is not written over."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from rnnviz.gui.workbench.keeping.disk import Disk
from rnnviz.gui.workbench.keeping.known_runs import KnownRuns, named
from rnnviz.gui.workbench.keeping.recording import Recording, Records
from rnnviz.gui.workbench.notices import Notices
from rnnviz.gui.workbench.pair import Pair
from rnnviz.sentences import translate
from rnnviz.sessions.saver import Done
from rnnviz.sessions.shared_files import Written, write
from rnnviz.user_files.faults import shown


class File(NamedTuple):
    """A file that is saved to without being asked for."""

    path: Path
    seal: str  # as it was when it was read or written here


class Saving(QObject):
    """Writes everything that is open to one file.

    Attributes
    ----------
    file : File or None
        Where it was saved last, or opened from.
    """

    saved = Signal(object)  # Path
    moved = Signal()  # another file is saved to

    def __init__(
        self, pair: Pair, recording: Recording, runs: KnownRuns, disk: Disk, notices: Notices, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pair, self._recording, self._runs, self._disk, self._notices = pair, recording, runs, disk, notices
        self.file: File | None = None

    def save(self, path: Path) -> None:
        """Write to a file; where it is the one that was opened and is another one by now, to one beside it."""
        path = path.absolute()
        known = self.file.seal if self.file is not None and self.file.path == path else None

        def take(records: Records) -> None:
            session = self._runs.session(records)

            def act() -> Written:
                return write(path, known, self._runs.with_texts(session, records), named(records))

            self._disk.do(("save", path), act, self._have)

        self._recording.ask(self._pair.sessions, take)

    def _have(self, done: Done) -> None:
        if done.failed:
            self._disk.say(done)
            return
        written: Written = done.result
        self.be_of(written.path, written.seal)
        if written.changed is None:
            self._notices.note(translate("window", "Saved: {path}").format(path=shown(written.path)))
        else:
            words = translate(
                "window", "{path} was changed elsewhere since it was opened here: this was saved beside it, as {new}."
            )
            self._notices.warn(words.format(path=shown(written.changed), new=shown(written.path.name)))
        self.saved.emit(written.path)

    def be_of(self, path: Path, seal: str) -> None:
        """Save to this file from now on."""
        self.file = File(path.absolute(), seal)
        self.moved.emit()

    def be_of_none(self) -> None:
        """Ask for a file the next time."""
        self.file = None
        self.moved.emit()
