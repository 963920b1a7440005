"""A lesson's curtain: a view is covered until it is revealed, and can be read again then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.messages import Phase, Status
from rnnviz.gui.panels import arithmetic, hidden, inspector
from rnnviz.gui.views.pane import Pane
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.frame import Want
from tests.gui.live_window import wait


@pytest.fixture
def pane(qtbot, session, look):
    made = Pane(hidden.PANEL, (session,), look)
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(qtbot, session, look, panel):
    made = Pane(panel, (session,), look)
    qtbot.addWidget(made)
    made.see(True)
    return made


def arrive(session, frame):
    session.frame = frame
    session.frame_arrived.emit(frame)


def test_a_moved_cursor_brings_the_newest_frame_that_holds_all(qtbot, session, look, frame):
    pane = shown(qtbot, session, look, inspector.PANEL)
    arrive(session, frame("lstm"))
    arrive(session, replace(frame("lstm", update=621, seed=1), wants=frozenset({Want.STATES})))
    session.cursor.pin(Place("text", 5, 1))
    assert "update 620" in pane.view.describe()
    arrive(session, frame("lstm", update=622, seed=2))
    session.cursor.hover(Place("text", 6, 1))
    assert pane.view.describe().startswith("update 622 · t = 6 · unit 1")
    assert pane.view.numbers()["h"][0] == session.frame.recurrences[0].h[6, 1]


def test_a_view_that_lags_behind_says_of_which_update_it_is(qtbot, session, look, frame):
    pane = shown(qtbot, session, look, inspector.PANEL)
    arrive(session, frame("lstm", update=620))
    assert not pane.subtitle.startswith("update")
    arrive(session, frame("lstm", update=621))  # too soon after the other one
    assert pane.subtitle.startswith("update 620 · ")
    session.status = Status(Phase.PAUSED, 622)
    arrive(session, frame("lstm", update=622))
    assert not pane.subtitle.startswith("update")


def test_it_covers_all_of_the_view_in_any_size(pane):
    pane.choose("cover", True)
    assert pane.curtain.isVisible()
    pane.resize(700, 500)
    assert pane.curtain.geometry() == pane.view.rect()
    assert not pane.grab().isNull()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_opens_it(qtbot, pane, key):
    pane.choose("cover", True)
    qtbot.keyClick(pane.curtain, key)
    assert not pane.curtain.isVisible()


def test_the_words_beside_the_title_tell_nothing_meanwhile(pane):
    pane.view.set_subtitle("the answer")
    pane.choose("cover", True)
    assert pane.subtitle == ""
    pane.uncover()
    assert pane.subtitle == "the answer"


def test_a_press_opens_it(qtbot, pane):
    pane.choose("cover", True)
    qtbot.mouseClick(pane.curtain, Qt.MouseButton.LeftButton)
    assert not pane.curtain.isVisible()


def test_a_view_that_covers_its_own_results_has_no_curtain(qtbot, session, look):
    made = Pane(arithmetic.PANEL, (session,), look)
    qtbot.addWidget(made)
    made.choose("cover", True)
    assert made.curtain.isHidden()
    assert made.view.cover.isChecked()


def test_what_is_covered_is_there_to_be_read_once_it_is_revealed(open_window, qtbot):
    window = open_window()
    dock = window.docks["hidden"]
    dock.raise_()
    (pane,) = dock.panes
    wait(qtbot, lambda: dock.seen and pane.view.numbers())
    pane.choose("cover", True)
    dock.renew()  # in another language
    (pane,) = dock.panes
    assert pane.curtain.isVisible()
    window.bench.host.uncover()
    assert not pane.curtain.isVisible()
    assert pane.view.numbers()
