"""What the worker thread does: commands, updates, and a look when the screen is due a picture."""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable
from dataclasses import replace
from queue import Empty
from time import perf_counter
from typing import TYPE_CHECKING

from rnnviz.engine import commands as c
from rnnviz.engine.breakpoint_checks import Stopping, stopped
from rnnviz.engine.building import built, given_up, not_built, reason
from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.giving_up import GivenUp
from rnnviz.engine.history import LIMIT
from rnnviz.engine.inspection import consequences, hunted, shown, traced
from rnnviz.engine.kept_snapshots import KeptSnapshots
from rnnviz.engine.messages import Branched, BreakpointHit, Objected, Phase, Probed, Sought, Status
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.observing import Watcher
from rnnviz.engine.sampling import sample
from rnnviz.engine.schedule import not_finite
from rnnviz.engine.seeking import Journey
from rnnviz.engine.standing import FormerRun, Standing
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.training import Run, train_once
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.tasks import Watched

if TYPE_CHECKING:
    from rnnviz.engine.worker_thread import Runner

_TOLD_EVERY = 0.1  # seconds


class Worker:
    """Lives in the worker thread; everything it says goes through its runner."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._watcher = Watcher(runner.frames, runner.governor)
        self._there: Standing | None = None
        self._former = FormerRun()
        self._number = 0  # of the newest run
        self._journey = Journey(runner.publish)
        self._breakpoints = Stopping(runner.governor)
        self._limit = LIMIT  # of the snapshots, bytes
        self._left = 0.0
        self._seconds_per_update = 0.0
        self._next_update = 0.0  # not before this time, under a speed limit
        self._kept = KeptSnapshots(runner.publish)
        self._said_where = 0.0  # when it was last said where a run in the past has come to
        self._stopping = False
        self._given_up = False  # whether the last build was

    @property
    def _travel(self) -> Travel | None:
        return None if self._there is None else self._there.travel

    @property
    def _run(self) -> Run | None:
        """The run as it stands: at the newest update, or at a past one."""
        return None if self._travel is None else self._travel.run

    @property
    def _left(self) -> float:
        """Updates still to take; infinity while running."""
        return self._updates_left

    @_left.setter
    def _left(self, updates: float) -> None:
        self._updates_left = updates
        self._runner.governor.learning = updates > 0

    @property
    def _probe(self) -> Watched:
        probe = self._watcher.probe
        assert probe is not None  # there is one from the beginning of every run
        return probe

    def work(self) -> None:
        """Work until told to stop."""
        while not self._stopping:
            self._take_commands()
            run, travel = self._run, self._travel
            if run is None or travel is None or self._stopping:
                continue
            if travel.target is not None:
                self._guarded(run, self._go_on)
                continue
            # Looking comes first: the untrained model is on screen before its first update.
            if self._watcher.waiting and self._watcher.delay() <= 0:
                self._guarded(run, self._watcher.observe)
            if self._left > 0 and perf_counter() >= self._next_update:
                self._guarded(run, self._update)

    # --- commands ------------------------------------------------------------------------------------------------

    def _take_commands(self) -> None:
        """Carry out what has come; sleep until the next command if there is nothing else to do before."""
        queue, patience = self._runner.commands, self._patience()
        if patience != 0.0:
            self._runner.governor.learning = False
            try:
                command = queue.get(timeout=patience)
            except Empty:
                return
            finally:
                self._runner.governor.learning = self._left > 0
            self._hear(command)
        while not queue.empty() and not self._stopping:
            self._hear(queue.get())

    def _hear(self, command: c.Command) -> None:
        self._runner.heard += 1
        self._carry_out(command)

    def _patience(self) -> float | None:
        """Return the seconds that can be slept; None: until a command comes."""
        if self._travel is None:
            return None
        if self._travel.target is not None:
            return 0.0
        now = perf_counter()
        until_update = max(0.0, self._next_update - now) if self._left > 0 else math.inf
        until_frame = self._watcher.delay() if self._watcher.waiting else math.inf
        soonest = min(until_update, until_frame)
        return None if soonest == math.inf else soonest

    def _carry_out(self, command: c.Command) -> None:
        try:
            self._obey(command)
        except Refused as refused:
            self._object(refused, type(command))
        except Exception as error:
            template = QT_TRANSLATE_NOOP("engine", "That did not work: {error}")
            sentence = Sentence(template, {"error": reason(error)})
            self._runner.publish(Objected(sentence, traceback.format_exc(), type(command)))

    def _object(self, refused: Refused, about: type[c.Command]) -> None:
        self._runner.publish(Objected(refused.sentence, refused.details, about))

    def _obey(self, command: c.Command) -> None:
        match command:
            case c.Stop():
                self._stopping = True
            case c.Watch():
                self._watcher.set_watch(command)
            case c.Build():
                self._build(command)
            case c.BringBack():
                self._bring_back()
            case c.CancelBuild() if self._given_up:
                self._say_given_up()
            case c.Speed():
                self._seconds_per_update = 1.0 / command.per_second if command.per_second else 0.0
                self._next_update = 0.0
            case c.KeepHistory() if self._travel is None:
                self._limit = command.limit
            case c.SetBreakpoints() if self._travel is None:
                self._breakpoints.set_later(command.breakpoints)
            case _ if self._travel is not None and not self._journey.keeps(self._travel, command):
                self._obey_in_time(self._travel, command)

    def _obey_in_time(self, travel: Travel, command: c.Command) -> None:
        match command:
            case c.Seek():
                self._seek(travel, command.update)
            case c.Return():
                self._seek(travel, travel.present.update)
            case c.Branch():
                self._branch(travel, command)
            case c.Live():
                self._set_live(travel, command)
            case c.KeepHistory():
                self._keep_history(travel, command.limit)
            case _:
                self._obey_about(travel.run, command)

    def _obey_about(self, run: Run, command: c.Command) -> None:
        match command:
            case c.Run():
                self._go(math.inf)
            case c.Pause():
                self._pause(run)
            case c.Update():
                self._go(command.count)
            case c.TraceNext():
                self._runner.publish(traced(run, command, running=self._left > 0))
            case c.WatchBatch():
                self._watcher.watch_batch(None if self._left > 0 else shown(run, command.sequence))
            case c.WhatIf():
                self._runner.publish(consequences(run, command, self._watcher.probe))
            case c.SetBreakpoints():
                self._breakpoints.set(command.breakpoints, run, self._probe)
            case c.Probe():
                self._set_probe(run, command.text)
            case c.Extend():
                self._set_probe(run, run.task.extended(command.text, command.symbol))
            case c.SampleNow():
                self._runner.publish(sample(run, command.seed_text, asked=True))

    def _go(self, updates: float) -> None:
        self._watcher.watch_batch(None)
        self._left = updates
        self._next_update = 0.0
        if self._travel is None or self._travel.target is None:
            self._say(Phase.RUNNING)

    def _pause(self, run: Run, reason: Sentence | None = None, details: str = "") -> None:
        self._left = 0
        self._stay()
        self._watcher.refresh()
        self._say_kept()
        self._say(Phase.PAUSED, reason, details)

    def _phase(self) -> Phase:
        if self._travel is not None and self._travel.target is not None:
            return Phase.SEEKING
        return Phase.RUNNING if self._left else Phase.PAUSED

    def _say(self, phase: Phase, reason: Sentence | None = None, details: str = "") -> None:
        """Publish a phase, and where in time the run stands."""
        travel = self._travel
        update = travel.run.update if travel else 0
        present = travel.present.update if travel and travel.in_past else None
        self._runner.publish(Status(phase, update, reason, details, present=present))

    def _say_kept(self) -> None:
        self._kept.tell(None if self._travel is None else self._travel.history)

    # --- time ----------------------------------------------------------------------------------------------------

    def _seek(self, travel: Travel, update: int) -> None:
        self._journey.begin(travel, update)
        self._watcher.watch_batch(None)
        self._left = 0
        self._breakpoints.moved()

    def _go_on(self, run: Run) -> None:
        """Come nearer to the update that is being gone to; once there, do what has waited for it."""
        travel = self._travel
        if travel is None or not self._journey.go_on(travel):
            return
        self._watcher.refresh()
        self._runner.publish(Sought(travel.run.update, travel.run.config))
        self._say(self._phase())
        for command in self._journey.arrived():
            self._carry_out(command)

    def _say_where(self, travel: Travel) -> None:
        """Say from time to time where a run in the past has come to, and that it has met the present."""
        now = perf_counter()
        if not travel.in_past:
            self._runner.publish(Sought(travel.run.update, travel.run.config))
        if not travel.in_past or now - self._said_where >= _TOLD_EVERY:
            self._said_where = now
            self._say(Phase.RUNNING)

    def _keep_history(self, travel: Travel, limit: int) -> None:
        was_in_past = travel.in_past
        travel.keep(limit)
        self._former.limit(limit)
        self._limit = limit
        self._say_kept()
        if was_in_past and not travel.in_past:
            self._seek(travel, travel.present.update)

    def _stay(self) -> None:
        """Go no further to the update that was being gone to."""
        if self._travel is not None and self._travel.target is not None:
            self._travel.target = None
            self._journey.abandon()

    def _set_live(self, travel: Travel, command: c.Live) -> None:
        config = travel.run.config.changed(**command.values)
        if travel.in_past and not config.learns_as(travel.run.config):
            self._branch(travel, c.Branch(None, command.values))
        else:
            seen_otherwise = not config.learns_as(travel.run.config)
            travel.set_live(config)
            if seen_otherwise:  # the picture of a paused run is another one too: how strong W_hh is held, what φ is
                self._watcher.refresh()

    def _branch(self, travel: Travel, command: c.Branch) -> None:
        if command.update not in (None, travel.run.update):
            self._seek(travel, command.update)
            self._journey.keep(replace(command, update=None))
            return
        taken = snapshot(travel.run)
        config = taken.config.changed(**command.changes)
        self._runner.publish(Branched(config, taken.edited(command.weights)))

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self, command: c.Build) -> None:
        """Make a run from a config; if that is refused, the one before goes on as it was."""
        left = self._left
        self._left, self._given_up = 0, False
        self._runner.publish(Status(Phase.BUILDING, progress=0.0))
        task = None if self._travel is None else self._travel.present.task
        try:
            run = built(self._runner, command, task)
        except Exception as error:
            self._left = left
            self._say_not_built(error)
            return
        self._begin(run, command)
        if command.running:
            self._go(math.inf)
        else:
            self._pause(run)

    def _say_not_built(self, error: Exception) -> None:
        self._given_up = isinstance(error, GivenUp)
        phase = Phase.FAILED if self._travel is None else self._phase()
        self._say(phase, *(() if self._given_up else not_built(error)))

    def _say_given_up(self) -> None:
        """Say that building was given up because the user wanted it; given up for another build it needs no word."""
        self._given_up = False
        self._say(Phase.FAILED if self._travel is None else self._phase(), given_up(self._travel is not None))

    def _begin(self, run: Run, command: c.Build) -> None:
        left = self._put_aside()
        if command.keeps:
            self._former.keep(left)
        self._runner.metrics.clear(run.update)
        self._number += 1
        self._take_up(Standing(self._number, Travel(run, self._limit), probe=command.probe))

    def _bring_back(self) -> None:
        """Take up the former run where it stood, and put this one aside in its place."""
        left = self._put_aside()
        if left is None:
            return
        back = self._former.exchange(left)
        self._left = 0
        if back.metrics is not None:
            self._runner.metrics.become(back.metrics)
            back.metrics = None
        self._take_up(back, brought_back=True)
        if back.travel.in_past:
            self._runner.publish(Sought(back.travel.run.update, back.travel.run.config))
        self._pause(back.travel.run)

    def _put_aside(self) -> Standing | None:
        """Have all that belongs to the run with it."""
        self._stay()
        there = self._there
        if there is not None:
            there.metrics, there.probe = self._runner.metrics.copy(), self._probe.text
        return there

    def _take_up(self, there: Standing, brought_back: bool = False) -> None:
        """Stand where a run stands, a new one or the former one."""
        run, self._there = there.travel.run, there
        self._kept.forget()
        self._runner.governor.restart()
        facts = replace(there.travel.present.facts(), run=there.number, brought_back=brought_back)
        self._runner.frames.take()  # one of the run before must not be seen after these
        self._runner.publish(replace(facts, former=self._former.facts))
        self._say_kept()
        try:
            self._set_probe(run, there.probe or facts.default_probe)
        except Refused:
            self._set_probe(run, facts.default_probe)
        for refused in self._breakpoints.begin(run, self._probe, there.accuracies):
            self._object(refused, c.SetBreakpoints)
        if there.travel.refused is not None:
            self._object(there.travel.refused, c.KeepHistory)

    def _set_probe(self, run: Run, text: str) -> None:
        self._watcher.probe = run.watch(text)
        self._watcher.watch_batch(None)
        self._watcher.refresh()
        self._runner.publish(Probed(text))

    # --- work ----------------------------------------------------------------------------------------------------

    def _guarded(self, run: Run, act: Callable[[Run], None]) -> None:
        """Do something with the run; whatever goes wrong pauses training and is said."""
        try:
            act(run)
        except Exception as error:
            template = QT_TRANSLATE_NOOP("engine", "An error stopped training at update {update}: {error}")
            said = Sentence(template, {"update": run.update, "error": reason(error)})
            self._pause(run, said, traceback.format_exc())
            self._watcher.stale = False  # or a probe that fails would fail again at once

    def _update(self, run: Run) -> None:
        there, hits = self._there, list[BreakpointHit]()
        if there is None:
            return
        travel = there.travel
        if not travel.in_past and (written := there.reporting.before(run)) is not None:
            self._runner.publish(written)

        def accept(metrics: Metrics) -> bool:
            hits.extend(self._breakpoints.hits(run, metrics, self._probe))
            return metrics.finite and not hits

        began = perf_counter()
        travel.prepare()
        self._kept.tell_at_times(travel.history)
        metrics = train_once(run, accept)
        self._runner.governor.updated(perf_counter() - began - self._breakpoints.seconds)
        for hit in hits:
            self._runner.publish(hit)
        if hits and metrics.finite:
            self._pause(run, stopped(hits[0]))
            return
        self._taken(there, metrics)
        self._next_update = began + self._seconds_per_update if self._seconds_per_update else 0.0

    def _taken(self, there: Standing, metrics: Metrics) -> None:
        """Say what an update brought, unless it was one of the past, of which all is said."""
        travel = there.travel
        run, again = travel.run, travel.in_past
        travel.updated()
        self._watcher.stale = True
        if again:
            self._say_where(travel)
        else:
            self._runner.metrics.append(metrics)
        if not metrics.finite:
            found, reason = hunted(run, metrics)
            self._pause(run, reason, str(not_finite(metrics)))
            if found is not None:
                self._runner.publish(found)
            return
        self._left -= 1
        if not again and (evaluated := there.reporting.after(run)) is not None:
            self._breakpoints.evaluated(evaluated)
            self._runner.publish(evaluated)
        if self._left <= 0:
            self._pause(run)
