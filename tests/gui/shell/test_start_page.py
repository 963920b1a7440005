"""The start page: three doors, by mouse and by key, once by itself and then on demand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from rnnviz.engine.presets import preset
from rnnviz.gui.application import make_window
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import GREETED
from rnnviz.gui.shell.greeting import is_first
from rnnviz.gui.shell.own_page import LINES, TEXTS
from rnnviz.gui.shell.start_page import Way
from tests.gui.leaks import settle


@pytest.fixture
def window(qapp, qtbot):
    """Return a window whose worker never starts."""
    made = make_window(preset("hello"), running=False)
    made.resize(1200, 800)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    settle()


@pytest.fixture
def page(window, qtbot):
    window.greeting.greet()
    qtbot.waitUntil(lambda: window.greeting.page.isVisible())
    return window.greeting.page


def test_the_window_does_not_wait_for_it_and_it_has_three_doors(window, page):
    assert window.isVisible()
    assert [door.text() for door in page.doors.values()] == ["Watch one learn", "A lesson", "My own model or data"]
    assert all(door.accessibleName() and door.accessibleDescription() for door in page.doors.values())


def test_the_arrow_keys_go_from_door_to_door(page, qtbot):
    page.doors[Way.WATCH].setFocus()
    for way in (Way.LESSON, Way.OWN):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Right)
        assert page.focusWidget() is page.doors[way]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_1, Qt.Key.Key_Escape])
def test_the_first_door_leads_to_what_happens_behind_the_page(window, page, qtbot, key):
    qtbot.keyClick(page.doors[Way.WATCH], key)
    assert not page.isVisible()
    assert window.bench.lesson.lesson is None


@pytest.mark.parametrize("key", [Qt.Key.Key_2, None])
def test_the_second_door_opens_the_first_lesson(window, page, qtbot, key):
    if key is None:
        qtbot.mouseClick(page.doors[Way.LESSON], Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(page.doors[Way.WATCH], key)
    assert not page.isVisible()
    opened = window.bench.lesson.lesson
    assert opened is not None
    assert opened.folder == window.lessons.list.order()[0]


def test_the_third_door_leads_to_ones_own_text_and_back(window, page, qtbot, monkeypatch):
    done = []
    monkeypatch.setattr("rnnviz.gui.shell.shell_commands.paste_text", done.append)
    qtbot.keyClick(page.doors[Way.WATCH], Qt.Key.Key_3)
    assert page.own.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.isVisible()
    assert page.doors[Way.OWN].isVisible()
    qtbot.keyClick(page.doors[Way.OWN], Qt.Key.Key_Return)
    qtbot.mouseClick(page.own.buttons["paste_text"], Qt.MouseButton.LeftButton)
    assert not page.isVisible()
    assert done == [window]
    assert list(page.own.buttons) == list(TEXTS)


def test_the_lines_for_an_own_model_can_be_copied_and_run(page, qtbot):
    page.doors[Way.OWN].click()
    qtbot.mouseClick(page.own.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == LINES == page.own.lines.text()
    import torch

    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.rnn = torch.nn.GRU(3, 4)

        def forward(self, x):
            return self.rnn(x)[0]

    exec(LINES, {"model": Model(), "x": torch.randn(5, 1, 3)})


def test_it_comes_by_itself_once_only_and_later_by_its_command(window, page):
    page.accept()
    assert not is_first(Preferences())
    window.actions_by_key["start_page"].trigger()
    assert page.isVisible()


def test_somebody_who_has_used_the_window_is_not_new(window):
    assert is_first(Preferences())
    window.close()
    assert not is_first(Preferences())


def test_where_nothing_can_be_remembered_it_does_not_come_at_every_start(monkeypatch):
    preferences = Preferences()
    assert not preferences.get(GREETED)
    monkeypatch.setattr(Preferences, "lasting", False)
    assert not is_first(preferences)


def test_the_window_closes_while_the_page_is_open(window, page):
    window.close()
    assert not window.isVisible()
