"""Asks the workers what their runs are made of: all of it is written down later, by others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.capability import Capability
from rnnviz.engine.messages import Recorded
from rnnviz.engine.run_record import RunRecord
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.session import Session

Run: TypeAlias = tuple[Session, int]  # a session, and the number of a run of it
Records: TypeAlias = dict[Run, RunRecord]


@dataclass
class _Asked:
    of: tuple[Session, ...]
    then: Callable[[Records], None]
    there: dict[Session, tuple[Run, RunRecord]] = field(default_factory=dict)


class Recording(QObject):
    """Of runs that are open, when asked; of those that have given way, by itself."""

    left = Signal(object, object)  # Run, RunRecord or None: it gave way to another one; None: it need not be kept

    def __init__(self, pair: Pair, parent: QObject) -> None:
        super().__init__(parent)
        self._pair = pair
        self._asked: list[_Asked] = []
        self._listening: tuple[Session, ...] = ()
        pair.changed.connect(self._listen)
        pair.ending.connect(self._ask_for_the_last)
        self._listen()

    @property
    def pending(self) -> bool:
        """Whether an answer is waited for."""
        return bool(self._asked)

    def ask(self, of: tuple[Session, ...], then: Callable[[Records], None]) -> None:
        """Have `then` called once each of some sessions has said what its run is made of."""
        ready = tuple(each for each in of if each.facts is not None and each.lacks(Capability.KEEP) is None)
        if ready:
            self._asked.append(_Asked(ready, then))
            for session in ready:
                session.record()

    @Slot(object)
    def _ask_for_the_last(self, session: Session) -> None:
        """Ask a session that is about to end; its answer is heard when it has ended."""
        if session.learned and session.lacks(Capability.KEEP) is None:
            session.record()

    @Slot()
    def _listen(self) -> None:
        """Hear a second session that has come; one that has gone says no more."""
        there = self._pair.sessions
        for session in set(there) - set(self._listening):
            session.recorded.connect(self._take)
        for asked in [each for each in self._asked if not set(each.of) <= set(there)]:
            self._asked.remove(asked)
        self._listening = there

    @Slot(object)
    def _take(self, recorded: Recorded) -> None:
        session = self.sender()
        if not isinstance(session, Session):
            return
        run = (session, recorded.run)
        if recorded.left or session not in self._pair.sessions:
            self.left.emit(run, recorded.record)
        elif recorded.record is not None:
            self._answer(run, recorded.record)

    def _answer(self, run: Run, record: RunRecord) -> None:
        for asked in [each for each in self._asked if run[0] in each.of]:
            asked.there[run[0]] = run, record
            if len(asked.there) == len(asked.of):
                self._asked.remove(asked)
                asked.then(dict(asked.there[session] for session in asked.of))
