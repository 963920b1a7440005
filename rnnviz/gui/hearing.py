"""What the sessions say by themselves, said in the window: why one stands still, refusals, breakpoints, branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from rnnviz.engine.messages import Branched, BreakpointHit, Objected, Status
from rnnviz.gui import stops
from rnnviz.gui.bridge import Session
from rnnviz.gui.language import say, translate
from rnnviz.gui.travelling import parted

if TYPE_CHECKING:
    from rnnviz.gui.window import Window


class Hearing(QObject):
    """Listens to one session, or two; what B says is told from what A says."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._hit: BreakpointHit | None = None  # said already; the pause that comes with it is not said again
        self._of_beside = ""  # what was last said of a second session

    def beside_gone(self) -> None:
        """Take back what was said of a second session that is no longer there."""
        if self._of_beside and self._window.messages.text == self._of_beside:
            self._window.bars.message.hide()
        self._of_beside = ""

    def listen(self, session: Session) -> None:
        """Say what a session says."""
        session.status_changed.connect(self._say_reason)
        session.objected.connect(self._object)
        session.branched.connect(self._branch)
        session.breakpoint_hit.connect(self._stop_at)
        session.keep_history(self._window.watching.history)

    @Slot(object)
    def _say_reason(self, status: Status) -> None:
        if status.reason is not None and self._hit is None:
            self._window.warn(self._whose() + say(status.reason), status.details)
        self._hit = None

    def _whose(self) -> str:
        """Return "B: " before what B says, for a slot that a session has called."""
        said = self.sender()
        return "B: " if said is self._window.pair.b and said is not None else ""

    @Slot(object)
    def _object(self, objected: Objected) -> None:
        if objected.about == "KeepHistory":
            self._window.watching.refuse_history()
        if objected.about not in ("Probe", "WhatIf"):  # these are said where they were asked
            self._window.warn(self._whose() + say(objected.sentence), objected.details)

    @Slot(object)
    def _stop_at(self, hit: BreakpointHit) -> None:
        """Say which breakpoint holds, and go to where it comes from."""
        said = [self._window.messages.text] if self._hit is not None and self._hit.update == hit.update else []
        self._window.note(" ".join([*said, self._whose() + stops.sentence(hit)]))
        self._hit = hit
        session = self.sender()
        if hit.place is not None and isinstance(session, Session):
            stops.point(session, hit.place)
        panel = stops.panel_for(hit)
        if panel:
            self._window.bring(panel)

    @Slot(object)
    def _branch(self, branched: Branched) -> None:
        """Go on from an update in another way, beside the run that it is of; never in place of one that is there."""
        if self._window.pair.b is not None:
            words = translate(
                "window", "There is no branch yet: B stands beside this run already. Close B ({key}) first."
            )
            self._of_beside = words.format(key=self._window.actions_by_key["close_beside"].shortcut().toString())
            self._window.warn(self._of_beside)
            return
        session = self.sender()
        words = parted(session, branched) if isinstance(session, Session) else ""
        self._window.open_beside(branched)
        self._window.note(words)
        self._of_beside = words
