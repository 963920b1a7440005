"""Looking at the run when the screen is due a picture, and no oftener than the budget allows."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from math import inf
from time import perf_counter
from typing import Protocol

from torch import nn

from rnnviz.engine.commands import Watch
from rnnviz.engine.frame_governor import Governor
from rnnviz.engine.latest import Latest
from rnnviz.engine.singular_value import held
from rnnviz.engine.training import Run, mixed, seed_generators
from rnnviz.probe.frame import Frame, Want
from rnnviz.probe.observation import observe
from rnnviz.probe.outcome import Outcome
from rnnviz.tasks import Start, Watched


def observed(run: Run, probe: Watched, wants: frozenset[Want]) -> Frame:
    """Observe the model of a run as it predicts, from where watching begins now."""
    return observed_model(run.model, probe, run.start, run.config.singular_value, wants, run.update)


def observed_model(
    model: nn.Module, probe: Watched, start: Start, singular_value: float, wants: frozenset[Want], update: int
) -> Frame:
    """Observe a model as it predicts: no unit is dropped from the picture, and W_hh is as strong as it is held."""
    training = model.training
    model.eval()
    try:
        with held(model, singular_value):
            frame = observe(model, partial(probe.forward, start=start), wants=wants, update=update)
    finally:
        model.train(training)
    return replace(frame, text=probe.text)


def observed_in_batch(run: Run, sequence: int, wants: frozenset[Want]) -> Frame:
    """Observe one sequence of the batch about to be learned, as the update computes it.

    From the state that training carries, with the units that its dropout drops, for the loss of the whole batch: every
    number is that of the Trace of this update.
    """
    batch = run.task.batch(run.update)
    state = run.task.initial_state(run.update, copy.deepcopy(run.carried))

    def forward(model: nn.Module) -> Outcome:
        seed_generators(mixed(run.config.seed, run.update), run.config.device)
        outcome = run.task.outcome(model, batch, state, sequence)
        return replace(outcome, lengths={axis: len(symbols) for axis, symbols in outcome.sequences.items()})

    with held(run.model, run.config.singular_value):
        frame = observe(run.model, forward, wants=wants, sequence=sequence, update=run.update)
    return replace(frame, sequence=sequence)


class Elsewhere(Protocol):
    """Whoever looks in this thread's place (`rnnviz.engine.observer.aside`): a Frame is asked for, and comes later."""

    def begin(self, run: Run) -> None:
        """Get ready, if such a run can be looked at there: its first picture is there."""

    @property
    def looking(self) -> bool:
        """Whether a Frame is on its way."""

    def delay(self) -> float:
        """Return the seconds for which nothing is to be asked for; 0 or less: none."""

    def missed(self) -> bool:
        """Return whether what was asked for does not come; said once."""

    def look(self, run: Run, probe: Watched, wants: frozenset[Want]) -> bool:
        """Have a run looked at as it stands; return whether that is possible."""

    def forget(self) -> None:
        """Take nothing any more of what was asked for so far."""

    def end(self) -> None:
        """Ask for nothing any more."""


class Watcher:
    """Observes one run into a slot.

    What is seen together has a rate of its own: spectra are worth computing a few times a second, states every time.

    Parameters
    ----------
    frames : Latest of Frame
        Where they are put.
    governor : Governor
        Says when, and is told what it took.
    elsewhere : Elsewhere, optional
        Looks in this thread's place, once it can.
    """

    def __init__(self, frames: Latest[Frame], governor: Governor, elsewhere: Elsewhere | None = None) -> None:
        self._frames = frames
        self._governor = governor
        self._elsewhere = elsewhere
        self._rates: Mapping[frozenset[Want], float] = {}
        self._last: dict[frozenset[Want], float] = {}
        self.probe: Watched | None = None
        self.stale = True  # whether anything changed since the last Frame
        self._sequence: int | None = None  # of the batch about to be learned; None: the probe sequence is watched

    def set_watch(self, watch: Watch) -> None:
        """Look at other parts, or under another budget."""
        self._rates = dict(watch.rates)
        self._governor.budget = watch.budget
        self._governor.frames_per_second = watch.frames_per_second
        self.refresh()

    def watch_batch(self, sequence: int | None) -> None:
        """Look at a sequence of the batch about to be learned, or (None) at the probe sequence again."""
        if sequence != self._sequence:
            self._sequence = sequence
            self.refresh()

    def refresh(self) -> None:
        """Have the next Frame hold every part, whatever its rate, and be of what there is from now on."""
        self._last.clear()
        self.stale = True
        if self._elsewhere is not None:
            self._elsewhere.forget()

    def drop(self) -> None:
        """Show nothing any more of what was seen so far."""
        self.refresh()
        self._frames.take()

    def end(self) -> None:
        """Look at nothing any more."""
        if self._elsewhere is not None:
            self._elsewhere.end()

    @property
    def waiting(self) -> bool:
        """Whether there is something to look at and somebody who looks."""
        if self._elsewhere is not None and self._elsewhere.missed():
            self.refresh()
        return (self.stale or self._on_its_way) and bool(self._rates) and self.probe is not None

    @property
    def _on_its_way(self) -> bool:
        return self._elsewhere is not None and self._elsewhere.looking

    def delay(self) -> float:
        """Return the seconds until a Frame may be observed; 0: now."""
        if not self._frames.empty or self._on_its_way:
            return 0.004  # the window has not taken the last one, or it is not there yet: ask again soon
        now = perf_counter()
        alone = 0.0 if self._elsewhere is None else self._elsewhere.delay()
        return max(0.0, alone, self._governor.due(now), min(self._until(parts, now) for parts in self._rates))

    def observe(self, run: Run) -> None:
        """Observe the run now."""
        if self.probe is None:
            return
        began = perf_counter()
        self._governor.begin(began)
        wants = self._due(began)
        self.stale = False
        if not self._seen_elsewhere(run, self.probe, wants):
            self._look(run, self.probe, wants)
        self._governor.observed(perf_counter() - began)

    def _seen_elsewhere(self, run: Run, probe: Watched, wants: frozenset[Want]) -> bool:
        """Have it looked at elsewhere, if that can be."""
        return self._elsewhere is not None and self._sequence is None and self._elsewhere.look(run, probe, wants)

    def _look(self, run: Run, probe: Watched, wants: frozenset[Want]) -> None:
        if self._sequence is None:
            self._frames.put(observed(run, probe, wants))
        else:
            self._frames.put(observed_in_batch(run, self._sequence, wants))
        self._governor.observed_here()
        if self._elsewhere is not None:
            self._elsewhere.begin(run)

    def _due(self, now: float) -> frozenset[Want]:
        due = frozenset().union(*(parts for parts in self._rates if self._until(parts, now) <= 0))
        self._last.update((parts, now) for parts in self._rates if parts <= due)
        return due

    def _until(self, parts: frozenset[Want], now: float) -> float:
        """Return the seconds until some parts are due."""
        # Half an interval early counts: a rate of 30 at 25 Frames a second means every Frame.
        return self._last.get(parts, -inf) + 1 / self._rates[parts] - 0.5 * self._governor.interval - now
