"""Backpropagation written out: every gradient is autograd's, and the step is the one that training takes."""

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import presets
from rnnviz.engine.training import build, train_once
from rnnviz.nn.backward import Descend, backward, descended, gradients
from rnnviz.nn.small_networks import NETWORKS, perceptron
from rnnviz.probe import observe
from rnnviz.settings import ModelSettings

PRESETS = {p.config.task: p for p in presets()}
CONFIG = PRESETS["perceptron"].config


def weights_of(run):
    return {name: p.detach().numpy().copy() for name, p in run.model.named_parameters()}


def examples_of(net, weights):
    table = [(a, b) for a in (0.0, 1.0) for b in (0.0, 1.0)]
    forward = [net.timestep(weights, {"x": np.array(pair, np.float32)}) for pair in table]
    return [
        {**v, **gradients(net, weights, v, np.array([float(a != b)]))} for v, (a, b) in zip(forward, table, strict=True)
    ]


@pytest.mark.parametrize("nonlinearity", ["sigmoid", "tanh", "elu", "threshold"])
def test_the_mean_gradient_is_that_of_autograd_and_the_step_the_one_that_is_taken(nonlinearity):
    run = build(CONFIG.changed(nonlinearity=nonlinearity))
    net = perceptron(run.config)
    for _ in range(30):
        train_once(run)
    weights = weights_of(run)
    found = descended(net, weights, examples_of(net, weights), run.config.learning_rate)
    train_once(run)  # plain gradient descent over the whole table
    for name, matrix in (("W1", "cells.0.weight"), ("W2", "cells.1.weight"), ("W3", "output.weight")):
        gradient = dict(run.model.named_parameters())[matrix].grad
        np.testing.assert_allclose(found[f"mean ∂E/∂{name}"], gradient, atol=1e-6)
        np.testing.assert_allclose(found[f"{name}′"], weights_of(run)[matrix], atol=1e-6)


def test_each_gradient_on_the_way_is_autograd_s():
    run = build(CONFIG)
    net = perceptron(run.config)
    weights = {name: torch.tensor(w, dtype=torch.float64, requires_grad=True) for name, w in weights_of(run).items()}
    W1, W2, W3 = weights.values()
    z1 = W1 @ torch.tensor([1.0, 0.0], dtype=torch.float64)
    h1 = z1.sigmoid()
    z2 = W2 @ h1
    h2 = z2.sigmoid()
    z3 = W3 @ h2
    on_the_way = {"z₁": z1, "h₁": h1, "z₂": z2, "h₂": h2, "z₃": z3}
    for node in on_the_way.values():
        node.retain_grad()
    torch.nn.functional.binary_cross_entropy_with_logits(z3, torch.ones(1, dtype=torch.float64)).backward()
    plain = {name: w.detach().numpy() for name, w in weights.items()}
    found = gradients(net, plain, net.timestep(plain, {"x": np.array([1.0, 0.0])}), np.ones(1))
    for name, node in (*on_the_way.items(), ("W1", W1), ("W2", W2), ("W3", W3)):
        np.testing.assert_allclose(found[f"∂E/∂{name}"], node.grad, atol=1e-12)


def test_only_a_chain_to_a_probability_goes_back():
    for task, make in NETWORKS.items():
        steps = backward(make(PRESETS[task].config))
        assert bool(steps) == (task == "perceptron")
    assert [s.matrix for s in backward(perceptron(ModelSettings())) if isinstance(s, Descend)] == ["W1", "W2", "W3"]


def test_the_perceptron_learns_xor_from_every_seed():
    for seed in range(10):
        run = build(CONFIG.changed(seed=seed))
        for _ in range(500):
            train_once(run)
        assert run.task.evaluate(run.model) == {"accuracy": 1.0}


def test_both_hidden_layers_are_watched():
    run = build(CONFIG)
    frame = observe(run.model, run.task.watch("01 11").forward)
    assert [r.key for r in frame.recurrences] == [("", 0, False, 0), ("", 1, False, 0)]
    assert frame.output.targets.tolist() == [1, 0]
