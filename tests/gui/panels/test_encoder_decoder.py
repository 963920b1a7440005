"""The encoder and the decoder: what is drawn between them is what passes, and the switch reaches the run."""

from functools import cache

import numpy as np
import pytest

from rnnviz.engine.commands import Live
from rnnviz.engine.config import RunConfig
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.panels.encoder_decoder import PANEL
from rnnviz.gui.views.lacking import says_so
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.frame import EVERYTHING, Want
from rnnviz.sentences import Refused

SMALL = {"task": "memorise", "hidden": 5, "sequence_length": 4, "batch": 4}


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
    made.resize(900, 420)
    made.show()
    return made


def show(view, **changed):
    view.session.config, frame = observed(**changed)
    view.session.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
    view.show_frame(frame)
    return frame


@pytest.mark.parametrize("cell", ["gru", "lstm", "peephole"])
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("directions", ["both", "forward"])
def test_what_passes_is_the_state_in_which_each_layer_ended(view, cell, layers, directions):
    frame = show(view, cell=cell, layers=layers, directions=directions)
    encoder = [r for r in frame.recurrences if r.axis == "source"]
    expected = [
        (r.c if state == "c" else r.h)[0 if r.reverse else -1]
        for layer in range(layers)
        for state in ("h" if cell == "gru" else "hc")
        for r in encoder
        if r.layer == layer
    ]
    np.testing.assert_array_equal(view.numbers()["context"], np.concatenate(expected))
    assert len(view.picture.vector_places()) == layers * (1 if cell == "gru" else 2)
    view.grab()


def test_by_gradient_it_is_the_gradient_that_comes_back_through_the_bottleneck(view):
    frame = show(view, cell="gru", directions="forward")
    view.choose("colour", "gradient")
    encoder, decoder = frame.recurrences
    numbers = view.numbers()
    np.testing.assert_array_equal(numbers["context"], encoder.dh[-1])
    np.testing.assert_array_equal(numbers["decoder dh1"], decoder.dh)
    # Nothing is asked of the encoder: all that its last state hears of the loss comes from the decoder.
    np.testing.assert_allclose(encoder.dh_recurrent[-1], 0)
    with pytest.raises(Refused, match="by value or by gradient"):
        view.choose("colour", "size")


def test_both_losses_are_told_whatever_the_decoder_is_fed(view):
    forced, free = show(view, cell="gru"), None
    numbers = view.numbers()
    assert numbers["forced_loss"] == pytest.approx(forced.loss, rel=1e-5)
    free = show(view, cell="gru", feeding="free running")
    assert view.numbers()["free_loss"] == pytest.approx(free.loss, rel=1e-5)
    assert view.feeding.key == "free running"


def test_the_switch_changes_what_the_run_learns_from(view):
    show(view, cell="gru")
    view.feeding.picked.emit("free running")
    assert Live({"feeding": "free running"}) in view.session.told


def test_pointing_marks_the_timestep_in_every_panel_and_the_unit(view):
    show(view, cell="gru", directions="forward")
    for net, strip, t in ((view.nets.encoder, 0, 2), (view.nets.decoder, 0, 1)):
        box = view.picture.box(net, strip, t)
        spot = view.picture.spot(box.center().x(), box.top() + 1)
        assert (spot.axis, spot.timestep, spot.unit) == (net.axis, t, 0)
        view.picture.pointed.emit(spot)
        assert view.session.cursor.timestep(net.axis) == t


def test_the_equations_are_about_the_marked_timestep_and_unit(view):
    frame = show(view, cell="gru", directions="forward")
    view.session.cursor.pin(Place("target", 1, 3))
    view.show_cursor()
    value = frame.recurrences[1].h[1, 3]
    assert f"{abs(value):.3f}" in view.lines.text
    assert f"{frame.output.losses[1]:.3f}" in view.lines.text
    assert f"{np.linalg.norm(frame.recurrences[0].h[-1]):.3f}" in view.lines.text


def test_an_attention_takes_the_place_of_the_bottleneck(view):
    frame = show(view, task="dates", hidden=5, batch=4)
    np.testing.assert_array_equal(view.nets.weights, frame.attentions[0].weights[0])
    view.session.cursor.pin(Place("target", 1))
    view.show_cursor()
    view.grab()


def test_a_model_of_one_net_has_nothing_for_it(view):
    show(view, task="hello", hidden=3)
    assert says_so(view.describe())


def test_a_net_that_is_no_longer_finite_is_shown_all_the_same(view):
    frame = no_longer_finite(cell="gru")
    view.session.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
    view.show_frame(frame)
    view.grab()
    assert view.describe()
