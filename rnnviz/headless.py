"""Training without a window: a progress bar, losses and samples as they come, and a folder of results."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rnnviz import ending, installed
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.config import RunConfig
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.torch_loading import load_torch, tune_allocator
from rnnviz.files.replacing import folder
from rnnviz.results import Halted, Results, draw, write
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.telling import Telling

if TYPE_CHECKING:
    from rnnviz.engine.training import Run
    from rnnviz.tasks import Watched

DONE, FAULTY = 0, 2


@dataclass(frozen=True)
class Order:
    """What is to be done."""

    config: RunConfig
    probe: str = ""  # the sequence to look at; empty: the task's own
    updates: int = 500
    out: Path = Path("out")
    pictures: bool = True
    named: frozenset[str] = frozenset()  # the settings that the user chose, to be told of those without effect
    fit: bool = False  # a text that is too short is learned in fewer timesteps, fewer sequences at once
    logged: tuple[Breakpoint, ...] = ()  # conditions that are written down


def run(order: Order) -> int:
    """Train, then write the results.

    Returns
    -------
    int
        0: every update was taken, and everything is written. 2: the loss or a gradient became infinite or NaN, or
        something could not be drawn or written. 130, 143, 129: told to end (`rnnviz.ending`). The results of what was
        done are written in each case, as far as they can be.

    Raises
    ------
    Refused
        If it cannot begin (settings, text, probe sequence, folder).
    Ended
        If it is told to end before training has begun, or for a second time.
    """
    installed.check_torch()
    folder(order.out)
    tune_allocator()
    telling = Telling(order.updates)
    telling.say("Loading PyTorch ...")
    load_torch()
    made = _built(order, telling)
    request = ending.Request()
    with ending.heard(request.hear):  # until the last file is written
        results = _trained(order, made, telling, request)
        faults = [*results.faults, *write(order.out, results)]
        if order.pictures:
            telling.say("Drawing the panels ...")
            faults += draw(order.out, results)
        for fault in faults:
            print(fault, file=sys.stderr)
        telling.say(f"The results are in {order.out}.")
        return _verdict(order, results, request, bool(faults))


def _verdict(order: Order, results: Results, request: ending.Request, faulty: bool) -> int:
    """Say on stderr why it ended early, if it did; return the exit code."""
    done = results.history.count
    if results.halted is not None:
        print(*results.halted.said, sep="\n", file=sys.stderr)
    elif done < order.updates:
        print(f"Stopped after {done} of {order.updates} updates.", file=sys.stderr)
    if request.number is not None:
        return ending.exit_code(request.number)
    return FAULTY if faulty or results.halted is not None else DONE


_STOPPED = QT_TRANSLATE_NOOP("engine", "An error stopped training at update {update}: {error}")
_UNSEEN = QT_TRANSLATE_NOOP("engine", "The watched sequence could not be observed: {error}")


class _Made(NamedTuple):
    run: Run
    watched: Watched


def _built(order: Order, telling: Telling) -> _Made:
    from rnnviz.engine.breakpoint_quantities import known
    from rnnviz.engine.breakpoints import conditions
    from rnnviz.engine.fitting import fitted, shorter
    from rnnviz.engine.training import build

    telling.say("Reading the text and building the model ...")
    config, text = fitted(order.config) if order.fit else (order.config, None)
    if shorter(config, order.config):
        telling.say(
            f"The text is short: it is learned {config.sequence_length} timesteps at a time, {config.batch} sequences "
            "at once."
        )
    made = build(config)
    del text  # the task has it by now
    watched = made.watch(order.probe or made.task.default_probe())
    conditions(order.logged, known(made, watched))  # a wrong one is refused before anything is learned
    telling.built(made.facts(), order.named)
    return _Made(made, watched)


def _trained(order: Order, made: _Made, telling: Telling, request: ending.Request) -> Results:
    """Train until there is a reason not to; whatever that is, what there is by then is returned."""
    from rnnviz.engine.building import reason

    run = made.run
    results = Results(run.facts(), made.watched.text)
    try:
        with telling:
            for metrics in _updates(order, made, results, telling):
                if not metrics.finite:
                    results.halted = _not_finite(run, metrics)
                if request.number is not None or run.update >= order.updates or not metrics.finite:
                    break
    except Exception as error:
        results.halted = Halted((_STOPPED.format(update=run.update, error=reason(error)),))
    _look(made, results)
    return results


def _not_finite(run: Run, metrics: Metrics) -> Halted:
    """Say where the first value that is not finite was born, as a window does."""
    from rnnviz.engine.inspection import hunted
    from rnnviz.engine.schedule import not_finite

    traced, sentence = hunted(run, metrics)
    said = dict.fromkeys((str(sentence), str(not_finite(metrics))))
    return Halted(tuple(said), None if traced is None else traced.culprit)


def _look(made: _Made, results: Results) -> None:
    from rnnviz.engine.building import reason
    from rnnviz.probe.observation import observe

    try:
        results.frame = observe(made.run.model, made.run.forward(made.watched), update=made.run.update)
    except Exception as error:
        results.faults.append(Refused(_UNSEEN, traceback.format_exc(), error=reason(error)))


def _updates(order: Order, place: _Made, results: Results, telling: Telling) -> Iterator[Metrics]:
    """Train for ever; note and tell what comes, as the worker behind a window does."""
    from rnnviz.engine.breakpoint_checks import Stopping, parted
    from rnnviz.engine.frame_governor import Governor
    from rnnviz.engine.schedule import Reporting
    from rnnviz.engine.training import training

    made, watched = place
    checks = Stopping(Governor())
    checks.set(tuple(replace(each, logs=True) for each in order.logged), made, watched)

    def accept(metrics: Metrics) -> bool:
        results.history.note(*parted(checks.hits(made, metrics, watched))[1])
        return metrics.finite

    reporting, updates = Reporting(), training(made, accept)
    while True:
        try:
            if (due := reporting.before(made)) is not None:
                sample = due.of(made)
                results.samples.append(sample)
                telling.sample(sample)
        except Refused as refused:
            telling.say(refused)
        metrics = next(updates)
        results.add(metrics)
        telling.update(metrics)
        wanted = reporting.after(made) if metrics.finite else None
        if wanted is not None and (evaluated := wanted.of(made)) is not None:
            results.evaluations.append(evaluated)
            checks.evaluated(evaluated)
            telling.evaluated(evaluated)
        yield metrics
