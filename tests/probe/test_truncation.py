"""Truncated backpropagation, computed from a Frame, against autograd with the states detached at the edges."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import torch

from rnnviz.engine.config import RunConfig
from rnnviz.engine.observing import observed
from rnnviz.engine.training import build, train_once
from rnnviz.probe.frame import EVERYTHING
from rnnviz.probe.truncation import can_follow, chunks, steps, truncated

TEXT = "the cat sat on the mat and the dog sat on the cat. "
WATCHED = "the cat sat on the dog."


def run_of(cell, **values):
    config = RunConfig(task="characters", text=TEXT * 8, cell=cell, hidden=7, sequence_length=6, batch=4, **values)
    run = build(config)
    for _ in range(5):
        train_once(run)
    run.model.double()
    return run


def detach(state):
    return tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()


def by_autograd(run, length, asked):
    """Return dL/dh(t) of the loss of the timesteps asked, with the state detached at every edge."""
    ids = torch.from_numpy(run.task.corpus.vocabulary.encode(WATCHED))
    targets, model, state, states = ids[1:], run.model, None, []
    loss, known = torch.zeros((), dtype=torch.float64), len(ids) - 1
    for t, symbol in enumerate(ids):
        if state is not None and t % length == 0:
            state = detach(state)
        output, state = model.rnn(model.input(symbol[None, None]), state)
        state = tuple(s for s in state) if isinstance(state, tuple) else state
        output.retain_grad()
        h = state[0] if isinstance(state, tuple) else state
        h.retain_grad()
        states.append((output, h))
        if t in asked and t < known:
            loss = loss + torch.nn.functional.cross_entropy(model.output(output)[0], targets[t : t + 1]) / known
    loss.backward()
    parts = [sum(p.grad[0, 0] for p in pair if p.grad is not None) for pair in states]
    return np.stack([np.zeros(7) if isinstance(p, int) else p.numpy() for p in parts])


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru", "peephole", "cifg"])
@pytest.mark.parametrize(("length", "asked"), [(5, range(20, 23)), (4, range(9, 10)), (6, range(23)), (23, range(23))])
def test_both_gradients_are_autograds(cell, length, asked):
    run = run_of(cell)
    frame = observed(run, run.task.watch(WATCHED), EVERYTHING)
    assert can_follow(frame)
    cut = chunks(len(WATCHED), length)
    found = truncated(steps(frame), frame.recurrences[0].dh_local, cut, asked)
    np.testing.assert_allclose(found.truncated, by_autograd(run, length, asked), rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.full, by_autograd(run, len(WATCHED), asked), rtol=0, atol=1e-9)
    assert np.abs(found.full).max() > 1e-4


@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_beyond_the_edge_the_gradient_is_exactly_zero_and_the_full_one_is_not(cell):
    run = run_of(cell)
    frame = observed(run, run.task.watch(WATCHED), EVERYTHING)
    cut = chunks(len(WATCHED), 5)
    found = truncated(steps(frame), frame.recurrences[0].dh_local, cut, cut[3])
    assert not found.truncated[:15].any()
    assert found.full[:15].any(axis=1).all()
    assert np.array_equal(found.truncated[15:], found.full[15:])
    assert not found.full[20:].any()  # what comes after a loss has no part in it


def test_the_whole_loss_in_one_chunk_is_the_gradient_of_the_frame():
    run = run_of("lstm")
    frame = observed(run, run.task.watch(WATCHED), EVERYTHING)
    record = frame.recurrences[0]
    found = truncated(steps(frame), record.dh_local, chunks(23, 23), range(23))
    np.testing.assert_allclose(found.full, record.dh, rtol=0, atol=1e-12)
    assert np.array_equal(found.full, found.truncated)


@pytest.mark.parametrize("nonlinearity", ["relu", "sigmoid", "linear", "elu"])
def test_other_nonlinearities_of_the_vanilla_cell(nonlinearity):
    run = run_of("rnn", nonlinearity=nonlinearity)
    frame = observed(run, run.task.watch(WATCHED), EVERYTHING)
    found = truncated(steps(frame), frame.recurrences[0].dh_local, chunks(23, 6), range(18, 23))
    np.testing.assert_allclose(found.truncated, by_autograd(run, 6, range(18, 23)), rtol=0, atol=1e-9)


def test_chunks_cover_the_sequence():
    assert chunks(10, 4) == (range(4), range(4, 8), range(8, 10))
    assert chunks(4, 4) == (range(4),)


def test_more_than_one_layer_is_not_followed():
    run = run_of("lstm", layers=2)
    assert not can_follow(observed(run, run.task.watch(WATCHED), EVERYTHING))


def test_it_is_read_without_torch():
    code = "import rnnviz.probe.truncation, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
