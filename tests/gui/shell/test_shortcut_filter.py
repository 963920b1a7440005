"""No single key does anything to a run where the focus is on what takes text or is searched by typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QKeySequenceEdit,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from rnnviz.engine.presets import preset
from rnnviz.gui.application import make_window
from rnnviz.gui.commands import ALL

TEXT = {
    Qt.Key.Key_Space: " ",
    Qt.Key.Key_BracketLeft: "[",
    Qt.Key.Key_BracketRight: "]",
}
FOR_ALL = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}  # of a presenter's clicker
MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def a_list():
    made = QListWidget()
    made.addItems(["Reset", "Next", "Bring"])
    return made


def a_tree():
    made = QTreeWidget()
    for word in ("Reset", "Next", "Bring"):
        QTreeWidgetItem(made, [word])
    return made


def a_combo(editable=False):
    made = QComboBox()
    made.addItems(["Reset", "Next", "Bring"])
    made.setEditable(editable)
    return made


KINDS = {
    "list": a_list,
    "tree": a_tree,
    "table": lambda: QTableWidget(3, 2),
    "combo box": a_combo,
    "editable combo box": lambda: a_combo(editable=True),
    "line": QLineEdit,
    "whole number": QSpinBox,
    "number": QDoubleSpinBox,
    "text": QTextEdit,
    "plain text": QPlainTextEdit,
    "key": QKeySequenceEdit,
}
NEITHER = {"button": QPushButton, "panel": QWidget, "text to read": lambda: QTextEdit(readOnly=True)}


@pytest.fixture
def window(qtbot, qapp):
    made = make_window(preset("hello"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def focused(window, make):
    widget = make()
    widget.setParent(window.centralWidget() or window)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.show()
    widget.setFocus()
    QApplication.processEvents()
    there = QApplication.focusWidget()
    assert there is widget or widget.isAncestorOf(there)
    return there


def shortcuts(window):
    """Return every key that does something, wherever it was installed."""
    sequences = [each for action in window.findChildren(QAction) for each in action.shortcuts()]
    sequences += [each.key() for each in window.findChildren(QShortcut)]
    sequences += [Qt.Key.Key_1, Qt.Key.Key_9, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Home]
    pressed = [each if isinstance(each, Qt.Key) else each[0] for each in sequences if each]
    return [each if isinstance(each, QKeyCombination) else QKeyCombination(each) for each in pressed]


def claimed(widget, pressed):
    """Return whether Qt leaves a key to a widget instead of trying the shortcuts."""
    key, held = pressed.key(), pressed.keyboardModifiers()
    letter = chr(key) if 0x20 < int(key) < 0x7F else ""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, "" if held & MODIFIERS else TEXT.get(key, letter))
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def single(pressed):
    """Return whether a key is pressed without Ctrl, Alt or Meta, and is none with a name: F1, Esc, Page Down."""
    named = int(pressed.key()) >= 0x01000000 and pressed.key() not in {
        Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
    }  # fmt: skip
    return not pressed.keyboardModifiers() & MODIFIERS and not named


@pytest.mark.parametrize("kind", KINDS)
def test_a_single_key_is_left_to_what_takes_text_or_is_searched_by_typing(window, kind):
    widget = focused(window, KINDS[kind])
    there = [pressed for pressed in shortcuts(window) if single(pressed)]
    assert len(there) >= 12
    assert [pressed for pressed in there if not claimed(widget, pressed)] == []


@pytest.mark.parametrize("kind", NEITHER)
def test_a_single_key_acts_everywhere_else(window, kind):
    widget = focused(window, NEITHER[kind])
    letters = [each for each in shortcuts(window) if single(each) and each.key() not in (Qt.Key.Key_Left,)]
    keys = {Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_B, Qt.Key.Key_S, Qt.Key.Key_L}
    assert keys <= {each.key() for each in letters}
    assert not any(claimed(widget, pressed) for pressed in letters if pressed.key() in keys)


@pytest.mark.parametrize("kind", KINDS)
def test_a_presenters_clicker_and_the_function_keys_act_wherever_the_focus_is(window, kind):
    if kind == "key":
        pytest.skip("that field takes every key, as it is made to")
    widget = focused(window, KINDS[kind])
    for pressed in shortcuts(window):
        named = pressed.key() in FOR_ALL or int(pressed.key()) >= int(Qt.Key.Key_F1)
        if named and not pressed.keyboardModifiers() and kind not in ("text", "plain text"):
            assert not claimed(widget, pressed)


@pytest.mark.parametrize("kind", ["list", "tree", "combo box", "line", "panel"])
def test_a_key_that_is_really_pressed_starts_nothing_anew_there(window, qtbot, kind):
    widget = focused(window, {**KINDS, **NEITHER}[kind])
    heard = []
    for key in ("reset", "new_seed", "one_update", "toggle", "sample_now", "link", "earlier"):
        action = window.actions_by_key[key]
        action.setEnabled(True)
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, key=key: heard.append(key))
    for key in (Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_L, Qt.Key.Key_BracketLeft, Qt.Key.Key_Space):
        QTest.keyClick(widget, key)
    assert heard == ([] if kind != "panel" else ["reset", "one_update", "sample_now", "link", "earlier", "toggle"])


def test_a_key_that_is_held_down_starts_anew_once():
    anew = {"reset", "new_seed", "bring_back"}
    assert anew == {entry.id for entry in ALL if not entry.repeats}
