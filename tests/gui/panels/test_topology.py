"""The panel of the topology: boxes and arrows as the network has them, losses and their sum, folded and unrolled."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.explain.topology import TOPOLOGIES, topology
from rnnviz.gui.panels.topology import PANEL
from rnnviz.gui.widgets.topology_strip import EXAMPLES
from rnnviz.gui.workbench.cursor import Place
from rnnviz.sentences import Refused


@cache
def observed(key, probe="", **changed):
    """Return what is known of a new model, and a Frame of it."""
    load_torch()
    from rnnviz.engine.training import build
    from rnnviz.probe import observe

    run = build(preset(key).config.changed(**changed))
    return run.facts(), observe(run.model, run.task.watch(probe or run.task.default_probe()).forward)


def laid_out(key, probe="", **changed):
    facts, frame = observed(key, probe, **changed)
    return topology(frame, facts.topology)


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(800, 400)
    made.show()
    return made


def show(view, key, probe=""):
    facts, frame = observed(key, probe)
    view.session.facts = facts
    view.session.cursor.set_lengths({axis: len(symbols) for axis, symbols in frame.sequences.items()})
    view.show_frame(frame)
    return frame


def pixel(view, strand, lane, timestep):
    """Return the colour in the middle of a box."""
    rect = view.network.node_rect(view.network.picture.strands[strand].block, lane, timestep)
    return view.network.grab().toImage().pixelColor(rect.center().toPoint())


# --- which boxes and arrows there are ---


def test_what_is_read_passed_on_and_answered_follows_the_topology():
    shapes = {
        name: [
            (["x" if s else "" for s in strand.inputs], strand.passes_on, [a is not None for a in strand.answers])
            for strand in laid_out(EXAMPLES[name], probe).strands
        ]
        for name, probe in zip(TOPOLOGIES, ("sunny rainy", "7", "([])", "ab", "011"), strict=True)
    }
    assert shapes == {
        "one-to-one": [(["x"] * 2, "", [True] * 2)],
        "one-to-many": [(["x", *[""] * 5], "h", [True] * 6)],
        "many-to-one": [(["x"] * 4, "h", [False] * 3 + [True])],
        "many-to-many after reading": [(["x"] * 2, "h", [False] * 2), (["x"] * 3, "h", [True] * 3)],
        "many-to-many in step": [(["x"] * 3, "y", [True] * 3)],  # by hand parity feeds its answer back
    }


def test_a_decoder_reads_what_it_wrote_before_or_what_is_true():
    strand = laid_out("reverse", "abc", feeding="free running").strands[1]
    assert strand.inputs == ("▷", *(answer.said for answer in strand.answers[:-1]))
    assert laid_out("reverse", "abc").strands[1].inputs == ("▷", "c", "b", "a")


def test_directions_of_a_layer_stand_side_by_side_and_feed_the_next_layer_both():
    assert laid_out("deep-bidirectional").strands[0].layers == ((1, 2), (3, 4))
    assert laid_out("deep-bidirectional").strands[0].last == (4, 0)


@pytest.mark.parametrize("key", ["hello", "brackets", "reverse", "spell", "scalar", "classic"])
def test_the_losses_add_up_to_the_loss(key):
    picture = laid_out(key)
    asked = np.isfinite(picture.losses).sum()
    assert picture.is_mean is not None
    assert picture.total / (asked if picture.is_mean else 1) == pytest.approx(picture.loss, rel=1e-4)


# --- the panel ---


def test_numbers_are_those_of_the_frame(view):
    frame = show(view, "reverse", "abc")
    found = view.numbers()
    np.testing.assert_array_equal(found["losses"], frame.output.losses.astype(float))
    assert found["loss"] == frame.loss
    assert found["sum of losses"] == pytest.approx(np.sum(frame.output.losses), rel=1e-6)
    right = frame.output.probabilities.argmax(axis=1) == frame.output.targets
    np.testing.assert_array_equal(found["right"], right)
    np.testing.assert_array_equal(found["encoder h1"], frame.recurrences[0].h)
    np.testing.assert_array_equal(found["decoder h1"], frame.recurrences[1].h)
    assert "after reading" in view.describe()
    assert view.strip.running == "many-to-many after reading"


def test_states_have_the_colours_of_their_values(view, look):
    frame = show(view, "parity", "01")  # threshold units
    assert set(np.unique(frame.recurrences[0].h)) <= {0.0, 1.0}
    view.session.cursor.pin(Place("time", 0, 0))
    view.show_cursor()
    ends = {0.0: look.theme.diverging[127], 1.0: look.theme.diverging[253]}
    for t in range(2):
        value = float(frame.recurrences[0].h[t, 0])
        assert pixel(view, 0, 1, t).rgba() == ends[value]


def test_folded_it_is_one_column_at_the_cursor(view, session):
    frame = show(view, "hello")
    view.choose("folded", True)
    assert view.network.network.columns == 1
    assert view.network.picture.folded == (3,)  # the last timestep whose target is known
    session.cursor.pin(Place("time", 1))
    view.show_cursor()
    picture = view.network.picture
    assert picture.folded == (1,)
    np.testing.assert_array_equal(picture.strands[0].block.lanes[1].values, frame.recurrences[0].h[1:2])
    assert len(view.numbers()["losses"]) == 4  # the whole sequence all the same
    view.choose("folded", False)
    assert view.network.network.columns == 4


def test_a_wrong_option_is_refused(view):
    with pytest.raises(Refused, match="no control"):
        view.choose("unrolled", True)
    with pytest.raises(Refused, match="True or False"):
        view.choose("folded", "yes")


def test_a_click_on_a_box_pins_its_timestep(view, session, qtbot):
    show(view, "hello")
    rect = view.network.node_rect(view.network.picture.strands[0].block, 1, 2)
    qtbot.mouseClick(view.network, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert session.cursor.pinned_timestep("time") == 2


def test_a_small_picture_asks_for_its_experiment(view, qtbot):
    show(view, "hello")
    with qtbot.waitSignal(view.preset_wanted) as heard:
        qtbot.mouseClick(view.strip.button("many-to-one"), Qt.MouseButton.LeftButton)
    assert heard.args == ["brackets"]
    assert view.strip.running == "many-to-many in step"  # until the other one runs
    assert {preset(key).key for key in EXAMPLES.values()} == set(EXAMPLES.values())


def test_every_small_picture_starts_a_network_of_its_topology():
    for name, key in EXAMPLES.items():
        assert observed(key)[0].topology == name


def test_without_a_recurrence_it_says_so(view, frame):
    from dataclasses import replace

    view.show_frame(replace(frame("lstm"), recurrences=()))
    assert view.describe() == "This model has no recurrent layer."
    assert view.numbers() == {}


def test_values_that_are_not_finite_are_seen(view, frame, look):
    view.show_frame(frame("lstm", units=8, timesteps=12, nonfinite=True))
    view.session.cursor.pin(Place("text", 3, 0))
    view.show_cursor()
    assert pixel(view, 0, 1, 3).name() == look.theme.not_a_number


@pytest.mark.parametrize("size", [(90, 90), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
@pytest.mark.parametrize("key", ["reverse", "dates", "remember"])
def test_any_size_is_painted(view, look, size, points, key):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    show(view, key)
    for folded in (False, True):
        view.choose("folded", folded)
        assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 260


def test_a_small_picture_starts_its_experiment_in_the_window_and_the_panel_stays_in_front(qtbot):
    from rnnviz.gui.application import make_window
    from tests.gui.leaks import settle

    load_torch()
    window = make_window(preset("reverse"), None, False)
    window.show()
    window.bench.pair.a.start()
    dock = window.docks["topology"]
    qtbot.waitUntil(lambda: dock.view.strip.running == "many-to-many after reading", timeout=60_000)
    qtbot.mouseClick(dock.view.strip.button("one-to-one"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dock.view.strip.running == "one-to-one", timeout=60_000)
    assert window.bench.pair.a.config.task == "roommate_weather"
    assert dock.seen
    window.close()
    assert not window.bench.pair.a.alive
    window.deleteLater()
    settle()
