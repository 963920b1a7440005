"""Inside the cell: the walk shows what the network computed, for every cell that keeps something."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.explain.cell_stations import Stop, stations
from rnnviz.gui.panels.cell import PANEL
from rnnviz.gui.widgets.cell_belt import parts
from rnnviz.gui.workbench.cursor import Place
from rnnviz.sentences import Refused
from tests import toy_cells
from tests.gui.panels.test_every_panel_of_a_new_cell import learned


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.restyle()
    made.show()
    return made


def test_what_is_kept_and_what_is_written_make_the_new_cell(frame):
    record = frame("lstm").recurrences[0]
    walk = stations(record, 7)
    assert walk.stops == (Stop.BELT, Stop.KEEP, Stop.WRITE, Stop.STATE, Stop.REVEAL)
    for unit in range(record.c.shape[1]):
        assert walk.kept(unit) + walk.written(unit) == pytest.approx(float(record.c[7, unit]), abs=1e-5)
        before = float(record.c[6, unit])
        assert walk.values["c before"][unit] == pytest.approx(before)


def test_at_the_first_timestep_nothing_is_on_the_belt(frame):
    record = frame("lstm").recurrences[0]
    walk = stations(record, 0)
    assert walk.values["c before"].tolist() == record.c0.tolist()


def test_a_gru_has_its_belt_in_sight_and_z_in_both_conventions(view, frame, session):
    view.show_frame(frame("gru"))
    session.cursor.pin(Place("text", 5))
    view.show_cursor()
    view.choose("stop", "keep")
    assert view.walk.stops == (Stop.BELT, Stop.KEEP, Stop.WRITE, Stop.STATE)
    numbers = view.numbers()
    assert numbers["z"] + numbers["other z"] == pytest.approx(1.0)
    assert "z keeps" in view.describe()
    view.choose("stop", "reveal")
    assert view.stop is Stop.STATE  # it has no such stop


def test_a_slip_of_the_slides_is_put_right_where_f_stands(view, frame):
    view.show_frame(frame("lstm"))
    view.choose("stop", "keep")
    assert "1 keeps everything, 0 erases it" in view.describe()
    view.choose("stop", "write")
    assert "input modulation gate" in view.describe()


def test_the_walk_goes_to_and_fro_and_stops_at_its_ends(view, frame):
    view.show_frame(frame("lstm"))
    assert not view.back.isEnabled()
    for _ in range(9):
        view.on.click()
    assert view.stop is Stop.REVEAL
    assert not view.on.isEnabled()
    view.back.click()
    assert view.stop is Stop.STATE
    assert "c(t)" in view.lines.text
    with pytest.raises(Refused, match="no stop called"):
        view.choose("stop", "nowhere")


def test_the_unit_is_that_of_the_cursor_else_the_fullest(view, frame, session):
    made = frame("lstm")
    view.show_frame(made)
    session.cursor.pin(Place("text", 9))
    view.show_cursor()
    record = made.recurrences[0]
    assert int(view.numbers()["unit"]) == int(np.abs(record.c[9]).argmax())
    session.cursor.pin(Place("text", 9, 3))
    view.show_cursor()
    assert int(view.numbers()["unit"]) == 3
    assert view.numbers()["c"] == record.c[9, 3]


def test_a_cell_without_gates_says_why_it_has_no_belt(view, frame):
    view.show_frame(frame("rnn_tanh"))
    assert "makes its whole state anew" in view.describe()
    assert view.numbers() == {}
    view.show_frame(replace(frame("lstm"), recurrences=()))
    assert view.describe() == "This model has no recurrent layer."


def test_what_is_not_finite_is_painted_and_said(view, frame):
    record = frame("lstm").recurrences[0]
    c = record.c.copy()
    c[:] = np.nan
    view.show_frame(replace(frame("lstm"), recurrences=(replace(record, c=c),)))
    for stop in Stop:
        view.choose("stop", stop.value)
        assert not view.grab().isNull()
    assert np.isnan(view.numbers()["c"])


@pytest.mark.parametrize("name", toy_cells.NAMES)
def test_a_new_cell_has_its_walk_by_its_equations(view, name):
    with toy_cells.found():
        made = learned(name)[1]
        record = made.recurrences[0]
        walk = stations(record, 3)
        state = record.c if walk.memory.state == "c" else record.h
        for unit in range(state.shape[1]):
            assert walk.kept(unit) + walk.written(unit) == pytest.approx(float(state[3, unit]), abs=1e-5)
        shown = [part.name for part in parts(walk)]
        assert len(shown) == len(set(shown))
        view.show_frame(made)
        for stop in walk.stops:
            view.choose("stop", stop.value)
            assert view.describe()
            assert not view.grab().isNull()
