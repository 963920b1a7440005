"""Looking at the run when the screen is due a picture, and no oftener than the budget allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter

from rnnviz.engine.commands import Watch
from rnnviz.engine.governor import Governor
from rnnviz.engine.holding import held
from rnnviz.engine.slot import Latest
from rnnviz.engine.training import Run
from rnnviz.probe.frame import Frame, Want
from rnnviz.probe.observation import observe
from rnnviz.tasks import Watched


def observed(run: Run, probe: Watched, wants: frozenset[Want]) -> Frame:
    """Observe the model as it predicts: no unit is dropped from the picture, and W_hh is as strong as it is held."""
    training = run.model.training
    run.model.eval()
    try:
        with held(run.model, run.config.singular_value):
            frame = observe(run.model, run.forward(probe), wants=wants, update=run.update)
    finally:
        run.model.train(training)
    return replace(frame, text=probe.text)


class Watcher:
    """Observes one run into a slot.

    A part of a Frame has a rate of its own: spectra are worth computing a few times a second, states every time.
    """

    def __init__(self, frames: Latest[Frame], governor: Governor) -> None:
        self._frames = frames
        self._governor = governor
        self._rates: Mapping[Want, float] = {}
        self._last: dict[Want, float] = {}
        self.probe: Watched | None = None
        self.stale = True  # whether anything changed since the last Frame

    def set_watch(self, watch: Watch) -> None:
        """Look at other parts, or under another budget."""
        self._rates = dict(watch.rates)
        self._governor.budget = watch.budget
        self._governor.frames_per_second = watch.frames_per_second
        self.refresh()

    def refresh(self) -> None:
        """Have the next Frame hold every part, whatever its rate."""
        self._last.clear()
        self.stale = True

    @property
    def waiting(self) -> bool:
        """Whether there is something to look at and somebody who looks."""
        return self.stale and bool(self._rates) and self.probe is not None

    def delay(self) -> float:
        """Return the seconds until a Frame may be observed; 0: now."""
        if not self._frames.empty:
            return 0.004  # the window has not taken the last one: ask again soon
        return max(0.0, self._governor.due(perf_counter()))

    def observe(self, run: Run) -> None:
        """Observe the run now."""
        if self.probe is None:
            return
        began = perf_counter()
        self._governor.begin(began)
        wants = self._due(began)
        self.stale = False
        self._frames.put(observed(run, self.probe, wants))
        self._governor.observed(perf_counter() - began)

    def _due(self, now: float) -> frozenset[Want]:
        # Half an interval early counts: a rate of 30 at 25 Frames a second means every Frame.
        early = 0.5 * self._governor.interval
        due = frozenset(w for w, rate in self._rates.items() if now - self._last.get(w, -1e9) + early >= 1 / rate)
        self._last.update(dict.fromkeys(due, now))
        return due
