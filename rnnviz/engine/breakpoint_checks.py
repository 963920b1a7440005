"""Whether a run stops before the update that it has just computed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from math import nan
from time import perf_counter

from rnnviz.engine.breakpoint_quantities import UpdateQuantities, known
from rnnviz.engine.breakpoints import Breakpoint, Condition, conditions
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.messages import BreakpointHit, Evaluated
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.run_log import ConditionMet
from rnnviz.engine.training import Run
from rnnviz.measures import ACCURACY
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, Sentence
from rnnviz.tasks import Watched


class Stopping:
    """The breakpoints of a session. What evaluating them takes is charged to the governor, as watching is."""

    def __init__(self, governor: Governor) -> None:
        self._governor = governor
        self._breakpoints: tuple[Breakpoint, ...] = ()
        self._conditions: tuple[Condition, ...] = ()
        self._passed: int | None = None  # the update at which it stopped last: going on, it does not stop there again
        self._accuracies: list[tuple[int, float]] = []  # (update, value), rising
        self.seconds = 0.0  # that the last evaluation took

    def set(self, breakpoints: tuple[Breakpoint, ...], run: Run, probe: Watched) -> None:
        """Have these and no others; raises `Refused` if one is wrong, and then those before stay."""
        found = conditions(breakpoints, known(run, probe)) if breakpoints else ()
        self._breakpoints, self._conditions = breakpoints, found
        self._passed = None

    def set_later(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Have these as soon as there is a run that they can be read for."""
        self._breakpoints = breakpoints

    def begin(self, run: Run, probe: Watched, accuracies: list[tuple[int, float]]) -> list[Refused]:
        """Turn to another run; return why, for each breakpoint that has no meaning for it and is let go.

        `accuracies` are those it has so far, as (update, value), rising; further ones are added to that list.
        """
        self._accuracies = accuracies
        kept, refusals = [], []
        for breakpoint in self._breakpoints:
            try:
                self.set((breakpoint,), run, probe)
                kept.append(breakpoint)
            except Refused as refused:
                refusals.append(refused)
        self.set(tuple(kept), run, probe)
        return refusals

    def evaluated(self, event: Evaluated) -> None:
        """Take note of a held-out quantity."""
        if "accuracy" in event.values:
            self._accuracies.append((event.update, event.values["accuracy"]))

    @property
    def ask_for_accuracy(self) -> bool:
        """Whether one of them depends on a held-out quantity."""
        return any(c.breakpoint.enabled and ACCURACY.name in c.names for c in self._conditions)

    def moved(self) -> None:
        """Forget where it stopped last: the run is elsewhere in time."""
        self._passed = None

    def hits(self, run: Run, metrics: Metrics, probe: Watched) -> list[BreakpointHit]:
        """Return the breakpoints that hold now, those that only log among them."""
        self.seconds = 0.0
        due = [condition for condition in self._conditions if condition.due(metrics.update)]
        if not due or metrics.update == self._passed:
            return []
        began = perf_counter()
        quantities = UpdateQuantities(run, probe, metrics, self._accuracy(metrics.update))
        found = [
            BreakpointHit(c.breakpoint, metrics.update, c.values(quantities), quantities.place(c))
            for c in due
            if c.holds(quantities)
        ]
        self._passed = metrics.update if any(not hit.breakpoint.logs for hit in found) else None
        self.seconds = perf_counter() - began
        self._governor.observed(self.seconds)
        return found

    def _accuracy(self, update: int) -> float:
        at = bisect_right(self._accuracies, update, key=lambda each: each[0])
        return self._accuracies[at - 1][1] if at else nan


def stopped(hit: BreakpointHit) -> Sentence:
    """Say that training has stopped at a breakpoint."""
    template = QT_TRANSLATE_NOOP(
        "engine", "The breakpoint {expression} holds at update {update}; the weights were not changed."
    )
    return Sentence(template, {"expression": hit.breakpoint.expression, "update": hit.update})


def parted(hits: Iterable[BreakpointHit]) -> tuple[list[BreakpointHit], list[ConditionMet]]:
    """Return the breakpoints at which training stops, and what the others have written down."""
    stops, noted = list[BreakpointHit](), list[ConditionMet]()
    for hit in hits:
        if hit.breakpoint.logs:
            noted.append(ConditionMet(hit.update, hit.breakpoint.expression, tuple(hit.values.items())))
        else:
            stops.append(hit)
    return stops, noted
