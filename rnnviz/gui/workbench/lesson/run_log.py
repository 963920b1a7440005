"""What a session went through since it was built, and what it said last: what the executor decides by."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from rnnviz.engine.config import RunConfig
from rnnviz.engine.messages import Built, Objected, Phase, Sample, Status
from rnnviz.gui.workbench.lesson.plan import Change, Course
from rnnviz.gui.workbench.session import Session
from rnnviz.probe.frame import Frame, Want
from rnnviz.sentences import Sentence


class RunLog(QObject):
    """Listens to one session. Counters only grow: whoever waits for something remembers what they were before."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.builds = 0
        self.taught: int | None = None  # the run that a lesson has built last: a lesson's next one need not keep it
        self.arrivals = 0  # at a past update, or back in the present
        self.samples = 0  # that somebody asked for
        self.reason: Sentence | None = None  # why it stands still or could not be built, if it said so last
        self.objections: list[Objected] = []
        self.looked: set[Want] = set()  # parts of a Frame of this position that came since this was emptied
        self._course: Course | None = None
        self._blurred = False  # a setting changed at an update that nobody knows exactly
        self._arriving = False
        session.built.connect(self._build)
        session.status_changed.connect(self._follow)
        session.config_changed.connect(self._change)
        session.sought.connect(self._arrive)
        session.objected.connect(self._object)
        session.sampled.connect(self._sample)
        session.frame_arrived.connect(self._look)
        if session.facts is not None:
            self._course, self._blurred = Course((Change(0, session.config),)), True

    def leads_to(self, course: Course, update: int) -> bool:
        """Whether the run as it is can go to an update of a course, forwards or back."""
        mine, count = self._course, self.session.metrics.count
        if mine is None or self._blurred or not mine.same_until(course, min(update, count)):
            return False
        # In the past settings cannot change; in the present they can be set to what they should be.
        return count <= update or mine.at(update).learns_as(course.at(update))

    def know(self, course: Course) -> None:
        """Know what the run that is there was built from: nothing has happened to it yet."""
        self._course, self._blurred = Course(course.changes[:1], course.start), False

    def forget(self) -> None:
        """Take no run for what it is: it will be built anew."""
        self._course = None

    @Slot(object)
    def _build(self, built: Built) -> None:
        self.builds += 1
        first = self.session.metrics.first
        self._course = Course((Change(first, built.config),))
        self._blurred = (
            first != 0 or built.brought_back or built.opened
        )  # what its settings were on the way is not known
        self.reason = None

    @Slot(object)
    def _follow(self, status: Status) -> None:
        self.reason = status.reason

    @Slot(object)
    def _change(self, config: RunConfig) -> None:
        """Note other settings; those of a past update are known already."""
        arriving, self._arriving = self._arriving, False
        if arriving or self._course is None or self.session.in_past or config.learns_as(self._course.config):
            return
        self._blurred = self._blurred or self.session.phase is not Phase.PAUSED
        self._course = self._course.then(self.session.metrics.count, config)

    @Slot(object)
    def _arrive(self, _sought: object) -> None:
        self._arriving = True  # the settings that are said next are those of then
        self.arrivals += 1

    @Slot(object)
    def _object(self, objected: Objected) -> None:
        self.objections.append(objected)

    @Slot(object)
    def _sample(self, sample: Sample) -> None:
        self.samples += sample.asked

    @Slot(object)
    def _look(self, frame: Frame) -> None:
        if self.session.phase is Phase.RUNNING or frame.update == self.session.position:
            self.looked |= frame.wants
