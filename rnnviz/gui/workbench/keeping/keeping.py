"""Nothing that was learned is lost: files of the user's, what is kept by itself, and which window has what open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.gui.workbench.comparison import Comparison
from rnnviz.gui.workbench.experiments import Experiments
from rnnviz.gui.workbench.keeping.arrivals import Arrival, Arrivals, of_entries
from rnnviz.gui.workbench.keeping.autosave import EVERY_MS, Autosave
from rnnviz.gui.workbench.keeping.disk import Disk
from rnnviz.gui.workbench.keeping.known_runs import KnownRuns, run_of
from rnnviz.gui.workbench.keeping.recording import Recording
from rnnviz.gui.workbench.keeping.saving import Saving
from rnnviz.gui.workbench.keeping.surroundings import Surroundings
from rnnviz.gui.workbench.notices import Notices
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import Refused, say, translate
from rnnviz.sessions.held import Held, left_open, others
from rnnviz.sessions.session_file import Opened
from rnnviz.sessions.shared_files import seal
from rnnviz.sessions.store import Entry, Store, new_key
from rnnviz.sessions.taking_up import read
from rnnviz.user_files.faults import shown

_PATIENCE = 30.0  # seconds that a disk may take at the end


class Keeping(QObject):
    """Keeps what is open. Whatever the disk does, it does on a thread of its own."""

    text_missing = Signal(object, object)  # as in Arrivals
    saved = Signal(object)  # Path
    opened = Signal()

    def __init__(
        self, pair: Pair, experiments: Experiments, comparison: Comparison, around: Surroundings, notices: Notices
    ) -> None:
        super().__init__(pair)
        self._pair, self._around, self._notices = pair, around, notices
        self._held: Held | None = None
        self._disk = Disk(notices, self)
        self.recording = Recording(pair, self)
        self._runs = KnownRuns(pair, experiments, around, self._disk, self)
        self._autosave = Autosave(pair, self.recording, self._runs, self._disk, self)
        self._saving = Saving(pair, self.recording, self._runs, self._disk, notices, self)
        self._arrivals = Arrivals(pair, experiments, comparison, self._disk, self)
        self._saving.saved.connect(self.saved)
        self._saving.moved.connect(self._say_held)
        self._arrivals.text_missing.connect(self.text_missing)
        self._arrivals.came.connect(self._arrive)
        self._arrivals.came_alone.connect(self._have_around)
        experiments.account.begun.connect(self._say_held)

    # --- by itself ---

    def begin(self, store: Store, every_ms: int = EVERY_MS) -> list[str]:
        """Keep runs in a store from now on; return the entries that a program had open which ended without closing."""
        self._autosave.begin(store, every_ms)
        try:
            self._held = Held(store.folder / "open")
        except OSError:  # nothing can be written there: why is said when a run is to be kept
            return []
        self._say_held()
        there = set(store.keys())
        return [key for key in left_open(store.folder / "open", self._held) if key in there]

    @property
    def store(self) -> Store | None:
        """Where runs are kept by themselves; None: they are not."""
        return self._autosave.store

    @property
    def busy(self) -> bool:
        """Whether something is being asked for, read or written."""
        return self.recording.pending or self._disk.busy

    def keep(self) -> None:
        """Keep every run that has gone on since the last time."""
        self._autosave.keep()

    def set_limit(self, nbytes: int) -> None:
        """Let the recent runs take so many bytes of the disk."""
        self._autosave.set_limit(nbytes)

    def recent(self, most: int | None = None) -> list[Entry]:
        """Return what is kept and not open; the first one is what `bring_back` brings."""
        return self._autosave.recent(most)

    @property
    def can_bring_back(self) -> bool:
        """Whether there is a run to bring back."""
        return bool(self._runs.formers()) or self._autosave.has_recent

    def bring_back(self) -> None:
        """Bring back the run before: as it was in memory if it is there still, else the first of the recent ones."""
        if self._runs.formers():
            self._pair.bring_back()
        elif there := self.recent(1):
            self.open_recent((there[0].key,))

    def open_recent(self, keys: Sequence[str]) -> None:
        """Open a run that was kept, or two side by side; the one before comes from memory."""
        formers = [run for run in self._runs.formers() if self._runs.known_key(run) in keys]
        if formers and len(keys) == 1:
            formers[0][0].bring_back()
        elif (store := self.store) is not None:
            self._arrivals.read(lambda: of_entries([store.load(key) for key in keys], tuple(keys)))

    # --- files ---

    @property
    def file(self) -> Path | None:
        """Where the session was saved last, or opened from."""
        return None if self._saving.file is None else self._saving.file.path

    def save(self, path: Path) -> None:
        """Write everything that is open to a file."""
        self._saving.save(path)

    def open(self, path: Path) -> None:
        """Open a session or a snapshot; what is there goes to the recent runs."""
        self._arrivals.read(lambda: Arrival(read(path), path=path.absolute(), seal=seal(path)))

    # --- what arrives ---

    @Slot(object, object, str)
    def _arrive(self, session: Session, there: Arrival, letter: str) -> None:
        """Take what was opened for what it is, and put back what was around it."""
        run = run_of(session)
        assert run is not None
        entry = dict(zip("ab", there.entries, strict=False)).get(letter, "")
        self._runs.know(run, there.side(letter).text, new_key() if self._is_elsewhere(entry, "") else entry)
        if letter == "a" and isinstance(there.kept, Opened):
            self._around.lay_out(there.kept.session.around)
        if letter == "b" or "b" not in there.records:
            self._have_around(there)
        self._say_held()

    @Slot(object)
    def _have_around(self, there: Arrival) -> None:
        """Put back what was around the runs, which have come; say what could not be."""
        facts = self._pair.a.facts
        said = [] if facts is None or facts.elsewhere is None else [say(facts.elsewhere)]
        said += self._arrivals.unknown(there)
        if isinstance(there.kept, Opened):
            said += [say(lost.sentence) for lost in there.kept.lost]
            try:
                self._around.put_back(there.kept.session.around)
            except Refused as refused:
                said.append(say(refused.sentence))
        if any(self._is_elsewhere(entry, "") for entry in there.entries):
            said.append(translate("window", "This run is open in another window: this is a copy."))
        said += self._be_of_its_file(there)
        if said:
            self._notices.warn(" ".join(said))
        self.opened.emit()

    def _be_of_its_file(self, there: Arrival) -> list[str]:
        """Save where it was opened, unless another window does; say so then."""
        if there.path is None or not isinstance(there.kept, Opened):
            self._saving.be_of_none()
        elif self._is_elsewhere("", str(there.path)):
            self._saving.be_of_none()
            words = translate("window", "{path} is open in another window: this is a copy, to be saved elsewhere.")
            return [words.format(path=shown(there.path))]
        else:
            self._saving.be_of(there.path, there.seal)
        return []

    # --- which window has what ---

    def _is_elsewhere(self, key: str, file: str) -> bool:
        """Whether another program that lives has an entry, or a file, open."""
        there = [] if self.store is None else others(self.store.folder / "open", self._held)
        return any(other.lives and ((key and key in other.entries) or (file and file == other.file)) for other in there)

    @Slot()
    def _say_held(self) -> None:
        if self._held is not None:
            self._held.say([self._runs.key(run) for run in self._runs.here()], str(self.file or ""))

    # --- the end ---

    def ask_for_the_last(self) -> None:
        """Ask for what the runs are made of, before their workers end."""
        self._autosave.stop()

    def close(self) -> None:
        """Wait for the disk."""
        self._disk.close(_PATIENCE)
        if self._held is not None:
            self._held.close()
            self._held = None
