"""The loop itself: the same bits whoever watches, and nothing touched by an update that is not finite."""

import math
from itertools import pairwise

import pytest
import torch

from rnnviz.engine.config import RunConfig
from rnnviz.engine.presets import preset
from rnnviz.engine.sampling import next_sample, sample
from rnnviz.engine.torch_loading import load_torch
from rnnviz.engine.training import build, mixed, start, training
from rnnviz.probe.observation import observe
from rnnviz.sentences import Refused

UPDATES = 300
TEXT = "the quick brown fox jumps over the lazy dog, " * 40
SMALL = RunConfig(text=TEXT, hidden=8, sequence_length=7, batch=3, learning_rate=1e-2)
CONFIGS = {
    "hello": preset("hello").config,
    "classic": preset("classic").config.changed(text=TEXT, hidden=8, sequence_length=6),
    "dates": preset("dates").config.changed(hidden=4, embedding=3, batch=4),
    "lstm": SMALL,
    "gru, two layers, dropout": SMALL.changed(cell="gru", layers=2, dropout=0.4),
    "leaky relu, embedded, independent": SMALL.changed(
        cell="rnn", nonlinearity="leaky_relu", embedding=5, chunks="independent"
    ),
    "sgd with momentum, clipped by value": SMALL.changed(optimiser="sgd", momentum=0.9, clip="value", clip_at=0.1),
    "learned initial state": SMALL.changed(initial_state="learned", layers=2, chunks="independent"),
    "rmsprop": SMALL.changed(optimiser="rmsprop", clip="none"),
    "adamw": SMALL.changed(optimiser="adamw"),
}


@pytest.fixture(autouse=True)
def one_thread():
    load_torch()


def metrics(run, updates, between=lambda run: None):
    """Train; return loss and gradient norm of every update as exact text."""
    found = []
    for each in training(run):
        found.append((each.update, each.loss.hex(), each.gradient_norm.hex()))
        if len(found) == updates:
            return found
        between(run)
    raise AssertionError("training ends by itself")


def state(run):
    """A copy of all that an update may change."""
    weights = {name: value.clone() for name, value in run.model.state_dict().items()}
    moments = [value.clone() for entries in run.optimiser.state for value in entries.values()]
    return weights, moments


def same(one, other):
    return all(torch.equal(one[0][k], other[0][k]) for k in one[0]) and all(
        torch.equal(a, b) for a, b in zip(one[1], other[1], strict=True)
    )


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_the_same_seed_gives_the_same_bits_watched_or_not(config):
    alone = metrics(build(config), UPDATES)
    watched = build(config)
    forward = watched.task.watch(watched.task.default_probe()).forward

    def look(run):
        if run.update % 7 == 0:
            observe(run.model, forward, update=run.update)
        if run.update % 50 == 0 and run.task.can_sample:
            sample(run)
            run.task.evaluate(run.model)
        torch.rand(3)  # somebody else draws from torch's own generator

    assert metrics(watched, UPDATES, look) == alone


def test_another_seed_gives_other_bits():
    assert metrics(build(SMALL), 3) != metrics(build(SMALL.changed(seed=2)), 3)


def test_starting_again_on_the_same_task_gives_the_same_bits():
    run = build(SMALL)
    before = metrics(run, 20)
    assert metrics(start(SMALL, run.task), 20) == before


@pytest.mark.parametrize("optimiser", ["sgd", "adagrad", "rmsprop", "adam", "adamw"])
def test_every_optimiser_brings_the_loss_down(optimiser):
    run = build(preset("hello").config.changed(optimiser=optimiser, learning_rate=0.05))
    losses = [float.fromhex(loss) for _, loss, _ in metrics(run, 100)]
    assert losses[-1] < 0.9 * losses[0]


def test_an_update_that_is_not_finite_touches_nothing_and_comes_again():
    run = build(SMALL)
    metrics(run, 5)
    with torch.no_grad():
        run.parameters[0][0, 0] = math.inf
    before, smoothed, carried = state(run), run.smoothed, run.carried
    updates = training(run)
    first, second = next(updates), next(updates)
    assert (first.finite, first.update) == (second.finite, second.update) == (False, 5)
    assert run.update == 5
    assert run.smoothed == smoothed == first.smoothed
    assert run.carried is carried
    assert same(state(run), before)


