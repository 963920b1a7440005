"""Session A, at times a session B beside it, and which of them is meant."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.capability import Capability
from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Phase
from rnnviz.gui.workbench.equal_pace import EqualPace
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Side
from rnnviz.sentences import Sentence


class Pair(QObject):
    """What is asked of it reaches A and B while they are linked, else the chosen one.

    At an equal pace both take the same updates (`equal_pace`); otherwise each runs as fast as it can.
    """

    changed = Signal()  # B is there or gone, another one is meant, or what binds them is another
    status_changed = Signal()
    ending = Signal(object)  # Session: it is about to be ended, for good

    def __init__(self, a: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.a = a
        self.b: Session | None = None
        self.linked = True
        self.equal_pace = True
        self.pace = EqualPace(self)
        self._chosen = a
        self._speed: float | None = None
        self._follow(a)
        self.pace.ended.connect(self.status_changed)

    def _follow(self, session: Session) -> None:
        session.status_changed.connect(self._tell)
        session.config_changed.connect(self._tell_config)
        session.cursor.moved.connect(self._move_cursor)
        session.cursor.selected.connect(self._move_cursor)

    # --- who is there ---

    @property
    def sessions(self) -> tuple[Session, ...]:
        """A, and B if there is one."""
        return (self.a,) if self.b is None else (self.a, self.b)

    @property
    def chosen(self) -> Session:
        """The one that is meant where only one can be."""
        return self._chosen

    @property
    def acting(self) -> tuple[Session, ...]:
        """Those that commands reach."""
        return self.sessions if self.linked else (self._chosen,)

    def able(self, capability: Capability) -> tuple[Session, ...]:
        """Return those that commands reach and that can do something."""
        return tuple(session for session in self.acting if session.lacks(capability) is None)

    def lacks(self, capability: Capability) -> Sentence | None:
        """Return why none of those that commands reach can do something; None: one can."""
        reasons = [session.lacks(capability) for session in self.acting]
        return reasons[0] if all(reasons) else None

    @property
    def side(self) -> Side:
        """The letter of the chosen one."""
        return Side.A if self._chosen is self.a else Side.B

    def letter(self, session: Session) -> str:
        """Return "A" or "B"; empty while there is only one."""
        return "" if self.b is None else "A" if session is self.a else "B"

    def choose(self, session: Session) -> None:
        """Make this the session that commands act on where only one can be meant."""
        if session in self.sessions and session is not self._chosen:
            self._chosen = session
            self.changed.emit()
            self.status_changed.emit()

    def choose_other(self) -> None:
        """Choose the other one, if there are two."""
        if self.b is not None:
            self.choose(self.b if self._chosen is self.a else self.a)

    def add(self, b: Session) -> None:
        """Take a second session in; its worker is not started yet. What was B before is ended."""
        self.drop()
        self.b = b
        b.setParent(self)
        self._follow(b)
        self.a.breakpoints.share(b)
        if self.linked:
            b.cursor.follow(self.a.cursor)
        b.set_speed(self._speed)
        self.changed.emit()
        self.status_changed.emit()

    def drop(self) -> None:
        """End B and forget it; A goes on as it was."""
        b = self.b
        if b is None:
            return
        going = self.running
        self.pace.release()
        self.ending.emit(b)
        self.b, self._chosen = None, self.a
        self.a.breakpoints.share(None)
        self.changed.emit()
        b.close()
        b.deleteLater()
        if going:
            self._go_on((self.a,))
        self.status_changed.emit()

    def close(self) -> None:
        """End both workers."""
        self.pace.release()
        for session in self.sessions:
            session.close()

    # --- what binds them ---

    def set_linked(self, linked: bool) -> None:
        """Let commands and the cursor reach both, or only the chosen one."""
        if linked != self.linked:
            going = [session for session in self.sessions if self.learning(session)]
            self.linked = linked
            self._part(going)
            if linked and self.b is not None:
                other = self.b if self._chosen is self.a else self.a
                other.cursor.follow(self._chosen.cursor)
            self.changed.emit()
            self.status_changed.emit()

    def set_equal_pace(self, equal: bool) -> None:
        """Let both take the same updates, or each as many as it can."""
        if equal != self.equal_pace:
            going = [session for session in self.sessions if self.learning(session)]
            self.equal_pace = equal
            self._part(going)
            self.changed.emit()

    def _part(self, going: list[Session]) -> None:
        """Let those that learned before go on, bound as they are now."""
        self.pace.release()
        if self._paced and going:
            self.pace.start(self.sessions, self._speed)
        else:
            self._go_on(going)

    @staticmethod
    def _go_on(sessions: Iterable[Session]) -> None:
        for session in sessions:
            if session.lacks(Capability.PAUSE) is None:  # else it goes on by itself
                session.run()

    @property
    def _paced(self) -> bool:
        both = self.b is not None and self.linked and self.equal_pace
        return both and len(self.able(Capability.PAUSE)) == len(self.sessions)

    # --- what is asked of them ---

    def learning(self, session: Session) -> bool:
        """Whether a session is about to take updates: between two turns it only waits for the other one."""
        return session.learning or self.pace.holds(session)

    @property
    def running(self) -> bool:
        """Whether one that commands reach learns."""
        return any(self.learning(session) for session in self.acting)

    @property
    def ready(self) -> bool:
        """Whether there is something to run or to pause."""
        return any(session.phase in (Phase.RUNNING, Phase.PAUSED) for session in self.acting)

    def run(self) -> None:
        """Train until paused."""
        if self._paced:
            self.pace.start(self.sessions, self._speed)
            self.status_changed.emit()
        else:
            self._go_on(self.acting)

    def pause(self) -> None:
        """Stop: both at the same update, if they take turns."""
        if self.pace.active:
            self.pace.stop()
            self.status_changed.emit()
        else:
            if self.b is not None:
                self.pace.release()  # the end of their last turn may be on its way
            for session in self.able(Capability.PAUSE):
                session.pause()

    def halt(self) -> None:
        """Stop at once, each where it stands: nobody waits for the other one."""
        if self.b is not None:
            self.pace.release()
        for session in self.sessions:
            if session.lacks(Capability.PAUSE) is None:
                session.pause()
        self.status_changed.emit()

    def toggle(self) -> None:
        """Run, or pause."""
        if self.running:
            self.pause()
        else:
            self.run()

    def one_update(self) -> None:
        """Take one update each, then pause."""
        if self.pace.active:
            self.pause()
        else:
            for session in self.able(Capability.PAUSE):
                session.advance(1)

    def build(self, **changes: object) -> None:
        """Start again from new weights, with some settings changed; raises `Refused`."""
        there = self.able(Capability.RESTART)
        configs = [session.config.changed(**changes) for session in there]
        for session, config in zip(there, configs, strict=True):
            self._build(session, config)

    def _build(self, session: Session, config: RunConfig) -> None:
        paced = self.pace.active and self.linked
        session.build(config, self.learning(session) and not paced, session.probe)

    def bring_back(self) -> None:
        """Bring back the former run of each session that has one."""
        self.pace.release()
        for session in self.able(Capability.RESTART):
            if session.former is not None:
                session.bring_back()

    @property
    def building(self) -> bool:
        """Whether one of them builds."""
        return any(session.phase is Phase.BUILDING for session in self.sessions)

    def cancel_building(self) -> None:
        """Give up whatever is being built: the run before goes on."""
        for session in self.sessions:
            if session.phase is Phase.BUILDING:
                session.cancel_build()

    def set_speed(self, per_second: float | None) -> None:
        """Limit the updates per second."""
        if self.linked:
            self._speed = per_second
        if self.pace.active:
            self.pace.set_speed(per_second)
        else:
            for session in self.acting:
                session.set_speed(per_second)

    def set_probe(self, text: str) -> None:
        """Watch another sequence."""
        for session in self.able(Capability.PROBE):
            session.set_probe(text)

    def sample(self) -> None:
        """Let them write."""
        for session in self.able(Capability.SAMPLE):
            session.sample()

    @Slot(object, int)
    def go_along(self, session: Session, update: int) -> None:
        """Take the other of two linked sessions to the same update, as far as it has been."""
        for other in self.sessions:
            goes = other is not session and other.lacks(Capability.SEEK) is None
            if self.linked and session in self.sessions and goes:
                other.go_to(update)

    # --- what comes from them ---

    @Slot(object)
    def _tell(self, _status: object) -> None:
        self.status_changed.emit()

    @Slot(object)
    def _tell_config(self, _config: object) -> None:
        if self.b is not None:
            self.changed.emit()

    @Slot()
    def _move_cursor(self) -> None:
        """Move the other one's cursor too."""
        if self.b is not None and self.linked:
            moved = self.sender()
            other = self.b if moved is self.a.cursor else self.a
            mine = self.a if other is self.b else self.b
            other.cursor.follow(mine.cursor)
