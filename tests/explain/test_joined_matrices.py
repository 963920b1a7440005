"""W_hh and W_xh as one matrix: the same numbers, written side by side."""

import numpy as np
import pytest

from rnnviz.engine.observing import observed
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, train_once
from rnnviz.explain.arithmetic import equations
from rnnviz.explain.frame_equations import summed
from rnnviz.explain.joined_matrices import can_be_joined, joined
from rnnviz.explain.small_networks import hand_set, learned
from rnnviz.explain.unknown_weights import unknowns, with_letters
from rnnviz.nn import cells
from rnnviz.nn.arithmetic import Stack
from rnnviz.probe.frame import EVERYTHING

SUMMED = {
    "roommate": "[Food Weather]",
    "parity": "[W_yh W_xh]",
    "hello": "[W_hh W_xh]",
    "sum-of-inputs": "[w W_xh]",
    "larger-total": "[w W_xh]",
}


def versions(key):
    load_torch()
    run = build(preset(key).config)
    for _ in range(3):
        train_once(run)
    frame = observed(run, run.task.watch(run.task.default_probe()), EVERYTHING)
    return [v for v in (hand_set(frame, run.config), learned(frame, run.config)) if v is not None]


@pytest.mark.parametrize("key", SUMMED)
def test_the_product_of_the_whole_is_the_sum_of_those_of_its_parts(key):
    for version in versions(key):
        assert can_be_joined(version)
        whole = joined(version)
        assert SUMMED[key] in whole.matrices
        (stack,) = (step for step in whole.steps if isinstance(step, Stack))
        after = whole.steps[whole.steps.index(stack) + 1]
        for apart, beside in zip(version.timesteps, whole.timesteps, strict=True):
            np.testing.assert_array_equal(beside[stack.result], np.concatenate([apart[name] for name in stack.of]))
            np.testing.assert_allclose(
                whole.matrices[SUMMED[key]] @ beside[stack.result], beside[after.result], atol=1e-6
            )
            for name in beside.keys() & apart.keys():
                np.testing.assert_array_equal(beside[name], apart[name])
            np.testing.assert_array_equal(beside[version.network.output], apart[version.network.output])


@pytest.mark.parametrize("key", SUMMED)
def test_every_step_is_an_equation_and_its_letters_are_as_many(key):
    version = versions(key)[-1]
    whole = joined(version)
    for t in range(len(whole.timesteps)):
        found = equations(whole, t)
        assert [e.name for e in found] == [step.result for step in whole.steps]
        assert all(e.line(row) for e in found for row in range(e.rows))
        written = with_letters(whole, found)
        assert all(e.line(row) for e in written for row in range(e.rows))
    letters = [{text for rows in unknowns(v).values() for row in rows for text in row} for v in (version, whole)]
    assert letters[0] == letters[1]


@pytest.mark.parametrize("key", ["roommate-weather", "roommate-cycle", "perceptron"])
def test_a_network_of_one_product_at_a_time_stays_as_it_is(key):
    for version in versions(key):
        assert not can_be_joined(version)
        assert joined(version) is version


@pytest.mark.parametrize("cell", ["lstm", "rnn", "gru"])
def test_a_formula_is_written_with_one_matrix(cell):
    form = cells.load(cell).form
    gate = form.summed[0] if form.gates else None
    assert summed(form, "t−1", gate, joined=True) == "[W_hh W_xh]·[h(t−1); x(t)] + b"
    assert summed(form, "t−1", gate) == "W_xh·x(t) + W_hh·h(t−1) + b"


def test_where_a_gate_resets_its_share_of_h_the_matrices_stay_apart():
    form = cells.load("gru").form
    (gate,) = form.reset
    assert summed(form, "t−1", gate, joined=True) == summed(form, "t−1", gate)
