"""Starting anew keeps the run that was there: it is brought back to the bit, and the other one takes its place."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.engine import commands as c
from rnnviz.engine.messages import Branched, Built, Kept, Objected, Phase, Probed, Sought, Status
from rnnviz.engine.metrics import Metrics, MetricsHistory
from rnnviz.engine.presets import preset

HELLO = preset("hello").config
OTHERS = {
    "the same seed": HELLO,
    "another seed": HELLO.changed(seed=9),
    "another cell": HELLO.changed(cell="gru", hidden=5),
    "another task": preset("roommate").config,
}


def updates(heard, count):
    """Take some updates, and wait for them."""
    there = heard.runner.metrics.count
    heard.runner.send(c.Update(count))
    heard.until(lambda: heard.runner.metrics.count == there + count and heard.phase() is Phase.PAUSED, "updates")


def said(heard, command):
    """Send a command, and return the Built that answers it."""
    built = len(heard.of(Built))
    number = heard.runner.send(command)
    heard.until(lambda: heard.of(Status) and heard.of(Status)[-1].heard >= number, "an answer")
    heard.until(lambda: len(heard.of(Built)) > built, "a run")
    heard.until(lambda: heard.phase() is Phase.PAUSED, "a pause")
    return heard.of(Built)[-1]


def state(heard, update=None):
    """Return the whole state of the run, at an update of it."""
    seen = len(heard.of(Branched))
    heard.runner.send(c.Branch(update))
    heard.until(lambda: len(heard.of(Branched)) > seen, "the state")
    return heard.of(Branched)[-1].start.digest


def curves(heard):
    found = heard.runner.metrics.curves()
    return [np.asarray(each).tobytes() for each in (found.update, found.loss_low, found.smoothed, found.norm_high)]


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_brought_back_is_the_run_that_was_left_to_the_bit(begin, other):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(c.Probe("ello"))
    updates(heard, 45)
    heard.runner.send(c.Live({"learning_rate": 0.003}))
    updates(heard, 5)
    left, drawn, kept = state(heard), curves(heard), heard.of(Kept)[-1]
    built = said(heard, c.Build(OTHERS[other]))
    assert (built.former.update, built.former.config) == (50, HELLO.changed(learning_rate=0.003))
    updates(heard, 30)
    back = said(heard, c.BringBack())
    assert back.brought_back
    assert back.config == HELLO.changed(learning_rate=0.003)
    assert heard.runner.metrics.count == 50
    assert (state(heard), curves(heard)) == (left, drawn)
    assert heard.of(Kept)[-1] == kept
    assert heard.of(Probed)[-1].text == "ello"


def test_it_goes_on_as_if_nothing_had_been(begin):
    whole, broken = begin(HELLO), begin(HELLO)
    for each in (whole, broken):
        each.wait_for(Phase.PAUSED)
        updates(each, 33)
    said(broken, c.Build(HELLO.changed(seed=3)))
    updates(broken, 10)
    said(broken, c.BringBack())
    for each in (whole, broken):
        updates(each, 27)
    assert state(broken) == state(whole)
    assert curves(broken) == curves(whole)
    assert state(broken, 12) == state(whole, 12)


def test_bringing_back_again_returns(begin):
    heard = begin()
    first = heard.wait_for(Phase.PAUSED) and heard.of(Built)[-1]
    updates(heard, 20)
    a = state(heard)
    second = said(heard, c.Build(HELLO.changed(hidden=4)))
    updates(heard, 30)
    b = state(heard)
    runs = []
    for _ in range(2):
        runs.append((said(heard, c.BringBack()).run, state(heard), heard.runner.metrics.count))
        runs.append((said(heard, c.BringBack()).run, state(heard), heard.runner.metrics.count))
    assert runs == [(first.run, a, 20), (second.run, b, 30)] * 2


def test_a_run_that_was_left_in_its_past_stands_there_again(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    updates(heard, 40)
    heard.runner.send(c.Seek(15))
    heard.until(lambda: heard.of(Sought), "the past")
    heard.until(lambda: heard.phase() is Phase.PAUSED, "the past")
    there = state(heard)
    said(heard, c.Build(HELLO))
    said(heard, c.BringBack())
    status = heard.of(Status)[-1]
    assert (status.update, status.present) == (15, 40)
    assert state(heard) == there


def test_a_refused_build_puts_nothing_aside(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    updates(heard, 5)
    there = state(heard)
    number = heard.runner.send(c.Build(preset("characters").config.changed(text="ab")))
    heard.until(lambda: heard.of(Status)[-1].heard >= number and heard.of(Status)[-1].reason, "a refusal")
    assert state(heard) == there
    heard.runner.send(c.BringBack())
    heard.until(lambda: heard.of(Objected), "an objection")
    assert "no former run" in str(heard.of(Objected)[-1].sentence)


def test_a_run_without_an_update_takes_no_others_place(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    updates(heard, 25)
    first = heard.of(Built)[-1].run
    for _ in range(3):
        built = said(heard, c.Build(HELLO))
    assert (built.former.run, built.former.update) == (first, 25)


def test_a_build_that_keeps_nothing_leaves_the_former_run(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    first = heard.of(Built)[-1].run
    updates(heard, 5)
    said(heard, c.Build(HELLO))
    updates(heard, 5)
    assert said(heard, c.Build(HELLO, keeps=False)).former.run == first


def test_a_lower_memory_limit_holds_for_the_former_run_too(begin):
    heard = begin()
    heard.wait_for(Phase.PAUSED)
    updates(heard, 60)
    said(heard, c.Build(HELLO))
    heard.runner.send(c.KeepHistory(0))
    said(heard, c.BringBack())
    assert heard.of(Kept)[-1].updates == ()


def test_metrics_that_are_taken_over_are_a_copy():
    one, other = MetricsHistory(), MetricsHistory()
    for update in range(20_000):
        one.append(Metrics(update, 2.0, 1.0, 2.0, True))
    other.become(one)
    before = one.curves().update.copy()
    other.append(Metrics(20_000, 1.0, 1.0, 1.0, True))
    assert (one.count, other.count, other.last.update) == (20_000, 20_001, 20_000)
    assert np.array_equal(one.curves().update, before)
    assert len(one.recent().update) == 1000
