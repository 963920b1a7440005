"""Training without a window: a progress bar, losses and samples as they come, and a folder of results."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from rnnviz import installed
from rnnviz.engine.config import RunConfig
from rnnviz.engine.loading import load_torch, tune_allocator
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.files.replacing import folder
from rnnviz.results import Results, draw, write
from rnnviz.sentences import Refused
from rnnviz.telling import Telling

if TYPE_CHECKING:
    from rnnviz.engine.training import Run

DONE, NOT_FINITE, INTERRUPTED = 0, 2, 130


@dataclass(frozen=True)
class Order:
    """What is to be done."""

    config: RunConfig
    probe: str = ""  # the sequence to look at; empty: the task's own
    updates: int = 500
    out: Path = Path("out")
    pictures: bool = True
    named: frozenset[str] = frozenset()  # the settings that the user chose, to be told of those without effect


class Interrupt:
    """Ctrl+C asks to stop after the update under way; a second one stops at once."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> Interrupt:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(signal.SIGINT, self._before)


def run(order: Order) -> int:
    """Train, then write the results.

    Returns
    -------
    int
        0: every update was taken. 2: the loss or a gradient became infinite or NaN. 130: Ctrl+C. The results of what
        was done are written in each case.

    Raises
    ------
    Refused
        If it cannot begin (settings, text, probe sequence, folder), or the results cannot be written.
    """
    installed.check_torch()
    folder(order.out)
    tune_allocator()
    telling = Telling(order.updates)
    telling.say("Loading PyTorch ...")
    load_torch()
    results = _trained(order, telling)
    write(order.out, results)
    if order.pictures:
        _draw(order, results, telling)
    telling.say(f"The results are in {order.out}.")
    return _verdict(order, results.history)


def _verdict(order: Order, history: MetricsHistory) -> int:
    """Say on stderr why it ended early, if it did."""
    from rnnviz.engine.reporting import not_finite

    if history.last is not None and not history.last.finite:
        print(not_finite(history.last), file=sys.stderr)
        return NOT_FINITE
    if history.count < order.updates:
        print(f"Stopped after {history.count} of {order.updates} updates.", file=sys.stderr)
        return INTERRUPTED
    return DONE


def _trained(order: Order, telling: Telling) -> Results:
    from rnnviz.engine.training import build
    from rnnviz.probe.observation import observe

    telling.say("Reading the text and building the model ...")
    made = build(order.config)
    watched = made.watch(order.probe or made.task.default_probe())
    results = Results(made.facts(), watched.text)
    telling.built(results.built, order.named)
    with Interrupt() as interrupt, telling:
        for metrics in _updates(made, results, telling):
            if interrupt.asked or made.update >= order.updates or not metrics.finite:
                break
    results.frame = observe(made.model, made.forward(watched), update=made.update)
    return results


def _updates(made: Run, results: Results, telling: Telling) -> Iterator[Metrics]:
    """Train for ever; note and tell what comes, as the worker behind a window does."""
    from rnnviz.engine.reporting import Reporting
    from rnnviz.engine.training import training

    reporting, updates = Reporting(), training(made)
    while True:
        try:
            if (sample := reporting.before(made)) is not None:
                results.samples.append(sample)
                telling.sample(sample)
        except Refused as refused:
            telling.say(refused)
        metrics = next(updates)
        results.add(metrics)
        telling.update(metrics)
        if metrics.finite and (evaluated := reporting.after(made)) is not None:
            results.evaluations.append(evaluated)
            telling.evaluated(evaluated)
        yield metrics


def _draw(order: Order, results: Results, telling: Telling) -> None:
    """Draw the panels, where this machine can: the numbers are there in any case."""
    try:
        telling.say("Drawing the panels ...")
        draw(order.out, results)
    except Refused as refused:
        telling.say(f"No pictures were drawn: {refused}")
