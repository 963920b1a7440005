"""Every command: one implementation, one menu entry, one key that nothing else has."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence

from rnnviz.engine.presets import preset
from rnnviz.gui import commands
from rnnviz.gui.application import make_window
from rnnviz.gui.commands import ALL, MENUS, ROWS
from rnnviz.gui.shell import actions
from rnnviz.gui.shell import shell_commands as shell_table
from rnnviz.gui.shell.actions import CommandAction, ShellCommand
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


@pytest.mark.parametrize("row", [row for row in ALL if row.run is not None], ids=lambda row: row.id)
def test_what_a_command_does_is_a_function_that_stands_with_its_row(row):
    """The type checker has read it there: it is no name that is looked up when the key is pressed."""
    assert inspect.isfunction(row.run)
    assert row.run.__module__.startswith("rnnviz.gui.commands.")


LOOK_UPS = {"getattr", "hasattr", "setattr", "eval", "exec", "globals", "locals", "vars", "__import__", "import_module"}
TABLES = [*sorted(Path(commands.__path__[0]).glob("*.py")), Path(actions.__file__), Path(shell_table.__file__)]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_nothing_between_a_key_and_what_it_does_is_found_by_a_name(path):
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & LOOK_UPS
    assert not [node for node in nodes if isinstance(node, ast.Attribute) and node.attr == "__dict__"]


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_an_action_does_what_its_row_says_and_does_it_once(window, row):
    done = []
    shell = ShellCommand(lambda: done.append(window)) if row.run is None else None
    told = row if row.run is None else replace(row, run=done.append)
    action = CommandAction(told, window.bench, shell, window)
    action.trigger()
    assert done == [window if row.run is None else window.bench]


def entries(actions: list[QAction]) -> Iterator[QAction]:
    """Yield the entries of menus and of the menus in them."""
    for action in actions:
        if (inner := action.menu()) is not None:
            yield from entries(inner.actions())
        else:
            yield action


def test_each_command_has_one_entry_in_a_menu_of_the_menu_bar(window):
    found = Counter(action.objectName() for action in entries(window.menuBar().actions()))
    assert {row.id: found[row.id] for row in ALL} == {row.id: 1 for row in ALL}


def test_each_command_is_reached_by_a_menu_and_a_key(window):
    assert ROWS.keys() == MENUS.keys()
    there = set(window.actions())  # what is not among them has no key while its menu is closed
    for menu, rows in ROWS.items():
        actions = [window.actions_by_key[row.id] for row in rows]
        assert [action for action in window.menus[menu].actions() if action in actions] == actions
        assert all(action.shortcut() == QKeySequence(row.key) for action, row in zip(actions, rows, strict=True))
        assert there.issuperset(actions)


def test_what_is_on_is_checked_and_what_cannot_be_done_is_greyed(window):
    actions, pair = window.actions_by_key, window.bench.pair
    assert actions["link"].isChecked()
    assert not actions["link"].isEnabled()  # there is nothing to link
    pair.set_linked(False)
    assert not actions["link"].isChecked()
    actions["hints"].trigger()
    assert actions["hints"].isChecked() == window.arrangement.hints_shown
