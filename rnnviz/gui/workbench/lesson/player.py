"""Plays a lesson on the workbench: whatever was done before, going to a step leads to its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from rnnviz.engine.capability import Capability
from rnnviz.gui.workbench.lesson.plan import OPENING, Plan, plans
from rnnviz.gui.workbench.lesson.ports import LessonBench
from rnnviz.gui.workbench.lesson.question import Answered, Question
from rnnviz.gui.workbench.lesson.reach_update import Condition, Interrupted, Way
from rnnviz.gui.workbench.lesson.readings import Unreadable, answer
from rnnviz.gui.workbench.lesson.run_log import RunLog
from rnnviz.gui.workbench.lesson.stage import Stage
from rnnviz.gui.workbench.lesson.step_player import StepPlayer
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import Refused, language, say

if TYPE_CHECKING:
    from rnnviz.lessons import Lesson

LOOK_MS = 8  # how often it is asked whether what is waited for has come


class LessonPlayer(QObject):
    """The lesson that is open, and the step at which it stands.

    A step is carried out beside the event loop: everything stays alive, and a newer order takes the place of one under
    way. The next step begins where the last one ended, if nobody moved the run, the watched sequence or the cursor
    since; otherwise, and going back, everything is done again from the lesson's beginning as far as it must be.

    Attributes
    ----------
    lesson : Lesson or None
        The one that is open.
    index : int
        Its step, from 0; `OPENING` before the first.
    hurried : bool
        Learn at full speed even where the lesson is slow: nobody looks.
    """

    changed = Signal()  # another lesson, none any more, or another step
    said = Signal(str)  # what is being waited for; empty: nothing
    done = Signal()  # the step's state is reached, and every panel in view shows it
    failed = Signal(str)  # why it cannot be: with the lesson's file and line
    interrupted = Signal()  # somebody paused on the way
    went_past = Signal()  # on from the last step: the next lesson is wanted
    revealed = Signal(int)  # the answer to the question of a step is known, or what comes after is told

    def __init__(self, bench: LessonBench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.lesson: Lesson | None = None
        self.index = OPENING
        self.hurried = False
        self.stage = Stage(bench)
        self.questions: dict[int, Question] = {}  # of the steps of the lesson that is open
        self._reveal_soon = False  # as soon as the numbers are there
        self._goals: tuple[Plan, ...] = ()  # of the lesson that is open: before its first step, and of each
        self._plan: Plan | None = None  # the one that is carried out, or was
        self._reached: object = None  # how the workbench was left when the step was done; None: it was not
        self._logs: dict[Session, RunLog] = {}
        self._way: Way | None = None
        self._around = False  # whether it leaves the run what it is
        self._holds: Condition = bool
        self._anew = False  # whether the run is to be built even if there is one of this course
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._go_on)
        bench.pair.changed.connect(self._hear)
        self._hear()

    # --- what is asked ---

    @property
    def busy(self) -> bool:
        """Whether a step is being carried out."""
        return self._way is not None

    @property
    def goes_on(self) -> bool:
        """Whether the step lets the network go on learning."""
        return self._plan is not None and self._plan.free

    def open(self, lesson: Lesson, index: int = OPENING) -> None:
        """Open a lesson in its known state; raises `Refused`, and leaves everything as it is, if it cannot be."""
        self._take(lesson)
        self.go(index)

    def _take(self, lesson: Lesson) -> None:
        from rnnviz.lessons import page  # here: most starts are without a lesson

        if (lacking := self._bench.pair.a.lacks(Capability.RESTART)) is not None:
            raise Refused(lacking.template)
        goals = plans(lesson, language())  # its data stay in that
        told = page(lesson, language()).steps
        self.stage.begin()
        self.lesson, self._goals, self._anew = lesson, goals, True
        self.questions = {
            k: Question(step.predict, bool(words.revealed))
            for k, (step, words) in enumerate(zip(lesson.steps, told, strict=True))
        }

    def _within(self, index: int) -> int:
        last = OPENING if self.lesson is None else len(self.lesson.steps) - 1
        return min(max(index, OPENING), last)

    def reopen(self, lesson: Lesson, index: int, questions: Mapping[int, Answered]) -> None:
        """Stand at a step of a lesson as it was left, whose run is there: what it shows is shown around that run.

        Raises `Refused` as `open` does.
        """
        self._take(lesson)
        for k, answered in questions.items():
            if k in self.questions:
                there = self.questions[k]
                there.guesses, there.answer, there.told = list(answered.guesses), answered.answer, answered.told
        self._begin(self._goals[self._within(index) - OPENING], onward=False, around=True)

    def go(self, index: int) -> None:
        """Go to a step; beyond either end, to the last one there."""
        if self.lesson is None:
            return
        goal = self._goals[self._within(index) - OPENING]
        onward = self._plan is not None and self._goes_on(goal)
        self._begin(goal, onward)

    @Slot()
    def next(self) -> None:
        """Show what of the step is not seen yet, then its answer; else go to the next step."""
        if self._bench.host.read_on():
            return
        if self.hides_something:
            self.reveal()
        else:
            self.onward()

    @Slot()
    def onward(self) -> None:
        """Go to the next step, whatever is not told yet; after the last one, to the next lesson."""
        if self.lesson is None:
            return
        if self.index < len(self.lesson.steps) - 1:
            self.go(self.index + 1)
        else:
            self.went_past.emit()

    @Slot()
    def previous(self) -> None:
        """Go to the step before."""
        if self.lesson is not None and self.index > OPENING:
            self.go(self.index - 1)

    @Slot()
    def close(self) -> None:
        """Close the lesson: the panels are the user's again; the run stays as it is."""
        if self.lesson is None:
            return
        self._stop()
        self.lesson, self._plan, self._reached, self.index = None, None, None, OPENING
        self.questions = {}
        self.stage.clear()
        self.said.emit("")
        self.changed.emit()

    # --- questions ---

    @property
    def question(self) -> Question | None:
        """The question of the step that is on; None before the first."""
        return self.questions.get(self.index)

    @property
    def hides_something(self) -> bool:
        """Whether the step that is on has an answer, or words, that are not told yet."""
        return self.question is not None and self.question.hides_something

    @Slot()
    def reveal(self) -> None:
        """Tell the answer, read from the numbers on screen; it waits for them."""
        self._reveal_soon = self.hides_something
        if not self.busy:
            self._reveal_if_asked()

    def _reveal_if_asked(self) -> None:
        question, lesson = self.question, self.lesson
        if not self._reveal_soon or question is None or lesson is None:
            return
        self._reveal_soon = False
        self._bench.host.uncover()
        try:
            question.answer = None if question.asked is None else answer(self._bench, question.asked)
        except Unreadable as unreadable:
            where = ("steps", self.index, "predict", "answer")
            self.failed.emit(say(lesson.refuse(where, str(unreadable)).sentence))
        question.told = True
        self.revealed.emit(self.index)

    # --- the way ---

    def _goes_on(self, goal: Plan) -> bool:
        """Whether a step only has to add its own state to what is there."""
        there = self._plan
        return (
            there is not None
            and not self._anew
            and goal.index == there.index + 1
            and self._reached is not None
            and self._reached == self._left(there)
        )

    def _left(self, there: Plan) -> object:
        """Return what tells whether somebody has touched anything since a step was done."""
        of = [
            (session.probe, None if there.free else session.position, session.config, *_marked(session))
            for session in self._bench.pair.sessions
        ]
        return (there.index, of, there.preset.key)

    def _begin(self, goal: Plan, onward: bool, around: bool = False) -> None:
        self._stop()
        self._reached, self._around = None, around
        self._plan, self.index = goal, goal.index
        assert self.lesson is not None
        steps = StepPlayer(self._bench, self.stage, self._logs, self.lesson, goal, self.said.emit)
        steps.onward, steps.anew, steps.hurried = onward, self._anew, self.hurried
        self._way = steps.around() if around else steps.all()
        self._holds = lambda: True
        self._reveal_soon = False
        self._timer.start()
        self.changed.emit()

    def _stop(self) -> None:
        self._timer.stop()
        if self._way is not None:
            self._way.close()
            self._way = None

    @Slot()
    def _go_on(self) -> None:
        """Go on until there is something to wait for."""
        way = self._way
        try:
            while way is not None and way is self._way and self._holds():
                self._holds = next(way)
        except StopIteration:
            self._arrive()
        except Interrupted:
            self._end()
            self.interrupted.emit()
        except Refused as refused:
            self._end()
            self.failed.emit(say(refused.sentence))

    def _arrive(self) -> None:
        self._end()
        assert self._plan is not None
        if not self._around:  # of a run that nobody here has brought there, no step goes on
            self._anew = False
            self._reached = self._left(self._plan)
        if self.question is not None and self.question.told:
            self._bench.host.uncover()  # what a class has been told already is not covered once more
        self.done.emit()
        self._reveal_if_asked()

    def _end(self) -> None:
        self._stop()
        self.said.emit("")

    # --- inside ---

    @Slot()
    def _hear(self) -> None:
        """Keep a logbook of every session there is."""
        there = self._bench.pair.sessions
        self._logs.update({session: RunLog(session) for session in there if session not in self._logs})
        for session in [session for session in self._logs if session not in there]:
            del self._logs[session]


def _marked(session: Session) -> tuple[object, ...]:
    cursor = session.cursor
    axes = () if session.frame is None else tuple(session.frame.sequences)
    return (cursor.recurrence, *(cursor.pinned_timestep(axis) for axis in axes))


class LessonBenchWithPlayer(LessonBench, Protocol):
    """The same, for those who follow the lesson that is played there."""

    @property
    def lesson(self) -> LessonPlayer:
        """Plays the lesson that is open."""
