"""The hidden state panel."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rnnviz.explain.value_ranges import BOTH, FREE, UNIT, state_range
from rnnviz.gui.panels import panels
from rnnviz.gui.panels.hidden import PANEL, HiddenView
from rnnviz.gui.style.theme import DARK
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.widgets.row_order import Sort
from rnnviz.gui.widgets.scale import Kind
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.difference import difference
from rnnviz.probe.frame import Activation, State, Want
from rnnviz.sentences import Refused
from tests.frames import make_frame


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(420, 380)
    made.show()
    return made


def test_it_waits_in_words(view):
    assert view.empty.isVisible()
    assert view.describe() == "Waiting for the first picture."
    assert view.numbers() == {}


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn_tanh", "rnn_relu"])
def test_it_shows_h_unit_by_timestep(view, frame, cell):
    made = frame(cell)
    view.show_frame(made)
    h = made.recurrences[0].h
    assert view.heatmap.isVisible()
    assert view.heatmap.value(Cell(0, 7, 23)) == h[23, 7]
    assert view.numbers()["h"] is h
    assert view.subtitle.startswith("h⁽ᵗ⁾ · 32 × 40 · ")
    assert "Units: 32, timesteps: 40" in view.describe()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("lstm", BOTH),
        ("gru", BOTH),
        ("rnn_tanh", BOTH),
        ("rnn_relu", FREE),
        ("rnn_leaky_relu", FREE),
        ("rnn_elu", FREE),
        ("rnn_sigmoid", UNIT),
    ],
)
def test_the_range_is_that_of_the_nonlinearity(view, frame, cell, expected):
    made = frame(cell)
    assert state_range(made.recurrences[0]) == expected
    view.show_frame(made)
    scale = view.heatmap.bands[0].scale
    assert scale.automatic is (expected == FREE)
    assert (scale.kind is Kind.UNIT) is (expected == UNIT)


def test_pointing_and_clicking_name_the_true_unit_in_any_order(view, frame, session):
    made = frame("lstm")
    for sort in Sort:
        view.sorting.choose(sort)
        view.sorting.picked.emit(sort)
        view.show_frame(made)
        cell = view.heatmap.cell_at(view.heatmap.cell_rect(Cell(0, 7, 23)).center())
        view.heatmap.pointed.emit(cell)
        assert (session.cursor.timestep("text"), session.cursor.unit) == (23, 7)
        view.heatmap.pointed.emit(None)
        assert session.cursor.timestep("text") is None
    view.heatmap.chosen.emit(Cell(0, 7, 23))
    assert session.cursor.pinned_timestep("text") == 23


def test_by_activity_the_most_active_unit_is_on_top(view, frame):
    made = frame("lstm")
    view.show_frame(made)
    view.sorting.picked.emit(Sort.ACTIVITY)
    area = view.heatmap.layout_now().bands[0]
    most = int(np.abs(made.recurrences[0].h).mean(axis=0).argmax())
    assert view.heatmap.cell_at(area.topLeft()).row == most


def test_the_combo_of_layers_is_there_when_there_is_a_choice(view, frame, session):
    view.show_frame(frame("lstm"))
    assert not view.layers.isVisible()
    made = frame("lstm", layers=2, bidirectional=True)
    view.show_frame(made)
    assert view.layers.isVisible()
    assert view.layers.count() == 4
    view.layers.setCurrentIndex(3)
    view.layers.activated.emit(3)
    assert session.cursor.recurrence == made.recurrences[3].key
    view.show_frame(made)
    assert view.numbers()["h"] is made.recurrences[3].h
    session.cursor.select(made.recurrences[1].key)  # in another panel
    assert view.layers.currentIndex() == 1


def test_the_cursor_is_marked_without_a_new_frame(view, frame, session):
    view.show_frame(frame("lstm"))
    before = view.heatmap.grab().toImage()
    session.cursor.pin(Place("text", 5, 3))
    view.show_cursor()
    assert view.heatmap.grab().toImage() != before


def test_the_timestep_that_others_speak_of_is_marked_until_one_is_pointed_at(view, frame, session):
    made = frame("lstm")
    view.show_frame(made)
    resting = view.heatmap.grab().toImage()
    session.cursor.pin(Place("text", 39))
    view.show_cursor()
    assert view.heatmap.grab().toImage() != resting
    session.cursor.unpin()
    view.show_cursor()
    assert view.heatmap.grab().toImage() == resting
    view.heatmap.mark(None, None)
    assert view.heatmap.grab().toImage() != resting


def test_values_that_are_not_finite_are_seen(view, frame):
    view.show_frame(frame("rnn_tanh", nonfinite=True))
    image = view.heatmap.grab().toImage()
    found = [QColor(image.pixel(view.heatmap.cell_rect(Cell(0, unit, 3)).center())).name() for unit in range(3)]
    assert found == [DARK.not_a_number, DARK.infinite, DARK.infinite]
    assert view.describe()


def test_another_model_replaces_the_picture(view, frame):
    view.sorting.picked.emit(Sort.SIMILARITY)
    for cell, units, timesteps in (("lstm", 32, 40), ("rnn_relu", 3, 5), ("gru", 128, 50)):
        view.show_frame(frame(cell, units=units, timesteps=timesteps))
        assert view.numbers()["h"].shape == (timesteps, units)
        view.grab()


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, frame, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(frame("lstm"))
    assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 260


def with_further_states(update=620, seed=0):
    """Return a Frame with a matrix state and a normaliser beside h."""
    made = make_frame(units=6, timesteps=5, update=update)
    rng = np.random.default_rng(seed)
    states = {
        "C": State(("timestep", "key", "value"), rng.normal(size=(5, 2, 3)), labels={"key": ("red", "blue")}),
        "n": State(("timestep", "unit"), rng.normal(size=(5, 6))),
    }
    activation = Activation("conv", ("channel", "row", "column"), rng.normal(size=(2, 3, 4)))
    record = replace(made.recurrences[0], states=states)
    return replace(made, recurrences=(record,), activations=(activation,), wants=made.wants | {Want.ACTIVATIONS})


def test_further_states_are_chosen_and_shown_with_all_their_places(qtbot, session, look):
    view = HiddenView(session, look)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    frame = with_further_states()
    view.show_frame(frame)
    assert view.states.isVisible()
    assert list(view.numbers()) == ["h"]
    view.choose("state", "C")
    values = frame.recurrences[0].states["C"].values
    np.testing.assert_array_equal(view.numbers()["C"], values)
    assert view.heatmap.value(Cell(0, 4, 3)) == pytest.approx(values[3, 1, 1])
    assert view.row_names(frame.recurrences[0]) == tuple(f"{key}, {k}" for key in ("red", "blue") for k in range(3))
    assert "2 × 3 × 5" in view.subtitle
    assert "key × value" in view.subtitle
    view.pin_cell(Cell(0, 4, 3))
    assert session.cursor.timestep(frame.recurrences[0].axis) == 3
    assert session.cursor.unit is None
    view.choose("state", "n")
    view.pin_cell(Cell(0, 4, 2))
    assert session.cursor.unit == 4
    view.show_frame(make_frame(units=6, timesteps=5))
    assert not view.states.isVisible()
    assert list(view.numbers()) == ["h"]


def test_a_state_that_is_not_there_is_refused_by_name(qtbot, session, look):
    view = HiddenView(session, look)
    qtbot.addWidget(view)
    view.show_frame(with_further_states())
    with pytest.raises(Refused, match=r"There is no state Z; there are h, C, n\."):
        view.choose("state", "Z")


SHOWN = [(panel, False) for panel in panels()]
SHOWN += [(panel, True) for panel in panels() if panel.compared is Compared.DIFFERENCE]


@pytest.mark.parametrize(("panel", "compared"), SHOWN, ids=lambda value: getattr(value, "key", str(value)))
def test_every_panel_shows_a_frame_with_more_than_h_and_c(qtbot, session, look, panel, compared):
    view = panel.make(session, look)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    frame = with_further_states()
    view.show_frame(difference(frame, with_further_states(seed=1)) if compared else frame)
    if panel.key == "hidden":
        view.choose("state", "C")
    assert not view.grab().isNull()
    assert view.numbers() is not None
