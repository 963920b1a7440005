"""The beam's tree: every node can be chosen, and what is told of it is the model's."""

from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from rnnviz.engine.commands import Live
from rnnviz.engine.config import RunConfig
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.panels.beam import PANEL
from rnnviz.gui.views.lacking import says_so
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.sentences import Refused

SMALL = {"task": "memorise", "cell": "gru", "hidden": 5, "sequence_length": 4, "batch": 4}


@cache
def observed(**changed):
    load_torch()
    from rnnviz.engine.observing import observed
    from rnnviz.engine.training import build

    run = build(RunConfig(**{**SMALL, **changed}))
    return run.config, observed(run, run.watch(run.task.default_probe()), EVERYTHING | {Want.DECODING})


def no_longer_finite(**changed):
    load_torch()
    import torch

    from rnnviz.engine.observing import observed
    from rnnviz.engine.training import build

    run = build(RunConfig(**{**SMALL, **changed}))
    with torch.no_grad():
        for parameter in run.model.parameters():
            parameter.fill_(float("nan"))
    return observed(run, run.watch(run.task.default_probe()), EVERYTHING | {Want.DECODING})


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(900, 520)
    made.show()
    return made


def show(view, **changed):
    view.session.config, frame = observed(**changed)
    view.session.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
    view.show_frame(frame)
    return frame


def test_every_node_that_is_clicked_shows_its_states_and_probabilities(view, qtbot):
    beam = show(view).decoding.beam
    clicked = 0
    for node in range(len(beam.parents)):
        place = view.view.place(node)
        if place is None:
            continue
        qtbot.mouseClick(view.view, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, place.center().toTuple())))
        numbers = view.numbers()
        assert numbers["chosen"] == node
        source = node if np.isfinite(beam.probabilities[node, 0]) else beam.parents[node]
        np.testing.assert_array_equal(numbers["probability"], beam.probabilities[source])
        np.testing.assert_array_equal(numbers["states"][-1], beam.states[source])
        assert len(numbers["states"]) == view.tree.depths[source] + 1
        clicked += 1
    assert clicked > 10


def test_the_arrow_keys_reach_what_the_mouse_reaches(view, qtbot):
    show(view)
    view.choose("node", "best")
    best = view.node
    qtbot.keyClick(view.view, Qt.Key.Key_Left)
    assert view.node == view.tree.beam.parents[best]
    qtbot.keyClick(view.view, Qt.Key.Key_Right)
    assert view.tree.beam.parents[view.node] == view.tree.beam.parents[best]
    column = view.tree.columns[view.tree.depths[view.node]]
    for _ in column:
        qtbot.keyClick(view.view, Qt.Key.Key_Up)
    assert view.node == column[0]


def test_a_chosen_sequence_stays_chosen_in_the_tree_of_another_moment(view):
    show(view)
    text = view.tree.text(view.tree.columns[2][0])
    view.choose("node", text)
    show(view, seed=2)
    assert text.startswith(view.tree.text(view.node))
    show(view)
    assert view.tree.text(view.node) == text


def test_the_score_is_written_out_with_its_numbers(view):
    beam = show(view).decoding.beam
    view.choose("node", "best")
    assert f"{abs(beam.log_p[beam.best]):.3f}" in view.lines.text
    assert f"{abs(beam.scores[beam.best]):.3f}" in view.lines.text


def test_another_width_is_asked_of_the_run(view):
    show(view)
    view.width_field.setValue(7)
    view.choose("width", 9)
    assert Live({"beam": 7}) in view.session.told
    assert Live({"beam": 9}) in view.session.told


@pytest.mark.parametrize("width", [0, 10_000])
def test_a_width_that_cannot_be_is_refused_in_one_sentence_and_the_other_stays(view, qtbot, width):
    show(view)
    with pytest.raises(Refused, match="Beam cannot be"):
        view.choose("width", width)
    view.width_field.lineEdit().setText(str(width))
    assert not view.width_field.commit()
    assert view.width_field.fault
    assert view.session.config.beam == 4
    view.width_field.give_up()


def test_a_node_that_is_not_there_is_refused(view):
    show(view)
    with pytest.raises(Refused, match="No node of this tree"):
        view.choose("node", "zzz")


@pytest.mark.parametrize("beam", [1, 64])
def test_the_narrowest_and_the_widest_tree_are_painted_in_a_small_panel(view, beam):
    show(view, beam=beam)
    view.resize(260, 120)
    view.grab()
    view.resize(900, 520)
    view.grab()


def test_a_model_without_a_decoder_has_nothing_for_it(view):
    show(view, task="hello", hidden=3)
    assert says_so(view.describe())


def test_a_net_that_is_no_longer_finite_is_shown_all_the_same(view):
    frame = no_longer_finite(cell="gru")
    view.session.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
    view.show_frame(frame)
    view.grab()
    assert view.describe()
