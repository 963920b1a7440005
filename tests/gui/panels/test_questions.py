"""A class types its questions, and the network learns them at once."""

import pytest
from PySide6.QtCore import Qt

from rnnviz.gui.panels.questions import PANEL
from rnnviz.gui.widgets.sheet import LONGEST
from rnnviz.sentences import Refused

PAGE = "# Gates\nDoes f erase?\nWhat is o?"


@pytest.fixture
def view(qtbot, session, look):
    made = PANEL.make(session, look)
    qtbot.addWidget(made)
    made.restyle()
    made.resize(420, 260)
    made.show()
    return made


def test_what_is_typed_is_counted_and_learned_as_one_text(view, qtbot):
    assert not view.learn.isEnabled()
    view.setFocus()
    qtbot.keyClicks(view.sheet, "Does f erase?")
    qtbot.keyClick(view.sheet, Qt.Key.Key_Return)
    qtbot.keyClicks(view.sheet, "What is o?")
    assert view.describe() == "headings: 0, questions: 2, symbols: 25"
    with qtbot.waitSignal(view.text_wanted) as heard:
        qtbot.keyClick(view.sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == ["Does f erase?\nWhat is o?\n"]


def test_a_heading_is_made_by_a_button_and_undone_by_it(view, qtbot):
    qtbot.keyClicks(view.sheet, "Gates")
    view.heading.click()
    assert view.page == "# Gates"
    assert view.numbers()["headings"] == 1
    assert not view.learn.isEnabled()  # nothing was asked yet
    view.heading.click()
    assert view.page == "Gates"


def test_a_lesson_can_put_a_page_there(view, qtbot):
    view.choose("page", PAGE)
    assert (view.numbers()["headings"], view.numbers()["questions"]) == (1, 2)
    with qtbot.waitSignal(view.text_wanted) as heard:
        view.learn.click()
    assert heard.args == ["Gates\nDoes f erase?\nWhat is o?\n"]
    with pytest.raises(Refused):
        view.choose("sheet", "")


def test_too_much_is_said_and_nothing_is_lost(view):
    view.choose("page", PAGE)
    view.sheet.put("x" * (LONGEST + 1))
    assert view.fault.isVisible()
    assert view.page == PAGE


def test_the_page_stays_when_the_panel_is_made_anew(view, qtbot, session, look):
    view.choose("page", PAGE)
    other = PANEL.make(session, look)
    qtbot.addWidget(other)
    other.go_on_from(view)
    assert other.page == PAGE
