"""Carries out a lesson's states on the window: whatever was done before, going to a step leads to its state."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal, Slot

from rnnviz.engine.messages import Phase
from rnnviz.gui.bridge import Session
from rnnviz.gui.language import say, translate
from rnnviz.gui.lessons import plan as plans
from rnnviz.gui.lessons.logbook import Logbook
from rnnviz.gui.lessons.moving import Condition, Interrupted, Way, reach, set_live, stand_still, together
from rnnviz.gui.lessons.places import Nowhere, point
from rnnviz.gui.lessons.plan import OPENING, Plan, Where
from rnnviz.gui.lessons.staging import Stage
from rnnviz.lessons import Lesson, State
from rnnviz.probe.frame import Want
from rnnviz.probe.trace import TracePhase
from rnnviz.sentences import Refused

if TYPE_CHECKING:
    from rnnviz.gui.window import Window

PATIENCE = 30.0  # seconds that a picture may take
LOOK_MS = 8  # how often it is asked whether what is waited for has come
_PHASES = {"optimiser step": TracePhase.STEP}


class Teaching(QObject):
    """The lesson that is open, and the step at which it stands.

    A step is carried out beside the event loop: the window stays alive, and a newer order takes the place of one under
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

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.lesson: Lesson | None = None
        self.index = OPENING
        self.hurried = False
        self.stage = Stage(window)
        self._plan: Plan | None = None
        self._reached: object = None  # how the window was left when the step was done; None: it was not
        self._logs: dict[Session, Logbook] = {}
        self._way: Way | None = None
        self._holds: Condition = bool
        self._anew = False  # whether the run is to be built even if there is one of this course
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._go_on)
        window.pair.changed.connect(self._hear)
        self._hear()

    @property
    def layout_without(self) -> QByteArray:
        """The layout that the window has when no lesson is open: what is remembered."""
        return self.stage.own_layout if self.stage.set else self._window.comparing.layout_alone

    # --- what is asked ---

    @property
    def busy(self) -> bool:
        """Whether a step is being carried out."""
        return self._way is not None

    def open(self, lesson: Lesson, index: int = OPENING) -> None:
        """Open a lesson in its known state; raises `Refused`, and leaves everything as it is, if it cannot be."""
        plans.check(lesson)
        self.stage.begin()
        self.lesson, self._anew = lesson, True
        self.go(index)

    def go(self, index: int) -> None:
        """Go to a step; beyond either end, to the last one there."""
        if self.lesson is None:
            return
        index = min(max(index, OPENING), len(self.lesson.steps) - 1)
        goal = plans.plan(self.lesson, index)
        onward = self._plan is not None and self._goes_on(goal)
        self._begin(goal, onward)

    @Slot()
    def next(self) -> None:
        """Go to the next step."""
        if self.lesson is not None and self.index < len(self.lesson.steps) - 1:
            self.go(self.index + 1)

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
        self.stage.clear()
        self.said.emit("")
        self.changed.emit()

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
        """Return what tells whether somebody has touched the window since a step was done."""
        of = [
            (session.probe, None if there.free else session.position, session.config, *_marked(session))
            for session in self._window.pair.sessions
        ]
        return (there.index, of, there.preset.key)

    def _begin(self, goal: Plan, onward: bool) -> None:
        self._stop()
        self._reached = None
        self._plan, self.index = goal, goal.index
        self._way = self._perform(goal, onward)
        self._holds = lambda: True
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
        self._anew = False
        self._reached = self._left(self._plan)
        self.done.emit()

    def _end(self) -> None:
        self._stop()
        self.said.emit("")

    def _perform(self, goal: Plan, onward: bool) -> Way:
        """Carry out a plan, in the order that the lesson's format names."""
        if not (onward and goal.run and goal.own.update is None and self._window.pair.running):
            self._window.pair.halt()
            yield from stand_still(self._window.pair.sessions)
        self._window.choose(goal.preset)
        self._stop_at(goal)
        yield from self._have_second(goal)
        self._limit_speed(goal)
        yield from self._show(goal, onward)
        if onward and goal.free and goal.own.update is None:
            self._set_live(goal)
        else:
            yield from self._move(goal, onward)
        yield from self._watch(goal, onward)
        self._check_breakpoints(goal)
        yield from self._show(goal, onward=True)  # a breakpoint may have brought others into view
        yield from self._choose(goal, onward)
        yield from self._point(goal, onward)
        yield from self._trace(goal)
        yield from self._sample(goal)
        if goal.run and not self._window.pair.running:
            self._window.pair.run()
        if goal.trace is not None or goal.own.sample is not None or goal.run:
            yield from self._picture()  # that of before is not of this

    # --- its parts, in that order ---

    def _stop_at(self, goal: Plan) -> None:
        self.stage.stop_at(goal.breakpoints)

    def _check_breakpoints(self, goal: Plan) -> None:
        """Refuse a condition that makes no sense for the model, now that there is one."""
        for condition in goal.breakpoints:
            if reason := self.stage.fault(condition):
                raise self._refused(_said_in(goal, "breakpoints"), reason)

    def _have_second(self, goal: Plan) -> Way:
        pair, comparing = self._window.pair, self._window.comparing
        if goal.b is None:
            comparing.close_beside()
            return
        if pair.b is None:
            comparing.open(goal.b.changes[0].config, probe=goal.probe)
            pair.halt()
            yield lambda: pair.b is None or pair.b.settled
        if pair.b is None:
            raise self._refused(_said_in(goal, "beside"), "the second network cannot be built")
        pair.set_linked(True)
        pair.set_equal_pace(True)

    def _limit_speed(self, goal: Plan) -> None:
        """Set the speed limit; learning to an update is not slowed by one that an earlier step has set."""
        self._window.speed.set_limit(goal.speed or None)
        if not goal.own.speed or self.hurried:
            for session in self._window.pair.sessions:
                session.set_speed(None)

    def _show(self, goal: Plan, onward: bool) -> Way:
        self.stage.show(goal.panels)
        yield self.stage.watching
        if not onward:
            touched = {panel for state in self._states() for panel in state.choose}
            for dock in self.stage.panels([key for key in goal.panels if key in touched]):
                dock.renew(kept=False)
        self._window.watch_now()

    def _states(self) -> tuple[State, ...]:
        return () if self.lesson is None else (self.lesson, *self.lesson.steps)

    def _move(self, goal: Plan, onward: bool) -> Way:
        """Bring every run to its update."""
        sessions = self._window.pair.sessions
        ways = []
        for session, course in zip(sessions, goal.courses(), strict=True):
            # A run that is there may have gone on where a new one stops; one that has learned nothing is as new.
            if session.metrics.count and (self._anew or (goal.breakpoints and not onward)):
                self._logs[session].forget()
            ways.append(reach(session, self._logs[session], course, goal.update, goal.probe, self.said.emit))
        try:
            yield from together(ways)
        except Refused as refused:
            raise self._refused(_said_in(goal, "set"), say(refused.sentence)) from refused
        self._window.pair.set_speed(self._window.speed.limit)

    def _set_live(self, goal: Plan) -> None:
        """Change settings where the run stands, which nobody knows exactly."""
        for session, course in zip(self._window.pair.sessions, goal.courses(), strict=True):
            if session.in_past:
                session.return_to_present()
            set_live(session, course.config)

    def _watch(self, goal: Plan, onward: bool) -> Way:
        """Watch the sequence that is wanted."""
        if onward and goal.own.probe is None:
            return
        for session in self._window.pair.sessions:
            wanted = goal.probe if goal.probe is not None else _default(session)
            if session.probe != wanted:
                log = self._logs[session]
                objections = len(log.objections)
                session.set_probe(wanted)
                yield lambda: session.probe == wanted or len(log.objections) > objections  # noqa: B023
                if session.probe != wanted:
                    raise self._refused(_said_in(goal, "probe"), say(log.objections[-1].sentence))

    def _choose(self, goal: Plan, onward: bool) -> Way:
        """Set the panels' controls: what each state says, one after the other."""
        yield from self._picture()
        states = goal.states[-1:] if onward else goal.states
        for where, state in states:
            for panel, options in state.choose.items():
                if panel in goal.panels:
                    self._set_panel(panel, options, (*where, "choose", panel))
                elif state is goal.own:
                    raise self._refused((*where, "choose", panel), f"the panel {panel} is not in view in this step")
            if any(panel in goal.panels for panel in state.choose):
                yield from self._picture()

    def _set_panel(self, panel: str, options: object, where: Where) -> None:
        assert isinstance(options, dict)
        for name, value in options.items():
            for pane in self._window.docks[panel].panes:
                try:
                    pane.choose(name, value)
                except Refused as refused:
                    raise self._refused((*where, name), say(refused.sentence)) from refused
                except (TypeError, ValueError, KeyError, IndexError) as error:
                    raise self._refused((*where, name), f"{value!r} is no such value: {error}") from error

    def _point(self, goal: Plan, onward: bool) -> Way:
        if goal.cursor is None:
            if not onward:
                self._window.pair.a.cursor.unpin()
            return
        if onward and goal.own.cursor is None:
            return
        session = self._window.pair.a
        yield lambda: session.frame is not None
        assert session.frame is not None
        try:
            point(session, session.frame, goal.cursor)
        except Nowhere as nowhere:
            raise self._refused(goal.cursor_from, str(nowhere)) from nowhere

    def _trace(self, goal: Plan) -> Way:
        if goal.trace is None:
            return
        self.said.emit(translate("lessons", "Recording the update ..."))
        phase = _PHASES.get(goal.trace) or TracePhase(goal.trace)
        for session in self._window.pair.sessions:
            stepper, log = session.stepper, self._logs[session]
            objections = len(log.objections)
            stepper.stand_at(phase)
            yield lambda: stepper.cursor is not None or len(log.objections) > objections  # noqa: B023
            if stepper.operation is None or stepper.operation.phase is not phase:
                raise self._refused(_said_in(goal, "trace"), f"nothing of this update is of the phase {goal.trace}")

    def _sample(self, goal: Plan) -> Way:
        if goal.own.sample is None:
            return
        self.said.emit(translate("lessons", "Writing a sample ..."))
        for session in self._window.pair.sessions:
            log = self._logs[session]
            samples, objections = log.samples, len(log.objections)
            session.sample(goal.own.sample)
            yield lambda: log.samples > samples or len(log.objections) > objections  # noqa: B023
            if log.samples == samples:
                raise self._refused((*goal.where, "sample"), say(log.objections[-1].sentence))

    def _picture(self) -> Way:
        """Wait until every panel in view shows what is now the case."""
        if not self._window.isVisible() or self._window.isMinimized():
            return
        self.said.emit(translate("lessons", "Waiting for the picture ..."))
        yield self.stage.watching
        self._window.watch_now()
        pair = self._window.pair
        if not pair.running:
            yield from stand_still(pair.sessions)  # what the panels asked for is answered
            for session in pair.sessions:
                self._logs[session].looked.clear()
                session.pause()  # it is looked at once more: a Frame that was on its way is of before
        else:
            for session in pair.sessions:
                self._logs[session].looked.clear()
        until = monotonic() + PATIENCE
        yield lambda: monotonic() > until or all(self._shown(session) for session in pair.sessions)
        for session in pair.sessions:
            if not self._shown(session):
                reason = self._logs[session].reason
                said = "" if reason is None else f": {say(reason)}"
                raise self._refused(() if self._plan is None else self._plan.where, f"no picture came{said}")

    def _shown(self, session: Session) -> bool:
        return self._wants(session) <= self._logs[session].looked

    def _wants(self, session: Session) -> frozenset[Want]:
        """Return what the panels in view need of a session."""
        if session.phase in (Phase.FAILED, Phase.STOPPED):
            return frozenset()
        seen = (dock.panel.wants for dock in self._window.docks.values() if dock.sees(session))
        return frozenset[Want]().union(*seen)

    # --- inside ---

    def _refused(self, where: Where, reason: str) -> Refused:
        assert self.lesson is not None
        return self.lesson.refuse(where, reason)

    @Slot()
    def _hear(self) -> None:
        """Keep a logbook of every session there is."""
        there = self._window.pair.sessions
        self._logs = {session: self._logs.get(session) or Logbook(session) for session in there}


def _marked(session: Session) -> tuple[object, ...]:
    cursor = session.cursor
    axes = () if session.frame is None else tuple(session.frame.sequences)
    return (cursor.recurrence, *(cursor.pinned_timestep(axis) for axis in axes))


def _default(session: Session) -> str:
    return "" if session.facts is None else session.facts.default_probe


def _said_in(goal: Plan, name: str) -> Where:
    """Return where the value of a field was said last."""
    for where, state in reversed(goal.states):
        if getattr(state, name) not in (None, {}, ()):
            return (*where, name)
    return goal.where
