"""The panel of truncated backpropagation."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rnnviz.engine.config import RunConfig
from rnnviz.engine.observing import observed
from rnnviz.engine.training import build
from rnnviz.gui.panels.truncation import PANEL
from rnnviz.gui.widgets.chunk_plot import ChunkPlot
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.frame import EVERYTHING
from rnnviz.sentences import Refused

TEXT = "the cat sat on the mat and the dog sat on the cat. "
WATCHED = "the cat sat on the dog."  # 23 symbols
CONFIG = RunConfig(text=TEXT * 8, cell="rnn", hidden=9, sequence_length=6, batch=4)


def frame_of(config=CONFIG, text=WATCHED):
    run = build(config)
    return observed(run, run.task.watch(text), EVERYTHING)


FRAME = frame_of()


@pytest.fixture
def view(qtbot, session, look):
    session.config = CONFIG
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(600, 400)
    made.show()
    return made


def test_a_chunk_is_at_first_as_long_as_in_training(view):
    view.show_frame(FRAME)
    assert view.numbers()["length"].tolist() == [6]
    assert view.numbers()["chunk"].tolist() == [0, 6, 12, 18]
    assert view.subtitle == "4 chunks of 6 timesteps"


def test_the_state_goes_on_and_the_gradient_stops_at_the_edge(view):
    view.show_frame(FRAME)
    shown = view.numbers()
    np.testing.assert_allclose(shown["h"], np.linalg.norm(FRAME.recurrences[0].h, axis=1), rtol=1e-6)
    assert (shown["h"] > 0).all()
    assert shown["loss"].tolist() == list(range(18, 23))
    assert not shown["truncated"][:18].any()
    assert (shown["full"][:18] > 0).all()
    assert np.array_equal(shown["truncated"][18:], shown["full"][18:])
    assert view.describe().endswith(": 18.")


def test_the_loss_of_all_chunks_is_the_gradient_of_the_frame(view):
    view.show_frame(FRAME)
    view.choose("loss", "all")
    shown = view.numbers()
    np.testing.assert_allclose(shown["full"], np.linalg.norm(FRAME.recurrences[0].dh, axis=1), rtol=1e-4)
    assert (shown["truncated"][:22] > 0).all()
    assert not np.allclose(shown["truncated"][5], shown["full"][5], rtol=1e-3)


def test_the_axis_is_another_only_if_the_values_or_the_question_are(view):
    def ticks():
        return view.findChild(ChunkPlot).decades.low, view.findChild(ChunkPlot).decades.high

    view.show_frame(FRAME)
    view.choose("loss", "all")
    first = ticks()
    values = view.numbers()["full"][:22]
    assert 10.0 ** first[0] <= values.min() < 10.0 ** (first[0] + 1)
    for _ in range(20):
        view.show_frame(FRAME)
    assert ticks() == first
    view.choose("loss", "chunk")
    view.choose("loss", "all")
    assert ticks() == first


def test_the_loss_at_the_cursor_follows_the_cursor(view, session):
    view.show_frame(FRAME)
    view.choose("loss", "timestep")
    session.cursor.set_lengths({"time": 23})
    session.cursor.pin(Place("time", 8))
    view.show_cursor()
    shown = view.numbers()
    assert shown["loss"].tolist() == [8]
    assert np.flatnonzero(shown["truncated"]).tolist() == [6, 7, 8]
    assert np.flatnonzero(shown["full"]).tolist() == list(range(9))


def test_the_chunk_can_be_from_two_timesteps_to_the_whole_sequence(view):
    view.show_frame(FRAME)
    view.choose("length", 2)
    assert len(view.numbers()["chunk"]) == 12
    assert view.numbers()["loss"].tolist() == [20, 21]  # of the last symbol nobody knows what comes next
    view.choose("length", 23)
    assert np.array_equal(view.numbers()["full"], view.numbers()["truncated"])
    assert "one chunk" in view.subtitle
    for wrong in (1, 24, "5", True):
        with pytest.raises(Refused):
            view.choose("length", wrong)
    with pytest.raises(Refused):
        view.choose("loss", "none")
    with pytest.raises(Refused):
        view.choose("colour", 1)


def test_a_length_that_was_chosen_stays_until_another_net_is_made(view, session):
    view.show_frame(FRAME)
    view.choose("length", 4)
    view.show_frame(FRAME)
    assert view.length == 4
    session.built.emit(None)
    assert view.numbers() == {}
    view.show_frame(FRAME)
    assert view.length == 6


def test_models_whose_gradient_goes_other_ways_are_said(view, frame):
    view.show_frame(frame("lstm", layers=2))
    assert "one recurrent layer" in view.describe()
    view.show_frame(frame("gru", attention=True))
    assert "one recurrent layer" in view.describe()
    view.show_frame(FRAME)
    assert "exactly zero" in view.describe()


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_gated_cells_are_followed(view, cell):
    view.show_frame(frame_of(CONFIG.changed(cell=cell)))
    assert not view.numbers()["truncated"][:18].any()
    assert view.numbers()["full"][:18].all()


def test_bars_before_the_edge_are_grey_and_behind_it_in_the_accent(view, look):
    view.show_frame(FRAME)
    plot = view.findChild(ChunkPlot)
    image = plot.grab().toImage()
    bottom = plot.area.bottom()

    def colour(t):
        x = plot.area.left() + int((t + 0.4) * plot.area.width() / 23)
        return QColor(image.pixel(x, bottom)).name()

    assert colour(17) == look.theme.bar
    assert colour(19) == look.theme.accent


@pytest.mark.parametrize("size", [(60, 60), (300, 200), (1200, 800)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(FRAME)
    assert not view.grab().isNull()


def test_values_that_are_not_finite_are_drawn(view, frame):
    made = frame("rnn_tanh", nonfinite=True)
    view.show_frame(made)
    assert not np.isfinite(view.numbers()["h"][3])
    assert not view.grab().isNull()


def test_values_of_one_size_stand_on_an_axis_that_can_be_read(view):
    view.resize(700, 460)
    view.show_frame(FRAME)
    view.choose("loss", "all")
    plot = view.findChild(ChunkPlot)
    assert plot.decades.count <= 2
    assert len(plot.ticks) >= 4
