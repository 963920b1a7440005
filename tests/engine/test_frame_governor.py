"""Watching stays within its budget, by waiting longer between Frames."""

from time import perf_counter

import numpy as np
import pytest

from rnnviz.engine.frame_governor import Governor, Limit


def settled(cost, budget=0.10, frames_per_second=30.0, frames=400):
    """A governor after many Frames that cost the same, each begun as soon as it was due."""
    governor, now = Governor(budget, frames_per_second), 0.0
    for _ in range(frames):
        governor.begin(now)
        governor.observed(cost)
        now += max(governor.interval, 1e-6)
    return governor


@pytest.mark.parametrize(("cost", "budget"), [(0.001, 0.1), (0.005, 0.1), (0.005, 0.03), (0.02, 0.1), (0.05, 0.5)])
def test_the_share_of_the_time_stays_within_the_budget(cost, budget):
    governor = settled(cost, budget)
    assert cost / governor.interval <= budget * 1.001


@pytest.mark.parametrize("frames_per_second", [1.0, 24.0, 60.0])
def test_cheap_frames_come_as_often_as_wished_and_no_oftener(frames_per_second):
    assert settled(1e-5, frames_per_second=frames_per_second).interval == pytest.approx(1 / frames_per_second)


def test_dear_frames_come_as_often_as_the_budget_allows():
    assert settled(0.01).interval == pytest.approx(0.1, rel=1e-3)


def test_there_is_a_picture_every_few_seconds_whatever_it_costs():
    assert settled(5.0, budget=0.01).interval <= 2.0


def test_the_first_frame_is_due_at_once():
    assert Governor().due(0.0) <= 0


def test_a_frame_is_due_one_interval_after_the_last_one_began():
    governor = Governor(frames_per_second=20.0)
    governor.begin(100.0)
    assert governor.due(100.0) == pytest.approx(0.05)
    assert governor.due(100.05) <= 1e-9


@pytest.mark.parametrize("update", [0.003, 0.009, 0.017, 0.03])
def test_frames_that_wait_for_updates_keep_the_rate_on_average(update):
    governor, now, frames = Governor(frames_per_second=25.0), 0.0, 0
    while now < 10.0:
        if governor.due(now) <= 0:
            governor.begin(now)
            frames += 1
        now += update
    assert frames == pytest.approx(250, abs=2)


def test_after_a_pause_no_frames_are_made_up_for():
    governor, now = Governor(frames_per_second=25.0), 0.0
    governor.begin(0.0)
    began = []
    for now in np.arange(60.0, 61.0, 0.005):
        if governor.due(now) <= 0:
            governor.begin(now)
            began.append(now)
    assert len(began) <= 27


def test_a_budget_is_not_made_up_for():
    governor, now, began = Governor(frames_per_second=25.0), 0.0, []
    while now < 20.0:
        if governor.due(now) <= 0:
            governor.begin(now)
            governor.observed(0.01)
            began.append(now)
        now += 0.07
    assert min(np.diff(began[-20:])) >= 0.1


def test_painting_counts_as_observing_does():
    once, twice = settled(0.02), Governor()
    now = 0.0
    for _ in range(400):
        twice.begin(now)
        twice.observed(0.01)
        twice.painted(0.01)
        now += twice.interval
    assert twice.interval == pytest.approx(once.interval)


def test_while_nothing_is_learned_nothing_is_charged_and_the_rate_alone_counts():
    governor = settled(0.01)
    interval = governor.interval
    governor.learning = False
    for now in (50.0, 50.5, 51.0):
        governor.begin(now)
        governor.observed(3.0)
        governor.painted(3.0)
        assert governor.due(now) == pytest.approx(1 / governor.frames_per_second)
    governor.learning = True
    governor.begin(60.0)
    assert governor.interval == pytest.approx(interval)


def test_another_model_starts_without_a_past():
    governor = settled(0.5)
    governor.restart()
    governor.begin(1000.0)
    assert governor.interval == pytest.approx(1 / governor.frames_per_second)


def test_another_budget_acts_at_once():
    governor = settled(0.01)
    before = governor.interval
    governor.budget = 0.03
    assert governor.interval == pytest.approx(before * 10 / 3)


def test_the_share_that_is_told_is_a_share():
    governor = Governor()
    assert governor.share() == 0.0
    governor.observed(1e9)
    assert 0.0 <= governor.share() <= 1.0


@pytest.mark.parametrize(
    ("told", "limit"),
    [
        ({}, Limit.RATE),
        ({"update": 0.3}, Limit.UPDATES),
        ({"cost": 0.02}, Limit.BUDGET),
        ({"observer": (0.05, 0.05)}, Limit.OBSERVER),
        ({"observer": (0.001, 0.4)}, Limit.OBSERVER),
        ({"observer": (0.001, 0.4), "update": 0.9}, Limit.UPDATES),
        ({"observer": (0.01, 0.03), "update": 0.03}, Limit.RATE),
    ],
    ids=str,
)
def test_it_says_what_keeps_more_frames_from_being_shown(told, limit):
    governor = settled(told.get("cost", 1e-5), frames_per_second=25.0)
    for _ in range(100):
        governor.updated(told.get("update", 0.001))
        if "observer" in told:
            governor.observed_elsewhere(*told["observer"])
    assert governor.limit is limit


def test_it_knows_who_looks_and_what_that_takes():
    governor = Governor()
    assert governor.observer_seconds is None
    governor.observed_elsewhere(0.006, 0.01)
    assert governor.observer_seconds == pytest.approx(0.006)
    governor.observed_here()
    assert governor.observer_seconds is None


def test_what_the_observer_takes_is_not_charged():
    governor = settled(1e-5)
    before = governor.interval
    for _ in range(50):
        governor.observed_elsewhere(1.0, 1.0)
        governor.begin(perf_counter())
    assert governor.interval == pytest.approx(before)
