"""A run in a process of its own does all that one in the worker thread does, and comes to the same bits."""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Callable, Iterator
from threading import enumerate as threads

import numpy as np
import pytest

from rnnviz.connection import outbox as waiting
from rnnviz.connection.places import FOLDER, folder
from rnnviz.connection.reception import Reception
from rnnviz.engine import commands
from rnnviz.engine.apart import outbox
from rnnviz.engine.apart.messages import Cleared, Noted, Replaced, Updates, take_over
from rnnviz.engine.apart.runner import ProcessRunner
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.messages import (
    Branched,
    BreakpointHit,
    Built,
    Consequences,
    Kept,
    Objected,
    Phase,
    Probed,
    Recorded,
    Sample,
    Sought,
    Status,
    Traced,
)
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.engine.presets import preset
from rnnviz.engine.run_log import ConditionMet
from rnnviz.engine.worker_thread import Runner
from rnnviz.packing.records import decode, encode
from tests.engine.heard import EVERY, PATIENCE, Heard

HELLO = preset("hello")


@pytest.fixture(scope="module", autouse=True)
def _own_folder(tmp_path_factory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER, str(tmp_path_factory.mktemp("c") / "c"))
        yield


@pytest.fixture
def begin() -> Iterator[Callable[..., Heard]]:
    reception, runners = Reception(), list[ProcessRunner]()

    def start(config=HELLO.config, running=False, **more) -> Heard:
        runner = ProcessRunner(reception, config, EVERY, running, **more)
        runners.append(runner)
        runner.start()
        return Heard(runner)

    yield start
    for runner in runners:
        assert runner.stop(PATIENCE)
    reception.close()
    assert not list(folder().iterdir())
    assert not [each for each in threads() if each.name.startswith("rnnviz apart")]


def in_thread(config, updates: int) -> Heard:
    heard = Heard(Runner(config, EVERY, False))
    heard.runner.start()
    heard.wait_for(Phase.PAUSED)
    advance(heard, updates)
    assert heard.runner.stop(PATIENCE)
    return heard


def advance(heard: Heard, updates: int) -> None:
    upto = heard.runner.metrics.count + updates
    heard.runner.send(commands.Update(updates))
    heard.until(lambda: heard.runner.metrics.count == upto and heard.phase() is Phase.PAUSED, "the updates")


def ask(heard: Heard, command: commands.Command, kind: type):
    before = len(heard.of(kind))
    heard.runner.send(command)
    heard.until(lambda: len(heard.of(kind)) > before, kind.__name__)
    return heard.of(kind)[-1]


def test_everything_that_works_in_the_thread_works_there_with_the_same_bits(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    assert heard.of(Built)[0].config == HELLO.config
    assert heard.frame().update == 0
    advance(heard, 120)
    assert [s.update for s in heard.of(Sample)][:3] == [0, 50, 100]

    other = in_thread(HELLO.config, 120)
    np.testing.assert_array_equal(heard.runner.metrics.curves().loss_low, other.runner.metrics.curves().loss_low)
    assert [s.text for s in heard.of(Sample)] == [s.text for s in other.of(Sample)]

    present = heard.runner.metrics.count
    assert ask(heard, commands.Seek(30), Sought).update == 30
    branched = ask(heard, commands.Branch(None, {"learning_rate": 0.5}), Branched)
    assert branched.start.update == 30
    assert branched.config.learning_rate == 0.5
    heard.runner.send(commands.Return())
    heard.until(lambda: heard.of(Sought)[-1].update == present, "the present")
    traced = ask(heard, commands.TraceNext(), Traced)
    assert traced.update == present
    assert traced.trace.operations
    assert ask(heard, commands.WhatIf(()), Consequences).update == present
    assert ask(heard, commands.Probe("hello"), Probed).text == "hello"
    assert ask(heard, commands.SampleNow("h"), Sample).asked
    assert ask(heard, commands.Probe("é"), Objected).about is commands.Probe
    heard.runner.send(commands.SetBreakpoints((Breakpoint("loss > 0"),)))
    heard.runner.send(commands.Run())
    heard.until(lambda: heard.of(BreakpointHit), "the breakpoint")
    heard.wait_for(Phase.PAUSED)
    record = ask(heard, commands.Record(), Recorded).record
    assert record.present.update == present
    assert heard.of(Kept)


def test_a_run_can_be_taken_up_there_from_where_it_stood_in_the_thread(begin):
    thread = Heard(Runner(HELLO.config, EVERY, False))
    thread.runner.start()
    thread.wait_for(Phase.PAUSED)
    advance(thread, 40)
    record = ask(thread, commands.Record(), Recorded).record
    advance(thread, 40)
    assert thread.runner.stop(PATIENCE)
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Open(record))
    heard.until(lambda: len(heard.of(Built)) == 2, "the run")
    advance(heard, 40)
    np.testing.assert_array_equal(heard.runner.metrics.curves().loss_low, thread.runner.metrics.curves().loss_low)


