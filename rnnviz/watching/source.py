"""The window's end of the line: a user's own run as a `Source`. What it can do it says; what it cannot is not asked."""

from __future__ import annotations

import math
from queue import SimpleQueue
from threading import Thread
from typing import Any

from typing_extensions import override

from rnnviz.agent.observation import Cause, Facts, Observation, Stop, UpdateMetrics
from rnnviz.agent.spectra import with_spectra
from rnnviz.agent.wishes import Wishes
from rnnviz.connection.greetings import Hello
from rnnviz.connection.line import Line
from rnnviz.engine import commands as c
from rnnviz.engine.apart.messages import Cost
from rnnviz.engine.apart.reported_cost import ReportedCost
from rnnviz.engine.capability import Capability
from rnnviz.engine.config import RunConfig
from rnnviz.engine.exchange import drained
from rnnviz.engine.frame_governor import Limit
from rnnviz.engine.latest import Latest
from rnnviz.engine.messages import BreakpointHit, Built, Event, Objected, Parts, Phase, Status
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.probe.frame import EVERYTHING, Frame
from rnnviz.probe.named_axes import check
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.watching.messages import (
    TO_THE_WINDOW,
    Advance,
    Break,
    Bye,
    Go,
    Going,
    Hold,
    Leave,
    Said,
    Updates,
    Wish,
)

PASSED_BY = frozenset({Capability.PAUSE, Capability.BREAK, Capability.CHOOSE})
_SMOOTH = 0.98  # of the smoothed loss, what stays at an update
_ENDED = QT_TRANSLATE_NOOP("watching", "The script has ended, or is watched no more: what it was last stays here.")
_NOT_FINITE = QT_TRANSLATE_NOOP(
    "watching", "At update {update} the loss or a gradient is not finite; the weights are still those before it."
)


class TakenMetrics(MetricsHistory):
    """Of a loop that takes every update, those that are not finite too."""

    @override
    def append(self, metrics: Metrics) -> None:
        super().append(metrics)
        self.count = metrics.update + 1


