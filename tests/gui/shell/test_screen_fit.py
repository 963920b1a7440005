"""Whatever is enlarged, opened or dragged, the window stays within its screen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

from rnnviz.gui.style.theme import LINES, room_for
from tests.gui.lesson_window import lesson_opener, nothing_left_behind, shared_window  # noqa: F401  (fixtures)


@pytest.fixture
def window(shared, qtbot):
    room = shared.screen().availableSize()
    shared.resize(room)
    shared.bench.put_panels_back()
    yield shared
    shared.actions_by_key["normal_size"].trigger()
    shared.bench.put_panels_back()


def within(window):
    room = window.screen().availableSize()
    needed = window.minimumSizeHint()
    return needed.width() <= room.width() and needed.height() <= room.height()


def test_letters_grow_as_far_as_the_screen_has_room_and_come_back(window, qtbot):
    first = window.look.points
    for _ in range(40):
        window.actions_by_key["bigger"].trigger()
    screen = window.screen()
    most = room_for(LINES, screen.availableSize().height(), screen.logicalDotsPerInchY())
    assert window.look.points <= max(most, first)
    qtbot.waitUntil(lambda: within(window), timeout=60_000)
    window.actions_by_key["normal_size"].trigger()
    assert window.look.points == first
    assert within(window)


def test_panels_dragged_side_by_side_beyond_the_screen_are_put_behind_one_another(window, qtbot):
    docks = list(window.docks.values())[:14]
    for before, dock in pairwise(docks):
        dock.show()
        window.splitDockWidget(before, dock, Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: within(window), timeout=60_000)
    assert any(window.tabifiedDockWidgets(dock) for dock in docks)
    assert not any(dock.isHidden() for dock in docks[1:] if not window.tabifiedDockWidgets(dock))


def test_panels_above_one_another_beyond_the_screen_are_put_behind_one_another(window, qtbot):
    docks = list(window.docks.values())[:14]
    for before, dock in pairwise(docks):
        dock.show()
        window.splitDockWidget(before, dock, Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: within(window), timeout=60_000)


def test_a_comparison_leaves_the_window_as_large_as_it_was(window, qtbot):
    size = window.size()
    window.bench.comparison.open(window.bench.pair.a.config.changed(seed=5))
    qtbot.waitUntil(lambda: window.bench.pair.b is not None and window.bench.pair.b.facts is not None, timeout=60_000)
    qtbot.waitUntil(lambda: within(window), timeout=60_000)
    window.bench.comparison.close()
    qtbot.waitUntil(lambda: window.bench.pair.b is None)
    assert window.size() == size
