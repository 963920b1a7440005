"""What is closed is made once the window is on screen: nothing that can be seen changes, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.panels import panels
from rnnviz.gui.preferences import Layout, Preferences
from rnnviz.gui.shell.dock_groups import grouped
from rnnviz.gui.shell.on_screen import bring_within, within_reach
from rnnviz.gui.views.panel import FIRST, Area
from tests.gui.leaks import settle


@pytest.fixture
def begin(qapp):
    """Return what shows a window as it is before anything that is closed is made."""
    load_torch()
    made = []

    def show(key="spell", before=lambda window: None):
        window = make_window(preset(key), running=False)
        made.append(window)
        if window.bench.preferences.layout is None:
            window.resize(1400, 900)
            window.bench.put_panels_back()  # the screen of a test is smaller
        before(window)
        window.show()
        for _ in range(3):  # a second window of a process is laid out twice
            QApplication.processEvents()
        return window

    yield show
    for window in made:
        window.close()
        window.deleteLater()
    settle()


def opened(window):
    return {key for key, dock in window.docks.there.items() if not dock.isHidden()}


def test_a_start_reads_the_file_of_no_closed_panel_until_the_window_is_on_screen(tmp_path):
    program = """
import sys
from PySide6.QtCore import QTimer
from rnnviz.engine.presets import preset
from rnnviz.gui.application import run_window

def read():
    print(*(name for name in sys.modules if name.startswith("rnnviz.gui.panels.")))

def opened(window):
    read()
    QTimer.singleShot(0, lambda: (read(), window.close()))

