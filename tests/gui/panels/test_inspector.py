"""The inspector."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from rnnviz.explain.number import number
from rnnviz.gui.panels.inspector import PANEL
from rnnviz.gui.workbench.cursor import Place


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(400, 500)
    made.show()
    return made


def test_it_waits_in_words(view):
    assert view.describe() == "Waiting for the first picture."
    assert view.numbers() == {}


def test_a_model_without_recurrence_is_said(view, frame):
    view.show_frame(dataclasses.replace(frame("lstm"), recurrences=()))
    assert view.describe() == "This model has no recurrent layer."


def test_without_a_unit_it_sums_up_the_timestep(view, frame):
    made = frame("lstm")
    view.show_frame(made)
    text = view.describe()
    assert text.startswith("update 620 · t = 39 · “")
    assert f"‖h(t)‖₂ = {number(float(np.linalg.norm(made.recurrences[0].h[39])), signed=False)}" in text
    assert f"{number(float(made.output.losses[39]), signed=False)} nats" in text
    assert view.subtitle == "hover a heatmap; click to pin"


@pytest.mark.parametrize(("cell", "names"), [("lstm", "ifgo"), ("gru", "rzn"), ("rnn_tanh", "")])
def test_a_unit_shows_each_gate(view, frame, session, cell, names):
    made = frame(cell)
    session.cursor.pin(Place("text", 23, 7))
    view.show_frame(made)
    lines = view.describe().splitlines()
    assert lines[0] == "update 620 · t = 23 · unit 7 · “v”"
    for name in names:
        value = number(float(made.recurrences[0].gates[name][23, 7]), signed=name in "gn")
        start = next(k for k, line in enumerate(lines) if line.startswith(f"{name} = "))
        assert any(line.endswith(f"= {value}") for line in lines[start : start + 4])
    assert any(line.startswith("h(t) = ") for line in lines)
    assert ("behaviour" in view.describe()) is (cell == "lstm")
    assert view.subtitle == "pinned"


@pytest.mark.parametrize(
    ("i", "f", "word"), [(0.1, 0.9, "remember"), (0.9, 0.9, "add"), (0.1, 0.1, "erase"), (0.9, 0.1, "overwrite")]
)
def test_the_behaviour_of_a_unit_in_words(view, frame, session, i, f, word):
    made = frame("lstm")
    record = made.recurrences[0]
    gates = dict(record.gates) | {"i": np.full_like(record.h, i), "f": np.full_like(record.h, f)}
    session.cursor.hover(Place("text", 2, 3))
    view.show_frame(dataclasses.replace(made, recurrences=(dataclasses.replace(record, gates=gates),)))
    assert f"behaviour: {word}" in view.describe()
    assert view.subtitle == "under the mouse"


def test_the_cursor_and_the_layer_change_the_place(view, frame, session):
    made = frame("lstm", layers=2)
    view.show_frame(made)
    session.cursor.pin(Place("text", 5, 1))
    view.show_cursor()
    assert view.numbers()["h"][0] == made.recurrences[0].h[5, 1]
    session.cursor.select(made.recurrences[1].key)
    assert view.numbers()["h"][0] == made.recurrences[1].h[5, 1]
    assert view.numbers()["before_i"][0] == made.recurrences[1].before["i"][5, 1]
    assert view.subtitle == f"pinned · {made.recurrences[1].title}"


def test_a_unit_that_is_not_there_is_none(view, frame, session):
    session.cursor.pin(Place("text", 5, 99))
    view.show_frame(frame("lstm"))
    assert "unit 99" not in view.describe()
    assert "Hover a heatmap" in view.describe()


def test_not_a_number_is_written(view, frame, session):
    session.cursor.pin(Place("text", 3, 0))
    view.show_frame(frame("lstm", nonfinite=True))
    assert "NaN" in view.describe()


def test_a_gradient_is_a_fraction_and_copied_as_one(view, frame, session, qapp):
    session.cursor.pin(Place("text", 5, 1))
    view.show_frame(frame("lstm"))
    view.equations.copy_latex()
    assert r"\frac{\partial L}{\partial h(t)} = local + recurrent" in qapp.clipboard().text().replace(
        r"\mathrm{local}", "local"
    ).replace(r"\mathrm{recurrent}", "recurrent")
    rows = [row.what for rows in view.equations.rows(view.equations.width()) for row in rows]
    assert any(what.bars for what in rows)


def test_everything_shown_can_be_copied(view, frame, session, qapp):
    session.cursor.pin(Place("text", 5, 1))
    view.show_frame(frame("lstm"))
    view.equations.copy_text()
    assert qapp.clipboard().text() in view.describe()
    assert "h(t) = " in qapp.clipboard().text()


def test_a_new_frame_does_not_scroll(view, frame, session, qtbot):
    view.resize(260, 150)
    session.cursor.pin(Place("text", 5, 1))
    view.show_frame(frame("lstm"))
    bar = view.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 4)
    bar.setValue(4)
    view.show_frame(frame("lstm", seed=1))
    assert bar.value() == 4


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn_tanh"])
@pytest.mark.parametrize("width", [230, 300, 400])
def test_no_line_is_wider_than_its_place(view, frame, session, cell, width):
    view.resize(width, 500)
    session.cursor.pin(Place("text", 5, 1))
    view.show_frame(frame(cell))
    room = view.equations.width()
    assert 0 < room <= width
    assert all(row.x + row.what.width <= room for rows in view.equations.rows(room) for row in rows)


def test_the_matrices_of_a_sum_can_be_written_as_one(view, frame, session):
    session.cursor.pin(Place("text", 5, 1))
    view.show_frame(frame("lstm"))
    apart = view.describe()
    assert "a = W_xh·x(t) + W_hh·h(t−1) + b" in apart
    view.choose("joined", True)
    assert "a = [W_hh W_xh]·[h(t−1); x(t)] + b" in view.describe()
    view.choose("joined", False)
    assert view.describe() == apart


def test_a_new_model_forgets_the_old_numbers(view, frame, session):
    view.show_frame(frame("lstm"))
    session.built.emit(None)
    assert view.describe() == "Waiting for the first picture."
