"""What is computed beside training has the same value whoever computes it, and is said of the same update."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import torch

from rnnviz import tasks
from rnnviz.engine import commands, computing
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.computations import Wanted, of_run
from rnnviz.engine.computing import Computing
from rnnviz.engine.messages import BreakpointHit, Built, Evaluated, Phase, Sample, Status
from rnnviz.engine.observer.deferred import Places
from rnnviz.engine.observer.observer import Observer, Standing
from rnnviz.engine.observer.told import Told
from rnnviz.engine.presets import preset, presets
from rnnviz.engine.sampling import writing
from rnnviz.engine.schedule import EVALUATE_EVERY, Reporting
from rnnviz.engine.training import Run, build, train_once
from rnnviz.engine.worker_thread import Runner
from rnnviz.tasks import Task
from tests.engine.heard import EVERY, PATIENCE, Heard
from tests.engine.observer.conftest import Asker, awake, wait

PRESETS = {each.key: each for each in presets()}
TASKS = {key: tasks.load(each.config.task) for key, each in PRESETS.items()}
ROOMMATE = preset("roommate").config


def evaluation(run: Run) -> Wanted[Evaluated | None]:
    run.update = EVALUATE_EVERY
    found = Reporting().after(run)
    assert found is not None
    return found


class Elsewhere:
    """Has things computed by the observer and by nobody else."""

    def __init__(self, observer: Observer) -> None:
        self.observer = observer
        self.said: list[Any] = []
        self.told = Told(observer)
        self.places = Places(self.told)
        self.computing = Computing(self.said.append, self.places)

    def have(self, run: Run, wanted: Wanted[Any]) -> None:
        assert self.computing.have(run, wanted)

    def says(self, run: Run, wanted: Wanted[Any]) -> Any:
        def nobody(*_: object) -> Any:
            raise AssertionError("the thread computed")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(computing, "compute", nobody)
            patch.setattr("rnnviz.engine.observer.deferred.compute", nobody)
            before = len(self.said)
            self.have(run, wanted)
            wait(lambda: self.computing.answered() or len(self.said) > before, "a value")
        return self.said[-1]


@pytest.fixture
def elsewhere(observer: Observer) -> Iterator[Elsewhere]:
    made = Elsewhere(observer)
    yield made
    made.computing.drop()
    made.told.forget()


# --- the values ---


@pytest.mark.parametrize("key", [key for key, task in TASKS.items() if task.evaluate is not Task.evaluate])
def test_every_experiment_is_evaluated_alike(elsewhere: Elsewhere, key: str) -> None:
    run = build(PRESETS[key].config)
    for _ in range(2):
        train_once(run)
        wanted = evaluation(run)
        assert elsewhere.says(run, wanted) == wanted.of(run)


@pytest.mark.parametrize("key", [key for key, task in TASKS.items() if task.can_sample])
def test_every_experiment_writes_alike(elsewhere: Elsewhere, key: str) -> None:
    run = build(PRESETS[key].config)
    for _ in range(2):
        train_once(run)
        for temperature in (0.0, 1.0):
            run.set_live(run.config.changed(temperature=temperature))
            wanted = writing(run)
            assert elsewhere.says(run, wanted) == wanted.of(run)


def test_live_settings_are_evaluated_and_written_with_alike(elsewhere: Elsewhere) -> None:
    run = build(preset("characters-vanilla").config.changed(hidden=9, batch=3, sequence_length=8))
    for values in (
        {"nonlinearity": "relu"},
        {"singular_value": 1.4},
        {"nonlinearity": "tanh"},
        {"singular_value": 0.0},
    ):
        run.set_live(run.config.changed(**values))
        train_once(run)
        wanted = writing(run, "the ", asked=True)
        assert elsewhere.says(run, wanted) == wanted.of(run)
    run = build(preset("remember").config.changed(hidden=7, singular_value=0.8))
    train_once(run)
    wanted = evaluation(run)
    assert elsewhere.says(run, wanted) == wanted.of(run)


def test_training_goes_on_to_the_same_bits_whoever_computes(elsewhere: Elsewhere) -> None:
    runs = [build(ROOMMATE.changed(dropout=0.3, layers=2)) for _ in range(2)]
    for number, run in enumerate(runs):
        torch.manual_seed(number)
        for _ in range(4):
            train_once(run)
            if number:
                elsewhere.have(run, writing(run) if run.task.can_sample else evaluation_of(run))
                elsewhere.computing.settle()
    for mine, theirs in zip(*(run.parameters for run in runs), strict=True):
        assert torch.equal(mine, theirs)


def evaluation_of(run: Run) -> Wanted[Evaluated]:
    update = run.update
    return Wanted(of_run("evaluate", run), lambda values: Evaluated(update, dict(values)))


# --- which state they are of ---


def test_a_value_is_of_the_update_at_which_it_was_wanted_however_late_it_is_computed(elsewhere: Elsewhere) -> None:
    run, expected = build(ROOMMATE), []
    for settled in (False, True):
        for _ in range(4):  # more than are kept: the last ones are computed at once, and said in their turn
            for _ in range(3):
                train_once(run)
            wanted = evaluation_of(run)
            expected.append(wanted.of(run))
            elsewhere.have(run, wanted)
        if settled:
            elsewhere.computing.settle()
        wait(lambda: elsewhere.computing.answered() or not elsewhere.computing.waiting)
    assert elsewhere.said == expected


def test_another_model_is_not_mistaken_for_the_one_that_was_asked_about(elsewhere: Elsewhere) -> None:
    run, other = build(ROOMMATE), build(ROOMMATE.changed(seed=9, hidden=5))
    expected = []
    for _ in range(3):
        for each in (run, other):
            train_once(each)
            wanted = evaluation_of(each)
            expected.append(wanted.of(each))
            elsewhere.have(each, wanted)
    wait(lambda: elsewhere.computing.answered() or not elsewhere.computing.waiting)
    assert elsewhere.said == expected


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_picture_goes_before_what_is_computed(elsewhere: Elsewhere, asker: Asker) -> None:
    run = build(ROOMMATE)
    asker.sees(run)
    process, order = elsewhere.observer.process, list[str]()
    assert process is not None
    os.kill(process, signal.SIGSTOP)
    elsewhere.have(run, replace(evaluation_of(run), told=lambda _: order.append("value")))
    assert asker.asks(run)
    os.kill(process, signal.SIGCONT)
    wait(lambda: not asker.aside.looking, "the picture")
    order.append("picture")
    wait(lambda: elsewhere.computing.answered() or not elsewhere.computing.waiting, "the value")
    assert order == ["picture", "value"]


def test_what_is_not_always_wanted_is_left_to_the_observer_or_left_alone(elsewhere: Elsewhere) -> None:
    run = build(ROOMMATE)
    loose = replace(evaluation_of(run), always=False)
    assert not Computing(elsewhere.said.append).have(run, loose)
    assert elsewhere.computing.have(run, loose)
    assert not elsewhere.computing.have(run, loose)  # one at a time
    elsewhere.computing.settle()
    assert not elsewhere.said
    wait(lambda: elsewhere.computing.answered() or elsewhere.said, "the value")
    assert elsewhere.said == [loose.of(run)]
    assert elsewhere.computing.have(run, loose)
    elsewhere.computing.drop()
    assert not elsewhere.computing.waiting


def test_what_fails_there_fails_here_in_the_same_way(elsewhere: Elsewhere) -> None:
    run = build(preset("hello").config)
    next(iter(run.parameters)).data[:] = float("nan")
    elsewhere.have(run, writing(run))
    with pytest.raises(Exception, match="no longer finite"):
        wait(lambda: elsewhere.computing.answered() or False)
    assert "no longer finite" in elsewhere.observer.fault
    assert not elsewhere.computing.waiting
    run = build(preset("hello").config)
    assert elsewhere.says(run, writing(run)) == writing(run).of(run)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_observer_that_dies_leaves_nothing_uncomputed() -> None:
    with awake() as made:
        there, run = Elsewhere(made), build(ROOMMATE)
        there.have(run, evaluation_of(run))
        wait(lambda: there.computing.answered() or there.said)
        process = made.process
        assert process is not None
        os.kill(process, signal.SIGSTOP)
        expected = [evaluation_of(run).of(run)]
        there.have(run, evaluation_of(run))
        for _ in range(3):
            train_once(run)
        os.kill(process, signal.SIGKILL)
        wait(lambda: there.computing.answered() or len(there.said) == 2)
        assert there.said[1:] == expected
        there.computing.drop()


# --- a run, as a window hears it ---


@pytest.fixture
def begin(observer: Observer) -> Iterator[Callable[..., Heard]]:
    runners: list[Runner] = []

    def start(observer: Observer | None = observer, config: Any = ROOMMATE) -> Heard:
        runner = Runner(config, EVERY, False, observer=observer)
        runners.append(runner)
        runner.start()
        heard = Heard(runner)
        heard.wait_for(Phase.PAUSED)
        return heard

    yield start
    for runner in runners:
        assert runner.stop(PATIENCE)


def updates(heard: Heard, count: int) -> None:
    to = heard.runner.metrics.count + count
    heard.runner.send(commands.Update(count))
    heard.until(lambda: heard.runner.metrics.count == to and heard.phase() is Phase.PAUSED, "the updates")


def told(heard: Heard) -> list[Any]:
    """What is said of the run itself, in its order: but not how far a way was come by then."""
    return [
        event if not isinstance(event, Status) else (event.phase, event.update, event.present)
        for event in heard.events
        if isinstance(event, Evaluated | Sample | BreakpointHit)
        or (isinstance(event, Status) and event.phase is Phase.PAUSED)
    ]


def a_session(heard: Heard) -> list[Any]:
    """Learn, go back, learn again, stop at a breakpoint, and begin anew."""
    run = heard.runner
    updates(heard, 2 * EVALUATE_EVERY + 30)
    run.send(commands.Seek(EVALUATE_EVERY + 3))
    heard.until(lambda: heard.phase() is Phase.PAUSED and heard.of(Status)[-1].update == EVALUATE_EVERY + 3, "the past")
    run.send(commands.Return())
    heard.until(lambda: heard.of(Status)[-1].update == 2 * EVALUATE_EVERY + 30, "the present")
    run.send(commands.SetBreakpoints((Breakpoint(f"accuracy >= 0 and update > {3 * EVALUATE_EVERY + 5}"),)))
    run.send(commands.Run())
    heard.until(lambda: heard.of(BreakpointHit), "the breakpoint")
    heard.until(lambda: heard.phase() is Phase.PAUSED, "the pause")
    run.send(commands.SetBreakpoints(()))
    updates(heard, EVALUATE_EVERY)
    built = len(heard.of(Built))
    run.send(commands.Build(ROOMMATE.changed(seed=3)))
    heard.until(lambda: len(heard.of(Built)) > built and heard.phase() is Phase.PAUSED, "the new run")
    updates(heard, EVALUATE_EVERY)
    return told(heard)


def test_what_is_said_of_a_run_and_in_which_order_does_not_depend_on_who_computes(
    begin: Callable[..., Heard], observer: Observer
) -> None:
    assert observer.standing is Standing.THERE
    assert a_session(begin()) == a_session(begin(None))


def test_an_experiment_that_writes_says_the_same_with_and_without_an_observer(begin: Callable[..., Heard]) -> None:
    config = preset("hello").config.changed(sample_every=7)
    heard = [begin(observer, config) for observer in (None, begin().runner._observer)]
    for each in heard:
        updates(each, 100)
    assert told(heard[0]) == told(heard[1])
    assert len(heard[0].of(Sample)) == 15


def test_a_sample_that_is_asked_for_while_it_learns_is_of_an_update_and_comes(begin: Callable[..., Heard]) -> None:
    heard = begin(config=preset("hello").config.changed(sample_every=1_000_000))
    heard.runner.send(commands.Run())
    heard.until(lambda: heard.runner.metrics.count > 20, "updates")
    heard.runner.send(commands.SampleNow("he"))
    heard.until(lambda: any(s.asked for s in heard.of(Sample)), "the sample")
    heard.runner.send(commands.Pause())
    heard.wait_for(Phase.PAUSED)
    sample = next(s for s in heard.of(Sample) if s.asked)
    run = build(preset("hello").config)
    while run.update < sample.update:
        train_once(run)
    assert sample == writing(run, "he", asked=True).of(run)