def test_whoever_drives_it_may_refuse_an_update():
    run = build(SMALL)
    before = state(run)
    updates = training(run, accept=lambda metrics: False)
    first = next(updates)
    assert first.finite
    assert (run.update, next(updates)) == (0, first)
    assert same(state(run), before)
    assert any(p.grad is not None and p.grad.any() for p in run.parameters)  # there to be looked at


def test_a_learning_rate_acts_while_it_runs():
    run = build(SMALL)
    metrics(run, 2)
    before, _ = state(run)
    run.set_live(run.config.changed(learning_rate=1e-30))
    metrics(run, 1)
    assert all(torch.equal(value, before[name]) for name, value in run.model.state_dict().items())
    run.set_live(run.config.changed(learning_rate=1e-2))
    metrics(run, 1)
    assert not all(torch.equal(value, before[name]) for name, value in run.model.state_dict().items())


@pytest.mark.parametrize(("clip", "at"), [("norm", 1e-3), ("value", 1e-4)])
def test_clipping_acts_while_it_runs(clip, at):
    run = build(SMALL.changed(clip="none"))
    metrics(run, 1)
    run.set_live(run.config.changed(clip=clip, clip_at=at))
    (found,) = metrics(run, 1)
    gradients = torch.cat([p.grad.flatten() for p in run.parameters])
    size = float(gradients.norm() if clip == "norm" else gradients.abs().max())
    assert size == pytest.approx(at, rel=1e-5)
    assert float.fromhex(found[2]) > size  # what is told is the norm before clipping


@pytest.mark.parametrize(("clip", "at"), [("none", 1.0), ("norm", 1e-3), ("norm", 1e3), ("value", 1e-4)])
def test_the_norm_after_clipping_is_that_of_the_gradient_that_is_used(clip, at):
    run = build(SMALL.changed(clip=clip, clip_at=at))
    found = next(training(run))
    gradients = torch.cat([p.grad.flatten() for p in run.parameters])
    assert found.clipped_norm == pytest.approx(float(gradients.norm()), rel=1e-5)
    assert (found.clipped_norm < found.gradient_norm) == (clip != "none" and at < 1.0)


def test_the_loss_starts_near_chance():
    run = build(SMALL)
    (first,) = metrics(run, 1)
    assert float.fromhex(first[1]) == pytest.approx(run.task.chance_loss, rel=0.1)


def test_a_device_that_is_not_there_is_refused():
    missing = [name for name, there in (("cuda", torch.cuda), ("mps", torch.backends.mps)) if not there.is_available()]
    if not missing:
        pytest.skip("this machine has every device")
    with pytest.raises(Refused, match=f"has no {missing[0]} device"):
        build(SMALL.changed(device=missing[0]))


def test_facts_are_those_of_the_run():
    facts = build(preset("hello").config).facts()
    assert facts.parameters == 3 * 4 + 3 * 3 + 3 + 3 + 4 * 3 + 4
    assert facts.chance_loss == pytest.approx(math.log(4))
    assert facts.default_probe == "hell"
    assert "hidden" in facts.uses


def test_seeds_of_neighbouring_updates_have_nothing_in_common():
    seeds = [mixed(seed, update) for seed in range(20) for update in range(200)]
    assert len(set(seeds)) == len(seeds)
    assert all(0 <= seed < 2**63 for seed in seeds)
    ones = [(a ^ b).bit_count() for a, b in pairwise(seeds)]
    assert 29 < sum(ones) / len(ones) < 34  # of 63 bits, half change


@pytest.mark.parametrize(
    ("after", "every", "then"), [(0, 0, 50), (50, 0, 100), (499, 0, 500), (0, 30, 30), (31, 30, 60)]
)
def test_samples_come_at_growing_intervals_or_every_so_many(after, every, then):
    assert next_sample(after, every) == then
