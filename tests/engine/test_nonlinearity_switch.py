"""The nonlinearity changes in the middle of a run: nothing that was learned is lost, and the past stays exact."""

import numpy as np
import pytest
import torch

from rnnviz.engine.checkpoints import begun, snapshot
from rnnviz.engine.presets import preset
from rnnviz.engine.time_travel import Travel
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, train_once
from rnnviz.nn.arithmetic import FUNCTIONS
from rnnviz.probe.observation import observe

HELLO = preset("hello").config
SWITCHES = {7: "leaky_relu", 25: "relu", 33: "threshold", 41: "tanh"}  # fused, looped, fused, looped, fused
CONFIGS = {
    "hello": HELLO,
    "two layers, both directions": HELLO.changed(task="spell", layers=2, hidden=5, sequence_length=8, batch=3),
    "momentum": HELLO.changed(optimiser="sgd", momentum=0.9),
    "fed back": preset("parity").config,
}


@pytest.fixture(autouse=True)
def one_thread():
    load_torch()


def go(travel, update):
    travel.seek(update)
    while not travel.replay(1e-9):
        pass


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_every_past_update_is_what_it_was_to_the_bit(config):
    travel, states = Travel(build(config)), {}
    for update in range(50):
        if update in SWITCHES:
            travel.set_live(travel.run.config.changed(nonlinearity=SWITCHES[update]))
        states[update] = snapshot(travel.run).digest
        travel.prepare()
        train_once(travel.run)
    newest = snapshot(travel.run).digest
    for update in (30, 8, 6, 40, 41, 0, 49):
        go(travel, update)
        assert snapshot(travel.run).digest == states[update]
        in_force = [n for begins, n in SWITCHES.items() if begins <= update]
        assert travel.run.config.nonlinearity == (in_force or [config.nonlinearity])[-1]
    travel.back()
    assert snapshot(travel.run).digest == newest


def test_weights_and_the_optimiser_s_state_stay_and_only_the_function_changes():
    run = build(HELLO)
    for _ in range(5):
        train_once(run)
    before = snapshot(run)
    for name in ("sigmoid", "elu", "relu", "threshold", "linear", "leaky_relu", "tanh"):
        run.set_live(run.config.changed(nonlinearity=name))
        after = snapshot(run)
        for a, b in zip(before.arrays(), after.arrays(), strict=True):
            assert np.array_equal(a, b)
        assert len(after.optimiser) == len(before.optimiser) > 0
        (record,) = observe(run.model, run.forward(run.task.watch("hell"))).recurrences
        assert record.cell == f"rnn_{name}"
        np.testing.assert_allclose(record.h, FUNCTIONS[name](record.before["h"]), atol=1e-6)
    assert list(after.model) == list(before.model)


def test_learning_goes_on_with_the_switched_one():
    run = build(HELLO)
    for _ in range(10):
        train_once(run)
    run.set_live(run.config.changed(nonlinearity="elu"))
    weights = [p.detach().clone() for p in run.model.parameters()]
    losses = [train_once(run).loss for _ in range(150)]
    assert losses[-1] < 0.5 * losses[0]
    assert all(not torch.equal(a, b) for a, b in zip(weights, run.model.parameters(), strict=True))


def test_a_branch_takes_the_weights_across_a_change_of_nonlinearity():
    run = build(HELLO)
    for _ in range(20):
        train_once(run)
    taken = snapshot(run)
    branch = begun(HELLO.changed(nonlinearity="sigmoid"), build(HELLO.changed(nonlinearity="sigmoid")).task, taken)
    assert (branch.config.nonlinearity, branch.update) == ("sigmoid", 20)
    for a, b in zip(taken.model.values(), snapshot(branch).model.values(), strict=True):
        assert np.array_equal(a, b)
    train_once(branch)


def test_weights_by_hand_can_be_looked_at_through_another_function():
    run = build(preset("roommate").config.changed(weights="by hand"))
    by_hand = [p.detach().clone() for p in run.model.parameters()]
    run.set_live(run.config.changed(nonlinearity="sigmoid"))
    assert all(torch.equal(a, b) for a, b in zip(by_hand, run.model.parameters(), strict=True))
