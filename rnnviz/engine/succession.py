"""One run gives way to another: a new one that is built, or the former one that is brought back."""

from __future__ import annotations

import math
from dataclasses import replace

from rnnviz.engine.building import built, given_up, not_built, opened
from rnnviz.engine.commands import Build, KeepHistory, Open, SetBreakpoints
from rnnviz.engine.continuing import elsewhere, recorded
from rnnviz.engine.giving_up import GivenUp
from rnnviz.engine.messages import Phase, Recorded, Status
from rnnviz.engine.metrics import MetricsHistory
from rnnviz.engine.run_log import changes
from rnnviz.engine.run_record import RunRecord
from rnnviz.engine.standing import FormerRun, Standing
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.training import Run
from rnnviz.engine.workplace import Workplace
from rnnviz.sentences import Refused


class Succession:
    """Which runs there have been at a workplace; the one before is kept.

    Attributes
    ----------
    former : FormerRun
        The run before, if there was one.
    given_up : bool
        Whether the last build was.
    """

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._newest = 0  # number of the newest run
        self.former = FormerRun()
        self.given_up = False

    def build(self, command: Build) -> None:
        """Make a run from a config; if that is refused, the one before goes on as it was."""
        place = self._place
        left, place.left = place.left, 0
        self.given_up = False
        place.publish(Status(Phase.BUILDING, progress=0.0))
        task = None if place.travel is None else place.travel.present.task
        try:
            run = built(place.exchange, command, task)
        except Exception as error:
            place.left = left
            self._say_not_built(error)
            return
        self._begin(run, command)
        if command.running:
            place.go(math.inf)
        else:
            place.pause()

    def open(self, command: Open) -> None:
        """Take up a run that was written down; if that is refused, the one before goes on as it was."""
        place = self._place
        updates, place.left = place.left, 0
        self.given_up = False
        place.publish(Status(Phase.BUILDING, progress=0.0))
        task = None if place.travel is None else place.travel.present.task
        try:
            there = opened(place.exchange, command, task, self._newest + 1, place.limit)
        except Exception as error:
            place.left = updates
            self._say_not_built(error)
            return
        self._newest += 1
        left = self._put_aside()
        if left is None or left.learned:
            self.former.keep(left)
        self._say_left(left)
        if there.metrics is not None:
            place.exchange.metrics.become(there.metrics)
            there.metrics = None
        self._take_up(there, opened=command.record)
        if command.running:
            place.go(math.inf)
        elif command.record.position < there.travel.present.update and there.travel.history is not None:
            place.seek(there.travel, command.record.position)
        else:
            place.pause()

    def record(self) -> Recorded | None:
        """Return all that the run is made of, to be written down; None: there is no run."""
        there, place = self._place.there, self._place
        if there is None:
            return None
        return Recorded(there.number, _record(there, place.exchange.metrics, place.probe.text))

    def say_given_up(self) -> None:
        """Say that building was given up because the user wanted it; given up for another build it needs no word."""
        self.given_up = False
        self._place.say(self._place.phase, given_up(before=self._place.travel is not None))

    def bring_back(self) -> None:
        """Take up the former run where it stood, and put this one aside in its place; raises `Refused` without one."""
        place = self._place
        left = self._put_aside()
        if left is None:
            return
        back = self.former.exchange(left)
        self._say_left(left)
        place.left = 0
        if back.metrics is not None:
            place.exchange.metrics.become(back.metrics)
            back.metrics = None
        self._take_up(back, brought_back=True)
        if back.travel.in_past:
            place.say_arrived(back.travel)
        place.pause()

    def _say_not_built(self, error: Exception) -> None:
        self.given_up = isinstance(error, GivenUp)
        self._place.say(self._place.phase, *(() if self.given_up else not_built(error)))

    def _begin(self, run: Run, command: Build) -> None:
        left = self._put_aside()
        if command.keeps:
            self.former.keep(left)
        self._say_left(left, command.keeps)
        self._place.exchange.metrics.clear(run.update)
        if command.start is not None:
            self._place.exchange.metrics.note(*changes(run.update, command.start.config, run.config))
        self._newest += 1
        self._take_up(Standing(self._newest, Travel(run, self._place.limit), probe=command.probe))

    def _put_aside(self) -> Standing | None:
        """Have all that belongs to the run with it."""
        place = self._place
        place.settle()
        place.computing.drop()
        place.stay()
        there = place.there
        if there is not None:
            there.metrics, there.probe = place.exchange.metrics.copy(), place.probe.text
        return there

    def _say_left(self, left: Standing | None, keeps: bool = True) -> None:
        """Say how a run was left, that it can be written down so."""
        if left is not None and left.metrics is not None:
            kept = keeps and left.learned
            self._place.publish(
                Recorded(left.number, _record(left, left.metrics, left.probe) if kept else None, left=True)
            )

    def _take_up(self, there: Standing, brought_back: bool = False, opened: RunRecord | None = None) -> None:
        """Stand where a run stands, a new one or the former one."""
        place, travel = self._place, there.travel
        place.there = there
        place.kept.forget()
        place.exchange.governor.restart()
        facts = replace(travel.present.facts(), run=there.number, brought_back=brought_back)
        if opened is not None:
            facts = replace(facts, opened=True, elsewhere=elsewhere(opened))
        place.watcher.drop()  # one of the run before must not be seen after these
        place.publish(replace(facts, former=self.former.facts))
        place.say_kept()
        try:
            place.watch(travel.run, there.probe or facts.default_probe)
        except Refused:
            place.watch(travel.run, facts.default_probe)
        for refused in place.breakpoints.begin(travel.run, place.probe, there.accuracies):
            place.object(refused, SetBreakpoints)
        if travel.refused is not None:
            place.object(travel.refused, KeepHistory)


def _record(there: Standing, metrics: MetricsHistory, probe: str) -> RunRecord:
    return recorded(there.travel, metrics, there.reporting, there.accuracies, probe)
