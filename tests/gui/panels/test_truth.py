"""Truth tables: what is right, by hand always, and row by row as the network learns."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.training import train_once
from rnnviz.explain.truth import NOTHING
from rnnviz.gui.panels.truth import PANEL
from rnnviz.gui.workbench.cursor import Place
from rnnviz.sentences import Refused
from tests.gui.small_runs import CONFIGS, seen, small_frame, trained


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(460, 340)
    made.show()
    return made


def show(view, session, task, updates=0, probe="", **changes):
    session.config = CONFIGS[task].changed(**changes)
    session.frame = small_frame(task, updates, probe, **changes)
    view.show_frame(session.frame)
    return view.numbers()


@pytest.mark.parametrize(
    ("task", "rows"), [("roommate", 6), ("parity", 4), ("roommate_weather", 2), ("roommate_cycle", 3)]
)
def test_by_hand_every_row_is_right(view, session, task, rows):
    found = show(view, session, task)
    assert len(found["wanted"]) == rows
    assert found["by hand"].tolist() == found["wanted"].tolist()
    found = show(view, session, task, weights="by hand")
    assert found["right"].tolist() == [1.0] * rows
    assert view.subtitle == f"{rows} of {rows} right"


def test_rows_are_ticked_as_the_network_learns_them(view, session):
    run = trained(CONFIGS["roommate"], 0)
    session.config, counts = run.config, []
    for _ in range(12):
        view.show_frame(seen(run))
        frame_counts = view.truth.right
        table = [(d, w) for d in range(3) for w in range(2)]
        assert view.numbers()["wanted"].tolist() == [(d + w) % 3 for d, w in table]
        assert frame_counts == int((view.numbers()["learned"] == view.numbers()["wanted"]).sum())
        counts.append(frame_counts)
        for _ in range(25):
            train_once(run)
    assert counts[0] < 6
    assert counts[-1] == 6
    assert run.task.evaluate(run.model) == {"accuracy": 1.0}


def test_the_table_of_parity_shows_both_hidden_units(view, session):
    show(view, session, "parity")
    assert [line.by_hand.written for line in view.truth.lines] == [
        ("0", "0", "0"),
        ("0", "1", "1"),
        ("0", "1", "1"),
        ("1", "1", "0"),
    ]
    assert view.truth.by_hand == ("h₁ AND", "h₂ OR", "y")
    assert view.truth.learned == ("h1", "h2", "y")


def test_the_worked_sequence_of_parity(view, session):
    show(view, session, "parity", 60)
    view.choose("rows", "sequence")
    found = view.numbers()
    assert [line.inputs[1] for line in view.truth.lines] == list("0101101011")
    for name in ("wanted", "by hand"):
        assert found[name].tolist() == [0, 1, 1, 0, 1, 1, 0, 0, 1, 0]
    said = session.frame.output.probabilities.argmax(axis=1)
    assert found["learned"].tolist() == said.tolist()
    assert found["right"].tolist() == (said == session.frame.output.targets).astype(float).tolist()


def test_sums_are_compared_as_numbers(view, session):
    found = show(view, session, "sum_of_inputs", 300)
    assert found["wanted"].tolist() == found["by hand"].tolist() == [2, 1.5, 2.5, 3.5]
    assert view.rows.isHidden()  # there is no table of all numbers
    near = np.abs(found["learned"] - found["wanted"]) < 0.25
    assert found["right"].tolist() == near.astype(float).tolist()


def test_after_a_run_without_a_table_the_table_is_shown_again(view, session):
    show(view, session, "sum_of_inputs")
    assert len(show(view, session, "parity")["wanted"]) == 4
    view.choose("rows", "sequence")
    show(view, session, "sum_of_inputs")
    assert len(show(view, session, "parity")["wanted"]) == 10  # as the user wants it


def test_where_nothing_is_asked_nothing_is_ticked(view, session):
    found = show(view, session, "larger_total", 0, "1:1 1:0.5 0:1", weights="by hand")
    assert np.isnan(found["right"][0])
    assert view.truth.lines[0].wanted == NOTHING
    assert found["right"][1:].tolist() == [1, 1]
    assert found["learned"][1:].tolist() == found["by hand"][1:].tolist() == [0, 1]
    assert view.describe() == "The network answers 2 of 2 rightly."


def test_hello_is_spelled_by_hand_and_as_learned(view, session):
    found = show(view, session, "hello", 150)
    assert found["by hand"].tolist() == [1, 2, 2, 3]
    assert found["wanted"].tolist() == [1, 2, 2, 3]
    assert found["learned"].tolist() == session.frame.output.probabilities.argmax(axis=1).tolist()


def test_a_row_moves_the_cursor_and_the_cursor_marks_a_row(view, session, qtbot):
    show(view, session, "roommate", 0, weights="by hand")
    session.cursor.pin(Place("time", 0))  # pie, rainy
    view.show_cursor()
    assert view.table.marked == 1
    view.grab()
    qtbot.mouseClick(view.table, Qt.MouseButton.LeftButton, pos=view.table.row_rect(2).center())
    assert session.cursor.timestep("time") == 1  # burger, sunny
    view.show_cursor()
    assert view.table.marked == 2
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    view.show_cursor()
    assert view.table.marked == 3


def test_what_cannot_be_chosen_is_refused(view, session):
    show(view, session, "parity")
    with pytest.raises(Refused, match="no rows called"):
        view.choose("rows", "columns")
    with pytest.raises(Refused, match="no control"):
        view.choose("colour", 1)


def test_a_larger_network_has_none(view, frame):
    view.show_frame(frame("lstm"))
    assert view.describe().startswith("A larger network has no truth table")
    assert view.numbers() == {}


@pytest.mark.parametrize("size", [(60, 60), (260, 150), (1200, 800)])
@pytest.mark.parametrize(("task", "points"), [("roommate", 7), ("parity", 24), ("hello", 10)])
def test_any_size_is_painted(view, session, look, size, task, points):
    look.set_points(points)
    view.restyle()
    view.resize(*size)
    show(view, session, task)
    assert not view.grab().isNull()


def test_where_it_is_narrow_headings_stand_word_under_word_and_letters_are_larger(view, session):
    show(view, session, "roommate")
    table = view.table
    view.resize(1200, 600)
    assert not table.dense
    view.resize(320, 400)
    assert table.dense
    truth, room = view.truth, table.room
    assert table.needed(truth, table.factor, True).width() <= room.width()
    assert table.needed(truth, table.factor, False).width() > room.width()  # else the letters would be smaller
    heads, first = table.row_rect(-2), table.row_rect(0)
    assert heads.height() == 2 * first.height()
    assert first.top() == table.row_rect(-1).bottom() + 1
