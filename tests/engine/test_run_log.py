"""The log of a run: changed settings and noted conditions, exact in the past and in branches."""

from __future__ import annotations

import math

import pytest

from rnnviz.engine import commands
from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.messages import Branched, BreakpointHit, Phase, Sought
from rnnviz.engine.presets import preset
from rnnviz.engine.run_log import LIMIT, ConditionMet, RunLog, SettingChanged
from rnnviz.engine.worker_thread import Runner
from tests.engine.heard import Heard

HELLO = preset("hello").config


@pytest.fixture
def heard():
    made = []

    def make(config, start=None):
        runner = Runner(config, commands.Watch(), False, "hell", start)
        made.append(runner)
        runner.start()
        one = Heard(runner)
        one.wait_for(Phase.PAUSED)
        return one

    yield make
    for runner in made:
        runner.stop()


def learn(heard, updates):
    goal = heard.runner.metrics.count + updates
    heard.runner.send(commands.Update(updates))
    heard.until(lambda: heard.runner.metrics.count == goal and heard.phase() is Phase.PAUSED, "updates")


def settle(heard, entries):
    heard.until(lambda: len(heard.runner.metrics.log) == entries, "the log")
    return heard.runner.metrics.log


def test_a_changed_setting_is_noted_with_its_update(heard):
    one = heard(HELLO)
    learn(one, 5)
    one.runner.send(commands.Live({"learning_rate": 0.5}))
    assert settle(one, 1) == (SettingChanged(5, "learning_rate", HELLO.learning_rate, 0.5),)
    learn(one, 3)
    one.runner.send(commands.Live({"learning_rate": 0.25, "clip_at": 3.0}))
    log = settle(one, 3)
    assert {(e.update, e.name, e.before, e.after) for e in log[1:]} == {
        (8, "learning_rate", 0.5, 0.25),
        (8, "clip_at", HELLO.clip_at, 3.0),
    }
    one.runner.send(commands.Live({"temperature": 0.1}))
    learn(one, 1)
    assert len(one.runner.metrics.log) == 3, "it changes nothing that is learned"


def test_a_journey_into_the_past_leaves_the_log_as_it_is(heard):
    one = heard(HELLO)
    learn(one, 30)
    one.runner.send(commands.Live({"learning_rate": 0.5}))
    learn(one, 10)
    log = settle(one, 1)
    one.runner.send(commands.Seek(25))
    one.until(lambda: one.of(Sought), "the past")
    assert one.runner.metrics.log == log
    one.runner.send(commands.Update(10))
    one.until(lambda: one.phase() is Phase.PAUSED and one.of(Sought), "learning again")
    one.runner.send(commands.Return())
    learn(one, 1)
    assert one.runner.metrics.log == log


def test_a_branch_begins_its_log_with_what_sets_it_apart(heard):
    one = heard(HELLO)
    learn(one, 12)
    one.runner.send(commands.Branch(None, {"learning_rate": 0.125}))
    one.until(lambda: one.of(Branched), "a branch")
    branched = one.of(Branched)[0]
    two = heard(branched.config, branched.start)
    assert settle(two, 1) == (SettingChanged(12, "learning_rate", HELLO.learning_rate, 0.125),)


def test_a_condition_that_only_logs_is_noted_and_does_not_stop(heard):
    one = heard(HELLO)
    one.runner.send(commands.SetBreakpoints((Breakpoint("update >= 3", every=2, logs=True),)))
    learn(one, 10)
    assert not one.of(BreakpointHit)
    assert [(e.update, e.expression, dict(e.values)) for e in one.runner.metrics.log] == [
        (update, "update >= 3", {"update": float(update)}) for update in (4, 6, 8)
    ]
    one.runner.send(commands.SetBreakpoints((Breakpoint("update == 12"), Breakpoint("update > 10", logs=True))))
    one.runner.send(commands.Run())
    one.until(lambda: one.of(BreakpointHit), "a stop")
    assert one.of(BreakpointHit)[0].update == 12
    one.wait_for(Phase.PAUSED)
    assert [e.update for e in one.runner.metrics.log] == [4, 6, 8, 11, 12]


def test_turning_to_and_fro_at_one_update_is_one_change_or_none():
    log = RunLog()
    log.add(SettingChanged(3, "learning_rate", 0.1, 0.2))
    log.add(SettingChanged(3, "clip_at", 1.0, 2.0))
    log.add(SettingChanged(3, "learning_rate", 0.2, 0.3))
    assert set(log.entries) == {
        SettingChanged(3, "clip_at", 1.0, 2.0),
        SettingChanged(3, "learning_rate", 0.1, 0.3),
    }
    log.add(SettingChanged(3, "learning_rate", 0.3, 0.1))
    assert log.entries == (SettingChanged(3, "clip_at", 1.0, 2.0),)


def test_an_update_that_is_learned_again_is_noted_once_and_in_its_place():
    log = RunLog([ConditionMet(5, "loss > 1"), ConditionMet(9, "loss > 1")])
    log.add(ConditionMet(5, "loss > 1"))
    log.add(ConditionMet(7, "loss > 2"))
    assert [e.update for e in log.entries] == [5, 7, 9]


def test_a_log_is_bounded_and_changes_of_settings_outlive_conditions():
    log = RunLog([SettingChanged(0, "learning_rate", 0.1, 0.2)])
    for update in range(LIMIT + 50):
        log.add(ConditionMet(update, "finite", (("finite", math.nan),)))
    assert len(log) == LIMIT
    assert isinstance(log.entries[0], SettingChanged)
    assert log.entries[-1].update == LIMIT + 49
