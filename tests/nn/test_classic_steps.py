"""The listing of the 112-line model computes what torch computes, forwards and backwards."""

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.nn.classic_steps import Weights, backward, forward
from rnnviz.tasks.characters import Characters


def test_loss_state_and_gradients_are_those_of_autograd():
    run = build(preset("classic").config.changed(sequence_length=7))
    run.model.double()
    for update in range(3):
        batch, state = run.task.batch(update), None if update == 0 else torch.randn(1, 1, 100, dtype=torch.float64)
        found = []
        for loss in (type(run.task).loss, Characters.loss):
            run.model.zero_grad()
            value, after = loss(run.task, run.model, batch, state)
            (2 * value).backward()
            gradients = [p.grad.clone() for p in run.model.parameters() if p.requires_grad]
            found.append([value.detach(), after, *gradients])
        for mine, theirs in zip(*found, strict=True):
            torch.testing.assert_close(mine, theirs, rtol=1e-9, atol=1e-12)


def test_gradients_are_the_slopes_of_the_loss():
    draw = np.random.default_rng(3)
    shapes = ((3, 4), (3, 3), (3,), (4, 3), (4,))
    weights = Weights(*(draw.normal(size=shape) for shape in shapes))
    inputs, targets, h = np.array([0, 3, 1]), np.array([3, 1, 2]), draw.normal(size=3)
    loss, passed = forward(weights, inputs, targets, h)
    assert np.isfinite(loss)
    for W, gradient in zip(weights, backward(weights, passed), strict=True):
        place = tuple(draw.integers(n) for n in W.shape)
        aside = []
        for step in (1e-6, -1e-6):
            W[place] += step
            aside.append(forward(weights, inputs, targets, h)[0])
            W[place] -= step
        assert gradient[place] == pytest.approx((aside[0] - aside[1]) / 2e-6, rel=1e-5, abs=1e-8)


def test_a_sure_and_wrong_answer_costs_much_and_not_infinitely_much():
    weights = Weights(*(np.zeros(shape, np.float32) for shape in ((1, 2), (1, 1), 1, (2, 1))), np.float32([200, 0]))
    loss, _ = forward(weights, np.array([0]), np.array([1]), np.zeros(1, np.float32))
    assert loss == pytest.approx(200.0)


def test_what_is_watched_learns_as_what_is_not(monkeypatch):
    run = build(preset("classic").config)
    losses = [train_once(run).loss for _ in range(3)]
    other = build(preset("classic").config)
    monkeypatch.setattr(type(other.task), "loss", Characters.loss)
    assert [train_once(other).loss for _ in range(3)] == pytest.approx(losses, rel=1e-4)
