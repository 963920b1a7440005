"""A link to what is open in a window, and the way to where a link leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.session import Session
from rnnviz.probe.frame import Frame, Recurrence
from rnnviz.sessions.links import Link

if TYPE_CHECKING:
    from rnnviz.gui.shell.whole_window import WholeWindow


def link_to(window: WholeWindow) -> Link:
    """Return a link to what is open; raises `Refused` for what is not there elsewhere."""
    bench = window.bench
    session, experiment = bench.pair.chosen, bench.experiments.running
    player = bench.__dict__.get("lesson")  # it is made when a lesson is opened for the first time
    lesson = None if player is None else player.lesson
    return Link.of(
        "" if experiment is None else experiment.key,
        session.config,
        probe="" if session.facts is None or session.probe == session.facts.default_probe else session.probe,
        lesson="" if lesson is None else lesson.place.key,
        step=None if player is None or lesson is None or player.index < 0 else player.index + 1,
        panel=front(window),
        **_cursor(session),
    )


def _cursor(session: Session) -> dict[str, object]:
    """Return where the cursor stands, as a link has it."""
    frame, cursor = session.frame, session.cursor
    axes = () if frame is None else tuple(frame.sequences)
    record = None if frame is None else _shown(frame, session)
    there = {axis: at for axis in axes if (at := cursor.pinned_timestep(axis)) is not None}
    axis, timestep = next(iter(there.items()), ("", None))
    return {
        "timestep": timestep,
        "axis": axis if axis and axis != axes[0] else "",
        "unit": cursor.unit if there else None,
        "layer": None if record is None or cursor.recurrence is None else record.layer + 1,
        "reverse": record is not None and cursor.recurrence is not None and record.reverse,
    }


def _shown(frame: Frame, session: Session) -> Recurrence | None:
    return next((record for record in frame.recurrences if record.key == session.cursor.recurrence), None)


def front(window: WholeWindow) -> str:
    """Return the key of the panel that is looked at: the one with the keys, else the largest in view; empty: none."""
    focus = window.focusWidget()
    seen = {key: dock for key, dock in window.docks.there.items() if dock.seen}
    focused = [key for key, dock in seen.items() if focus is not None and dock.isAncestorOf(focus)]
    return next(iter(focused), max(seen, key=lambda key: seen[key].width() * seen[key].height(), default=""))


class LinkFollower(QObject):
    """Goes where a link leads: lesson and step, panel, and the cursor as soon as there is something to point at."""

    def __init__(self, window: WholeWindow, link: Link) -> None:
        super().__init__(window)
        self._window, self._link = window, link
        self._session = window.bench.pair.a
        if link.panel and not link.lesson:
            window.bench.host.reveal([link.panel])
        if link.lesson:
            self._open_lesson()
        else:
            self._session.frame_arrived.connect(self._point)

    def _open_lesson(self) -> None:
        from rnnviz.lessons import find

        link, lessons = self._link, self._window.lessons
        lessons.open(find(link.lesson), -1 if link.step is None else link.step - 1)
        self._window.bench.lesson.done.connect(self._be_there)

    @Slot()
    def _be_there(self) -> None:
        """Have the panel and the cursor of the link, once the step's own are there."""
        self._window.bench.lesson.done.disconnect(self._be_there)
        if self._link.panel:
            self._window.bench.host.reveal([self._link.panel])
        if self._session.frame is not None:
            self._stand(self._session.frame)

    @Slot(object)
    def _point(self, frame: Frame) -> None:
        if frame.sequences:
            self._session.frame_arrived.disconnect(self._point)
            self._stand(frame)

    def _stand(self, frame: Frame) -> None:
        link, cursor = self._link, self._session.cursor
        if link.layer is not None:
            wanted = (link.layer - 1, link.reverse)
            there = [record.key for record in frame.recurrences if (record.layer, record.reverse) == wanted]
            cursor.select(next(iter(there), None))
        axis = link.axis if link.axis in frame.sequences else next(iter(frame.sequences), "")
        if link.timestep is not None and axis:
            cursor.pin(Place(axis, min(link.timestep, len(frame.sequences[axis]) - 1), link.unit))
