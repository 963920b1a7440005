"""Going through a run's past in the window: keys, what is said of it, branches, and the memory that it takes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.messages import Phase
from rnnviz.gui.preferences.declared import HISTORY_MB
from tests.gui.test_window import open_window, press, wait  # noqa: F401  (a fixture)


@pytest.fixture
def trained(open_window, qtbot):  # noqa: F811
    """A window whose run took 60 updates, and the loss that was on screen after 20."""
    window = open_window()
    for count in (20, 60):
        window.session.advance(count - window.session.metrics.count)
        wait(qtbot, lambda: window.session.metrics.count == count and window.session.phase is Phase.PAUSED)  # noqa: B023
        wait(qtbot, lambda: window.session.frame.update == count)  # noqa: B023
        if count == 20:
            window.then = window.session.frame.loss
    return window


def go(window, qtbot, update):
    window.session.seek(update)
    arrived(window, qtbot, update)


def arrived(window, qtbot, update):
    wait(qtbot, lambda: window.session.position == update and window.session.phase is Phase.PAUSED)
    wait(qtbot, lambda: window.session.frame.update == update)


def beside(window, qtbot):
    wait(qtbot, lambda: window.pair.b is not None and window.pair.b.frame is not None)
    return window.pair.b


def test_a_past_update_is_shown_as_it_was(trained, qtbot):
    go(trained, qtbot, 20)
    assert trained.session.frame.loss == trained.then
    assert trained.session.in_past
    assert trained.docks["timeline"].view.plot.position == 20


def test_it_is_said_everywhere_that_this_is_the_past(trained, qtbot):
    assert trained.bars.past.isHidden()
    assert trained.past.text == ""
    go(trained, qtbot, 20)
    assert trained.bars.past.isVisible()
    assert "update 20 of 60" in trained.past.text
    line = trained.status.lines[0]
    line.refresh()
    assert "update 20 of 60 (past)" in line._line.text()
    press(trained, "to_the_present")
    arrived(trained, qtbot, 60)
    assert trained.bars.past.isHidden()
    line.refresh()
    assert "past" not in line._line.text()


def test_keys_go_through_time(trained, qtbot):
    far, near = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    keys = ((Qt.Key.Key_BracketLeft, near, 59), (Qt.Key.Key_PageUp, far, 58), (Qt.Key.Key_BracketRight, near, 59))
    for key, modifier, update in keys:
        qtbot.keyClick(trained, key, modifier)
        arrived(trained, qtbot, update)
    qtbot.keyClick(trained, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    arrived(trained, qtbot, 0)
    qtbot.keyClick(trained, Qt.Key.Key_BracketLeft)
    qtbot.keyClick(trained, Qt.Key.Key_End, Qt.KeyboardModifier.AltModifier)
    arrived(trained, qtbot, 60)
    qtbot.keyClick(trained, Qt.Key.Key_BracketRight)
    qtbot.wait(100)
    assert trained.session.metrics.count == 60


def test_presses_in_a_row_add_up(trained, qtbot):
    for _ in range(5):
        press(trained, "earlier")
    arrived(trained, qtbot, 55)


def test_running_from_the_past_leads_to_the_same_present(trained, qtbot):
    before = trained.session.metrics.curves().loss_low.copy()
    loss = trained.session.frame.loss
    go(trained, qtbot, 20)
    trained.session.advance(40)
    arrived(trained, qtbot, 60)
    assert not trained.session.in_past
    assert trained.session.frame.loss == loss
    np.testing.assert_array_equal(trained.session.metrics.curves().loss_low, before)
    assert trained.bars.past.isHidden() or not trained.past.refresh()


def test_an_update_that_never_was_is_refused_in_a_sentence(trained, qtbot):
    trained.session.seek(10_000)
    wait(qtbot, lambda: "10000" in trained.messages.text)
    assert trained.session.heading == 60


def test_a_branch_goes_on_from_here(trained, qtbot):
    go(trained, qtbot, 20)
    press(trained, "branch")
    branch = beside(trained, qtbot)
    assert branch.frame.loss == trained.then
    assert branch.metrics.first == 20
    assert "from update 20" in trained.messages.text
    assert trained.session.metrics.count == 60


def test_a_setting_changed_in_the_past_makes_a_branch(trained, qtbot):
    rate = trained.session.config.learning_rate
    go(trained, qtbot, 20)
    trained.session.set_live(learning_rate=rate / 2)
    branch = beside(trained, qtbot)
    assert branch.config.learning_rate == rate / 2
    assert trained.session.config.learning_rate == rate
    assert trained.settings.form(trained.session).field("learning_rate").value() == rate
    assert "Learning rate" in trained.messages.text


def test_a_limit_too_small_for_one_snapshot_is_refused(trained, qtbot):
    box = trained.watching._memory
    assert trained.watching.history == 256 * 10**6
    box.setValue(0)
    wait(qtbot, lambda: trained.preferences.get(HISTORY_MB) == 0)
    trained.session.seek(20)
    wait(qtbot, lambda: "no going back in time" in trained.messages.text)
    assert not trained.session.in_past


def test_a_breakpoint_pauses_and_says_why(trained, qtbot):
    trained.session.set_breakpoints((Breakpoint("max(grad_norms) > 0 and update >= 70"),))
    trained.session.run()
    wait(qtbot, lambda: trained.session.phase is Phase.PAUSED and trained.messages.text)
    assert "Stopped at update 70" in trained.messages.text
    assert "grad_norms = " in trained.messages.text
    assert trained.session.metrics.count == 70
    assert trained.session.cursor.is_pinned
    assert trained.docks["gradient"].isVisible()


def test_f9_writes_a_breakpoint_and_f5_runs_to_it(trained, qtbot):
    qtbot.keyClick(trained, Qt.Key.Key_F9)
    view = trained.docks["breakpoints"].view
    wait(qtbot, view.edit.isVisible)
    qtbot.keyClicks(view.edit, "update >= 65")
    qtbot.keyClick(view.edit, Qt.Key.Key_Return)
    qtbot.keyClick(trained, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Stopped at update 65" in trained.messages.text)
    assert trained.session.metrics.count == 65
    press(trained, "all_breakpoints")
    press(trained, "toggle")
    wait(qtbot, lambda: trained.session.metrics.count > 80)
    press(trained, "toggle")
    wait(qtbot, lambda: trained.session.phase is Phase.PAUSED)


def test_a_hit_in_the_past_is_the_same_hit(trained, qtbot):
    go(trained, qtbot, 20)
    trained.session.set_breakpoints((Breakpoint("update >= 30"),))
    trained.session.run()
    wait(qtbot, lambda: trained.session.phase is Phase.PAUSED and "Stopped at update 30" in trained.messages.text)
    arrived(trained, qtbot, 30)
    assert trained.session.in_past


def test_the_settings_shown_are_those_of_then(trained, qtbot):
    rate = trained.session.config.learning_rate
    trained.session.set_live(learning_rate=rate / 4)
    trained.session.advance(10)
    wait(qtbot, lambda: trained.session.metrics.count == 70 and trained.session.phase is Phase.PAUSED)
    go(trained, qtbot, 50)
    assert trained.settings.form(trained.session).field("learning_rate").value() == rate
    trained.session.advance(20)
    arrived(trained, qtbot, 70)
    wait(qtbot, lambda: trained.settings.form(trained.session).field("learning_rate").value() == rate / 4)


def test_a_branch_beside_a_branch_is_refused_and_nothing_is_lost(trained, qtbot):
    press(trained, "branch")
    first = beside(trained, qtbot)
    press(trained, "branch")
    wait(qtbot, lambda: "Close B" in trained.messages.text)
    assert trained.pair.b is first
    assert first.alive


def test_two_breakpoints_that_hold_at_once_are_both_said(trained, qtbot):
    trained.session.set_breakpoints((Breakpoint("update >= 65"), Breakpoint("loss > 0", 65)))
    trained.session.run()
    wait(qtbot, lambda: trained.session.phase is Phase.PAUSED and trained.messages.text)
    assert "update >= 65" in trained.messages.text
    assert "loss > 0" in trained.messages.text


def test_the_line_goes_along_when_the_past_is_learned_again(trained, qtbot):
    go(trained, qtbot, 20)
    trained.session.set_speed(40)
    trained.session.run()
    wait(qtbot, lambda: trained.session.position > 24)
    assert trained.session.in_past
    assert trained.session.heading > 20
    wait(qtbot, lambda: trained.docks["timeline"].view.plot.position > 24)
