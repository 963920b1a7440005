"""Present mode: larger, without bars, and everything as it was afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rnnviz.gui.preferences.declared import NORMAL
from rnnviz.gui.shell.presentation import SCALE
from rnnviz.gui.style.theme import PRESENTED, room_for
from tests.gui.lesson_window import (  # noqa: F401  (fixtures)
    HEAD,
    go,
    lesson_maker,
    lesson_opener,
    nothing_left_behind,
    shared_window,
)

STEPS = '[[steps]]\nbeside = {cell = "lstm"}\n[[steps]]\npanels = ["weights"]\nalone = true\n'


@pytest.fixture
def window(shared):
    yield shared
    shared.presenting.leave()
    shared.bench.lesson.close()


def furniture(window):
    """Return what of the window's own is shown."""
    bars = [*window.bars.all, window.menuBar(), window.status, *window.arrangement.sides]
    return [each for each in bars if not each.isHidden()]


def as_it_is(window):
    docks = {key: (dock.isHidden(), dock.seen) for key, dock in window.docks.items()}
    return furniture(window), docks, window.look.points, window.isFullScreen()


def test_without_a_lesson_the_panels_stay_and_all_else_goes(window, qtbot):
    before = as_it_is(window)
    seen = {key for key, dock in window.docks.items() if dock.seen}
    window.actions_by_key["present"].trigger()
    qtbot.waitUntil(lambda: not furniture(window))
    assert seen <= {key for key, dock in window.docks.items() if dock.seen}
    assert window.isFullScreen()
    assert window.look.points == before[2] * SCALE
    window.actions_by_key["bigger"].trigger()
    assert window.look.points == before[2] * SCALE + 1
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: as_it_is(window) == before)
    assert not window.actions_by_key["present"].isChecked()


def test_with_a_lesson_its_page_stays_and_one_can_go_on(window, lesson, teach, qtbot):
    teach(lesson(HEAD + STEPS))
    before = as_it_is(window)
    window.presenting.enter()
    qtbot.waitUntil(lambda: furniture(window) == [window.lessons.page_dock])
    go(qtbot, window, lambda: window.actions_by_key["next_step"].trigger())
    assert window.bench.pair.b is not None
    assert furniture(window) == [window.lessons.page_dock]
    go(qtbot, window, lambda: window.actions_by_key["next_step"].trigger())
    assert {key for key, dock in window.docks.items() if dock.seen} == {"weights"}
    assert furniture(window) == [window.lessons.page_dock]
    go(qtbot, window, lambda: window.bench.lesson.go(-1))
    window.presenting.leave()
    qtbot.waitUntil(lambda: as_it_is(window)[1:] == before[1:])
    assert set(furniture(window)) == set(before[0])


def test_closing_the_lesson_while_presenting_leaves_nothing_behind(window, lesson, teach, qtbot):
    before = as_it_is(window)
    teach(lesson(HEAD + "[[steps]]\n"))
    window.presenting.enter()
    window.actions_by_key["close_lesson"].trigger()
    window.presenting.leave()
    qtbot.waitUntil(lambda: as_it_is(window) == before)


def hints(window):
    return {key for key, dock in window.docks.items() if dock.hinted}


def test_a_class_sees_no_buttons_in_the_titles_and_sentences_only_if_asked_for(window, lesson, teach, qtbot):
    teach(lesson(HEAD + '[[steps]]\npanels = ["weights"]\n'))
    bar = window.docks["weights"].titleBarWidget()
    window.arrangement.set_hints(True)
    window.presenting.enter()
    assert not hints(window)
    assert not window.actions_by_key["hints"].isChecked()
    assert all(each.isHidden() for each in (bar.menu, bar.float, bar.close_button))
    window.actions_by_key["hints"].trigger()
    assert "weights" in hints(window)
    window.actions_by_key["hints"].trigger()
    window.presenting.leave()
    assert "weights" in hints(window)
    assert window.actions_by_key["hints"].isChecked()
    assert not any(each.isHidden() for each in (bar.menu, bar.float, bar.close_button))


def test_the_page_of_a_lesson_leaves_most_of_the_window_to_the_panels(window, lesson, teach, qtbot):
    teach(lesson(HEAD + '[[steps]]\npanels = ["weights"]\n'))
    window.presenting.enter()
    qtbot.waitUntil(lambda: furniture(window) == [window.lessons.page_dock])
    qtbot.waitUntil(lambda: window.lessons.page_dock.width() < 0.4 * window.width())


def test_what_is_waited_for_does_not_widen_the_page(window, lesson, teach):
    teach(lesson(HEAD + "[[steps]]\n"))
    least = window.lessons.page.minimumSizeHint().width()
    window.lessons.page.say_busy("Learning until update 1,000,000 " * 5)
    window.lessons.page.layout().activate()
    assert window.lessons.page.minimumSizeHint().width() == least
    window.lessons.page.say_busy("")


def test_letters_are_no_larger_than_a_step_can_be_read_in(window, qtbot):
    window.presenting.enter()
    for _ in range(40):
        window.actions_by_key["bigger"].trigger()
    screen = window.screen()
    room = room_for(PRESENTED, screen.availableSize().height(), screen.logicalDotsPerInchY())
    assert window.look.points <= max(room, NORMAL)


def test_another_sequence_can_be_typed_and_then_space_runs_and_pauses(window, lesson, teach, qtbot):
    teach(lesson(HEAD + "[[steps]]\n"))
    window.presenting.enter()
    qtbot.waitUntil(lambda: furniture(window) == [window.lessons.page_dock])
    window.actions_by_key["focus_probe"].trigger()
    assert not window.bars.probe.isHidden()
    window.probe_bar.edit.setText("hell")
    window.probe_bar.edit.textEdited.emit("hell")
    qtbot.keyClick(window.probe_bar.edit, Qt.Key.Key_Return)
    assert not window.probe_bar.edit.hasFocus()
    qtbot.waitUntil(lambda: window.bench.pair.a.probe == "hell")
    assert window.bars.probe.isHidden()


def test_escape_leaves_the_field_first_and_the_presentation_then(window, qtbot):
    window.presenting.enter()
    window.activateWindow()
    window.actions_by_key["focus_probe"].trigger()
    qtbot.waitUntil(window.probe_bar.edit.hasFocus)
    qtbot.keyClick(window.probe_bar.edit, Qt.Key.Key_Escape)
    assert window.presenting.active
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.presenting.active
