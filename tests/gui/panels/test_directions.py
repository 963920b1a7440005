"""The panel of directions and layers: exact shares of the answer, and the states of every layer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import torch

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.explain.directions import matrices, split
from rnnviz.gui.panels.directions import PANEL
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.workbench.cursor import Place
from rnnviz.sentences import Refused


@cache
def observed(key, updates=60, **changed):
    """Return a run that has learned a little, and a Frame of it."""
    load_torch()
    from rnnviz.engine.training import build, train_once
    from rnnviz.probe import observe

    torch.set_num_threads(1)
    run = build(preset(key).config.changed(**changed))
    for _ in range(updates):
        train_once(run)
    return run, observe(run.model, run.task.watch(run.task.default_probe()).forward)


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(600, 360)
    made.show()
    return made


def show(view, frame):
    view.session.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
    view.show_frame(frame)
    return frame


@pytest.mark.parametrize("key", ["bidirectional", "deep-bidirectional", "one-direction", "hello"])
def test_the_shares_add_up_to_the_evidence_of_the_networks_own_softmax(key):
    _, frame = observed(key)
    found = split(frame)
    log_p = np.log(frame.output.probabilities.astype(float))
    at = np.arange(len(log_p))
    margin = log_p[at, found.wanted] - log_p[at, found.rivals]
    np.testing.assert_allclose(found.evidence.sum(axis=0), margin, atol=2e-4)
    np.testing.assert_array_equal(margin > 0, log_p.argmax(axis=1) == found.wanted)
    assert len(found.evidence) == len(found.directions) + 1


@pytest.mark.parametrize(("key", "which"), [("bidirectional", 0), ("bidirectional", 1), ("deep-bidirectional", 1)])
def test_alone_is_what_the_model_says_with_the_other_directions_states_zero(key, which):
    run, frame = observed(key)
    found = split(frame)
    units = run.config.hidden
    read = []

    def silence(_module, _args, states):
        kept = torch.zeros_like(states[0])
        kept[..., which * units : (which + 1) * units] = states[0][..., which * units : (which + 1) * units]
        read.append(True)
        return kept, states[1]

    hook = run.model.rnn.register_forward_hook(silence)
    with torch.no_grad():
        logits = run.task.watch(run.task.default_probe()).forward(run.model).logits
    hook.remove()
    assert read
    p = logits.softmax(dim=-1).numpy()
    np.testing.assert_allclose(found.alone[which], p[np.arange(len(p)), found.wanted], atol=1e-5)


def test_where_nothing_is_asked_it_speaks_of_the_next_answer():
    _, frame = observed("brackets", 5)
    found = split(frame)
    assert (frame.output.targets[:-1] == -1).all()
    assert (found.wanted == frame.output.targets[-1]).all()


@pytest.mark.parametrize("key", ["parity", "adding", "dates"])
def test_a_read_out_that_is_not_linear_in_the_states_is_not_split(view, key):
    frame = observed(key, 0, **({"lag": 10} if key == "adding" else {}))[1]
    assert split(frame) is None
    show(view, frame)
    assert "no exact share" in view.describe()
    assert view.numbers() == {}
    view.choose("show", "states")
    assert view.numbers()


def test_numbers_and_picture_are_those_of_the_split(view):
    _, frame = observed("bidirectional")
    show(view, frame)
    found, numbers = split(frame), view.numbers()
    assert list(numbers) == [
        "probability",
        "evidence",
        "probability forward",
        "evidence forward",
        "probability backward",
        "evidence backward",
        "evidence bias",
    ]
    np.testing.assert_allclose(
        numbers["evidence"],
        numbers["evidence forward"] + numbers["evidence backward"] + numbers["evidence bias"],
        atol=1e-6,
    )
    assert view.heatmap.value(Cell(0, 1, 4)) == pytest.approx(found.alone[1, 4])
    assert view.heatmap.value(Cell(0, 2, 4)) == pytest.approx(found.together[4])
    assert view.heatmap.value(Cell(1, 0, 4)) == pytest.approx(found.evidence[0, 4])


def test_the_addends_are_those_of_the_marked_timestep(view, session):
    _, frame = observed("bidirectional")
    show(view, frame)
    session.cursor.pin(Place("time", 2))
    view.show_cursor()
    values = [addend.value for addend in view.addends.shown.addends]
    np.testing.assert_allclose(values, split(frame).evidence[:, 2])
    assert "t = 2" in view.words.text()


def test_one_direction_has_one_row(view):
    show(view, observed("one-direction")[1])
    assert "evidence backward" not in view.numbers()
    assert "←" not in view.words.text()


def test_states_of_every_layer_stand_above_one_another(view):
    _, frame = observed("deep-bidirectional")
    show(view, frame)
    view.choose("show", "states")
    assert list(view.numbers()) == ["h²←", "h²→", "h¹←", "h¹→"]
    np.testing.assert_array_equal(view.numbers()["h²→"], frame.recurrences[2].h)
    assert "96 × (48 + 24)" in view.words.text()


@pytest.mark.parametrize("cell", ["lstm", "peephole"])
def test_a_layer_of_a_deep_lstm_is_4n_by_2n(view, cell):
    _, frame = observed("deep", 0, hidden=16, embedding=0, cell=cell)
    assert matrices(frame)[1] == (64, 16, 16, 16)
    show(view, frame)
    view.choose("show", "states")
    assert "64 × (16 + 16) = 4n × 2n" in view.words.text()


def test_a_wrong_option_is_refused(view):
    with pytest.raises(Refused, match="no control"):
        view.choose("direction", "answer")
    with pytest.raises(Refused, match="not gates"):
        view.choose("show", "gates")


def test_without_a_recurrence_it_says_so(view, frame):
    view.show_frame(replace(frame("lstm"), recurrences=()))
    assert view.describe() == "This model has no recurrent layer."


def test_values_that_are_not_finite_raise_nothing(view, frame):
    made = frame("lstm", units=8, bidirectional=True, nonfinite=True)
    for what in ("answer", "states"):
        view.choose("show", what)
        show(view, made)
        assert not view.grab().isNull()


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    for what in ("answer", "states"):
        view.choose("show", what)
        show(view, observed("bidirectional")[1])
        assert not view.grab().isNull()
