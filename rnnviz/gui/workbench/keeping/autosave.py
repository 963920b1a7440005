"""What is kept without being asked for: what is open, every few seconds, and every run that gives way to another."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QObject, QTimer, Slot

from rnnviz.engine.run_record import RunRecord
from rnnviz.gui.workbench.keeping.disk import Disk
from rnnviz.gui.workbench.keeping.known_runs import KnownRuns, run_of
from rnnviz.gui.workbench.keeping.recording import Recording, Records, Run
from rnnviz.gui.workbench.pair import Pair
from rnnviz.sessions.saver import Done
from rnnviz.sessions.store import Entry, Store

EVERY_MS = 20_000  #: from one time that runs are kept to the next


class Autosave(QObject):
    """Puts runs into the store.

    Attributes
    ----------
    store : Store or None
        None: nothing is kept.
    """

    def __init__(self, pair: Pair, recording: Recording, runs: KnownRuns, disk: Disk, parent: QObject) -> None:
        super().__init__(parent)
        self._pair, self._recording, self._runs, self._disk = pair, recording, runs, disk
        self.store: Store | None = None
        self._there = set[str]()  # the entries that there are, as far as it is known here
        self._written: dict[Run, int] = {}  # the version of the metrics that was kept last
        self._failed = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.keep)
        recording.left.connect(self._leave)

    def begin(self, store: Store, every_ms: int = EVERY_MS) -> None:
        """Keep runs from now on."""
        self.store, self._there = store, set(store.keys())
        self._timer.start(every_ms)

    @Slot()
    def keep(self) -> None:
        """Keep every run that has gone on since the last time."""
        if self.store is None:
            return
        for session in self._pair.sessions:
            run = run_of(session)
            if run is not None and session.learned and self._written.get(run) != session.metrics.version:
                self._written[run] = session.metrics.version
                self._recording.ask((session,), self._put)
        self._written = {run: version for run, version in self._written.items() if run in self._runs.here()}

    def set_limit(self, nbytes: int) -> None:
        """Let entries take so many bytes at most, from now on."""
        if (store := self.store) is not None:
            store.limit, mine = nbytes, self._runs.keys
            self._disk.do(("thin",), lambda: store.thin(mine))

    def recent(self, most: int | None = None) -> list[Entry]:
        """Return what is kept and not open: the run that can be brought back from memory first, then the newest."""
        store = self.store
        if store is None:
            return []
        former = list(filter(None, map(self._runs.known_key, self._runs.formers())))
        here = set(filter(None, map(self._runs.known_key, self._runs.here())))
        order = [*former, *(key for key in store.keys_by_time() if key not in former)]
        return list(islice(store.entries(key for key in order if key not in here), most))

    @property
    def has_recent(self) -> bool:
        """Whether there may be some: the disk is not looked at."""
        here = set(filter(None, map(self._runs.known_key, self._runs.here())))
        return self.store is not None and bool(self._there - here)

    def stop(self) -> None:
        """Keep what is there once more, and then no more."""
        self._timer.stop()
        self.keep()

    @Slot(object, object)
    def _leave(self, run: Run, record: RunRecord | None) -> None:
        """Keep a run that gives way to another one, or forget it."""
        if record is not None:
            self._put({run: record})
        elif (key := self._runs.drop_key(run)) is not None and (store := self.store) is not None:
            self._there.discard(key)
            self._disk.do(("put", key), lambda: store.remove(key))

    def _put(self, records: Records) -> None:
        store = self.store
        if store is None:
            return
        (run, record), *_ = records.items()
        session, key = self._runs.session(records), self._runs.key(run)
        mine = self._runs.keys
        self._there.add(key)

        def act() -> None:
            store.put(key, self._runs.with_texts(session, records), record)
            store.thin(mine)

        self._disk.do(("put", key), act, self._hear)

    def _hear(self, done: Done) -> None:
        """Say what could not be done: once, since it is tried again every few seconds."""
        if done.failed:
            self._written.clear()  # it is tried again, also of a run that stands still
            if not self._failed:
                self._disk.say(done)
        self._failed = done.failed
