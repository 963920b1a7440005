"""What the worker thread does: commands, updates, and a look when the screen is due a picture."""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable, Iterator
from queue import Empty
from time import perf_counter
from typing import TYPE_CHECKING

from rnnviz.engine import commands as c
from rnnviz.engine.config import RunConfig
from rnnviz.engine.drag import Drag
from rnnviz.engine.messages import Objected, Phase, Probed, Status
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.reporting import Reporting, not_finite
from rnnviz.engine.sampling import sample
from rnnviz.engine.training import Run, build, start, training
from rnnviz.engine.watching import Watcher
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence

if TYPE_CHECKING:
    from rnnviz.engine.runner import Runner

_PROGRESS_EVERY = 0.1  # seconds


class GivenUp(Exception):
    """Building was given up because another build, or the end, was asked for."""


class Worker:
    """Lives in the worker thread; everything it says goes through its runner."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._watcher = Watcher(runner.frames, runner.governor)
        self._run: Run | None = None
        self._updates: Iterator[Metrics] = iter(())
        self._left = 0.0  # updates still to take; infinity while running
        self._seconds_per_update = 0.0
        self._next_update = 0.0  # not before this time, under a speed limit
        self._reporting = Reporting()
        self._stopping = False

    def work(self) -> None:
        """Work until told to stop."""
        while not self._stopping:
            self._take_commands()
            run = self._run
            if run is None or self._stopping:
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
            try:
                self._carry_out(queue.get(timeout=patience))
            except Empty:
                return
        while not queue.empty() and not self._stopping:
            self._carry_out(queue.get())

    def _patience(self) -> float | None:
        """Return the seconds that can be slept; None: until a command comes."""
        if self._run is None:
            return None
        now = perf_counter()
        until_update = max(0.0, self._next_update - now) if self._left > 0 else math.inf
        until_frame = self._watcher.delay() if self._watcher.waiting else math.inf
        soonest = min(until_update, until_frame)
        return None if soonest == math.inf else soonest

    def _carry_out(self, command: c.Command) -> None:
        try:
            self._obey(command)
        except Refused as refused:
            self._runner.publish(Objected(refused.sentence, refused.details, type(command).__name__))
        except Exception as error:
            template = QT_TRANSLATE_NOOP("engine", "That did not work: {error}")
            sentence = Sentence(template, {"error": _short(error)})
            self._runner.publish(Objected(sentence, traceback.format_exc(), type(command).__name__))

    def _obey(self, command: c.Command) -> None:
        match command:
            case c.Stop():
                self._stopping = True
            case c.Watch():
                self._watcher.set_watch(command)
            case c.Build():
                self._build(command)
            case c.Speed():
                self._seconds_per_update = 1.0 / command.per_second if command.per_second else 0.0
                self._next_update = 0.0
            case _ if self._run is not None:
                self._obey_about(self._run, command)

    def _obey_about(self, run: Run, command: c.Command) -> None:
        match command:
            case c.Run():
                self._go(math.inf)
            case c.Pause():
                self._pause(run)
            case c.Update():
                self._go(command.count)
            case c.Live():
                run.set_live(run.config.changed(**command.values))
            case c.Probe():
                self._set_probe(run, command.text)
            case c.SampleNow():
                self._runner.publish(sample(run, command.seed_text, asked=True))

    def _go(self, updates: float) -> None:
        self._left = updates
        self._next_update = 0.0
        self._runner.publish(Status(Phase.RUNNING, self._run.update if self._run else 0))

    def _pause(self, run: Run, reason: Sentence | None = None, details: str = "") -> None:
        self._left = 0
        self._watcher.refresh()
        self._runner.publish(Status(Phase.PAUSED, run.update, reason, details))

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self, command: c.Build) -> None:
        """Make a run from a config; if that is refused, the one before goes on as it was."""
        before = (self._run, self._left)
        self._left = 0
        self._runner.publish(Status(Phase.BUILDING, progress=0.0))
        try:
            run = self._made(command.config)
        except Exception as error:
            self._run, self._left = before
            self._say_not_built(error)
            return
        self._begin(run, command.probe)
        if command.running:
            self._go(math.inf)
        else:
            self._pause(run)

    def _made(self, config: RunConfig) -> Run:
        """Build, keeping a task whose data are the same: a long text is not read again for a new seed or a reset."""
        kept = self._run
        if kept is not None and kept.task.settings == config:
            return start(config, kept.task)
        told, sent = [perf_counter()], self._runner.superseding

        def progress(share: float) -> None:
            if self._runner.superseding > sent:
                raise GivenUp
            if perf_counter() - told[0] > _PROGRESS_EVERY:
                told[0] = perf_counter()
                self._runner.publish(Status(Phase.BUILDING, progress=share))

        return build(config, progress)

    def _say_not_built(self, error: Exception) -> None:
        if self._run is None:
            phase, update = Phase.FAILED, 0
        else:
            phase, update = (Phase.RUNNING if self._left else Phase.PAUSED), self._run.update
        if isinstance(error, GivenUp):
            self._runner.publish(Status(phase, update))
            return
        sentence = error.sentence if isinstance(error, Refused) else None
        if sentence is None:
            template = QT_TRANSLATE_NOOP("engine", "The model could not be built: {error}")
            sentence = Sentence(template, {"error": _short(error)})
        details = error.details if isinstance(error, Refused) else traceback.format_exc()
        self._runner.publish(Status(phase, update, sentence, details))

    def _begin(self, run: Run, probe: str) -> None:
        self._run = run
        self._updates = training(run)
        self._runner.governor.drag = Drag()  # another model feels painting otherwise
        self._reporting = Reporting()
        self._runner.metrics.clear()
        facts = run.facts()
        self._runner.publish(facts)
        try:
            self._set_probe(run, probe or facts.default_probe)
        except Refused:
            self._set_probe(run, facts.default_probe)

    def _set_probe(self, run: Run, text: str) -> None:
        self._watcher.probe = run.task.watch(text)
        self._watcher.refresh()
        self._runner.publish(Probed(text))

    # --- work ----------------------------------------------------------------------------------------------------

    def _guarded(self, run: Run, act: Callable[[Run], None]) -> None:
        """Do something with the run; whatever goes wrong pauses training and is said."""
        try:
            act(run)
        except Exception as error:
            template = QT_TRANSLATE_NOOP("engine", "An error stopped training at update {update}: {error}")
            self._updates = training(run)  # a generator that raised is exhausted
            self._pause(run, Sentence(template, {"update": run.update, "error": _short(error)}), traceback.format_exc())
            self._watcher.stale = False  # or a probe that fails would fail again at once

    def _update(self, run: Run) -> None:
        if (written := self._reporting.before(run)) is not None:
            self._runner.publish(written)
        began = perf_counter()
        metrics = next(self._updates)
        self._runner.governor.updated(perf_counter() - began)
        self._runner.metrics.append(metrics)
        self._watcher.stale = True
        if not metrics.finite:
            self._pause(run, not_finite(metrics))
            return
        self._left -= 1
        self._next_update = began + self._seconds_per_update if self._seconds_per_update else 0.0
        if (evaluated := self._reporting.after(run)) is not None:
            self._runner.publish(evaluated)
        if self._left <= 0:
            self._pause(run)


def _short(error: Exception) -> str:
    """Return the first line of an error, or its kind if it says nothing."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
