"""The tasks that the pictures of chapters 2 and 5 are about: what is asked, and that it is learned in seconds."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz import tasks
from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, training
from rnnviz.probe import observe
from rnnviz.tasks._lagged import LAGS


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


def made(key, **changed):
    return build(preset(key).config.changed(**changed))


def learned(key, updates, **changed):
    run = made(key, **changed)
    steps = training(run)
    for _ in range(updates):
        next(steps)
    return run


def watched(run, text):
    return observe(run.model, run.task.watch(text).forward)


def test_every_topology_of_the_lecture_has_a_task():
    found = {tasks.load(name).topology for name in tasks.names()}
    assert found == {
        "one-to-one",
        "one-to-many",
        "many-to-one",
        "many-to-many after reading",
        "many-to-many in step",
    }


# --- a string backwards ---


def test_reversing_is_learned_in_seconds():
    run = learned("reverse", 600)
    assert run.task.evaluate(run.model)["accuracy"] >= 0.95
    assert run.task.sample(run.model, torch.Generator(), 1.0, "fade", 10) == "fade → edaf"


# --- what needs the future ---


@settings(deadline=None, max_examples=20)
@given(st.text("abcdefgh", min_size=1, max_size=12))
def test_a_tag_says_whether_the_letter_came_and_comes(text):
    output = watched(made("bidirectional", hidden=2), text).output
    for t, letter in enumerate(text):
        came, comes = letter in text[:t], letter in text[t + 1 :]
        expected = {(False, False): "only", (False, True): "first", (True, False): "last", (True, True): "between"}
        assert output.labels[output.targets[t]] == expected[came, comes]


def test_two_directions_know_what_one_cannot():
    both, one = learned("bidirectional", 700), learned("one-direction", 700)
    assert both.task.evaluate(both.model)["accuracy"] >= 0.98
    assert one.task.evaluate(one.model)["accuracy"] <= 0.8
    assert one.task.evaluate(one.model)["accuracy"] >= 0.6  # it knows what came before


def test_the_second_layer_reads_both_directions_of_the_first():
    shapes = {name: tuple(p.shape) for name, p in made("deep-bidirectional").model.named_parameters()}
    assert shapes["rnn.weight_ih_l1"] == (4 * 24, 2 * 24)
    assert shapes["rnn.weight_hh_l1_reverse"] == (4 * 24, 24)
    assert shapes["output.weight"] == (4, 2 * 24)


# --- lags ---


@pytest.mark.parametrize("key", ["remember", "adding"])
def test_each_lag_is_evaluated_on_examples_of_that_lag(key):
    run = made(key, hidden=4, lag=7)
    values = run.task.evaluate(run.model)
    lags = sorted({7, *LAGS} - ({1} if key == "adding" else set()))
    assert [k for k in values if "@" in k] == [f"accuracy@{lag}" for lag in lags]
    lengths = {lag: len(x) for lag, (x, _) in run.task.held_out_by_lag()}
    assert lengths == {lag: lag + (key == "remember") for lag in lags}
    assert all(0 <= values[f"accuracy@{lag}"] <= 1 for lag in lags)
    assert values == run.task.evaluate(run.model)


def test_what_is_remembered_for_a_short_lag_shows_at_short_lags_first():
    run = learned("remember", 150, lag=5, hidden=32, memory_bias=0.0)
    values = run.task.evaluate(run.model)
    assert values["accuracy@5"] >= 0.95
    assert values["accuracy@200"] < values["accuracy@5"]
    assert run.task.describe()["chance accuracy"] == 1 / 8


def test_the_most_frequent_sum_is_right_as_often_as_chance_says():
    task = made("adding", lag=10, batch=4096).task
    _, targets = task.batch(3)
    assert targets[-1].bincount().max() / 4096 == pytest.approx(task.chance_accuracy, abs=0.02)


@pytest.mark.parametrize("key", ["remember", "adding"])
def test_the_vanilla_net_is_as_large_as_the_lstm_and_learns_from_the_same_examples(key):
    lstm, vanilla = made(key), made(f"{key}-vanilla")
    sizes = [sum(p.numel() for p in run.model.parameters()) for run in (lstm, vanilla)]
    assert abs(sizes[0] - sizes[1]) <= 0.05 * sizes[0]
    assert lstm.config.rebuilds(vanilla.config) <= {"cell", "hidden", "memory_bias"}
    for a, b in zip(lstm.task.batch(9), vanilla.task.batch(9), strict=True):
        assert torch.equal(a, b)
