"""Training without a window: a progress bar, losses and samples as they come, and a folder of results."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rnnviz import ending, installed
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.config import RunConfig
from rnnviz.engine.history import LIMIT
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.torch_loading import load_torch, tune_allocator
from rnnviz.files.replacing import folder
from rnnviz.results import Halted, Results, draw, session_writing, write
from rnnviz.saving_along import SavingAlong
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused
from rnnviz.sessions.saver import Done
from rnnviz.sessions.session_file import Opened, Side
from rnnviz.sessions.snapshot_file import Taken
from rnnviz.sessions.taking_up import Kept, finder, update_of
from rnnviz.sessions.texts import taken
from rnnviz.telling import Telling
from rnnviz.user_files.faults import MB

if TYPE_CHECKING:
    from rnnviz.engine.standing import Standing
    from rnnviz.engine.training import Run
    from rnnviz.recording.run_recorder import RunRecorder
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
    experiment: str = ""  # the key of its preset; empty: a text of the user's
    resume: Kept | None = None  # goes on from this, in place of new weights
    changes: Mapping[str, object] = field(default_factory=dict)  # of live settings, where it goes on
    text: str = ""  # where the text of what goes on is now, if it is not where it was
    save: Path | None = None  # in the end the session is written to this file
    record: Path | None = None  # what is seen meanwhile is recorded in this folder
    rate: float = 2.0  # Frames a second that are recorded
    limit: int = 256 * MB  # bytes of the recording; 0: as many as there are


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
    if order.save is not None:
        folder(order.save.absolute().parent)
    tune_allocator()
    telling = Telling(order.updates, 0 if order.resume is None else update_of(order.resume))
    telling.say("Loading PyTorch ...")
    load_torch()
    made = _built(order, telling)
    recorder = _recorder(order, made, telling)
    request = ending.Request()
    with ending.heard(request.hear):  # until the last file is written
        results = _trained(order, made, telling, request, recorder)
        faults = [*results.faults, *write(order.out, results), *_recorded(recorder, order, telling)]
        if order.pictures:
            telling.say("Drawing the panels ...")
            faults += draw(order.out, results)
        faults += _saved(order, made, results, telling)
        for fault in faults:
            print(fault, file=sys.stderr)
        telling.say(f"The results are in {order.out}.")
        return _verdict(order, results, request, bool(faults))


def _verdict(order: Order, results: Results, request: ending.Request, faulty: bool) -> int:
    """Say on stderr why it ended early, if it did; return the exit code."""
    done = results.history.count - results.begun
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
    there: Standing
    watched: Watched
    side: Side  # what is known of it beside

    @property
    def run(self) -> Run:
        return self.there.travel.run


def _built(order: Order, telling: Telling) -> _Made:
    from rnnviz.engine.breakpoint_quantities import known
    from rnnviz.engine.breakpoints import conditions

    telling.say("Reading the text and building the model ...")
    there, side = _begun(order, telling) if order.resume is None else _resumed(order, order.resume, telling)
    run = there.travel.run
    watched = run.watch(order.probe or there.probe or run.task.default_probe())
    conditions(order.logged, known(run, watched))  # a wrong one is refused before anything is learned
    telling.built(run.facts(), order.named)
    return _Made(there, watched, side)


def _begun(order: Order, telling: Telling) -> tuple[Standing, Side]:
    from rnnviz.engine.fitting import fitted, shorter
    from rnnviz.engine.metrics import MetricsHistory
    from rnnviz.engine.standing import Standing
    from rnnviz.engine.time_travel import Travel
    from rnnviz.engine.training import build

    config, text = fitted(order.config) if order.fit else (order.config, None)
    if shorter(config, order.config):
        telling.say(
            f"The text is short: it is learned {config.sequence_length} timesteps at a time, {config.batch} sequences "
            "at once."
        )
    run = build(config)
    del text  # the task has it by now
    side = Side(order.experiment, None if order.save is None else taken(config))
    return Standing(0, Travel(run, _limit(order)), metrics=MetricsHistory()), side


def _resumed(order: Order, kept: Kept, telling: Telling) -> tuple[Standing, Side]:
    from rnnviz.engine.continuing import elsewhere
    from rnnviz.sessions.taking_up import taken_up

    if isinstance(kept, Opened):
        for lost in kept.lost:
            telling.say(lost)
        if (said := elsewhere(kept.runs["a"])) is not None:
            telling.say(said)
    side = kept.side if isinstance(kept, Taken) else kept.session.sides["a"]
    return taken_up(kept, finder(order.text), _limit(order), order.changes), side


def _limit(order: Order) -> int:
    """Return what the snapshots may take: there is no going back in a run that nobody saves."""
    return 0 if order.save is None else LIMIT


def _saved(order: Order, made: _Made, results: Results, telling: Telling) -> list[Refused]:
    """Write the session, if it was asked for; return why it could not be."""
    if order.save is None:
        return []
    try:
        _writing(order, order.save, made, results)()
    except Refused as refused:
        return [refused]
    telling.say(f"The session is in {order.save}.")
    return []


def _recorder(order: Order, made: _Made, telling: Telling) -> RunRecorder | None:
    """Begin the recording, if one is wanted; what it will take is said beforehand."""
    if order.record is None:
        return None
    from rnnviz.recording.beginning import begun

    recorder, sentence = begun(order.record, made.run, made.watched, order.experiment, order.rate, order.limit)
    telling.say(sentence)
    return recorder


def _recorded(recorder: RunRecorder | None, order: Order, telling: Telling) -> list[Refused]:
    """End the recording; return why it is not whole."""
    if recorder is None:
        return []
    recorder.close()
    if (ended := recorder.recorder.ended) is not None:
        return [ended]
    telling.say(f"The recording is in {order.record}.")
    return []


def _writing(order: Order, path: Path, made: _Made, results: Results) -> Callable[[], None]:
    """Return what writes the session as it is now."""
    kept = order.resume if isinstance(order.resume, Opened) else None
    return session_writing(path, made.there, made.watched.text, results, made.side, kept, order.logged)


def _along(order: Order, made: _Made, results: Results, telling: Telling) -> SavingAlong | None:
    """Return what saves the session while it learns, if it is to be saved."""
    if (path := order.save) is None:
        return None

    def tell(done: Done) -> None:
        telling.say(done.details if done.refused is None else done.refused)

    return SavingAlong(lambda: _writing(order, path, made, results), tell)


def _trained(
    order: Order, made: _Made, telling: Telling, request: ending.Request, recorder: RunRecorder | None = None
) -> Results:
    """Train until there is a reason not to; whatever that is, what there is by then is returned."""
    from rnnviz.engine.building import reason

    run = made.run
    history = made.there.metrics
    assert history is not None
    results = Results(run.facts(), made.watched.text, history=history, begun=run.update)
    along = _along(order, made, results, telling)
    try:
        with telling:
            for metrics in _updates(order, made, results, telling, recorder):
                if along is not None:
                    along.after_update()
                if not metrics.finite:
                    results.halted = _not_finite(run, metrics)
                if request.number is not None or run.update >= results.begun + order.updates or not metrics.finite:
                    break
    except Exception as error:
        results.halted = Halted((_STOPPED.format(update=run.update, error=reason(error)),))
    finally:
        if along is not None:
            along.close()
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
    from rnnviz.probe.frame import Want
    from rnnviz.probe.observation import observe

    try:
        results.frame = observe(
            made.run.model, made.run.forward(made.watched), wants=frozenset(Want), update=made.run.update
        )
    except Exception as error:
        results.faults.append(Refused(_UNSEEN, traceback.format_exc(), error=reason(error)))


def _updates(
    order: Order, place: _Made, results: Results, telling: Telling, recorder: RunRecorder | None
) -> Iterator[Metrics]:
    """Train for ever; note and tell what comes, as the worker behind a window does."""
    from rnnviz.engine.breakpoint_checks import Stopping, parted
    from rnnviz.engine.frame_governor import Governor
    from rnnviz.engine.training import training

    there, watched, made = place.there, place.watched, place.run
    checks = Stopping(Governor())
    checks.set(tuple(replace(each, logs=True) for each in order.logged), made, watched)
    checks.begin(made, watched, there.accuracies)

    def accept(metrics: Metrics) -> bool:
        entries = parted(checks.hits(made, metrics, watched))[1]
        results.history.note(*entries)
        if recorder is not None:
            recorder.note_all(entries)
        return metrics.finite

    updates = training(made, accept)
    while True:
        try:
            if (due := there.reporting.before(made)) is not None:
                sample = due.of(made)
                results.samples.append(sample)
                telling.sample(sample)
                if recorder is not None:
                    recorder.note(sample, sample.update)
        except Refused as refused:
            telling.say(refused)
        there.travel.prepare()
        if recorder is not None:
            recorder.look(made)
        metrics = next(updates)
        results.add(metrics)
        if recorder is not None:
            recorder.update(metrics)
        telling.update(metrics)
        wanted = there.reporting.after(made) if metrics.finite else None
        if wanted is not None and (evaluated := wanted.of(made)) is not None:
            results.evaluations.append(evaluated)
            checks.evaluated(evaluated)
            telling.evaluated(evaluated)
            if recorder is not None:
                recorder.note(evaluated, evaluated.update)
        yield metrics