class WatchedRun:
    """A user's own run.

    Parameters
    ----------
    line : Line
        To it; belongs to the source.
    hello : Hello
        What it has said of itself.
    """

    def __init__(self, line: Line, hello: Hello) -> None:
        self.frames: Latest[Frame] = Latest()
        self.metrics: MetricsHistory = TakenMetrics()
        self.governor = ReportedCost()
        self.title = hello.title
        self.capabilities = PASSED_BY
        self.line = line
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._orders: SimpleQueue[object] = SimpleQueue()
        self._sent = self._heard = 0
        self._watch, self._wishes = c.Watch(), Wishes()
        self._smoothed = math.nan
        self._update = 0
        self._facts: Facts | None = None
        self._over = False
        self._threads = [
            Thread(target=each, name=f"rnnviz watched {name}", daemon=True)
            for name, each in (("in", self._hear), ("out", self._send))
        ]

    # --- the window's thread ---

    def start(self) -> None:
        """Begin to hear."""
        self._events.put(Status(Phase.BUILDING))
        for thread in self._threads:
            thread.start()

    def events(self) -> list[Event]:
        """Return what was said since the last call, oldest first."""
        return drained(self._events)

    def send(self, command: c.Command) -> int:
        """Have a command carried out; return its number, from 1."""
        self._sent += 1
        order = self._order(command)
        if order is not None:
            self._orders.put(order)
        self._heard = self._sent
        return self._sent

    def _order(self, command: c.Command) -> object | None:
        match command:
            case c.Run():
                return Go()
            case c.Pause():
                return Hold()
            case c.Update():
                return Advance(command.count)
            case c.SetBreakpoints():
                return Break(command.breakpoints)
            case c.Watch():
                self._watch = command
                return self._wish()
            case c.Choose():
                self._wishes = Wishes(self._wishes.wants, command.sequence, command.parts)
                return self._wish()
            case c.Stop():
                return Leave()
        return None

    def _wish(self) -> Wish:
        wants = frozenset().union(*self._watch.rates) if self._watch.rates else EVERYTHING
        self._wishes = Wishes(wants, self._wishes.sequence, self._wishes.parts)
        rate = self._watch.frames_per_second if self._watch.rates else 0.0
        return Wish(self._wishes, rate, self._watch.budget)

    def stop(self, timeout: float | None = None) -> bool:
        """Watch no more: the run goes on as if nobody had."""
        del timeout
        self.send(c.Stop())
        if self._threads[0].ident is None:
            self.line.close()
            return True
        self._orders.put(None)
        self._threads[1].join(1.0)
        self.line.close()
        for thread in self._threads:
            thread.join(1.0)
        return not self.alive

    @property
    def alive(self) -> bool:
        """Whether anything may still be heard of it."""
        return self._threads[0].is_alive()

    # --- its threads ---

    def _send(self) -> None:
        try:
            while (order := self._orders.get()) is not None:
                self.line.send(order)
        except OSError:
            return

    def _hear(self) -> None:
        reason = ""
        try:
            while not self._over and (said := self.line.receive(*TO_THE_WINDOW)) is not None:
                self._take(said)
        except (Refused, ValueError) as error:
            reason = f"{error}\n{getattr(error, 'details', '')}"
        self.capabilities = frozenset()
        self._say(Phase.STOPPED, Sentence(_ENDED), reason)
        self._orders.put(None)
        self.line.close()

    def _say(self, phase: Phase, reason: Sentence | None = None, details: str = "") -> None:
        self._events.put(Status(phase, self._update, reason, details, heard=self._heard))

    def _take(self, said: Any) -> None:
        match said:
            case Observation():
                self._see(said)
            case Updates():
                for metrics in said.each():
                    self._count(metrics)
            case Stop():
                self._wait(said)
            case Going():
                self._say(Phase.RUNNING)
            case Said():
                about = c.SetBreakpoints if said.about_breakpoints else None
                self._events.put(Objected(said.sentence, said.details, about))
            case Bye():
                self._over = True

    def _see(self, seen: Observation) -> None:
        check(seen.frame)
        if seen.facts is not None:
            if self._facts is None:
                self._build(seen.facts)
            self._facts = seen.facts
            self._events.put(Parts(seen.facts))
        share = seen.cost_ms / 1e3 * self._watch.frames_per_second
        self.governor.take(Cost(min(share, self._watch.budget), Limit.RATE, None, False))
        self.frames.put(with_spectra(seen.frame))

    def _build(self, facts: Facts) -> None:
        """Say what there is to know of a model, as far as that is known of one that is not ours."""
        config = RunConfig().model_copy(update={"device": facts.device}) if facts.device != "cpu" else RunConfig()
        built = Built(config, "", frozenset(), False, facts.parameters, "", {}, math.nan, has_accuracy=False, run=1)
        self._events.put(built)
        self._say(Phase.RUNNING)

    def _count(self, taken: UpdateMetrics) -> None:
        if not math.isfinite(self._smoothed):
            self._smoothed = taken.loss
        elif math.isfinite(taken.loss):
            self._smoothed = _SMOOTH * self._smoothed + (1 - _SMOOTH) * taken.loss
        self._update = taken.update + 1
        clipped = taken.gradient_norm if math.isnan(taken.clipped_norm) else taken.clipped_norm
        self.metrics.append(
            Metrics(taken.update, taken.loss, taken.gradient_norm, self._smoothed, taken.finite, clipped)
        )

    def _wait(self, stop: Stop) -> None:
        self._update = stop.update
        reason = None
        if stop.breakpoint is not None:
            self._events.put(BreakpointHit(stop.breakpoint, stop.update, stop.values, stop.place))
        elif stop.cause is Cause.NOT_FINITE:
            reason = Sentence(_NOT_FINITE, {"update": stop.update})
        self._say(Phase.PAUSED, reason)
