"""One step of a lesson carried out on the workbench, part after part, in the order that the lesson's format names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING

from rnnviz.engine.config import SHOWN_ONLY
from rnnviz.engine.messages import Phase
from rnnviz.gui.workbench.lesson.cursor_place import Nowhere, point
from rnnviz.gui.workbench.lesson.plan import Plan, Where
from rnnviz.gui.workbench.lesson.reach_update import Way, reach, set_live, stand_still, together
from rnnviz.gui.workbench.lesson.run_log import RunLog
from rnnviz.gui.workbench.lesson.stage import Stage
from rnnviz.gui.workbench.session import Session
from rnnviz.probe.frame import Want
from rnnviz.probe.trace import TracePhase
from rnnviz.sentences import Refused, say, translate
from rnnviz.validation import shown

if TYPE_CHECKING:
    from rnnviz.gui.workbench.lesson.ports import LessonBench
    from rnnviz.lessons import Lesson

PATIENCE = 30.0  # seconds that a picture may take
#: What a control raises of a value that is nothing that it knows.
_STRANGE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
_PHASES = {"optimiser step": TracePhase.STEP}


class StepPlayer:
    """The way to a plan. Every part is a generator, as in `rnnviz.gui.workbench.lesson.reach_update`; raises `Refused`.

    Attributes
    ----------
    onward : bool
        The workbench stands where the step before has left it: only the step's own state has to be added.
    anew : bool
        Take no run for what it is.
    hurried : bool
        Learn at full speed even where the lesson is slow.
    """

    def __init__(
        self,
        bench: LessonBench,
        stage: Stage,
        logs: Mapping[Session, RunLog],
        lesson: Lesson,
        goal: Plan,
        tell: Callable[[str], None],
    ) -> None:
        self._bench, self._stage, self._logs = bench, stage, logs
        self._lesson = lesson
        self.goal = goal
        self._tell = tell
        self.onward = self.anew = self.hurried = False

    def all(self) -> Way:
        """Carry out a plan, in the order that the lesson's format names."""
        if not (self.onward and self.goal.run and self.goal.own.update is None and self._bench.pair.running):
            self._bench.pair.halt()
            yield from stand_still(self._bench.pair.sessions)
        if not self.onward or self.goal.own.preset is not None:
            self._bench.experiments.expect(self.goal.preset)
        self._stage.stop_at(self.goal.breakpoints)
        yield from self._have_second()
        self._limit_speed()
        yield from self._show()
        self._renew()
        self._cover()
        if self.onward and self.goal.free and self.goal.own.update is None and not self._rebuilds():
            self._set_live()
        else:
            yield from self._move()
        yield from self._watch()
        self._check_breakpoints()
        yield from self._show()  # a breakpoint may have brought others into view
        yield from self._choose()
        yield from self._point()
        yield from self._trace()
        yield from self._sample()
        if self.goal.run and not self._bench.pair.running:
            self._bench.pair.run()
        if self.goal.trace is not None or self.goal.own.sample is not None or self.goal.run:
            yield from self._picture()  # that of before is not of this

    def around(self) -> Way:
        """Have what a plan shows, around a run that is there and stays what it is."""
        self._stage.stop_at(self.goal.breakpoints)
        yield from self._show()
        yield from self._choose()

    # --- its parts, in that order ---

    def _check_breakpoints(self) -> None:
        """Refuse a condition that makes no sense for the model, now that there is one."""
        for condition in self.goal.breakpoints:
            if reason := self._stage.fault(condition):
                raise self._refused(self._said_in("breakpoints"), reason)

    def _have_second(self) -> Way:
        pair, comparison = self._bench.pair, self._bench.comparison
        if self.goal.b is None:
            if pair.b is not None:
                comparison.close()
            return
        if pair.b is None:
            comparison.open(self.goal.b.changes[0].config, self.goal.b.start, probe=self.goal.probe)
            pair.halt()
            yield lambda: pair.b is None or pair.b.settled
        if pair.b is None:
            raise self._refused(self._said_in("beside"), "the second network cannot be built")
        pair.set_linked(True)
        pair.set_equal_pace(True)

    def _limit_speed(self) -> None:
        """Set the speed limit; learning to an update is not slowed by one that an earlier step has set."""
        self._bench.speed.set(self.goal.speed or None)
        if not self.goal.own.speed or self.hurried:
            for session in self._bench.pair.sessions:
                session.set_speed(None)

    def _show(self) -> Way:
        self._stage.show(self.goal.panels)
        yield self._stage.watching

    def _renew(self) -> None:
        """Set back the controls of every panel whose controls the lesson sets."""
        if not self.onward:
            touched = {panel for state in (self._lesson, *self._lesson.steps) for panel in state.choose}
            for key in sorted(touched):  # those not in view, too: a later step may show them
                self._bench.host.renew(key)

    def _cover(self) -> None:
        """Cover what the step covers before anything moves: on the way to its update the answer could be watched."""
        for panel, options in self.goal.own.choose.items():
            if panel in self.goal.panels and options.get("cover") is True:
                for pane in self._bench.host.panes(panel):
                    pane.choose("cover", True)

    def _move(self) -> Way:
        """Bring every run to its update."""
        sessions = self._bench.pair.sessions
        ways = []
        for session, course in zip(sessions, self.goal.courses(), strict=True):
            # A run that is there may have gone on where a new one stops; one that has learned nothing is as new.
            if session.metrics.count and (self.anew or (self.goal.breakpoints and not self.onward)):
                self._logs[session].forget()
            ways.append(reach(session, self._logs[session], course, self.goal.update, self.goal.probe, self._tell))
        try:
            yield from together(ways)
        except Refused as refused:
            raise self._refused(self._said_in("set"), say(refused.sentence)) from refused
        self._bench.pair.set_speed(self._bench.speed.limit)

    def _rebuilds(self) -> bool:
        """Whether what is wanted is another network than the one there is."""
        there = zip(self._bench.pair.sessions, self.goal.courses(), strict=True)
        return any(session.config.rebuilds(course.config) for session, course in there)

    def _set_live(self) -> None:
        """Change settings where the run stands, which nobody knows exactly."""
        for session, course in zip(self._bench.pair.sessions, self.goal.courses(), strict=True):
            if session.in_past:
                session.return_to_present()
            set_live(session, course.config)

    def _watch(self) -> Way:
        """Watch the sequence that is wanted."""
        if self.onward and self.goal.own.probe is None:
            return
        for session in self._bench.pair.sessions:
            wanted = self.goal.probe if self.goal.probe is not None else _default(session)
            if session.probe != wanted:
                log = self._logs[session]
                objections = len(log.objections)
                session.set_probe(wanted)
                yield lambda: session.probe == wanted or len(log.objections) > objections  # noqa: B023
                if session.probe != wanted:
                    raise self._refused(self._said_in("probe"), say(log.objections[-1].sentence))

    def _choose(self) -> Way:
        """Set the panels' controls: what each state says, one after the other."""
        yield from self._picture()
        states = self.goal.states[-1:] if self.onward else self.goal.states
        for where, state in states:
            for panel, options in state.choose.items():
                if panel in self.goal.panels:
                    self._set_panel(panel, options, (*where, "choose", panel))
                elif state is self.goal.own:
                    raise self._refused((*where, "choose", panel), f"the panel {panel} is not in view in this step")
            if any(panel in self.goal.panels for panel in state.choose):
                yield from self._picture()
                yield from self._done_with_panels()
                self._check_settings((*where, "choose"))

    def _done_with_panels(self) -> Way:
        """Wait for panels that need several pictures for what they were told, such as one that draws symbols."""
        host = self._bench.host
        if host.visible:
            until = monotonic() + PATIENCE
            panes = [pane for key in self.goal.panels for pane in host.panes(key)]
            yield lambda: monotonic() > until or not any(pane.busy for pane in panes)

    def _check_settings(self, where: Where) -> None:
        """Refuse a control that changes what the network learns with: the way here must not depend on who went it."""
        for session, course in zip(self._bench.pair.sessions, self.goal.courses(), strict=True):
            there = session.config.model_dump(exclude=set(SHOWN_ONLY))
            wanted = (course.config if self.goal.free else course.at(self.goal.update)).model_dump()
            for name, value in there.items():
                if value != wanted[name]:
                    said = f"set = {{{name} = {json.dumps(value)}}}"
                    raise self._refused(where, f"this changes what the network learns with: say {said} instead")

    def _set_panel(self, panel: str, options: object, where: Where) -> None:
        assert isinstance(options, dict)
        for name, value in options.items():
            for pane in self._bench.host.panes(panel):
                try:
                    pane.choose(name, value)
                except Refused as refused:
                    raise self._refused((*where, name), say(refused.sentence)) from refused
                except _STRANGE as error:
                    raise self._refused((*where, name), f"{shown(value)} is no such value") from error

    def _point(self) -> Way:
        if self.goal.cursor is None:
            if not self.onward:
                self._bench.pair.a.cursor.unpin()
            return
        if self.onward and self.goal.own.cursor is None:
            return
        session = self._bench.pair.a
        yield lambda: session.frame is not None
        assert session.frame is not None
        try:
            point(self._bench, session, session.frame, self.goal.cursor)
        except Nowhere as nowhere:
            raise self._refused(self.goal.cursor_from, str(nowhere)) from nowhere

    def _trace(self) -> Way:
        if self.goal.trace is None:
            return
        self._tell(translate("lessons", "Recording the update ..."))
        phase = _PHASES.get(self.goal.trace) or TracePhase(self.goal.trace)
        for session in self._bench.pair.sessions:
            stepper, log = session.stepper, self._logs[session]
            objections = len(log.objections)
            stepper.stand_at(phase)
            yield lambda: stepper.cursor is not None or len(log.objections) > objections  # noqa: B023
            if stepper.operation is None or stepper.operation.phase is not phase:
                raise self._refused(self._said_in("trace"), f"nothing of this update is of the phase {self.goal.trace}")

    def _sample(self) -> Way:
        if self.goal.own.sample is None:
            return
        self._tell(translate("lessons", "Writing a sample ..."))
        for session in self._bench.pair.sessions:
            log = self._logs[session]
            samples, objections = log.samples, len(log.objections)
            session.sample(self.goal.own.sample)
            yield lambda: log.samples > samples or len(log.objections) > objections  # noqa: B023
            if log.samples == samples:
                raise self._refused((*self.goal.where, "sample"), say(log.objections[-1].sentence))

    def _picture(self) -> Way:
        """Wait until every panel in view shows what is now the case."""
        if not self._bench.host.visible:
            return
        self._tell(translate("lessons", "Waiting for the picture ..."))
        yield self._stage.watching
        self._bench.watch_now()
        pair = self._bench.pair
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
                raise self._refused((), f"no picture came{said}")

    def _shown(self, session: Session) -> bool:
        return self._wants(session) <= self._logs[session].looked

    def _wants(self, session: Session) -> frozenset[Want]:
        """Return what the panels in view need of a session."""
        if session.phase in (Phase.FAILED, Phase.STOPPED):
            return frozenset()
        return frozenset[Want]().union(*(each.wants for each in self._bench.host.wanted(session)))

    def _refused(self, where: Where, reason: str) -> Refused:
        return self._lesson.refuse(where, reason)

    def _said_in(self, name: str) -> Where:
        """Return where the value of a field was said last."""
        for where, state in reversed(self.goal.states):
            if getattr(state, name) not in (None, {}, ()):
                return (*where, name)
        return self.goal.where


def _default(session: Session) -> str:
    return "" if session.facts is None else session.facts.default_probe
