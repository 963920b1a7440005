"""The what-if panel: edits written, refused, computed, taken back, applied."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rnnviz.engine.commands import Branch, WhatIf
from rnnviz.engine.messages import Consequences, Objected, Phase
from rnnviz.gui.panels.what_if import PANEL
from rnnviz.gui.style.theme import LIGHT
from rnnviz.gui.widgets.edit_form import Kind
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.edits import ClampGate, EditAttention, EditInput, EditState, EditWeight
from rnnviz.sentences import Refused, Sentence
from tests.gui.live_window import wait

KEY = ("rnn", 0, False, 0)


@pytest.fixture
def view(qtbot, session, look, frame):
    session.frame = frame("lstm", units=8, timesteps=12)
    session.probe = "".join(session.frame.sequences["text"])
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(560, 380)
    with qtbot.waitExposed(made):
        made.show()
    made.show_frame(session.frame)
    return made


def enter(qtbot, view, kind, text, **fields):
    view.form.choose(kind)
    for name, value in fields.items():
        getattr(view.form, name).setValue(value)
    line = view.form.symbol if kind is Kind.INPUT else view.form.value.lineEdit()
    line.setText(text)
    qtbot.keyClick(line.parent() if line is not view.form.symbol else line, Qt.Key.Key_Return)


def asked(session):
    return [each.edits for each in session.told if isinstance(each, WhatIf)]


def answer(view, session, **changes):
    """Answer as the worker does, with another h(5)."""
    record = session.frame.recurrences[0]
    h = record.h.copy()
    h[5, 2] = 1.0
    frame = replace(session.frame, loss=session.frame.loss + 1, recurrences=(replace(record, h=h),))
    known = Consequences(session.frame.update, tuple(view.edits), frame, session.frame)
    session.consequences_known.emit(known)
    return known


def test_it_begins_with_a_sentence(view):
    assert view.describe().startswith("Change a state")
    assert not view.heatmap.isVisible()
    assert not view.apply_button.isEnabled()


@pytest.mark.parametrize(
    ("kind", "text", "fields", "edit"),
    [
        (Kind.STATE, "0.5", {"first": 5, "unit": 2}, EditState(KEY, "h", 5, 2, 0.5)),
        (Kind.CELL, "-1,5", {"first": 5, "unit": 2}, EditState(KEY, "c", 5, 2, -1.5)),
        (Kind.STATE, "0.5", {"first": 5, "last": 8, "unit": 2}, EditState(KEY, "h", 5, 2, 0.5, 8)),
        (Kind.GATE, "0", {"first": 2, "last": 7}, ClampGate(KEY, "i", 0.0, 2, 7, None)),
        (Kind.INPUT, "L", {"first": 3}, EditInput(3, "L")),
        (Kind.WEIGHT, "inf", {"row": 4, "column": 1}, EditWeight("rnn.weight_ih_l0", 4, 1, float("inf"))),
    ],
)
def test_each_kind_of_edit_is_asked_about(qtbot, view, session, kind, text, fields, edit):
    enter(qtbot, view, kind, text, **fields)
    assert view.fault == ""
    assert asked(session) == [(edit,)]
    assert view.list.count() == 1


@pytest.mark.parametrize("quantity", ["alpha", "e", "c"])
def test_where_it_looks_is_edited_where_the_cursor_is(qtbot, view, session, frame, quantity):
    made = frame("gru", timesteps=10, attention=True)
    (attention,) = made.attentions
    known = replace(attention, energies=np.log(attention.weights), contexts=np.ones((10, 6)))
    session.frame = replace(made, attentions=(known,))
    view.show_frame(session.frame)
    view.form.choose(Kind.ATTENTION)
    view.form.looking.setCurrentIndex(view.form.looking.findData(quantity))
    view.form.looking.activated.emit(view.form.looking.currentIndex())
    session.cursor.pin(Place("source", 4))
    session.cursor.pin(Place("target", 3))
    view.show_cursor()
    if quantity == "c":
        view.form.place.setValue(5)
    enter(qtbot, view, Kind.ATTENTION, "0.5")
    place = 5 if quantity == "c" else 4
    assert asked(session)[-1] == (EditAttention("attention", quantity, 3, place, 0.5),)
    view.form.target.setValue(6)
    assert session.cursor.timestep("target") == 6


def test_where_there_is_no_attention_none_is_offered(view):
    assert view.form.kind.findData(Kind.ATTENTION) == -1


def test_units_of_a_clamp_are_read(qtbot, view, session):
    view.form.units.setText("3, 7")
    enter(qtbot, view, Kind.GATE, "1")
    assert asked(session)[-1][0].units == (3, 7)
    view.form.units.setText("some")
    enter(qtbot, view, Kind.GATE, "1")
    assert "'some' cannot be read" in view.fault


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Kind.STATE, "much", "'much' is not a number"),
        (Kind.STATE, "", "A number is missing"),
        (Kind.STATE, "1,5.0", "2 decimal signs"),
        (Kind.STATE, "inf", "must be finite"),
        (Kind.WEIGHT, "nan", "is not a number"),
        (Kind.INPUT, "two", "one symbol"),
    ],
)
def test_a_bad_value_is_refused_in_a_sentence(qtbot, view, session, kind, text, said):
    enter(qtbot, view, kind, text)
    assert said in (view.fault or view.form.value.fault)
    assert text in (view.form.value.text(), view.form.symbol.text())
    assert asked(session) == []


def test_consequences_stand_beside_the_original(qtbot, view, session):
    enter(qtbot, view, Kind.STATE, "1", first=5, unit=2)
    answer(view, session)
    assert view.heatmap.isVisible()
    numbers = view.numbers()
    assert list(numbers) == ["h", "h′", "h′−h", "loss", "p(target)", "loss′", "p(target)′"]
    assert numbers["loss′"] == pytest.approx(numbers["loss"] + 1)
    changed = np.argwhere(numbers["h′−h"] != 0)
    assert changed.tolist() == [[5, 2]]
    assert "instead of" in view.describe()
    shown = [label.text() for label in view.findChildren(QLabel)]
    at = shown.index("loss")
    assert shown[at : at + 3] == ["loss", "1.920", "2.920"]
    view.quantity.choose("f")
    view.quantity.picked.emit("f")
    assert list(view.numbers())[:3] == ["f", "f′", "f′−f"]
    assert not view.grab().isNull()


def test_one_edit_is_not_many(qtbot, view, session):
    enter(qtbot, view, Kind.STATE, "1", first=5, unit=2)
    answer(view, session)
    assert view.subtitle == "one edit · of update 620"
    enter(qtbot, view, Kind.STATE, "1", first=6, unit=2)
    answer(view, session)
    assert view.subtitle == "2 edits · of update 620"


def test_an_answer_to_an_older_question_is_left_aside(qtbot, view, session):
    enter(qtbot, view, Kind.STATE, "1", first=5, unit=2)
    known = answer(view, session)
    enter(qtbot, view, Kind.STATE, "0", first=6, unit=2)
    session.consequences_known.emit(known)
    assert view.known is known
    late = replace(known, update=999)
    session.consequences_known.emit(late)
    assert view.known is known


def test_edits_are_taken_back(qtbot, view, session):
    enter(qtbot, view, Kind.STATE, "1")
    enter(qtbot, view, Kind.STATE, "0.5", first=3)
    view.list.setFocus()
    view.list.setCurrentRow(0)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert len(asked(session)[-1]) == 1
    view.clear_button.click()
    assert view.edits == []
    assert view.describe().startswith("Change a state")


def test_what_the_model_will_not_have_is_taken_back(qtbot, view, session):
    enter(qtbot, view, Kind.STATE, "1")
    answer(view, session)
    enter(qtbot, view, Kind.INPUT, "ß")
    session.objected.emit(Objected(Sentence("There is no ß."), about=WhatIf))
    assert view.fault == "There is no ß."
    assert len(view.edits) == 1


def test_only_weights_are_applied(qtbot, view, session):
    enter(qtbot, view, Kind.WEIGHT, "2", row=1)
    view.apply_button.click()
    assert session.told[-1] == Branch(weights=(EditWeight("rnn.weight_ih_l0", 1, 0, 2.0),))
    enter(qtbot, view, Kind.STATE, "1")
    view.apply_button.click()
    assert "Only weights can be applied" in view.fault


def test_a_pinned_place_is_where_the_next_edit_is_made(view, session):
    session.cursor.pin(Place("text", 7, 3))
    view.show_cursor()
    assert (view.form.first.value(), view.form.unit.value()) == (7, 3)
    now = session.frame.recurrences[0].h[7, 3]
    assert f"{now:.4g}" in view.form.value.lineEdit().placeholderText()


def test_the_timesteps_that_are_held_are_those_of_the_next_edit(qtbot, view, session):
    axis = session.frame.recurrences[0].axis
    session.cursor.pin(Place(axis, 7, 3))
    session.cursor.extend(Place(axis, 4))
    view.show_cursor()
    assert (view.form.first.value(), view.form.last.value()) == (4, 7)
    enter(qtbot, view, Kind.STATE, "0")
    assert asked(session)[-1] == (EditState(KEY, "h", 4, 3, 0.0, 7),)
    assert view.list.item(0).text() == "h(4…7)[3] = 0"
    session.cursor.pin(Place(axis, 2))
    view.show_cursor()
    assert (view.form.first.value(), view.form.last.value()) == (2, 2)


def test_a_place_pinned_before_the_panel_was_opened_counts_too(qtbot, session, look, frame):
    session.frame = frame("lstm", units=8, timesteps=12)
    session.cursor.pin(Place("text", 7, 3))
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.show_cursor()
    made.show_frame(session.frame)
    assert (made.form.first.value(), made.form.unit.value()) == (7, 3)
    made.form.unit.setValue(5)
    made.show_frame(frame("lstm", units=8, timesteps=12, update=700))
    assert made.form.unit.value() == 5


def test_a_fault_goes_when_it_is_being_mended(qtbot, view):
    enter(qtbot, view, Kind.STATE, "inf")
    assert "only a weight may be infinite" in view.fault
    view.form.choose(Kind.WEIGHT)
    view.form.kind.activated.emit(view.form.kind.currentIndex())
    assert view.fault == ""
    enter(qtbot, view, Kind.STATE, "inf")
    qtbot.keyClick(view.form.value, Qt.Key.Key_Backspace)
    assert view.fault == ""


def test_newer_weights_are_asked_about_again(qtbot, view, session, frame):
    enter(qtbot, view, Kind.STATE, "1")
    view.show_frame(frame("lstm", units=8, timesteps=12, update=700))
    view.show_frame(frame("lstm", units=8, timesteps=12, update=700))
    assert len(asked(session)) == 2


def test_another_model_has_no_edits(qtbot, view, session):
    enter(qtbot, view, Kind.STATE, "1")
    session.built.emit(None)
    assert view.edits == []


@pytest.mark.parametrize("size", [(260, 150), (60, 40), (900, 500)])
def test_any_size_and_theme(qtbot, view, session, look, size):
    enter(qtbot, view, Kind.STATE, "1")
    answer(view, session)
    view.resize(*size)
    look.set_theme(LIGHT)
    look.set_points(20)
    view.restyle()
    assert not view.grab().isNull()


def test_it_works_on_a_live_run(open_window, qtbot):
    window = open_window()
    dock = window.docks["what_if"]
    dock.raise_()
    view = dock.view
    wait(qtbot, lambda: view.form.parameter.count())
    before = window.bench.pair.a.frame.loss
    enter(qtbot, view, Kind.WEIGHT, "3")
    wait(qtbot, lambda: view.known is not None)
    assert view.known.original.loss == pytest.approx(before)
    assert view.known.frame.loss != pytest.approx(before)
    enter(qtbot, view, Kind.INPUT, "z")
    wait(qtbot, lambda: "z" in view.fault)
    assert len(view.edits) == 1
    view.apply_button.click()
    wait(qtbot, lambda: window.bench.pair.b is not None and window.bench.pair.b.frame is not None)
    assert window.bench.pair.a.phase is Phase.PAUSED
    assert window.bench.pair.b.frame.loss == pytest.approx(view.known.frame.loss)


def test_where_there_is_little_room_the_difference_is_left(qtbot, view, session):
    enter(qtbot, view, Kind.STATE, "1", first=5, unit=2)
    answer(view, session)
    assert [band.key for band in view.heatmap.bands] == ["h", "h′", "h′−h"]
    view.resize(300, 240)
    assert [band.key for band in view.heatmap.bands] == ["h′−h"]
    assert view.heatmap.height() > 60
    assert list(view.numbers())[:3] == ["h", "h′", "h′−h"]


@pytest.mark.parametrize(
    ("table", "edit"),
    [
        ({"gate": "f", "value": 0.0, "first": 5}, ClampGate(KEY, "f", 0.0, 5, 5)),
        ({"gate": "o", "value": 1, "first": 2, "last": 4, "units": [3, 7]}, ClampGate(KEY, "o", 1, 2, 4, (3, 7))),
        ({"state": "c", "value": 0.0, "timestep": 5, "unit": 2}, EditState(KEY, "c", 5, 2, 0.0)),
        ({"symbol": "L", "timestep": 3}, EditInput(3, "L")),
        (
            {"weight": "rnn.weight_ih_l0", "row": 4, "column": 1, "value": 2.0},
            EditWeight("rnn.weight_ih_l0", 4, 1, 2.0),
        ),
    ],
)
def test_a_lesson_sets_edits_by_their_fields(view, session, table, edit):
    view.choose("edits", [{"gate": "i", "value": 1.0, "first": 0}])
    view.choose("edits", [table])
    assert view.edits == [edit]
    assert asked(session)[-1] == (edit,)
    view.choose("edits", [])
    assert view.edits == []


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"gate": "f", "value": 0.0},
        {"gate": "f", "value": 0.0, "first": 5, "last": 3},
        {"gate": "forget", "value": 0.0, "first": 5},
        {"state": "c", "value": 0.0, "timestep": 500, "unit": 2},
        {"symbol": "L", "timestep": 3, "colour": "red"},
    ],
)
def test_what_is_no_edit_is_refused_and_those_in_force_stay(view, session, table):
    view.choose("edits", [{"gate": "i", "value": 1.0, "first": 0}])
    with pytest.raises(Refused):
        view.choose("edits", [table])
    assert view.edits == [ClampGate(KEY, "i", 1.0, 0, 0)]


def test_what_is_drawn_is_chosen_by_name(view, session):
    view.choose("edits", [{"gate": "i", "value": 1.0, "first": 0}])
    with pytest.raises(Refused):
        view.choose("quantity", "c")  # nothing is known yet
    answer(view, session)
    view.choose("quantity", "c")
    assert list(view.numbers())[:3] == ["c", "c′", "c′−c"]
    with pytest.raises(Refused):
        view.choose("size", 3)
