"""What holds for every task and every preset, also for those that are yet to come."""

import math

import numpy as np
import pytest
import torch

from rnnviz import tasks
from rnnviz.engine.presets import presets
from rnnviz.engine.training import build, training
from rnnviz.measures import ACCURACY
from rnnviz.nn import cells
from rnnviz.packing.records import decode, encode
from rnnviz.probe import observe
from rnnviz.probe.frame import Want
from rnnviz.sentences import Refused
from rnnviz.settings import OF_TEXTS
from rnnviz.tasks._drawing import Purpose, generator
from rnnviz.text.reading import Reading
from tests.same_record import assert_same

PRESETS = {preset.key: preset for preset in presets()}
SEEDS, UPDATES = 3, 60
#: Presets whose point is a network that need not learn, or learns slowly; how well it does differs from seed to seed.
VAIN = {"remember-vanilla", "gradient-flow", "exploding-gradients", "parity-at-once"}

WITH_A_CELL = [key for key, each in PRESETS.items() if "cell" in tasks.load(each.config.task).uses]
WRITING = [key for key, each in PRESETS.items() if tasks.load(each.config.task).can_sample]


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


@pytest.fixture(params=PRESETS)
def preset(request):
    return PRESETS[request.param]


def flat(batch):
    return [t for part in batch for t in (part if isinstance(part, tuple) else (part,))]


def test_every_task_has_a_preset():
    assert {p.config.task for p in PRESETS.values()} == set(tasks.names())


def test_an_unknown_task_is_refused():
    with pytest.raises(Refused, match="no task called"):
        tasks.load("nothing")


def test_the_loss_starts_near_chance_and_falls_whatever_the_seed(preset):
    remaining = []  # of the loss of chance, after some updates
    for seed in range(SEEDS):
        run = build(preset.config.changed(seed=preset.config.seed + seed))
        steps = training(run)
        losses = [next(steps).loss / run.task.chance_loss for _ in range(UPDATES)]
        assert losses[0] == pytest.approx(1.0, abs=0.35)  # one batch, weights nobody has trained
        remaining.append(np.mean(losses[-5:]))
    assert np.isfinite(remaining).all()
    assert preset.key in VAIN or np.mean(remaining) < 0.95


def test_a_batch_is_a_pure_function_of_the_update(preset):
    config = preset.config
    one, two = build(config).task, build(config).task
    for update in (7, 0, 1_000_003):
        for a, b in zip(flat(one.batch(update)), flat(two.batch(update)), strict=True):
            assert torch.equal(a, b)
    two.batch(3)
    for a, b in zip(flat(one.batch(5)), flat(two.batch(5)), strict=True):
        assert torch.equal(a, b)


def test_the_same_seed_learns_the_same_bits(preset):
    losses = []
    for _ in range(2):
        steps = training(build(preset.config))
        losses.append([next(steps).loss for _ in range(10)])
    assert losses[0] == losses[1]


def test_the_default_probe_can_be_watched(preset):
    run = build(preset.config)
    for text in (run.task.default_probe(), preset.probe or run.task.default_probe()):
        watched = run.task.watch(text)
        assert watched.text == text
        frame = observe(run.model, watched.forward, update=3)
        assert math.isfinite(frame.loss)
        assert frame.output is not None
        assert frame.output.probabilities.shape == (len(frame.sequences[frame.output.axis]), len(frame.output.labels))
        known = frame.output.losses[frame.output.targets >= 0]
        assert frame.loss == pytest.approx(known.mean() if run.task.chance_loss < 10 else known.sum(), rel=1e-4)
        assert frame.recurrences
        for recurrence in frame.recurrences:
            assert len(recurrence.h) == len(frame.sequences[recurrence.axis])
            assert recurrence.dh is not None


@pytest.mark.parametrize("name", cells.names())
@pytest.mark.parametrize("key", WITH_A_CELL)
def test_every_cell_learns_and_is_watched(key, name):
    preset = PRESETS[key]
    run = build(preset.config.changed(cell=name, hidden=8, layers=2))
    next(training(run))
    frame = observe(run.model, run.task.watch(run.task.default_probe()).forward)
    gates = {gate for r in frame.recurrences for gate in r.gates}
    assert gates == set(cells.load(name).gates)


