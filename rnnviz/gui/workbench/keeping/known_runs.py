"""What is known of each run beside what its worker says: its text, its entry, what it is called."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from rnnviz.engine.messages import Built
from rnnviz.engine.run_record import RunRecord
from rnnviz.gui.workbench.experiments import Experiments, source_of
from rnnviz.gui.workbench.keeping.disk import Disk
from rnnviz.gui.workbench.keeping.recording import Records, Run
from rnnviz.gui.workbench.keeping.surroundings import Surroundings
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import language
from rnnviz.sessions import texts
from rnnviz.sessions.session_file import KEYS, Side
from rnnviz.sessions.session_file import Session as Kept
from rnnviz.sessions.store import new_key
from rnnviz.sessions.texts import Text


class KnownRuns(QObject):
    """Of every run that is there, and of the former ones: those that are neither are forgotten."""

    def __init__(self, pair: Pair, experiments: Experiments, around: Surroundings, disk: Disk, parent: QObject) -> None:
        super().__init__(parent)
        self._pair, self._experiments, self._around, self._disk = pair, experiments, around, disk
        self._keys: dict[Run, str] = {}
        self._texts: dict[Run, Text | None] = {}  # also asked for on the thread that writes
        self._last: dict[Session, Side] = {}  # what is known of a session that has ended
        experiments.account.begun.connect(self._begin)
        pair.ending.connect(self._end)

    # --- which there are ---

    def here(self) -> list[Run]:
        """Return the runs that are open."""
        return [run for run in map(run_of, self._pair.sessions) if run is not None]

    def formers(self) -> list[Run]:
        """Return the runs that can be brought back from memory."""
        sessions = self._pair.acting
        return [(session, session.former.run) for session in sessions if session.former is not None]

    @property
    def keys(self) -> frozenset[str]:
        """The entries of those that are known."""
        return frozenset(self._keys.values())

    def key(self, run: Run) -> str:
        """Return the entry of a run; it has one from now on."""
        return self._keys.setdefault(run, new_key())

    def known_key(self, run: Run) -> str | None:
        """Return the entry of a run; None: it has none."""
        return self._keys.get(run)

    def drop_key(self, run: Run) -> str | None:
        """Have a run without an entry; return the one that it had."""
        return self._keys.pop(run, None)

    def know(self, run: Run, text: Text | None, key: str = "") -> None:
        """Know a run that was opened."""
        self._texts[run] = text
        if key:
            self._keys[run] = key

    # --- as it is kept ---

    def session(self, records: Records) -> Kept:
        """Return what a file says of runs; their texts come later (`with_texts`), where nobody waits."""
        sides = {key: self._side(run[0]) for key, run in zip(KEYS, records, strict=False)}
        first = next(iter(records.values())).present
        return Kept(time.time(), sides, first.update, first.smoothed, self._around.taken())

    def with_texts(self, kept: Kept, records: Records) -> Kept:
        """Return it with the texts that were read when the runs began; called on the thread that has read them."""
        pairs = zip(kept.sides.items(), records, strict=True)
        return replace(kept, sides={key: replace(side, text=self._texts.get(run)) for (key, side), run in pairs})

    def _side(self, session: Session) -> Side:
        if session in self._last:
            return self._last[session]
        experiment = self._experiments.account.experiment(session)
        known = "" if session.facts is None else source_of(session.facts)
        title = known if experiment is None else experiment.said("title", language())
        key = "" if experiment is None else experiment.key
        return Side(key, None, title, tuple(session.samples), tuple(session.evaluations), session.edits)

    # --- following them ---

    @Slot(object, object, object)
    def _begin(self, session: Session, built: Built, _asked: object) -> None:
        """Read the text of a new run while it is still the one that is learned."""
        run, config = (session, built.run), built.config
        if run not in self._texts and not built.opened:
            self._disk.do(("text", *run), lambda: self._texts.__setitem__(run, texts.taken(config)))
        self._forget()

    def _forget(self) -> None:
        there = [*self.here(), *((s, s.former.run) for s in self._pair.sessions if s.former is not None)]
        gone = {*self._keys, *self._texts} - {*there}
        if gone:  # in its turn: what is being written of them comes first
            self._disk.do(("forget", *gone), lambda: [self._texts.pop(run, None) for run in gone])
            self._keys = {run: key for run, key in self._keys.items() if run not in gone}
            self._last = {session: side for session, side in self._last.items() if session in self._pair.sessions}

    @Slot(object)
    def _end(self, session: Session) -> None:
        self._last[session] = self._side(session)


def run_of(session: Session) -> Run | None:
    """Return the run that a session has now; None: it has none."""
    return None if session.facts is None else (session, session.facts.run)


def named(records: Records) -> dict[str, RunRecord]:
    """Return records under the names that they have in a file."""
    return dict(zip(KEYS, records.values(), strict=False))
