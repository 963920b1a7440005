"""Restored runs go on to the same bits, and branches take over what has a meaning for them."""

import pickle

import pytest

from rnnviz.engine.checkpoints import begun, restore, snapshot
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, start
from rnnviz.probe.edits import EditWeight
from tests.engine.test_training import CONFIGS, SMALL, metrics


@pytest.fixture(autouse=True)
def one_thread():
    load_torch()


def trained(config, updates):
    run = build(config)
    if updates:
        metrics(run, updates)
    return run


@pytest.mark.parametrize("updates", [0, 1, 30])
@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_a_restored_run_goes_on_to_the_same_bits(config, updates):
    run = trained(config, updates)
    taken = snapshot(run)
    after = metrics(run, 25)
    end = snapshot(run).digest
    assert taken.digest != end  # the copy did not train along

    restore(run, taken)
    assert snapshot(run).digest == taken.digest
    assert metrics(run, 25) == after
    assert snapshot(run).digest == end

    other = begun(config, run.task, pickle.loads(pickle.dumps(taken)))
    assert metrics(other, 25) == after
    assert snapshot(other).digest == end


def test_training_leaves_a_snapshot_alone():
    run = trained(SMALL, 5)
    taken = snapshot(run)
    before = taken.digest
    metrics(run, 5)
    del taken.__dict__["digest"]
    assert taken.digest == before
    with pytest.raises(ValueError, match="read-only"):
        next(taken.arrays())[...] = 0


BRANCHES = {
    # changes: (weights, moments, carried) are taken over
    "nothing": ({}, True, True, True),
    "learning rate": ({"learning_rate": 0.5}, True, True, True),
    "clip": ({"clip": "none"}, True, True, True),
    "seed": ({"seed": 9}, True, True, True),
    "optimiser": ({"optimiser": "sgd"}, True, False, True),
    "batch": ({"batch": 2}, True, True, False),
    "sequence length": ({"sequence_length": 5}, True, True, False),
    "cell": ({"cell": "gru"}, False, False, False),
    "hidden": ({"hidden": 9}, False, False, False),
    "text": ({"text": "abcdefgh" * 100}, False, False, False),
}


@pytest.mark.parametrize(("changes", "weights", "moments", "carried"), BRANCHES.values(), ids=BRANCHES)
def test_a_branch_takes_over_what_has_a_meaning(changes, weights, moments, carried):
    run = trained(SMALL, 20)
    config = SMALL.changed(**changes)
    branch = begun(config, build(config).task, snapshot(run))
    assert branch.update == 20
    assert branch.config == config
    own, old = branch.model.state_dict(), run.model.state_dict()
    assert (list(own) == list(old) and all(own[k].equal(old[k]) for k in own)) == weights
    if not weights:
        fresh = start(config, branch.task).model.state_dict()
        assert all(own[k].equal(fresh[k]) for k in own)
    assert any(branch.optimiser.state) == moments
    assert (branch.carried is not None) == carried
    assert branch.smoothed == (run.smoothed if weights else branch.task.chance_loss)
    assert branch.optimiser.learning_rate == config.learning_rate
    assert metrics(branch, 3)[-1][0] == 22


def test_an_edited_weight_is_the_branch_s_own():
    run = trained(SMALL, 5)
    branch = begun(SMALL, run.task, snapshot(run).edited([EditWeight("rnn.weight_hh_l0", 1, 2, 3.5)]))
    differ = {
        name: (value != run.model.state_dict()[name]).sum().item() for name, value in branch.model.state_dict().items()
    }
    assert {name for name, n in differ.items() if n} == {"rnn.weight_hh_l0"}
    assert differ["rnn.weight_hh_l0"] == 1
    assert branch.model.rnn.weight_hh_l0[1, 2] == 3.5
