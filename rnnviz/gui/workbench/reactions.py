"""What the sessions say, and what follows: why one stands still, refusals, breakpoints, branches, scripts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from rnnviz.engine.breakpoints import Place as Where
from rnnviz.engine.commands import KeepHistory, Probe, WhatIf
from rnnviz.engine.messages import Branched, BreakpointHit, Objected, Scripted, Status
from rnnviz.explain import stop_words
from rnnviz.explain.config_words import parted
from rnnviz.gui.workbench.comparison import Comparison
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.notices import Notices
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.ports import PanelHost
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.watch_wishes import WatchWishes
from rnnviz.sentences import Refused, say, translate

SAID_WHERE_ASKED = (Probe, WhatIf)  # their refusals stand beside the field that was typed into


class Reactions(QObject):
    """Listens to one session, or two; what B says is told from what A says."""

    def __init__(
        self, pair: Pair, comparison: Comparison, watch: WatchWishes, host: PanelHost, notices: Notices
    ) -> None:
        super().__init__(pair)
        self._pair, self._comparison, self._watch = pair, comparison, watch
        self._host, self._notices = host, notices
        self._hit: BreakpointHit | None = None  # said already; the pause that comes with it is not said again
        self._of_beside = ""  # what was last said of a second session
        self._heard: list[Session] = []
        pair.changed.connect(self._listen)
        watch.history_changed.connect(self._keep_history)
        self._listen()

    @Slot()
    def _listen(self) -> None:
        """Say what a session that is new here says; take back what was said of one that is gone."""
        there = list(self._pair.sessions)
        if len(there) < len(self._heard):
            if self._of_beside and self._notices.text == self._of_beside:
                self._notices.close()
            self._of_beside = ""
        for session in there:
            if session not in self._heard:
                session.status_changed.connect(self._say_reason)
                session.objected.connect(self._object)
                session.branched.connect(self._branch)
                session.scripted.connect(self._write_script)
                session.breakpoint_hit.connect(self._stop_at)
                session.keep_history(self._watch.history)
        self._heard = there

    @Slot(int)
    def _keep_history(self, limit: int) -> None:
        for session in self._pair.sessions:
            session.keep_history(limit)

    @Slot(object)
    def _say_reason(self, status: Status) -> None:
        if status.reason is not None and self._hit is None:
            self._notices.warn(self._whose() + say(status.reason), status.details)
        self._hit = None

    def _whose(self) -> str:
        """Return "B: " before what B says, for a slot that a session has called."""
        said = self.sender()
        return "B: " if said is self._pair.b and said is not None else ""

    @Slot(object)
    def _object(self, objected: Objected) -> None:
        if objected.about is KeepHistory:
            self._watch.refuse_history()
        if objected.about not in SAID_WHERE_ASKED:
            self._notices.warn(self._whose() + say(objected.sentence), objected.details)

    @Slot(object)
    def _stop_at(self, hit: BreakpointHit) -> None:
        """Say which breakpoint holds, and go to where it comes from."""
        said = [self._notices.text] if self._hit is not None and self._hit.update == hit.update else []
        self._notices.note(" ".join([*said, self._whose() + stop_words.sentence(hit)]))
        self._hit = hit
        session = self.sender()
        if hit.place is not None and isinstance(session, Session):
            _point(session, hit.place)
        if panel := stop_words.panel_for(hit):
            self._host.reveal([panel])

    @Slot(object)
    def _write_script(self, scripted: Scripted) -> None:
        """Write a script where it was asked for, and say which files there are now."""
        from rnnviz.files import scripts  # only here: what writes files would be read before the window is on screen

        try:
            written = scripts.save(Path(scripted.path), scripted.script)
        except Refused as refused:
            self._notices.refuse(refused)
            return
        template = translate("export", "Written: {path}")
        self._notices.note(template.format(path=", ".join([str(written[0]), *(path.name for path in written[1:])])))

    @Slot(object)
    def _branch(self, branched: Branched) -> None:
        """Go on from an update in another way, beside the run that it is of; never in place of one that is there."""
        if self._pair.b is not None:
            words = translate(
                "window", "There is no branch yet: B stands beside this run already. Close B ({key}) first."
            )
            self._of_beside = words.format(key=self._host.key("close_beside"))
            self._notices.warn(self._of_beside)
            return
        session = self.sender()
        words = parted(session.config, branched.config, branched.start.update) if isinstance(session, Session) else ""
        self._comparison.open_branch(branched)
        self._notices.note(words)
        self._of_beside = words


def _point(session: Session, where: Where) -> None:
    """Set the linked cursor to a place."""
    records = session.frame.recurrences if session.frame is not None else ()
    record = next((r for r in records if r.title == where.layer), None)
    if record is None:
        return
    session.cursor.select(record.key)
    if where.timestep is not None:
        session.cursor.pin(Place(record.axis, where.timestep, session.cursor.unit))
