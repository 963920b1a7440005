"""Every command: one implementation, one menu entry, one key that nothing else has."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from rnnviz.engine.presets import preset
from rnnviz.gui.application import make_window
from rnnviz.gui.commands import ALL, MENUS, ROWS
from rnnviz.gui.shell.shell_commands import shell_commands


@pytest.fixture
def window(qapp, qtbot):
    """Return a window whose worker never starts."""
    made = make_window(preset("hello"), running=False)
    yield made
    made.close()
    made.deleteLater()


def test_each_command_has_one_name_and_one_key():
    assert [name for name, count in Counter(row.id for row in ALL).items() if count > 1] == []
    keys = Counter(QKeySequence(row.key).toString() for row in ALL)
    assert [key for key, count in keys.items() if count > 1 or not key] == []


def test_each_command_is_done_on_the_workbench_or_by_the_shell_and_never_by_both(window):
    shell = shell_commands(window)
    assert {row.id for row in ALL if row.run is None} == shell.keys()


def test_each_command_is_reached_by_a_menu_and_a_key(window):
    assert ROWS.keys() == MENUS.keys()
    for menu, rows in ROWS.items():
        actions = [window.actions_by_key[row.id] for row in rows]
        assert [action for action in window.menus[menu].actions() if action in actions] == actions
        assert all(action.shortcut() == QKeySequence(row.key) for action, row in zip(actions, rows, strict=True))


def test_what_is_on_is_checked_and_what_cannot_be_done_is_greyed(window):
    actions, pair = window.actions_by_key, window.bench.pair
    assert actions["link"].isChecked()
    assert not actions["link"].isEnabled()  # there is nothing to link
    pair.set_linked(False)
    assert not actions["link"].isChecked()
    actions["hints"].trigger()
    assert actions["hints"].isChecked() == window.arrangement.hints_shown