@pytest.mark.parametrize("key", WRITING)
def test_a_sample_is_its_generators_alone(key):
    run = build(PRESETS[key].config)
    state = torch.get_rng_state()

    def sample(seed, temperature):
        drawing = torch.Generator().manual_seed(seed)
        return run.task.sample(run.model, drawing, temperature, "", 40)

    assert sample(1, 1.0) == sample(1, 1.0)
    assert 1 <= len(sample(1, 0.0)) <= 300
    assert torch.equal(torch.get_rng_state(), state)
    assert run.model.training
    assert all(p.grad is None for p in run.model.parameters())


@pytest.mark.parametrize("key", WRITING)
def test_a_sample_of_a_broken_model_is_refused(key):
    run = build(PRESETS[key].config)
    with torch.no_grad():
        for parameter in run.model.parameters():
            parameter.fill_(math.nan)
    with pytest.raises(Refused, match="no longer finite"):
        run.task.sample(run.model, torch.Generator(), 1.0, "", 5)


def plain(value):
    if isinstance(value, dict):
        return all(plain(each) for pair in value.items() for each in pair)
    return all(map(plain, value)) if type(value) is tuple else isinstance(value, int | float | str | Reading)


def test_evaluation_and_description_are_plain(preset):
    run = build(preset.config)
    assert all(isinstance(v, float) for v in run.task.evaluate(run.model).values())
    assert run.model.training
    assert all(map(plain, run.task.describe().values()))
    assert run.task.topology


def test_symbols_it_does_not_know_are_refused_or_said_to_be_unknown(preset):
    task = build(preset.config).task
    if preset.config.task == "words":
        assert task.watch("\u2603").text == "\u2603"
        return
    with pytest.raises(Refused, match="does not know"):
        task.watch("\u2603\u2603")


def test_draws_depend_on_seed_purpose_and_counter_alone():
    draws = {
        (seed, counter, purpose): tuple(generator(seed, counter, purpose).integers(2**62, size=4))
        for seed in (0, 1, 2**31 - 1)
        for counter in (0, 1, 10**12)
        for purpose in Purpose
    }
    assert len(set(draws.values())) == len(draws)
    assert tuple(generator(1, 10**12, Purpose.HELD_OUT).integers(2**62, size=4)) == draws[1, 10**12, Purpose.HELD_OUT]


def test_a_task_says_whether_it_measures_an_accuracy(preset):
    run = build(preset.config)
    assert ("accuracy" in run.task.evaluate(run.model)) == (ACCURACY in run.task.measures) == run.facts().has_accuracy


def test_a_task_made_from_its_plain_facts_makes_the_same_model_and_sees_and_measures_the_same(preset):
    run = build(preset.config)
    text = preset.probe or run.task.default_probe()
    other = tasks.load(preset.config.task).from_facts(decode(encode(run.task.facts()), tasks.Facts), run.task.device)
    made = other.model()
    made.load_state_dict(run.model.state_dict())
    seen = observe(made, other.watch(text).forward, wants=frozenset(Want))
    assert_same(seen, observe(run.model, run.task.watch(text).forward, wants=frozenset(Want)), but=("observe_ms",))
    assert other.evaluate(made) == run.task.evaluate(run.model)


@pytest.mark.parametrize("task", sorted(OF_TEXTS - {"translation"}))  # which is judged by the sentences themselves
def test_the_plain_facts_hold_neither_a_users_text_nor_the_name_of_a_file(task, tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("tell nobody " * 20)
    given = {"text_file": str(path)}, {"text": path.read_text()}
    for values in given:
        config = PRESETS[task].config.changed(**values, sequence_length=5, batch=2, hidden=4)
        blob = encode(build(config).task.facts())
        assert b"secret" not in blob
        assert b"tell nobody" not in blob
