"""Bringing a run to an update of a course: built anew, taken back or learned on, whichever it takes.

Everything here is a generator: it yields a condition whenever it has to wait for the worker, and goes on when it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from rnnviz.engine.config import LIVE, RunConfig
from rnnviz.engine.messages import Phase
from rnnviz.explain.number import grouped
from rnnviz.gui.workbench.lesson.plan import Course
from rnnviz.gui.workbench.lesson.run_log import RunLog
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, say, translate

Condition = Callable[[], bool]
Way = Generator[Condition, None, None]
Tell = Callable[[str], None]


class Interrupted(Exception):
    """Somebody paused on the way: that is what is to be, then."""


def stand_still(sessions: Iterable[Session]) -> Way:
    """Stop, and wait until everything that was asked before is done."""
    there = tuple(sessions)
    for session in there:
        session.pause()
    # A session that is being taken somewhere says where it stays, and one that is being built is built first.
    yield lambda: all(session.settled or session.phase in (Phase.FAILED, Phase.STOPPED) for session in there)


def together(ways: Iterable[Way]) -> Way:
    """Go several ways at the same time."""
    waiting: dict[Way, Condition] = {}
    for way in ways:
        _on(way, waiting)
    while waiting:
        yield lambda: any(holds() for holds in waiting.values())
        for way in [way for way, holds in waiting.items() if holds()]:
            _on(way, waiting)


def _on(way: Way, waiting: dict[Way, Condition]) -> None:
    try:
        waiting[way] = next(way)
    except StopIteration:
        waiting.pop(way, None)


def build(session: Session, log: RunLog, course: Course, probe: str | None) -> Way:
    """Make a run anew, before its first update; raises `Refused` if it cannot be made."""
    config = course.changes[0].config
    before = log.builds
    taught = session.facts is not None and session.facts.run == log.taught
    session.build(config, running=False, probe=probe or "", keeps=not taught, start=course.start)
    yield lambda: session.settled or session.phase in (Phase.FAILED, Phase.STOPPED)
    if log.builds == before:
        sentence = log.reason
        raise Refused(
            QT_TRANSLATE_NOOP("lessons", "this network cannot be built: {reason}"),
            reason="" if sentence is None else say(sentence),
        )
    log.taught = None if session.facts is None else session.facts.run
    log.know(course)


def reach(session: Session, log: RunLog, course: Course, update: int, probe: str | None, tell: Tell) -> Way:
    """Bring a run to an update of a course; it stands still then.

    What stops it before, a breakpoint or a loss that is not finite, is where the way ends.
    """
    if not log.leads_to(course, update):
        tell(translate("lessons", "Building the network ..."))
        yield from build(session, log, course, probe)
    elif update < session.metrics.count:
        before = len(log.objections)
        tell(translate("lessons", "Going back to update {update} ...").format(update=grouped(update)))
        yield from _seek(session, log, update)
        if len(log.objections) == before:
            return
        yield from build(session, log, course, probe)  # there is no past to go back to
    if session.in_past:
        yield from _return(session, log)
    yield from _learn(session, log, course, update, tell)


def _seek(session: Session, log: RunLog, update: int) -> Way:
    if session.position == update and session.in_past:
        return
    arrivals, objections = log.arrivals, len(log.objections)
    session.seek(update)
    yield lambda: log.arrivals > arrivals or len(log.objections) > objections
    yield from stand_still((session,))


def _return(session: Session, log: RunLog) -> Way:
    arrivals = log.arrivals
    session.return_to_present()
    yield lambda: log.arrivals > arrivals
    yield from stand_still((session,))


def _learn(session: Session, log: RunLog, course: Course, update: int, tell: Tell) -> Way:
    """Take the updates from here on, each with its settings."""
    stops = sorted({change.update for change in course.changes if change.update <= update} | {update})
    for stop in stops:
        if stop > session.metrics.count:
            yield from _advance(session, log, stop, tell)
        if session.metrics.count < stop:
            return  # it was stopped, and said why
        if stop == session.metrics.count:
            set_live(session, course.at(stop))


def _advance(session: Session, log: RunLog, update: int, tell: Tell) -> Way:
    words = translate("lessons", "Learning until update {update} ...").format(update=grouped(update))
    tell(words)
    log.reason = None
    session.advance(update - session.metrics.count)
    yield lambda: session.settled
    if session.metrics.count < update and log.reason is None:
        raise Interrupted


def set_live(session: Session, config: RunConfig) -> None:
    """Put the live settings of a config in force."""
    wanted, there = config.model_dump(include=set(LIVE)), session.config.model_dump(include=set(LIVE))
    changes = {name: value for name, value in wanted.items() if value != there[name]}
    if changes:
        session.set_live(**changes)
