"""Taking one update after another: breakpoints before the weights change, and what each update brought."""

from __future__ import annotations

from time import perf_counter

from rnnviz.engine.breakpoint_checks import parted, stopped
from rnnviz.engine.inspection import hunted
from rnnviz.engine.messages import BreakpointHit
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.schedule import not_finite
from rnnviz.engine.standing import Standing
from rnnviz.engine.training import Run, train_once
from rnnviz.engine.workplace import Workplace


class Learning:
    """Has the run at a workplace learn, at most as fast as somebody wants it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._seconds_per_update = 0.0

    def limit(self, per_second: float | None) -> None:
        """Take so many updates a second at most; None: as many as can be."""
        self._seconds_per_update = 1.0 / per_second if per_second else 0.0
        self._place.next_update = 0.0

    def update(self, run: Run) -> None:
        """Take one update, or pause before it: at a breakpoint, or where it is not finite."""
        place, there, hits = self._place, self._place.there, list[BreakpointHit]()
        if there is None:
            return
        if not there.travel.in_past and (written := there.reporting.before(run)) is not None:
            place.computing.have(run, written)

        def accept(metrics: Metrics) -> bool:
            stops, noted = parted(place.breakpoints.hits(run, metrics, place.probe))
            hits.extend(stops)
            place.exchange.metrics.note(*noted)
            return metrics.finite and not hits

        began = perf_counter()
        there.travel.prepare()
        place.kept.tell_at_times(there.travel.history)
        metrics = train_once(run, accept)
        place.exchange.governor.updated(perf_counter() - began - place.breakpoints.seconds)
        for hit in hits:
            place.publish(hit)
        if hits and metrics.finite:
            place.pause(stopped(hits[0]))
            return
        self._taken(there, metrics)
        place.next_update = began + self._seconds_per_update if self._seconds_per_update else 0.0

    def _taken(self, there: Standing, metrics: Metrics) -> None:
        """Say what an update brought, unless it was one of the past, of which all is said."""
        place, travel = self._place, there.travel
        run, again = travel.run, travel.in_past
        travel.updated()
        place.watcher.stale = True
        if again:
            place.say_where(travel)
        else:
            place.exchange.metrics.append(metrics)
        if not metrics.finite:
            self._halt(run, metrics)
            return
        place.left -= 1
        if not again and (evaluated := there.reporting.after(run)) is not None:
            # At a breakpoint training stops in the update that it is about: it waits for the value.
            place.computing.have(run, evaluated, here=place.left <= 0 or place.breakpoints.ask_for_accuracy)
        if place.left <= 0:
            place.pause()

    def _halt(self, run: Run, metrics: Metrics) -> None:
        """Say where an update stopped being finite; it was not taken."""
        found, reason = hunted(run, metrics)
        self._place.pause(reason, str(not_finite(metrics)))
        if found is not None:
            self._place.publish(found)