def test_settings_reset_and_undo_reach_it(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    advance(heard, 10)
    heard.runner.send(commands.Live({"learning_rate": 0.0123}))
    advance(heard, 5)
    assert [entry.name for entry in heard.runner.metrics.log] == ["learning_rate"]
    heard.runner.send(commands.Build(HELLO.config.changed(hidden=5)))
    heard.until(lambda: len(heard.of(Built)) == 2, "the other one")
    assert heard.runner.metrics.count == 0
    heard.runner.send(commands.BringBack())
    heard.until(lambda: len(heard.of(Built)) == 3, "the former one")
    assert heard.of(Built)[-1].brought_back
    assert heard.runner.metrics.count == 15
    assert len(heard.runner.metrics.log) == 1


def test_what_cannot_be_built_is_said_and_the_run_goes_on(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(commands.Build(preset("characters").config.changed(text_file="/no/such/file")))
    heard.until(lambda: heard.phase() is Phase.PAUSED and heard.of(Status)[-1].reason, "why")
    advance(heard, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_dies_is_said_and_followed_by_another_one_at_a_reset(begin):
    heard = begin(running=True)
    heard.until(lambda: heard.runner.metrics.count > 3, "updates")
    os.kill(heard.runner.process, signal.SIGKILL)
    heard.until(lambda: heard.phase() is Phase.FAILED, "its end")
    assert "SIGKILL" in str(heard.of(Status)[-1].reason)
    assert not heard.runner.alive
    number = heard.runner.send(commands.Build(HELLO.config))
    heard.until(lambda: heard.phase() is Phase.PAUSED and heard.of(Built)[-1].heard >= number, "another one")
    advance(heard, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_does_not_answer_is_ended(begin):
    heard = begin(running=True)
    heard.until(lambda: heard.runner.metrics.count > 3, "updates")
    os.kill(heard.runner.process, signal.SIGSTOP)
    assert heard.runner.stop(0.5)
    assert not heard.runner.alive


def test_a_window_that_is_gone_ends_the_process(begin):
    heard = begin(running=True)
    heard.until(lambda: heard.runner.metrics.count > 3, "updates")
    heard.runner.line.close()
    heard.until(lambda: not heard.runner.alive, "its end")


def test_losses_that_are_not_finite_come_as_they_are():
    said = [Metrics(0, math.nan, math.inf, 1.5, False), Metrics(1, 2.0, 3.0, 1.6, True, 1.0)]
    history = MetricsHistory()
    for each in (Updates.of(said), Noted((ConditionMet(1, "loss > 1"),))):
        take_over(history, decode(encode(each), type(each)))
    assert history.last == said[1]
    assert history.count == 1
    assert len(history.log) == 1
    other = MetricsHistory()
    take_over(other, decode(encode(Replaced(history.record())), Replaced))
    np.testing.assert_array_equal(other.curves().loss_low, history.curves().loss_low)
    take_over(other, Cleared(7))
    assert (other.first, other.count) == (7, 7)


def test_where_nobody_takes_them_updates_are_thinned_and_none_is_lost(monkeypatch):
    monkeypatch.setattr(waiting, "MOST", 100)
    exchange = outbox.SentExchange()
    for update in range(1000):
        exchange.metrics.append(Metrics(update, 50.0 if update == 333 else 1.0, 1.0, 1.0, True))
    said, ended = exchange.outbox.take(0.0)
    assert not ended
    assert len(said) <= 3
    history = MetricsHistory()
    for each in said:
        take_over(history, each)
    assert history.count == 1000
    assert np.nanmax(history.curves().loss_high) == 50.0


def test_one_that_was_never_started_has_ended():
    reception = Reception()
    assert ProcessRunner(reception, HELLO.config).stop(0.0)
    reception.close()
