"""Content without room is scrolled, and never makes a window larger than its screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel

from rnnviz.gui.widgets.yielding_area import YieldingArea


@pytest.fixture
def content(qtbot):
    made = QLabel("content")
    made.setMinimumSize(5000, 4000)
    area = YieldingArea(made, (0.25, 0.1))
    qtbot.addWidget(area)
    return area, made


def test_it_asks_for_no_more_than_its_share_of_the_screen(content):
    area, _ = content
    room = area.screen().availableSize()
    assert area.minimumSizeHint().width() == round(0.25 * room.width())
    assert area.minimumSizeHint().height() == round(0.1 * room.height())


def test_content_that_needs_less_is_not_given_more(content):
    area, made = content
    made.setMinimumSize(30, 20)
    made.setText("")
    assert area.minimumSizeHint().toTuple() == (30, 20)


def test_content_keeps_its_size_and_can_be_scrolled_to(content):
    area, made = content
    area.resize(100, 100)
    area.show()
    assert made.width() == 5000
    assert area.horizontalScrollBar().maximum() > 0
    assert area.verticalScrollBar().maximum() > 0


def test_arrows_are_left_to_the_window(content):
    area, _ = content
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    area.keyPressEvent(pressed)
    assert not pressed.isAccepted()
