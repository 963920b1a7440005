"""Parity at once: a perceptron learns strings by heart, and not the rule."""

import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.sentences import Refused

SEEDS = (1, 2)


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


def learned(key, updates, **changed):
    run = build(preset(key).config.changed(**changed))
    for _ in range(updates):
        train_once(run)
    return run


def test_half_of_all_strings_are_learned_from_and_half_never():
    task = build(preset("parity-at-once").config).task
    assert sorted([*task.learned_from, *task.apart]) == list(range(1024))
    assert len(task.apart) == 512
    drawn = {string for update in range(50) for string in task._shown(task.batch(update).x[0].numpy())}
    assert drawn <= {f"{number:010b}" for number in task.learned_from}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_perceptron_learns_strings_by_heart_and_not_the_rule(seed):
    run = learned("parity-at-once", 500, seed=seed)
    found = run.task.evaluate(run.model)
    assert found["accuracy at strings learned from"] >= 0.56
    assert found["accuracy"] <= 0.5


def test_a_string_of_another_length_is_refused():
    with pytest.raises(Refused, match="10 bits at once"):
        build(preset("parity-at-once").config).task.watch("01011")
