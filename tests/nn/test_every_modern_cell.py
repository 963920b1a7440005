"""The recurrences of today: what they compute, what is seen of it, and that all tasks take them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from benchmarks.modern_cells import REFERENCES, ModernCase, modern_errors, names_of, network
from rnnviz import tasks
from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.engine.update_tracing import trace_update
from rnnviz.nn import cells
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.probe.jacobian import Chain
from rnnviz.probe.observation import observe
from rnnviz.probe.trace import Trace
from rnnviz.probe.tracing import Operations, record
from rnnviz.settings import ModelSettings, module_names

NAMES = tuple(name for name in REFERENCES if name in cells.names())
SCANNED = tuple(name for name in NAMES if cells.load(name).form.linear)
TASKS = tuple(name for name in module_names("tasks") if "cell" in tasks.load(name).uses)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", REFERENCES)
def test_a_frame_and_what_is_learned_by_are_the_papers_equations(name, seed):
    case = ModernCase(
        name, layers=1 + seed % 2, bidirectional=seed > 1, steps=(1, 5, 20, 9)[seed], sequence=seed % 2, seed=seed
    )
    errors = modern_errors(case)
    assert max(errors.values()) < 1e-10, {key: value for key, value in errors.items() if not value < 1e-10}


@pytest.mark.parametrize("name", SCANNED)
def test_sequences_of_unequal_length_end_where_they_end(name):
    layer, x = network(ModernCase(name, steps=11, batch=3, bidirectional=True))
    lengths = torch.tensor([11, 4, 7])
    packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
    outputs, last = layer(packed)
    outputs, _ = pad_packed_sequence(outputs)
    last = last if isinstance(last, tuple) else (last,)
    for k, length in enumerate(lengths):
        alone, ends = layer(x[:length, k : k + 1])
        torch.testing.assert_close(outputs[:length, k], alone[:, 0])
        for mine, theirs in zip(last, ends if isinstance(ends, tuple) else (ends,), strict=True):
            torch.testing.assert_close(mine[:, k], theirs[:, 0])


@pytest.mark.parametrize("name", NAMES)
def test_a_sequence_in_two_pieces_is_that_sequence(name):
    layer, x = network(ModernCase(name, steps=12))
    whole, end = layer(x)
    first, state = layer(x[:5])
    second, last = layer(x[5:], state)
    torch.testing.assert_close(torch.cat([first, second]), whole)
    for mine, theirs in zip(*(each if isinstance(each, tuple) else (each,) for each in (last, end)), strict=True):
        torch.testing.assert_close(mine, theirs)


@pytest.mark.parametrize("name", NAMES)
def test_looking_on_changes_nothing_of_what_is_learned(name):
    config = preset("characters").config.changed(text="abcab " * 90, cell=name, hidden=6, batch=2, sequence_length=12)
    plain, watched = build(config), build(config)
    for _ in range(4):
        train_once(plain)
        observe(watched.model, watched.task.watch("abcab").forward, wants=EVERYTHING | {Want.FLOW})
        train_once(watched)
    for mine, theirs in zip(plain.model.parameters(), watched.model.parameters(), strict=True):
        assert torch.equal(mine, theirs)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("name", NAMES)
def test_every_task_that_takes_a_cell_takes_it(name, task):
    text = {"text": "a word or two and a word more, " * 40} if task in ("characters", "words") else {}
    config = preset("characters").config.changed(
        task=task, cell=name, hidden=4, batch=2, sequence_length=6, lag=6, initial_state="learned", **text
    )
    run = build(config)
    assert np.isfinite([train_once(run).loss for _ in range(2)]).all()
    frame = observe(run.model, run.task.watch(run.task.default_probe()).forward)
    assert name in {r.cell for r in frame.recurrences}


@pytest.mark.parametrize("name", REFERENCES)
def test_jacobians_are_those_of_autograd(name):
    layer, x = network(ModernCase(name, steps=5, bidirectional=True))
    layer, x = layer.double(), x.double()
    operations = Operations(record(layer, lambda m: m(x)[0].square().sum(), lambda loss: loss), 1)
    trace = Trace(0, 1, 0.0, tuple(operations.made), operations.leaves, operations.recurrences)
    for r in trace.recurrences:
        chain, cell = Chain(trace, r), layer.cells[int(r.reverse)]
        assert chain.known
        states = [trace.states_before(r, state)[2] for state in names_of(name)]

        def step(*state, r=r, cell=cell):
            after = cell(torch.tensor(r.x[2]), state if len(state) > 1 else state[0])
            return after if isinstance(after, tuple) else (after,)

        blocks = torch.autograd.functional.jacobian(step, tuple(map(torch.tensor, states)))
        theirs = np.block([[b.numpy() for b in row] for row in blocks])
        np.testing.assert_allclose(chain.step(2).whole, theirs, atol=1e-12)


def test_the_stabiliser_changes_nothing_but_the_range():
    stable, x = network(ModernCase("slstm", steps=9))
    bare, _ = network(ModernCase("slstm_unstabilised", steps=9))
    torch.testing.assert_close(stable(x)[0], bare(x)[0], rtol=1e-4, atol=1e-5)


def test_without_the_stabiliser_it_overflows_and_the_hunt_finds_the_state_where():
    config = preset("remember").config.changed(cell="slstm", hidden=8, lag=60, batch=2, memory_bias=3.0)
    assert np.isfinite(train_once(build(config)).loss)
    run = build(config.changed(stabiliser="off"))
    assert not np.isfinite(train_once(run).loss)
    culprit = trace_update(run).culprit
    assert culprit is not None
    assert culprit.place.timestep is not None
    assert 10 < culprit.place.timestep < 60  # the exponentials of about 3, one after another, are past 3e38 by then
    assert {operand.name for operand in culprit.operands} & {"f", "i", "c", "n"}


def test_the_eigenvalues_of_a_state_space_are_those_of_its_step():
    layer, x = network(ModernCase("ssm", steps=4))
    frame = observe(layer, lambda m: m(x)[0].sum())
    (spectrum,) = frame.spectra
    assert len(spectrum.eigenvalues) == 8
    assert 0.9 <= np.abs(spectrum.eigenvalues).min() <= spectrum.radius < 1.0
    cell, zeros = layer.cells[0], torch.zeros(1, 4)

    def step(r, s):
        return cell(x[0, :1], (zeros, r, s))[1:]

    blocks = torch.autograd.functional.jacobian(step, (zeros, zeros))
    J = np.block([[b[0, :, 0].numpy() for b in row] for row in blocks])
    theirs = np.linalg.eigvals(J)
    np.testing.assert_allclose(np.sort(np.abs(theirs)), np.sort(np.abs(spectrum.eigenvalues)), atol=1e-5)
    np.testing.assert_allclose(np.sort(theirs.real), np.sort(spectrum.eigenvalues.real), atol=1e-5)


@pytest.mark.parametrize("name", SCANNED)
def test_a_cell_that_is_scanned_is_one_whose_gates_do_not_see_the_state(name):
    form = cells.load(name).form
    assert not form.stacked("hh")
    assert not cells.load("lstm").form.linear
    assert not cells.load("rnn").form.linear


def test_a_memory_bias_opens_what_keeps():
    torch.manual_seed(0)
    settings = ModelSettings(cell="minlstm", hidden=8, memory_bias=4.0)
    frame = observe(cells.load("minlstm").layer(settings, 3, False), lambda m: m(torch.randn(5, 1, 3))[0].sum())
    assert frame.recurrences[0].gates["k"].mean() > 0.9
    assert cells.load("mingru").form.keeps == {"z": -1}
