"""The recurrences of today: what they compute, what is seen of it, and that all tasks take them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from benchmarks.modern_cells import REFERENCES, ModernCase, modern_errors, network
from rnnviz import tasks
from rnnviz.engine.presets import preset
from rnnviz.engine.training import build, train_once
from rnnviz.nn import cells
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.probe.observation import observe
from rnnviz.settings import ModelSettings, module_names

NAMES = tuple(REFERENCES)
SCANNED = tuple(name for name in NAMES if cells.load(name).form.linear)
TASKS = tuple(name for name in module_names("tasks") if "cell" in tasks.load(name).uses)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", NAMES)
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
