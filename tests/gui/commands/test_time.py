"""Going through a run's past in the window: keys, what is said of it, branches, and the memory that it takes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.messages import Phase
from rnnviz.engine.run_log import ConditionMet, SettingChanged
from rnnviz.gui.preferences.declared import HISTORY_MB
from tests.gui.live_window import press, wait


@pytest.fixture
def trained(open_window, qtbot):
    """A window whose run took 60 updates, and the loss that was on screen after 20."""
    window = open_window()
    for count in (20, 60):
        window.bench.pair.a.advance(count - window.bench.pair.a.metrics.count)
        wait(qtbot, lambda: window.bench.pair.a.metrics.count == count and window.bench.pair.a.phase is Phase.PAUSED)  # noqa: B023
        wait(qtbot, lambda: window.bench.pair.a.frame.update == count)  # noqa: B023
        if count == 20:
            window.then = window.bench.pair.a.frame.loss
    return window


def go(window, qtbot, update):
    window.bench.pair.a.seek(update)
    arrived(window, qtbot, update)


def arrived(window, qtbot, update):
    wait(qtbot, lambda: window.bench.pair.a.position == update and window.bench.pair.a.phase is Phase.PAUSED)
    wait(qtbot, lambda: window.bench.pair.a.frame.update == update)


def beside(window, qtbot):
    wait(qtbot, lambda: window.bench.pair.b is not None and window.bench.pair.b.frame is not None)
    return window.bench.pair.b


def test_a_past_update_is_shown_as_it_was(trained, qtbot):
    go(trained, qtbot, 20)
    assert trained.bench.pair.a.frame.loss == trained.then
    assert trained.bench.pair.a.in_past
    assert trained.docks["timeline"].view.plot.position == 20


def test_it_is_said_everywhere_that_this_is_the_past(trained, qtbot):
    assert trained.bars.past.isHidden()
    assert trained.past.text == ""
    go(trained, qtbot, 20)
    assert trained.bars.past.isVisible()
    assert "update 20 of 60" in trained.past.text
    line = trained.status.lines[0]
    line.refresh()
    assert "update 20 of 60 (past)" in line.text
    press(trained, "to_the_present")
    arrived(trained, qtbot, 60)
    assert trained.bars.past.isHidden()
    line.refresh()
    assert "past" not in line.text


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
    assert trained.bench.pair.a.metrics.count == 60


def test_presses_in_a_row_add_up(trained, qtbot):
    for _ in range(5):
        press(trained, "earlier")
    arrived(trained, qtbot, 55)


def test_running_from_the_past_leads_to_the_same_present(trained, qtbot):
    before = trained.bench.pair.a.metrics.curves().loss_low.copy()
    loss = trained.bench.pair.a.frame.loss
    go(trained, qtbot, 20)
    trained.bench.pair.a.advance(40)
    arrived(trained, qtbot, 60)
    assert not trained.bench.pair.a.in_past
    assert trained.bench.pair.a.frame.loss == loss
    np.testing.assert_array_equal(trained.bench.pair.a.metrics.curves().loss_low, before)
    assert trained.bars.past.isHidden() or not trained.past.refresh()


def test_an_update_that_never_was_is_refused_in_a_sentence(trained, qtbot):
    trained.bench.pair.a.seek(10_000)
    wait(qtbot, lambda: "10000" in trained.bench.notices.text)
    assert trained.bench.pair.a.heading == 60


def test_a_branch_goes_on_from_here(trained, qtbot):
    go(trained, qtbot, 20)
    press(trained, "branch")
    branch = beside(trained, qtbot)
    assert branch.frame.loss == trained.then
    assert branch.metrics.first == 20
    assert "from update 20" in trained.bench.notices.text
    assert trained.bench.pair.a.metrics.count == 60


def test_a_setting_changed_in_the_past_makes_a_branch(trained, qtbot):
    rate = trained.bench.pair.a.config.learning_rate
    go(trained, qtbot, 20)
    trained.bench.pair.a.set_live(learning_rate=rate / 2)
    branch = beside(trained, qtbot)
    assert branch.config.learning_rate == rate / 2
    assert trained.bench.pair.a.config.learning_rate == rate
    assert trained.settings.form(trained.bench.pair.a).field("learning_rate").value() == rate
    assert "Learning rate" in trained.bench.notices.text


def test_a_limit_too_small_for_one_snapshot_is_refused(trained, qtbot):
    assert trained.bench.watch.history == 256 * 10**6
    trained.bench.watch.set_history_mb(0)
    wait(qtbot, lambda: trained.bench.preferences.get(HISTORY_MB) == 0)
    trained.bench.pair.a.seek(20)
    wait(qtbot, lambda: "no going back in time" in trained.bench.notices.text)
    assert not trained.bench.pair.a.in_past


def test_a_breakpoint_pauses_and_says_why(trained, qtbot):
    trained.bench.pair.a.set_breakpoints((Breakpoint("max(grad_norms) > 0 and update >= 70"),))
    trained.bench.pair.a.run()
    wait(qtbot, lambda: trained.bench.pair.a.phase is Phase.PAUSED and trained.bench.notices.text)
    assert "Stopped at update 70" in trained.bench.notices.text
    assert "grad_norms = " in trained.bench.notices.text
    assert trained.bench.pair.a.metrics.count == 70
    assert trained.bench.pair.a.cursor.is_pinned
    assert trained.docks["gradient"].isVisible()


def test_f9_writes_a_breakpoint_and_f5_runs_to_it(trained, qtbot):
    qtbot.keyClick(trained, Qt.Key.Key_F9)
    view = trained.docks["breakpoints"].view
    wait(qtbot, view.edit.isVisible)
    qtbot.keyClicks(view.edit, "update >= 65")
    qtbot.keyClick(view.edit, Qt.Key.Key_Return)
    qtbot.keyClick(trained, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Stopped at update 65" in trained.bench.notices.text)
    assert trained.bench.pair.a.metrics.count == 65
    press(trained, "all_breakpoints")
    press(trained, "toggle")
    wait(qtbot, lambda: trained.bench.pair.a.metrics.count > 80)
    press(trained, "toggle")
    wait(qtbot, lambda: trained.bench.pair.a.phase is Phase.PAUSED)


def test_a_hit_in_the_past_is_the_same_hit(trained, qtbot):
    go(trained, qtbot, 20)
    trained.bench.pair.a.set_breakpoints((Breakpoint("update >= 30"),))
    trained.bench.pair.a.run()
    wait(
        qtbot,
        lambda: trained.bench.pair.a.phase is Phase.PAUSED and "Stopped at update 30" in trained.bench.notices.text,
    )
    arrived(trained, qtbot, 30)
    assert trained.bench.pair.a.in_past


def test_the_settings_shown_are_those_of_then(trained, qtbot):
    rate = trained.bench.pair.a.config.learning_rate
    trained.bench.pair.a.set_live(learning_rate=rate / 4)
    trained.bench.pair.a.advance(10)
    wait(qtbot, lambda: trained.bench.pair.a.metrics.count == 70 and trained.bench.pair.a.phase is Phase.PAUSED)
    go(trained, qtbot, 50)
    assert trained.settings.form(trained.bench.pair.a).field("learning_rate").value() == rate
    trained.bench.pair.a.advance(20)
    arrived(trained, qtbot, 70)
    wait(qtbot, lambda: trained.settings.form(trained.bench.pair.a).field("learning_rate").value() == rate / 4)


def test_a_branch_beside_a_branch_is_refused_and_nothing_is_lost(trained, qtbot):
    press(trained, "branch")
    first = beside(trained, qtbot)
    press(trained, "branch")
    wait(qtbot, lambda: "Close B" in trained.bench.notices.text)
    assert trained.bench.pair.b is first
    assert first.alive


def test_two_breakpoints_that_hold_at_once_are_both_said(trained, qtbot):
    trained.bench.pair.a.set_breakpoints((Breakpoint("update >= 65"), Breakpoint("loss > 0", 65)))
    trained.bench.pair.a.run()
    wait(qtbot, lambda: trained.bench.pair.a.phase is Phase.PAUSED and trained.bench.notices.text)
    assert "update >= 65" in trained.bench.notices.text
    assert "loss > 0" in trained.bench.notices.text


def test_the_line_goes_along_when_the_past_is_learned_again(trained, qtbot):
    go(trained, qtbot, 20)
    trained.bench.pair.a.set_speed(40)
    trained.bench.pair.a.run()
    wait(qtbot, lambda: trained.bench.pair.a.position > 24)
    assert trained.bench.pair.a.in_past
    assert trained.bench.pair.a.heading > 20
    wait(qtbot, lambda: trained.docks["timeline"].view.plot.position > 24)


def test_marks_of_the_timeline_are_gone_through_by_keys_and_said(trained, qtbot):
    window, session = trained, trained.bench.pair.a
    session.metrics.note(SettingChanged(30, "learning_rate", 0.1, 0.2), ConditionMet(45, "loss > 0"))
    press(window, "previous_mark")
    arrived(window, qtbot, 45)
    assert "update 45: loss > 0" in window.bench.notices.text
    press(window, "previous_mark")
    arrived(window, qtbot, 30)
    assert "update 30: learning rate 0.1 → 0.2" in window.bench.notices.text
    press(window, "previous_mark")
    assert "before update 30" in window.bench.notices.text
    press(window, "next_mark")
    arrived(window, qtbot, 45)


def test_a_key_asks_for_the_number_of_an_update(trained, qtbot):
    press(trained, "go_to_update")
    view = trained.docks["timeline"].view
    assert view.ask.isVisible()
    qtbot.keyClicks(view.ask.field, "21")
    qtbot.keyClick(view.ask.field, Qt.Key.Key_Return)
    arrived(trained, qtbot, 21)
