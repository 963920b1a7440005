"""The behaviour map: what each unit does with its cell, in colours that everybody can tell apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

import numpy as np
import pytest
from PySide6.QtGui import QColor

from rnnviz.explain.cell_behaviours import BEHAVIOURS, GATES, behaviour, behaviours
from rnnviz.gui.panels.behaviour import PANEL
from rnnviz.gui.style.theme import DARK, LIGHT, SHADES
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.widgets.behaviour_scale import BehaviourScale, values
from rnnviz.sentences import Refused

# Machado, Oliveira and Fernandes (2009), severity 1: what is seen in place of linear r, g, b.
SEEN = {
    "everybody": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(520, 380)
    made.show()
    return made


def with_gates(frame, **gates):
    """A Frame whose gates are given, (timestep, unit)."""
    record = frame.recurrences[0]
    gates = {name: np.asarray(v, np.float32) for name, v in gates.items()}
    shape = next(iter(gates.values())).shape
    h = np.zeros(shape, np.float32)
    changed = replace(record, gates=MappingProxyType({**record.gates, **gates}), h=h, h0=h[0])
    return replace(frame, recurrences=(changed,))


def lab(colour, matrix):
    """CIE L*a*b* of a colour as somebody sees it."""
    rgb = np.array(QColor(colour).getRgbF()[:3])
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    seen = np.clip(np.asarray(matrix) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen
    f = np.cbrt(np.maximum(xyz / [0.9505, 1.0, 1.089], 1e-4))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_four_colours_can_be_told_apart_by_everybody(theme, eyes):
    seen = [lab(colour, SEEN[eyes]) for colour in (*theme.behaviours, theme.panel)]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 22


def test_each_behaviour_is_that_of_the_lecture_and_of_the_inspector(view, frame):
    i, f = ([[pair[k] for pair in GATES]] for k in (0, 1))
    view.show_frame(with_gates(frame("lstm"), i=i, f=f))
    assert view.numbers()["behaviour"].tolist() == [[0, 1, 2, 3]]
    assert view.numbers()["decided"].tolist() == [[1, 1, 1, 1]]
    assert view.numbers()["shares"].tolist() == [0.25] * 4
    assert [behaviour(*pair) for pair in GATES] == list(BEHAVIOURS) == ["remember", "add", "erase", "overwrite"]


def test_every_cell_has_the_colour_of_what_it_does_and_is_pale_where_undecided(view, frame):
    i, f = np.array([[0, 1, 0, 1], [0.49, 0.51, 0.49, 0.51]]), np.array([[1, 1, 0, 0], [0.51, 0.51, 0.49, 0.49]])
    view.show_frame(with_gates(frame("lstm"), i=i, f=f))
    image = view.heatmap.grab().toImage()
    for unit, colour in enumerate(DARK.behaviours):
        strong, pale = (QColor(image.pixel(view.heatmap.cell_rect(Cell(0, unit, t)).center())).name() for t in (0, 1))
        assert strong == colour
        shade = round((SHADES - 1) * 0.02)
        assert pale == QColor(int(DARK.behaving[unit * SHADES + shade])).name()


def test_what_is_not_finite_has_its_own_colour_and_no_share(view, frame):
    made = with_gates(frame("lstm"), i=[[np.nan, 1.0]], f=[[1.0, 0.0]])
    view.show_frame(made)
    image = view.heatmap.grab().toImage()
    centre = view.heatmap.cell_rect(Cell(0, 0, 0)).center()
    assert QColor(image.pixel(centre)).name() == DARK.not_a_number
    assert view.numbers()["shares"].tolist() == [0, 0, 0, 1]
    view.show_frame(with_gates(frame("lstm"), i=[[np.nan]], f=[[np.nan]]))
    assert np.isnan(view.numbers()["shares"]).all()
    assert not view.grab().isNull()


@pytest.mark.parametrize("cell", ["gru", "cifg"])
def test_where_one_gate_is_both_a_unit_remembers_or_overwrites(view, frame, cell):
    z = np.array([[0.9, 0.5, 0.1]])
    made = with_gates(frame("gru"), z=z) if cell == "gru" else with_gates(frame("lstm"), f=z, i=1 - z)
    made = replace(made, recurrences=(replace(made.recurrences[0], cell=cell),))
    view.show_frame(made)
    assert view.numbers()["behaviour"].tolist() == [[0, 0, 3]]
    assert view.found.possible == (0, 3)
    assert "add" not in view.describe()


def test_a_vanilla_cell_has_no_behaviour_and_the_panel_says_why(view, frame):
    view.show_frame(frame("lstm"))
    view.show_frame(frame("rnn_tanh"))
    assert "overwrites its whole state" in view.describe()
    assert not view.legend.isVisible()
    assert view.numbers() == {}
    view.show_frame(replace(frame("lstm"), recurrences=()))
    assert view.describe() == "This model has no recurrent layer."


def test_units_are_sorted_by_how_often_they_remember(view, frame):
    f = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    view.show_frame(with_gates(frame("lstm"), i=np.zeros((2, 3)), f=f))
    view.choose("sort", "activity")
    tops = [view.heatmap.cell_rect(Cell(0, unit, 0)).top() for unit in range(3)]
    assert tops[2] < tops[0] < tops[1]
    assert view.sorting.key == "activity"
    with pytest.raises(Refused, match="sorted by colour"):
        view.choose("sort", "colour")
    with pytest.raises(Refused, match="no control called size"):
        view.choose("size", 3)


def test_the_cursor_is_linked_both_ways(view, frame, session):
    view.show_frame(frame("lstm"))
    view.heatmap.pointed.emit(Cell(0, 9, 12))
    assert (session.cursor.timestep("text"), session.cursor.unit) == (12, 9)
    assert "·" in view.heatmap.bands[0].scale.write(view.heatmap.value(Cell(0, 9, 12)))


def test_a_value_says_what_it_was_made_from(frame):
    record = frame("lstm").recurrences[0]
    found, scale = behaviours(record), BehaviourScale()
    shown = values(found)
    for t, unit in ((0, 0), (3, 7), (20, 31)):
        said = scale.write(float(shown[t, unit]))
        assert said == f"{behaviour(record.gates['i'][t, unit], record.gates['f'][t, unit])} · " + said.split(" · ")[1]
        assert abs(float(said.split(" · ")[1][:-1]) / 100 - found.decided[t, unit]) < 0.006


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 900)])
@pytest.mark.parametrize("points", [7, 20])
def test_any_size_is_painted(view, frame, look, size, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    view.show_frame(frame("lstm", units=128, timesteps=50))
    assert not view.grab().isNull()
