"""The breakpoints panel: writing, refusing, switching, remembering."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.commands import Seek, SetBreakpoints
from rnnviz.engine.metrics import Metrics
from rnnviz.engine.run_log import ConditionMet
from rnnviz.explain import breakpoint_words as quantities
from rnnviz.gui.panels.breakpoints import PANEL
from rnnviz.gui.style.theme import LIGHT


@pytest.fixture
def view(qtbot, session, look, frame):
    session.frame = frame("lstm")
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(360, 260)
    with qtbot.waitExposed(made):
        made.show()
    session.frame_arrived.emit(session.frame)
    return made


def write(qtbot, view, text):
    view.edit.setFocus()
    qtbot.keyClicks(view.edit, text)
    qtbot.keyClick(view.edit, Qt.Key.Key_Return)


def sent(session):
    return [each.breakpoints for each in session.told if isinstance(each, SetBreakpoints)][-1]


def test_it_begins_empty_and_says_how_to_go_on(view):
    assert view.describe().startswith("No breakpoint yet")
    assert view.subtitle == "0 of 0 on"


def test_a_condition_written_and_entered_is_sent_at_once(qtbot, view, session):
    write(qtbot, view, "loss > 3")
    assert sent(session) == (Breakpoint("loss > 3"),)
    assert view.edit.text() == ""
    assert view.describe() == "loss > 3"


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ("losss > 3", 1, "loss"),
        ("loss > 3 and grad_nrm > 1", 14, "grad_norm"),
        ("__import__('os').system('ls')", 1, "not a function"),
        ("2 ** 9999 > loss", 6, "exponent"),
        ("saturation.q > 0.5", 1, "gate"),
        ("loss >", 7, "missing at the end"),
    ],
)
def test_what_is_wrong_is_said_and_its_place_marked(qtbot, view, session, text, column, word):
    write(qtbot, view, text)
    assert word in view.fault
    assert view.edit.marked == column
    assert view.edit.property("wrong")
    assert view.edit.text() == text
    assert not any(isinstance(each, SetBreakpoints) for each in session.told)
    view.edit.setText("loss > 3")
    qtbot.keyClick(view.edit, Qt.Key.Key_Return)
    assert view.fault == ""
    assert view.edit.marked is None


def test_the_mark_stands_under_the_fault(qtbot, view, look):
    write(qtbot, view, "loss > 3 and grad_nrm > 1")
    image = view.edit.grab().toImage()
    wanted = look.theme.warning
    low = [
        x
        for x in range(6, image.width() - 6)
        for y in range(image.height() - 6, image.height() - 2)
        if image.pixelColor(x, y).name() == wanted
    ]
    letter = view.edit.fontMetrics().horizontalAdvance("0")
    assert abs(sum(low) / len(low) - 13.5 * letter) < 2 * letter


def test_a_fault_is_said_while_typing(qtbot, view):
    qtbot.keyClicks(view.edit, "losss > 3")
    qtbot.waitUntil(lambda: "loss" in view.fault, timeout=5000)


def test_how_often_is_kept(qtbot, view, session):
    view.every.setValue(20)
    write(qtbot, view, "max(grad_norms) > 10")
    assert sent(session) == (Breakpoint("max(grad_norms) > 10", 20),)
    assert view.list.topLevelItem(0).text(1) == "every 20"
    assert view.every.value() == 1


def test_space_switches_delete_removes_enter_changes(qtbot, view, session):
    write(qtbot, view, "loss > 3")
    write(qtbot, view, "update > 100")
    view.list.setFocus()
    view.list.setCurrentIndex(view.list.model().index(0, 0))
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert sent(session) == (Breakpoint("update > 100"),)
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert len(sent(session)) == 2
    qtbot.keyClick(view.list, Qt.Key.Key_F2)
    assert view.edit.text() == "loss > 3"
    view.edit.clear()
    write(qtbot, view, "loss > 4")
    assert sent(session) == (Breakpoint("loss > 4"), Breakpoint("update > 100"))
    view.list.setFocus()
    view.list.setCurrentIndex(view.list.model().index(1, 0))
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    assert sent(session) == (Breakpoint("loss > 4"),)


def test_a_click_on_the_box_switches(qtbot, view, session):
    write(qtbot, view, "loss > 3")
    view.list.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert sent(session) == ()
    assert view.describe() == "loss > 3 (off)"
    assert view.subtitle == "0 of 1 on"


@pytest.mark.parametrize("index", range(len(quantities.READY)))
def test_every_ready_made_one_can_be_taken(view, session, index):
    view.ready.menu().aboutToShow.emit()
    action = view.ready.menu().actions()[index]
    assert action.isEnabled()
    action.trigger()
    _, expression, every = quantities.READY[index]
    assert sent(session) == (Breakpoint(expression, every),)
    action.trigger()
    assert len(view.breakpoints) == 1


def test_names_are_offered_and_inserted(qtbot, view):
    view.names.menu().aboutToShow.emit()
    named = {action.data(): action for action in view.names.menu().actions()}
    assert {"loss", "saturation.f", "max(grad_norms)"} <= named.keys()
    view.edit.setText("loss > 3 and")
    named["saturation.f"].trigger()
    assert view.edit.text() == "loss > 3 and saturation.f"


def test_a_name_is_completed_while_it_is_typed(qtbot, view):
    completer = view.edit.names
    completer.setCompletionPrefix("loss > 3 and grad_norms")
    assert completer.currentCompletion() == "loss > 3 and grad_norms"
    completer.setCompletionPrefix("loss > 3 and satu")
    assert completer.currentCompletion().startswith("loss > 3 and saturation.")


def test_another_view_of_them_shows_the_same(qtbot, view, session, look):
    write(qtbot, view, "loss > 3")
    again = PANEL.make(session, look)
    qtbot.addWidget(again)
    assert again.breakpoints == (Breakpoint("loss > 3"),)
    session.built.emit(None)
    assert sent(session) == (Breakpoint("loss > 3"),)


def test_what_makes_no_sense_for_a_model_waits_for_another(qtbot, view, session, frame):
    write(qtbot, view, "saturation.f > 0.9")
    session.frame = frame("rnn_tanh")
    session.built.emit(None)
    session.frame_arrived.emit(session.frame)
    assert sent(session) == ()
    assert view.list.topLevelItem(0).text(1) == "other model"
    session.frame = frame("lstm")
    session.built.emit(None)
    assert sent(session) == (Breakpoint("saturation.f > 0.9"),)


@pytest.mark.parametrize("size", [(260, 150), (60, 40), (900, 500)])
def test_any_size_and_theme(qtbot, view, look, size):
    write(qtbot, view, "loss > 3")
    view.resize(*size)
    look.set_theme(LIGHT)
    look.set_points(20)
    view.restyle()
    assert not view.grab().isNull()


def test_a_condition_can_be_one_that_only_logs(qtbot, view, session):
    view.action.setCurrentIndex(1)
    write(qtbot, view, "loss > 3")
    assert sent(session) == (Breakpoint("loss > 3", logs=True),)
    assert view.list.topLevelItem(0).text(1) == "logs"
    write(qtbot, view, "loss > 4")
    assert sent(session)[-1] == Breakpoint("loss > 4"), "the next one stops again"


def test_what_was_noted_is_listed_with_update_and_values_and_is_gone_to(qtbot, view, session):
    assert view.log.isHidden()
    for update in range(20):
        session.metrics.append(Metrics(update, 2.0, 0.5, 2.0, True))
    session.metrics.note(ConditionMet(7, "loss > 1", (("loss", 2.0),)))
    session.pulse.emit()
    assert not view.log.isHidden()
    assert view.log.item(0).text() == "update 7: loss > 1 (loss 2)"
    view.log.setCurrentRow(0)
    view.log.itemActivated.emit(view.log.item(0))
    assert session.told[-1] == Seek(7)
