"""Two sessions at an equal pace: they take turns of a few updates, and meet at the same update after each."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.messages import Phase, Status
from rnnviz.gui.bridge import Session

TURN = 0.2  # seconds that a turn is meant to take: short enough to pause at once, long enough to waste little
MOST = 512  # updates a turn


class Pace(QObject):
    """Gives each session the same number of updates, and waits for both.

    One that is behind (another model, a branch from the past) first catches up. Nothing is interrupted: both pause at
    one update, to the bit the one at which they would have been alone.
    """

    ended = Signal()  # one of them cannot go on

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.active = False
        self._sessions: tuple[Session, ...] = ()
        self._turn = 1  # updates
        self._began = 0.0  # the last turn that was equal; 0: none was
        self._going: set[Session] = set()  # have not ended their turn

    def start(self, sessions: Sequence[Session]) -> None:
        """Begin to take turns."""
        self.release()
        self._sessions = tuple(sessions)
        self.active, self._began = True, 0.0
        for session in self._sessions:
            session.status_changed.connect(self._follow)
        for session in self._sessions:
            if session.phase is Phase.RUNNING:
                session.pause()
        self._next()

    def stop(self) -> None:
        """Give no further turn: both pause when theirs has ended."""
        self.active = False

    def release(self) -> None:
        """Have nothing to do with the sessions any more."""
        self.active = False
        for session in self._sessions:
            session.status_changed.disconnect(self._follow)
        self._sessions = ()
        self._going.clear()

    def shorten(self) -> None:
        """Begin again with short turns: an update takes another time from now on."""
        self._turn = 1
        for session in self._going:
            session.pause()

    @Slot(object)
    def _follow(self, status: Status) -> None:
        session = self.sender()
        if not isinstance(session, Session):
            return
        match status.phase:
            case Phase.PAUSED:
                self._going.discard(session)
                if status.reason is not None:
                    self._end()
            case Phase.RUNNING if session not in self._going and self.active:
                session.pause()  # built anew, it began by itself
            case Phase.FAILED | Phase.STOPPED | Phase.SEEKING:
                self._end()
        if self.active:
            self._next()

    def _end(self) -> None:
        self._going.clear()
        if self.active:
            self.active = False
            self.ended.emit()

    def _next(self) -> None:
        """Give the next turn, if the last one is over for both."""
        if self._going or any(session.phase is not Phase.PAUSED for session in self._sessions):
            return
        places = [session.status.update for session in self._sessions]
        front, equal = max(places), min(places) == max(places)
        self._measure(equal)
        for session, place in zip(self._sessions, places, strict=True):
            updates = self._turn if equal else min(front - place, MOST)
            if updates:
                self._going.add(session)
                session.advance(updates)

    def _measure(self, equal: bool) -> None:
        """Learn from the turn that has ended how many updates the next one takes."""
        now = perf_counter()
        if self._began:
            change = TURN / max(now - self._began, 1e-3)
            self._turn = min(MOST, max(1, round(self._turn * min(2.0, max(0.25, change)))))
        self._began = now if equal else 0.0
