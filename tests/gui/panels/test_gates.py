"""The panel of gates and cell."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rnnviz.gui.panels.gates import PANEL
from rnnviz.gui.style.theme import DARK
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.widgets.scale import Kind


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(420, 380)
    made.show()
    return made


def bands(view):
    return [(band.key, band.word, band.scale.kind, band.scale.automatic) for band in view.heatmap.bands]


def test_an_lstm_has_three_gates_a_candidate_and_a_cell(view, frame):
    made = frame("lstm")
    view.show_frame(made)
    assert bands(view) == [
        ("i", "input", Kind.UNIT, False),
        ("f", "forget", Kind.UNIT, False),
        ("o", "output", Kind.UNIT, False),
        ("g", "candidate", Kind.SIGNED, False),
        ("c", "cell", Kind.SIGNED, True),
    ]
    record = made.recurrences[0]
    assert view.heatmap.value(Cell(1, 7, 23)) == record.gates["f"][23, 7]
    assert view.heatmap.value(Cell(4, 7, 23)) == record.c[23, 7]
    assert list(view.numbers()) == ["i", "f", "o", "g", "c"]
    assert view.subtitle == "i, f, o in [0, 1] · g in [−1, 1]"
    assert "forget" in view.describe()


def test_a_gru_has_two_gates_and_a_new_state(view, frame):
    view.show_frame(frame("gru"))
    assert [band[:3] for band in bands(view)] == [
        ("r", "reset", Kind.UNIT),
        ("z", "update", Kind.UNIT),
        ("n", "new", Kind.SIGNED),
    ]


def test_a_vanilla_cell_has_none_and_the_panel_says_why(view, frame):
    view.show_frame(frame("lstm"))
    view.show_frame(frame("rnn_tanh"))
    assert view.empty.isVisible()
    assert not view.heatmap.isVisible()
    assert "no gates" in view.describe()
    assert view.numbers() == {}
    view.show_frame(frame("gru"))
    assert view.heatmap.isVisible()
    assert not view.empty.isVisible()


def test_a_gate_of_another_cell_is_shown_under_its_letter(view, frame):
    made = frame("lstm")
    record = made.recurrences[0]
    own = MappingProxyType({"q": record.gates["g"], "f": record.gates["f"]})
    view.show_frame(replace(made, recurrences=(replace(record, gates=own, c=None),)))
    assert bands(view) == [("f", "forget", Kind.UNIT, False), ("q", "", Kind.SIGNED, True)]


def test_without_a_recurrence_it_says_so(view, frame):
    view.show_frame(replace(frame("lstm"), recurrences=()))
    assert view.describe() == "This model has no recurrent layer."


def test_pointing_at_any_band_names_unit_and_timestep(view, frame, session):
    view.show_frame(frame("lstm"))
    for band in range(5):
        cell = view.heatmap.cell_at(view.heatmap.cell_rect(Cell(band, 9, 12)).center())
        view.heatmap.pointed.emit(cell)
        assert cell.band == band
        assert (session.cursor.timestep("text"), session.cursor.unit) == (12, 9)
        view.heatmap.pointed.emit(None)


def test_values_that_are_not_finite_are_seen_in_every_band(view, frame):
    view.show_frame(frame("lstm", units=8, nonfinite=True))
    image = view.heatmap.grab().toImage()
    for band in range(5):
        found = [QColor(image.pixel(view.heatmap.cell_rect(Cell(band, u, 3)).center())).name() for u in range(3)]
        assert found == [DARK.not_a_number, DARK.infinite, DARK.infinite]


def test_an_open_gate_is_brighter_than_a_closed_one(view, frame):
    made = frame("lstm")
    record = made.recurrences[0]
    gates = {**record.gates, "i": np.ones_like(record.h), "f": np.zeros_like(record.h)}
    view.show_frame(replace(made, recurrences=(replace(record, gates=gates),)))
    image = view.heatmap.grab().toImage()
    opened, closed = (QColor(image.pixel(view.heatmap.cell_rect(Cell(b, 4, 4)).center())).lightness() for b in (0, 1))
    assert opened > closed + 100


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, frame, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(frame("lstm", units=128, timesteps=50))
    assert not view.grab().isNull()
    assert view.minimumSizeHint().width() <= 260
