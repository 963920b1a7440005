"""What a screen reader is told: the accessibility tree is walked, and what it says is read."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from benchmarks.accessibility import nameless, painted, unreachable
from rnnviz.gui.widgets import spoken
from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.log_bars import LogBars, Series
from rnnviz.gui.widgets.probability_bars import Bar, ProbabilityBars

NAME, VALUE, ABOUT = QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description


@pytest.fixture(autouse=True)
def _installed(qapp):
    spoken.install()


def said(widget, kind):
    return QAccessible.queryAccessibleInterface(widget).text(kind)


def walked(top):
    """Return the lines that a screen reader says on its way through a window: role and name of everything."""
    found, waiting = [], [QAccessible.queryAccessibleInterface(top)]
    while waiting:
        here = waiting.pop()
        if here is None or not here.isValid():
            continue
        found.append((here.role(), here.text(NAME), here.text(ABOUT)))
        waiting += [here.child(k) for k in range(here.childCount())]
    return found


@pytest.fixture
def heatmap(look, qtbot):
    made = Heatmap(look)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.set_bands([Band("i", "input"), Band("f", "forget")])
    made.set_symbols("abcd")
    made.show_values([np.arange(12.0).reshape(3, 4) / 20, np.full((3, 4), 0.25)])
    made.setAccessibleName("Gates")
    return made


def test_a_heatmap_says_its_quantities_place_and_values_under_the_cursor(heatmap):
    assert said(heatmap, NAME) == "Gates"
    assert said(heatmap, VALUE) == ""
    heatmap.mark(2, 1)
    words = said(heatmap, VALUE)
    assert words.startswith("row 1, column 2 “c”")
    assert "input" in words
    assert "0.3" in words
    assert "forget" in words
    assert "0.25" in words
    assert said(heatmap, ABOUT).startswith(words)


def test_what_an_arrow_key_reaches_is_announced_while_somebody_listens(heatmap, qtbot, monkeypatch):
    told = []
    heatmap.chosen.connect(lambda cell: heatmap.mark(cell.column, cell.row))
    monkeypatch.setattr(spoken.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(spoken.QAccessible, "updateAccessibility", told.append)
    qtbot.keyClick(heatmap, Qt.Key.Key_Right)
    assert [event.type() for event in told] == [QAccessible.Event.DescriptionChanged, QAccessible.Event.Announcement]
    assert told[-1].message() == heatmap.spoken() != ""


def test_nothing_is_announced_while_nobody_listens(heatmap, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(spoken.QAccessible, "isActive", lambda: False)
    monkeypatch.setattr(spoken.QAccessible, "updateAccessibility", told.append)
    qtbot.keyClick(heatmap, Qt.Key.Key_Right)
    assert told == []


def test_bars_say_every_series_at_the_marked_timestep(look, qtbot):
    bars = LogBars(look)
    qtbot.addWidget(bars)
    bars.show_series("abc", [Series("total", "#ffffff", np.array([1.0, 0.5, 0.25]))])
    bars.mark(1)
    assert bars.spoken().startswith("column 1 of 3, “b”, total 0.5")


def test_probabilities_are_said_symbol_by_symbol(look, qtbot):
    bars = ProbabilityBars(look)
    qtbot.addWidget(bars)
    bars.show_bars([Bar("e", 0.5), Bar("␣", 0.25)], [])
    assert bars.spoken() == "“e” 50 %, “␣” 25 %"


def test_everything_painted_in_the_window_has_a_name_and_a_role_and_is_reached_by_the_keyboard(open_window):
    window = open_window()
    window.bench.host.reveal(tuple(window.docks))
    widgets = painted(window)
    assert len(widgets) >= 40
    assert sorted(nameless(widgets)) == []
    assert sorted(unreachable(widgets)) == []
    heard = walked(window)
    assert (QAccessible.Role.Chart, "Hidden state") in [(role, name) for role, name, _ in heard]
    ours = [each for each in window.findChildren(QAbstractButton) if not each.objectName().startswith("qt_")]
    silent = [each for each in ours if each.isVisible() and not said(each, NAME)]
    assert [each.parent() for each in silent if not isinstance(each.parent(), QLineEdit)] == []  # Qt's own to clear it


def test_the_cursor_of_the_window_is_said_by_the_hidden_state(open_window, qtbot):
    window = open_window()
    session = window.bench.pair.a
    session.cursor.step_along(session.frame, 1, 1)
    heatmap = next(each for each in painted(window.docks["hidden"]) if isinstance(each, Heatmap))
    qtbot.waitUntil(lambda: said(heatmap, VALUE) != "")
    assert window.docks["hidden"].panel.hint.split(":")[0] in said(heatmap, ABOUT)


def test_parts_that_are_gone_are_no_trouble(look, qapp):
    for _ in range(20):
        top = QWidget()
        inner = Heatmap(look, top)
        assert QAccessible.queryAccessibleInterface(inner).role() is QAccessible.Role.Chart
        top.deleteLater()
        del top, inner
        qapp.processEvents()
        gc.collect()
