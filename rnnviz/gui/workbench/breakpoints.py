"""The breakpoints of a session and of one beside it: the user's own, or those that a lesson has for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from rnnviz.engine.breakpoints import Breakpoint, Known
from rnnviz.explain import breakpoint_words
from rnnviz.gui.workbench.session_port import SessionPort


class Breakpoints(QObject):
    """Both sessions have the enabled ones that make sense for the model of the first, and no others.

    A change acts at once.
    """

    changed = Signal()  # another list, or the model is one that other conditions make sense for
    own_changed = Signal(object)  # the user's own: what is remembered

    def __init__(self, session: SessionPort, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._beside: SessionPort | None = None
        self._own: tuple[Breakpoint, ...] = ()
        self.lent: tuple[Breakpoint, ...] | None = None  # a lesson's
        self._sent: tuple[Breakpoint, ...] = ()
        self._seen = False  # whether a Frame of the model came
        session.frame_arrived.connect(self._see)
        session.built.connect(self._learn)

    # --- what there is ---

    @property
    def all(self) -> tuple[Breakpoint, ...]:
        """Those in force, enabled or not."""
        return self._own if self.lent is None else self.lent

    @property
    def own(self) -> tuple[Breakpoint, ...]:
        """The user's own, whether or not a lesson has others for a while."""
        return self._own

    @property
    def known(self) -> Known:
        """What a condition can be about, as far as the model was seen."""
        return breakpoint_words.known(self._session.frame, self._session.facts)

    def fault(self, breakpoint: Breakpoint) -> breakpoint_words.Fault | None:
        """Return what is wrong with a condition for the model; None: nothing."""
        return breakpoint_words.fault(breakpoint, self.known)

    # --- what is done to them ---

    def have(self, own: tuple[Breakpoint, ...]) -> None:
        """Take these as the user's own, as they were remembered."""
        self._own = own
        self._tell()

    def append(self, breakpoint: Breakpoint) -> None:
        """Add one."""
        self._take((*self.all, breakpoint))

    def add(self, expression: str, every: int = 1) -> None:
        """Add one that is ready-made; if there is one with this condition, it is switched on instead."""
        there = next((row for row, each in enumerate(self.all) if each.expression == expression), None)
        if there is None:
            self.append(Breakpoint(expression, every))
        else:
            self.enable(there, True)

    def put(self, row: int, breakpoint: Breakpoint) -> None:
        """Change the condition of a row, which stays on or off as it is."""
        self._change(row, expression=breakpoint.expression, every=breakpoint.every, logs=breakpoint.logs)

    def enable(self, row: int, enabled: bool) -> None:
        """Switch a row on or off."""
        self._change(row, enabled=enabled)

    def remove(self, row: int) -> None:
        """Remove a row."""
        self._take(tuple(each for place, each in enumerate(self.all) if place != row))

    def toggle_all(self) -> None:
        """Switch every one off; on, if none is."""
        enabled = not any(each.enabled for each in self.all)
        self._take(tuple(replace(each, enabled=enabled) for each in self.all))

    def lend(self, others: Sequence[Breakpoint] | None) -> None:
        """Replace them for a while by others, which are not remembered; None: the user's own again."""
        self.lent = None if others is None else tuple(others)
        self._tell()

    def _change(self, row: int, **values: object) -> None:
        changed = replace(self.all[row], **values)  # type: ignore[arg-type]
        if changed != self.all[row]:
            self._take((*self.all[:row], changed, *self.all[row + 1 :]))

    def _take(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        if self.lent is None:
            self._own = breakpoints
            self.own_changed.emit(breakpoints)
        else:
            self.lent = breakpoints
        self._tell()

    # --- what the sessions have ---

    def share(self, beside: SessionPort | None) -> None:
        """Let a second session stop at the same conditions; None: it is gone."""
        self._beside = beside
        if beside is not None:
            beside.built.connect(self._learn)
            beside.set_breakpoints(self._sent)

    def _tell(self) -> None:
        self._send()
        self.changed.emit()

    def _send(self, again: bool = False) -> None:
        there = self.known
        wanted = tuple(b for b in self.all if b.enabled and breakpoint_words.fault(b, there) is None)
        if again or wanted != self._sent:
            self._sent = wanted
            for session in (self._session, self._beside):
                if session is not None:
                    session.set_breakpoints(wanted)

    @Slot()
    def _learn(self) -> None:
        """Another model has other quantities: see which conditions make sense now."""
        self._seen = False
        self._send(again=bool(self.all))
        self.changed.emit()

    @Slot()
    def _see(self) -> None:
        """Know which gates the model has: its first Frame tells."""
        if not self._seen:
            self._seen = True
            self._tell()
