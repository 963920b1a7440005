"""A worker that is given a record goes on where the run stood, in the present or in its past, to the same bits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnnviz.engine import commands as c
from rnnviz.engine.messages import Built, Kept, Phase, Probed, Recorded, Status
from rnnviz.engine.presets import preset
from tests.engine.test_standing import said, state, updates

HELLO = preset("hello").config


def record(heard):
    """Return all that the run is made of, as it stands."""
    before = len(heard.of(Recorded))
    heard.runner.send(c.Record())
    heard.until(lambda: len(heard.of(Recorded)) > before, "a record")
    return heard.of(Recorded)[-1]


def test_a_record_goes_on_in_another_worker_as_it_would_have_in_its_own(begin):
    one, other = begin(HELLO), begin(preset("roommate").config)
    for each in (one, other):
        each.wait_for(Phase.PAUSED)
    one.runner.send(c.Probe("ello"))
    updates(one, 33)
    one.runner.send(c.Live({"learning_rate": 0.003}))
    updates(one, 5)
    built = said(other, c.Open(record(one).record))
    assert built.opened
    assert built.config == HELLO.changed(learning_rate=0.003)
    assert other.of(Probed)[-1].text == "ello"
    assert other.of(Kept)[-1].updates == one.of(Kept)[-1].updates
    for each in (one, other):
        updates(each, 20)
    assert state(other) == state(one)
    assert state(other, 12) == state(one, 12)
    assert other.runner.metrics.curves().smoothed.tobytes() == one.runner.metrics.curves().smoothed.tobytes()
    assert other.runner.metrics.log == one.runner.metrics.log


def test_a_run_that_stood_in_its_past_stands_there_again(begin):
    one, other = begin(HELLO), begin(HELLO)
    for each in (one, other):
        each.wait_for(Phase.PAUSED)
    updates(one, 40)
    there = state(one, 15)
    kept = record(one).record
    assert (kept.position, kept.present.update) == (15, 40)
    said(other, c.Open(kept))
    other.until(lambda: (other.of(Status)[-1].update, other.of(Status)[-1].present) == (15, 40), "the past")
    assert state(other) == there


def test_what_gives_way_to_another_run_is_said_as_it_was_left(begin):
    heard = begin(HELLO)
    heard.wait_for(Phase.PAUSED)
    first = heard.of(Built)[-1].run
    updates(heard, 12)
    left = state(heard)
    said(heard, c.Build(HELLO.changed(seed=5)))
    (gone,) = heard.of(Recorded)
    assert (gone.run, gone.left, gone.record.present.digest) == (first, True, left)
    said(heard, c.Build(HELLO, keeps=False))
    assert heard.of(Recorded)[-1].record is None  # it had learned nothing


def test_recording_changes_nothing_and_shares_what_does_not_change(begin):
    one, other = begin(HELLO), begin(HELLO)
    for each in (one, other):
        each.wait_for(Phase.PAUSED)
    updates(one, 30)
    first = record(one).record
    updates(one, 30)
    second = record(one).record
    updates(other, 60)
    assert state(one) == state(other)
    assert all(mine is theirs for mine, theirs in zip(first.past, second.past, strict=False))


def test_a_record_of_another_network_is_refused_and_the_run_before_goes_on(begin):
    heard = begin(HELLO)
    heard.wait_for(Phase.PAUSED)
    updates(heard, 5)
    there, kept = state(heard), record(heard).record
    name = next(iter(kept.present.model))
    strange = replace(kept.present, model={**kept.present.model, name: np.zeros((1, 1), np.float32)})
    number = heard.runner.send(c.Open(replace(kept, present=strange)))
    heard.until(lambda: heard.of(Status)[-1].heard >= number and heard.of(Status)[-1].reason, "a refusal")
    assert "do not fit" in str(heard.of(Status)[-1].reason)
    assert state(heard) == there


def test_a_run_from_another_kind_of_machine_is_said_to_be_one(begin):
    heard = begin(HELLO)
    heard.wait_for(Phase.PAUSED)
    updates(heard, 5)
    said(heard, c.Open(replace(record(heard).record, machine="an abacus")))
    assert "another kind of machine" in str(heard.of(Built)[-1].elsewhere)


def test_weights_by_hand_go_on_after_another_nonlinearity_was_chosen(begin):
    config = preset("parity").config.changed(weights="by hand")
    heard = begin(config)
    heard.wait_for(Phase.PAUSED)
    heard.runner.send(c.Live({"nonlinearity": "tanh"}))
    updates(heard, 5)
    there = state(heard)
    said(heard, c.Open(record(heard).record))
    assert state(heard) == there
