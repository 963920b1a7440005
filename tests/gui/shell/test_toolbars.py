"""The row of buttons: none is lost where there is little room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolBar, QToolButton

from rnnviz.gui.shell.step_bar import StepBar
from tests.gui.live_window import press


def button(window, key) -> QToolButton:
    bar = window.findChild(QToolBar, "controls")
    return bar.widgetForAction(window.actions_by_key[key])


def wordless(window, key) -> bool:
    return button(window, key).toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


@pytest.mark.parametrize("bigger", [0, 2])
def test_no_button_and_no_pace_is_lost_in_a_small_window(open_window, bigger):
    window = open_window()
    window.resize(1280, 720)
    for _ in range(bigger):
        press(window, "bigger")
    QApplication.processEvents()
    assert window.findChild(StepBar).pace.isVisible()
    for key in ("toggle", "one_update", "reset", "new_seed", "open_text", "toggle_theme", "hints"):
        assert button(window, key).isVisible(), key
        assert button(window, key).toolTip()


def test_words_go_where_there_is_no_room_and_come_back(open_window):
    window = open_window()
    for width, gone in ((1900, False), (1000, True), (1900, False)):
        window.resize(width, 900)
        QApplication.processEvents()
        assert wordless(window, "hints") is gone
        assert not wordless(window, "toggle")
    for _ in range(12):
        press(window, "bigger")
    QApplication.processEvents()
    assert wordless(window, "hints")