sys.exit(run_window(preset("spell"), None, opened, running=False))
"""
    own = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}  # nobody's own layout
    done = subprocess.run([sys.executable, "-c", program], env=own, capture_output=True, text=True, check=True)
    first, then = ({name.rpartition(".")[2] for name in line.split()} for line in done.stdout.splitlines())
    assert first == set(FIRST)
    assert then == {panel.key for panel in panels()}


def test_every_panel_of_the_beginning_is_one():
    assert set(FIRST) <= {panel.key for panel in panels()}
    assert {panel.area for panel in panels() if panel.key in FIRST} == set(Area)


@pytest.mark.parametrize("key", ["spell", "hello"])
def test_making_the_others_changes_nothing_that_can_be_seen(begin, key):
    window = begin(key)
    before, there = window.grab().toImage(), opened(window)
    window.docks.complete()
    QApplication.processEvents()
    assert window.grab().toImage() == before
    assert opened(window) == there
    assert list(window.docks) == [panel.key for panel in panels()]


def test_what_is_made_later_stands_behind_the_others_of_its_area(begin):
    window = begin()
    for dock in window.docks.values():
        dock.show()  # Qt names only what is open
    for dock in window.docks.values():
        beside = window.tabifiedDockWidgets(dock)
        assert {each.panel.key for each in beside} | {dock.panel.key} == {
            panel.key for panel in panels() if panel.area is dock.panel.area
        }


def test_asking_for_one_that_is_closed_makes_it(begin):
    window = begin()
    assert "flow" not in window.docks.there
    window.bench.host.reveal(["flow"])
    QApplication.processEvents()
    assert window.docks["flow"].seen
    with pytest.raises(KeyError):
        window.docks["no such panel"]


def test_every_panel_has_its_key_and_its_place_in_the_menu(begin, qtbot):
    window = begin()
    window.docks.complete()
    menus = [window.menus[key] for key in ("panels", "lesson_panels")]
    entries = {action.shortcut().toString() for menu in menus for action in menu.actions()}
    assert {panel.shortcut for panel in panels()} <= entries
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.docks["flow"].seen)


def test_the_menu_of_panels_is_no_higher_than_a_small_screen(begin):
    window = begin()
    window.docks.complete()
    menu, inner = window.menus["panels"], window.menus["lesson_panels"]
    assert inner.menuAction() in menu.actions()
    special = {panel.shortcut for panel in panels() if panel.special}
    assert {action.shortcut().toString() for action in inner.actions()} == special
    assert not special & {action.shortcut().toString() for action in menu.actions()}
    for each in (menu, inner):
        assert each.sizeHint().height() < 720
        assert len({each.actionGeometry(action).left() for action in each.actions()}) == 1  # one column


def test_a_layout_with_a_special_panel_is_there_at_once_the_next_time(begin):
    window = begin()
    window.bench.host.reveal(["flow"])
    window.docks["truth"].setFloating(True)
    window.docks["truth"].show()
    window.docks["samples"].hide()
    QApplication.processEvents()
    left = opened(window)
    window.close()
    again = begin()
    assert opened(again) == left
    assert again.docks["flow"].seen
    assert "truth" in again.docks.there
    assert "walk" not in again.docks.there
    before = again.grab().toImage()
    again.docks.complete()
    QApplication.processEvents()
    assert again.grab().toImage() == before
    assert opened(again) == left
    assert again.docks["truth"].isFloating()


def test_a_panel_moved_while_it_was_closed_comes_back_where_it_stood(begin):
    window = begin()
    window.tabifyDockWidget(window.docks["samples"], window.docks["walk"])
    window.docks["walk"].hide()
    window.close()
    again = begin()
    assert again.docks["walk"].isHidden()
    again.docks["walk"].show()
    assert again.docks["samples"] in again.tabifiedDockWidgets(again.docks["walk"])


def test_the_layout_of_before_a_lesson_is_the_one_that_is_kept(begin):
    window = begin()
    window.bench.host.reveal(["flow"])
    QApplication.processEvents()
    left = opened(window)
    window.bench.lesson.stage.begin()
    window.bench.lesson.stage.show(("walk", "weights"))
    assert opened(window) != left
    window.close()
    assert opened(begin()) == left


def test_the_sentence_that_a_panel_is_said_with_is_there_in_one_made_later(begin):
    for shown in (True, False):
        window = begin(before=lambda window, shown=shown: window.arrangement.set_hints(shown))
        assert window.docks["flow"].hinted is shown


def restore_groups():
    """Have the next window start on a layout in which two panels float together; it was saved by a real mouse."""
    places = b64decode((Path(__file__).parent / "grouped_layout.b64").read_bytes())
    Preferences().keep_layout(Layout(QByteArray(places), FIRST))


def stand(window):
    return {key: (dock.isFloating(), dock.isHidden()) for key, dock in window.docks.items()}


def test_panels_that_floated_together_float_each_by_itself(begin):
    restore_groups()
    window = begin("hello")
    for key in ("gradient", "next_symbol", "timeline"):
        assert window.docks[key].isFloating()
        assert window.docks[key].isVisible()
    assert not any(grouped(dock) for dock in window.docks.values())
    settle()
    assert not [each for each in QApplication.topLevelWidgets() if each.inherits("QDockWidgetGroupWindow")]


def test_after_a_layout_of_groups_the_next_starts_are_as_the_window_was_left(begin):
    restore_groups()
    window = begin("hello")
    left = stand(window)
    window.close()
    again = begin("hello")
    assert stand(again) == left
    again.bench.put_panels_back()
    put_back = stand(again)
    assert not any(floating for floating, _ in put_back.values())
    again.close()
    assert stand(begin("hello")) == put_back


def test_putting_all_panels_back_puts_floating_ones_back(begin):
    window = begin("hello")
    there = opened(window)
    for key in ("hidden", "samples"):
        window.docks[key].setFloating(True)
    window.docks["samples"].move(5000, -3000)
    window.arrangement.settings.setFloating(True)
    window.actions_by_key["reset_layout"].trigger()
    docks = [*window.docks.values(), *window.arrangement.sides]
    assert not [dock.objectName() for dock in docks if dock.isFloating()]
    assert opened(window) == there


def test_putting_all_panels_back_brings_back_a_window_that_outgrew_the_screen(begin):
    window = begin("hello")
    room = window.screen().availableGeometry()
    grown = room.size() + QSize(900, 900)
    window.resize(grown)
    window.actions_by_key["reset_layout"].trigger()
    assert window.width() < grown.width()
    assert window.height() < grown.height()


@pytest.mark.parametrize("place", [QRect(-300, 20, 200, 100), QRect(9000, 9000, 200, 100), QRect(50, 60, 5000, 4000)])
def test_what_is_brought_back_is_wholly_on_the_screen(qtbot, place):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    widget.setGeometry(place)
    bring_within(widget)
    assert widget.screen().availableGeometry().contains(widget.frameGeometry())


@pytest.mark.parametrize("away", [QPoint(9000, 100), QPoint(100, 9000), QPoint(-4000, 100), QPoint(100, -4000)])
def test_a_panels_key_brings_it_back_from_off_the_screen_and_then_hides_it(begin, away):
    window = begin("hello")
    dock = window.docks["gradient"]
    reveal = next(action for action in window.actions() if action.parent() is dock)
    dock.setFloating(True)
    dock.move(away)
    assert not within_reach(dock)
    reveal.trigger()
    assert dock.isVisible()
    assert within_reach(dock)
    reveal.trigger()
    assert dock.isHidden()
