"""What the worker thread does: commands, updates, and a look when the screen is due a picture."""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable
from dataclasses import replace
from queue import Empty
from time import perf_counter

from rnnviz.engine import commands as c
from rnnviz.engine.building import reason, unforeseen
from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.exchange import Exchange
from rnnviz.engine.inspection import consequences, scripted, shown, traced
from rnnviz.engine.learning import Learning
from rnnviz.engine.messages import Branched, Objected
from rnnviz.engine.observer.observer import Observer
from rnnviz.engine.run_log import changes
from rnnviz.engine.sampling import writing
from rnnviz.engine.succession import Succession
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.training import Run
from rnnviz.engine.workplace import Workplace
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence

_SOON = 0.004  # seconds after which an answer is asked for again


class Worker:
    """Lives in the worker thread; everything it says goes through its exchange."""

    def __init__(self, exchange: Exchange, observer: Observer | None = None) -> None:
        self._exchange = exchange
        self._place = Workplace(exchange, observer)
        self._runs = Succession(self._place)
        self._learning = Learning(self._place)
        self._stopping = False

    def work(self) -> None:
        """Work until told to stop."""
        try:
            while not self._stopping:
                self._turn()
        finally:
            self._place.computing.drop()
            self._place.watcher.end()

    def _turn(self) -> None:
        """Carry out what has come, then look or learn, whichever is due."""
        self._take_commands()
        place = self._place
        run, travel = place.run, place.travel
        if run is None or travel is None or self._stopping:
            return
        if travel.target is not None:
            self._guarded(run, self._go_on)
            return
        if place.computing.waiting:
            self._guarded(run, lambda _: place.computing.answered())
        # Looking comes first: the untrained model is on screen before its first update.
        if place.watcher.waiting and place.watcher.delay() <= 0:
            self._guarded(run, place.watcher.observe)
        if place.left > 0 and perf_counter() >= place.next_update:
            self._guarded(run, self._learning.update)

    def _guarded(self, run: Run, act: Callable[[Run], None]) -> None:
        """Do something with the run; whatever goes wrong pauses training and is said."""
        try:
            act(run)
        except Exception as error:
            self._place.pause(*unforeseen(error, run.update))
            self._place.watcher.stale = False  # or a probe that fails would fail again at once

    # --- taking commands -----------------------------------------------------------------------------------------

    def _take_commands(self) -> None:
        """Carry out what has come; sleep until the next command if there is nothing else to do before."""
        queue, patience = self._exchange.commands, self._patience()
        if patience != 0.0:
            self._exchange.governor.learning = False
            try:
                command = queue.get(timeout=patience)
            except Empty:
                return
            finally:
                self._exchange.governor.learning = self._place.left > 0
            self._hear(command)
        while not queue.empty() and not self._stopping:
            self._hear(queue.get())

    def _hear(self, command: c.Command) -> None:
        self._exchange.heard += 1
        self._carry_out(command)

    def _patience(self) -> float | None:
        """Return the seconds that can be slept; None: until a command comes."""
        place = self._place
        if place.travel is None:
            return None
        if place.travel.target is not None:
            return 0.0
        now = perf_counter()
        until_update = max(0.0, place.next_update - now) if place.left > 0 else math.inf
        until_frame = place.watcher.delay() if place.watcher.waiting else math.inf
        until_answer = _SOON if place.computing.waiting else math.inf
        soonest = min(until_update, until_frame, until_answer)
        return None if soonest == math.inf else soonest

    def _carry_out(self, command: c.Command) -> None:
        try:
            self._obey(command)
        except Refused as refused:
            self._place.object(refused, type(command))
        except Exception as error:
            template = QT_TRANSLATE_NOOP("engine", "That did not work: {error}")
            sentence = Sentence(template, {"error": reason(error)})
            self._exchange.publish(Objected(sentence, traceback.format_exc(), type(command)))

    # --- carrying them out: whatever there is, in the run's time, about the run ------------------------------------

    def _obey(self, command: c.Command) -> None:
        travel = self._place.travel
        match command:
            case c.Stop():
                self._stopping = True
            case c.Watch():
                self._place.watcher.set_watch(command)
            case c.Build():
                self._runs.build(command)
            case c.Open():
                self._runs.open(command)
            case c.Record():
                self._record()
            case c.BringBack():
                self._runs.bring_back()
            case c.CancelBuild() if self._runs.given_up:
                self._runs.say_given_up()
            case c.Speed():
                self._learning.limit(command.per_second)
            case c.KeepHistory() if travel is None:
                self._place.limit = command.limit
            case c.SetBreakpoints() if travel is None:
                self._place.breakpoints.set_later(command.breakpoints)
            case _ if travel is not None and (travel.target is None or not self._place.journey.keeps(command)):
                self._obey_in_time(travel, command)

    def _record(self) -> None:
        if (recorded := self._runs.record()) is not None:
            self._place.publish(recorded)

    def _obey_in_time(self, travel: Travel, command: c.Command) -> None:
        match command:
            case c.Seek():
                self._place.seek(travel, command.update)
            case c.Return():
                self._place.seek(travel, travel.present.update)
            case c.Branch():
                self._branch(travel, command)
            case c.Live():
                self._set_live(travel, command)
            case c.KeepHistory():
                self._keep_history(travel, command.limit)
            case _:
                self._obey_about(travel.run, command)

    def _obey_about(self, run: Run, command: c.Command) -> None:
        place = self._place
        match command:
            case c.Run():
                place.go(math.inf)
            case c.Pause():
                place.pause()
            case c.Update():
                place.go(command.count)
            case c.WriteScript():
                place.publish(scripted(run, command))
            case c.TraceNext():
                place.publish(traced(run, command, running=place.left > 0))
            case c.WatchBatch():
                place.watcher.watch_batch(None if place.left > 0 else shown(run, command.sequence))
            case c.WhatIf():
                place.publish(consequences(run, command, place.watcher.probe))
            case c.SetBreakpoints():
                place.settle()
                place.breakpoints.set(command.breakpoints, run, place.probe)
            case c.Probe():
                place.watch(run, command.text)
            case c.Extend():
                place.watch(run, run.task.extended(command.text, command.symbol))
            case c.SampleNow():
                place.computing.have(run, writing(run, command.seed_text, asked=True), here=place.left <= 0)

    # --- in the run's time ---------------------------------------------------------------------------------------

    def _go_on(self, run: Run) -> None:
        """Come nearer to the update that is being gone to; once there, do what has waited for it."""
        place, travel = self._place, self._place.travel
        if travel is None or not place.journey.go_on(travel):
            return
        place.watcher.refresh()
        place.say_arrived(travel)
        place.say(place.phase)
        for command in place.journey.arrived():
            self._carry_out(command)

    def _keep_history(self, travel: Travel, limit: int) -> None:
        was_in_past = travel.in_past
        travel.keep(limit)
        self._runs.former.limit(limit)
        self._place.limit = limit
        self._place.say_kept()
        if was_in_past and not travel.in_past:
            self._place.seek(travel, travel.present.update)

    def _set_live(self, travel: Travel, command: c.Live) -> None:
        config = travel.run.config.changed(**command.values)
        if travel.in_past and not config.learns_as(travel.run.config):
            self._branch(travel, c.Branch(None, command.values))
        else:
            seen_otherwise = not config.learns_as(travel.run.config)
            self._place.exchange.metrics.note(*changes(travel.run.update, travel.run.config, config))
            travel.set_live(config)
            if seen_otherwise:  # the picture of a paused run is another one too: how strong W_hh is held, what φ is
                self._place.watcher.refresh()

    def _branch(self, travel: Travel, command: c.Branch) -> None:
        if command.update not in (None, travel.run.update):
            self._place.seek(travel, command.update)
            self._place.journey.keep(replace(command, update=None))
            return
        taken = snapshot(travel.run)
        config = taken.config.changed(**command.changes)
        self._exchange.publish(Branched(config, taken.edited(command.weights)))
