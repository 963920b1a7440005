import math

import numpy as np
import pytest
import torch

from benchmarks.numpy_classic import NumpyClassic
from rnnviz.engine.checkpoints import snapshot
from rnnviz.engine.config import RunConfig
from rnnviz.engine.optimisers import optimiser
from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, training
from rnnviz.probe import observe
from rnnviz.tasks import load

SYMBOLS = "".join(map(chr, range(33, 33 + 74)))


def weights(model):
    return {name: p.detach().numpy() for name, p in model.named_parameters()}


def test_its_first_loss_for_74_symbols_is_the_lectures():
    run = build(preset("classic").config.changed(text=SYMBOLS * 30))
    assert run.task.chance_loss == pytest.approx(107.6016, abs=5e-5)
    assert next(training(run)).loss == pytest.approx(107.6016, abs=0.05)


def test_it_is_the_model_of_the_original():
    model = build(preset("classic").config).model
    assert model.rnn.weight_hh_l0.shape == (100, 100)
    assert float(model.rnn.weight_hh_l0.detach().std()) == pytest.approx(0.01, rel=0.05)
    assert not model.rnn.bias_ih_l0.any()
    assert not model.rnn.bias_hh_l0.any()
    assert not model.rnn.bias_hh_l0.requires_grad
    assert not model.output.bias.any()


@pytest.mark.parametrize("n", [27, 28, 51, 52, 53, 77, 78, 1000])
def test_the_position_restarts_where_the_original_restarts(n):
    text = "".join(map(chr, range(0x4E00, 0x4E00 + n)))
    task = load("classic")(RunConfig(task="classic", text=text, sequence_length=25), torch.device("cpu"))
    p = 0
    for update in range(100):
        if update == 0 or p + 25 + 1 >= n:
            p = 0
        assert task.batch(update)[0][0, 0] == p
        assert (task.initial_state(update, "state") is None) == (p == 0)
        p += 25


def test_200_updates_are_those_of_the_numpy_loop():
    # From a common start the two part after some ten updates, also in float64: with Adagrad's first steps, rounding of
    # 1e-15 grows tenfold an update. So both take each update from the same state, and must reach the same one.
    run = build(preset("classic").config)
    run.model.double()
    run.optimiser = optimiser(run.parameters, run.config)
    numpy = NumpyClassic(run.task.corpus.ids, len(run.task.corpus.vocabulary))
    numpy.load(weights(run.model))
    steps = training(run)
    for update in range(200):
        assert numpy.update() == pytest.approx(next(steps).loss, abs=1e-9), update
        theirs, moments = weights(run.model), snapshot(run).optimiser
        for mine, name in numpy.NAMES.items():
            np.testing.assert_allclose(numpy.weights[mine], theirs[name], atol=1e-6, err_msg=f"{mine}, {update}")
            numpy.squares[mine][...] = moments[name]["sum"] - 1e-8
        np.testing.assert_allclose(numpy.h, run.carried[0, 0].numpy(), atol=1e-9)
        numpy.load(theirs)
        numpy.h = run.carried[0, 0].numpy()


def test_the_first_updates_agree_in_single_precision_too():
    run = build(preset("classic").config)
    numpy = NumpyClassic(run.task.corpus.ids, len(run.task.corpus.vocabulary))
    numpy.load(weights(run.model))
    steps = training(run)
    assert [next(steps).loss for _ in range(3)] == pytest.approx([numpy.update() for _ in range(3)], abs=1e-3)


def test_the_numpy_loop_learns():
    ids = np.tile(np.arange(5), 100)
    numpy = NumpyClassic(ids, 5, hidden=20, length=10)
    losses = [numpy.update() for _ in range(100)]
    assert losses[0] == pytest.approx(10 * math.log(5), abs=0.05)
    assert losses[-1] < 1.0


def test_watching_and_writing_go_on_from_the_carried_state():
    run = build(preset("classic").config)
    updates = training(run)
    for _ in range(30):
        next(updates)
    record = observe(run.model, run.forward(run.task.watch(run.task.default_probe()))).recurrences[0]
    np.testing.assert_array_equal(record.h0, run.carried[0, 0].numpy())
    _, first = run.start
    assert first[0] == run.task.batch(run.update)[0][0, 0]
