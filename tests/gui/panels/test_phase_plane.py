"""The phase plane: a small net as a map, its path, its fixed points, and what a newcomer is told."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from rnnviz.explain.phase_plane import RESIDUAL
from rnnviz.gui.panels.phase_plane import PANEL
from rnnviz.gui.workbench.cursor import Place
from rnnviz.sentences import Refused
from tests.gui.small_runs import CONFIGS, small_frame


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(460, 420)
    made.show()
    return made


def show(view, session, task, updates=0, probe="", **changes):
    session.config = CONFIGS[task].changed(**changes)
    session.frame = small_frame(task, updates, probe, **changes)
    view.show_frame(session.frame)
    return view.numbers()


@pytest.mark.parametrize(
    ("task", "dimensions"), [("scalar", 1), ("sum_of_inputs", 1), ("larger_total", 1), ("parity", 2), ("hello", 3)]
)
def test_every_small_net_has_a_plane(view, session, task, dimensions):
    found = show(view, session, task, 20)
    assert found["trajectory"].shape[1] == dimensions
    assert (found["residual"] <= RESIDUAL).all()
    assert found["fixed"] == len(found["fixed points"])
    view.grab()
    assert view.describe()


def test_the_path_is_the_state_of_every_timestep(view, session):
    found = show(view, session, "hello", 20)
    record = session.frame.recurrences[0]
    assert found["trajectory"][1:] == pytest.approx(record.h)
    assert found["trajectory"][0] == pytest.approx(record.h0)


def test_parity_keeps_its_answer_under_0_and_swaps_it_under_1(view, session):
    show(view, session, "parity", weights="by hand")
    view.choose("input", "0")
    assert view.numbers()["attracting"] == 2
    assert view.numbers()["cycle"] == 1
    view.choose("input", "1")
    found = view.numbers()
    assert (found["fixed"], found["cycle"]) == (0, 2)
    assert "cycle of 2" in view.words.text()
    assert view.subtitle == "no fixed point"


def test_the_input_follows_the_cursor_until_another_is_held(view, session):
    show(view, session, "hello", 5)
    record = session.frame.recurrences[0]
    for t in range(len(record.x)):
        session.cursor.pin(Place(record.axis, t))
        view.show_cursor()
        assert view.numbers()["held"] == pytest.approx(record.x[t])
        assert view.plot.picture.marked == t + 1
    view.choose("input", "h")
    assert view.numbers()["held"].tolist() == [1, 0, 0, 0]
    view.choose("input", "none")
    assert not view.numbers()["held"].any()


def test_an_arrow_key_moves_the_cursor_along_the_path(view, session, qtbot):
    show(view, session, "hello", 5)
    axis = session.frame.recurrences[0].axis
    session.cursor.pin(Place(axis, 1))
    view.show_cursor()
    qtbot.keyClick(view.plot, Qt.Key.Key_Right)
    assert session.cursor.timestep(axis) == 2


def test_a_click_on_a_state_chooses_its_timestep(view, session, qtbot):
    show(view, session, "scalar", 20)
    x, y = view.plot.at(view.plot.picture.stops)[2].tolist()
    qtbot.mouseClick(view.plot, Qt.MouseButton.LeftButton, pos=_point(x, y))
    assert session.cursor.timestep(session.frame.recurrences[0].axis) is not None


def _point(x, y):
    from PySide6.QtCore import QPoint

    return QPoint(round(x), round(y))


def test_three_units_are_seen_over_any_two(view, session):
    show(view, session, "hello", 20)
    view.choose("across", 2)
    view.choose("up", 0)
    assert view.plot.picture.names == ("h₃", "h₁")
    assert view.plot.picture.stops == pytest.approx(view.numbers()["trajectory"][:, [2, 0]])
    start = view.numbers()["arrows from"]
    assert start.shape == (225, 2)


def test_an_arrow_goes_where_the_map_goes(view, session):
    found = show(view, session, "parity", weights="by hand")
    del found
    view.choose("input", "1")
    start, end = view.numbers()["arrows from"], view.numbers()["arrows to"]
    said = (start[:, 1] - start[:, 0] > 0.5).astype(float)  # y = h2 and not h1
    assert end == pytest.approx(np.stack([said, np.ones_like(said)], axis=1))


def test_a_net_with_many_units_is_told_how_few_there_may_be(view, session):
    assert show(view, session, "brackets") == {}
    assert "32" in view.describe()


def test_a_net_that_is_no_map_says_so(view, session):
    show(view, session, "find_year", sharing="none", hidden=2)
    assert "no map" in view.describe()


def test_it_refuses_an_input_that_is_not_there(view, session):
    show(view, session, "hello")
    with pytest.raises(Refused, match="no"):
        view.choose("input", "z")
    with pytest.raises(Refused):
        view.choose("across", 7)
    with pytest.raises(Refused):
        view.choose("input", [["x"]])
