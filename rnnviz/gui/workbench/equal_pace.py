"""Two sessions at an equal pace: they take turns of a few updates, and meet at the same update after each."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.messages import Phase, Status
from rnnviz.gui.workbench.session import Session

TURN = 0.2  # seconds that a turn is meant to take: short enough to pause at once, long enough to waste little
MOST = 512  # updates a turn


class EqualPace(QObject):
    """Gives each session the same number of updates, and waits for both.

    One that is behind (another model, a branch from the past) first catches up, without a speed limit. No turn is
    interrupted: a pause and another speed wait for its end, so both pause at one update.
    """

    ended = Signal()  # one of them cannot go on

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.active = False
        self._sessions: tuple[Session, ...] = ()
        self._goals: dict[Session, int] = {}  # of those that have a turn: the update at which it ends
        self._settling: set[Session] = set()  # were told to pause, and have not said that they did
        self._catching_up = False
        self._turn = 1  # updates
        self._began = 0.0  # the last turn; 0: there was none
        self._limit: float | None = None  # of the speed, updates per second
        self._set: float | None = None  # the limit that the sessions have now

    def start(self, sessions: Sequence[Session], limit: float | None = None) -> None:
        """Begin to take turns, at no more than `limit` updates per second."""
        self.release()
        self._sessions, self._limit, self._set = tuple(sessions), limit, limit
        self.active, self._began = True, 0.0
        for session in self._sessions:
            session.status_changed.connect(self._follow)
            self._settle(session)  # whatever it was told before, it stands still from here on

    def holds(self, session: Session) -> bool:
        """Whether a session has a turn, or waits for its next one (it may not have paused yet, as it was told to)."""
        waits = session in self._settling or (session in self._sessions and session.phase is Phase.PAUSED)
        return session in self._goals or (self.active and waits)

    def waited_for(self, session: Session) -> Session | None:
        """Return the one that a session waits for: its own turn has ended, that of the other one has not."""
        if session not in self._sessions or session in self._goals or session in self._settling:
            return None
        return next((other for other in self._sessions if other in self._goals or other in self._settling), None)

    @property
    def catching_up(self) -> bool:
        """Whether one is behind, and the other one waits until they meet."""
        return self._catching_up

    def stop(self) -> None:
        """Give no further turn: both pause when theirs has ended."""
        self.active = False

    def release(self) -> None:
        """Let go of the sessions."""
        self.active = False
        for session in self._sessions:
            session.status_changed.disconnect(self._follow)
        self._have_limit(self._limit)
        self._sessions = ()
        self._goals.clear()
        self._settling.clear()
        self._catching_up = False

    def set_speed(self, per_second: float | None) -> None:
        """Limit the updates per second, from the next turn on."""
        self._limit = per_second

    def _settle(self, session: Session) -> None:
        self._goals.pop(session, None)
        self._settling.add(session)
        session.pause()

    @Slot(object)
    def _follow(self, status: Status) -> None:
        session = self.sender()
        if not isinstance(session, Session):
            return
        match status.phase:
            case Phase.PAUSED if status.reason is not None:
                self._end()
            case Phase.PAUSED:
                self._arrive(session, status.update)
            case Phase.RUNNING if session not in self._goals and self.active:
                self._settle(session)  # built anew, it began by itself
            case Phase.BUILDING:
                self._goals.pop(session, None)
                self._settling.add(session)
            case Phase.FAILED | Phase.STOPPED | Phase.SEEKING:
                self._end()
        if not self._goals and not self._settling:
            self._next()

    def _arrive(self, session: Session, update: int) -> None:
        self._settling.discard(session)
        goal = self._goals.get(session, update)
        if update < goal:  # a pause from before the turn came in between
            session.advance(goal - update)
        else:
            self._goals.pop(session, None)

    def _end(self) -> None:
        """Leave both to themselves: a turn under way ends by itself."""
        began = self.active
        self.release()
        if began:
            self.ended.emit()

    def _next(self) -> None:
        """Give the next turn; after the last one, let them meet if they have not."""
        places = {session: session.status.update for session in self._sessions}
        front = max(places.values(), default=0)
        behind = front - min(places.values(), default=0)
        if not self.active and not 0 < behind <= 2 * self._turn:
            return
        self._measure()
        self._catching_up = behind > 0
        self._have_limit(None if behind else self._limit)
        for session, place in places.items():
            updates = min(front - place, self._turn) if behind else self._turn
            if updates:
                self._goals[session] = place + updates
                session.advance(updates)

    def _have_limit(self, limit: float | None) -> None:
        """Put a speed limit in force; whoever is behind may hurry."""
        if limit != self._set:
            self._set = limit
            for session in self._sessions:
                session.set_speed(limit)

    def _measure(self) -> None:
        """Learn from the turn that has ended how many updates the next one takes."""
        now = perf_counter()
        if self._began:
            change = TURN / max(now - self._began, 1e-3)
            self._turn = min(MOST, max(1, round(self._turn * min(2.0, max(0.25, change)))))
        self._began = now
