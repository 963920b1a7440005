"""One timestep as a map of its state: the same as what the net itself computes, and its Jacobian."""

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.nn import cells
from rnnviz.probe import observe
from rnnviz.probe.step_map import dynamics

NETS = {
    **{f"hello, {name}": ("hello", {"nonlinearity": name}) for name in ("tanh", "relu", "sigmoid", "elu", "linear")},
    **{f"brackets, {name}": ("brackets", {"cell": name, "hidden": 2}) for name in cells.names()},
    "brackets, two layers": ("brackets", {"cell": "gru", "hidden": 3, "layers": 2}),
    "tags, both directions": ("bidirectional", {"cell": "lstm", "hidden": 2, "layers": 2}),
    "scalar": ("scalar", {}),
    "sum": ("sum-of-inputs", {}),
    "larger total": ("larger-total", {}),
    "parity": ("parity", {}),
    "parity, by hand": ("parity", {"weights": "by hand"}),
    "roommate": ("roommate", {}),
}


def watched(key, changes, updates=3):
    torch.set_num_threads(1)
    run = build(preset(key).config.changed(**changes))
    for _ in range(updates):
        train_once(run)
    return observe(run.model, run.task.watch(run.task.default_probe()).forward, update=updates)


@pytest.mark.parametrize("name", NETS)
def test_the_map_takes_every_state_where_the_net_took_it(name):
    frame = watched(*NETS[name])
    for record in frame.recurrences:
        found = dynamics(frame, record)
        assert found is not None
        trajectory = found.trajectory
        x = (record.x[::-1] if record.reverse else record.x)[1 - found.begins :]
        assert len(trajectory) == len(x) + 1
        for t, held in enumerate(x):
            assert found.under(held)(trajectory[t]) == pytest.approx(trajectory[t + 1], abs=2e-5, rel=1e-4)


@pytest.mark.parametrize("name", [name for name in NETS if "parity" not in name and name != "roommate"])
def test_the_jacobian_is_the_slope_of_the_map(name):
    frame = watched(*NETS[name])
    found = dynamics(frame, frame.recurrences[0])
    f, state = found.under(frame.recurrences[0].x[0]), found.trajectory[2] + 0.01
    exact, step = f.jacobian(state), 1e-6
    for k in range(len(state)):
        aside = np.eye(len(state))[k] * step
        assert exact[:, k] == pytest.approx((f(state + aside) - f(state - aside)) / (2 * step), abs=1e-7)


def test_many_states_at_once_are_as_one_by_one():
    frame = watched("brackets", {"cell": "lstm", "hidden": 2})
    found = dynamics(frame, frame.recurrences[0])
    f = found.under(frame.recurrences[0].x[1])
    assert f(found.trajectory) == pytest.approx(np.array([f(s) for s in found.trajectory]), abs=1e-14)
    assert f.jacobian(found.trajectory) == pytest.approx(np.array([f.jacobian(s) for s in found.trajectory]), abs=1e-14)


@pytest.mark.parametrize("key", ["find-year-unshared", "perceptron", "parity-at-once"])
def test_a_net_that_is_no_map_of_a_state_has_none(key):
    frame = watched(key, {})
    assert dynamics(frame, frame.recurrences[0]) is None
