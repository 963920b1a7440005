"""Stepping in the window on a live session: keys, buttons, what comes into view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.preferences.declared import PLUMBING
from rnnviz.gui.shell.step_bar import StepBar
from rnnviz.gui.workbench.slow_motion import PACES
from rnnviz.probe.trace import TracePhase
from tests.gui.leaks import settle

PATIENCE = 60_000  # ms
_Keys = Qt.KeyboardModifier
NONE, SHIFT, CTRL = _Keys.NoModifier, _Keys.ShiftModifier, _Keys.ControlModifier


@pytest.fixture
def window(qtbot):
    load_torch()
    made = make_window(preset("hello"), None, True)
    made.resize(1400, 900)
    made.show()
    made.bench.pair.a.start()
    qtbot.waitUntil(
        lambda: made.bench.pair.a.phase is Phase.RUNNING and made.bench.pair.a.frame is not None, timeout=PATIENCE
    )
    yield made
    made.close()
    made.deleteLater()
    settle()


def stand(window, qtbot):
    """Step into the next update."""
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: window.bench.pair.a.stepper.trace is not None, timeout=PATIENCE)
    return window.bench.pair.a.stepper


def test_f11_while_it_learns_pauses_and_shows_the_first_equation(window, qtbot):
    stepper = stand(window, qtbot)
    assert window.bench.pair.a.phase is Phase.PAUSED
    assert stepper.trace.update == window.bench.pair.a.status.update
    assert stepper.operation.timestep == 0
    assert window.docks["step"].seen
    assert window.docks["graph"].seen
    assert window.docks["step"].view.caption.text()


def test_every_key_moves_and_comes_back(window, qtbot):
    stepper = stand(window, qtbot)
    phase = stepper.trace.operations[0].phase
    assert phase is TracePhase.FORWARD
    for key, there, back in (
        (Qt.Key.Key_F11, NONE, CTRL),
        (Qt.Key.Key_F10, NONE, CTRL),
        (Qt.Key.Key_F11, SHIFT, CTRL | SHIFT),
    ):
        before = stepper.operation.index
        qtbot.keyClick(window, key, there)
        assert stepper.operation.index > before
        qtbot.keyClick(window, key, back)
        assert stepper.operation.index <= before + 1
    assert stepper.session.phase is Phase.PAUSED


def test_f7_steps_through_plumbing_too_and_is_remembered(window, qtbot):
    stepper = stand(window, qtbot)
    assert not window.actions_by_key["show_plumbing"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert window.actions_by_key["show_plumbing"].isChecked()
    assert window.bench.preferences.get(PLUMBING)
    qtbot.keyClick(window, Qt.Key.Key_F11, CTRL)
    assert stepper.operation.timestep is None
    qtbot.keyClick(window, Qt.Key.Key_F7)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert stepper.operation.timestep == 0


def test_f5_goes_on_and_the_trace_is_forgotten(window, qtbot):
    stepper = stand(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.bench.pair.a.phase is Phase.RUNNING, timeout=PATIENCE)
    assert stepper.trace is None
    assert "F11" in window.docks["step"].view.describe()


def test_after_one_update_the_trace_is_of_the_next(window, qtbot):
    stepper = stand(window, qtbot)
    update = stepper.trace.update
    qtbot.keyClick(window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: stepper.trace is not None and stepper.trace.update == update + 1, timeout=PATIENCE)


def test_slow_motion_by_its_key_and_its_pace_by_the_box(window, qtbot):
    stepper = stand(window, qtbot)
    bar = window.findChild(StepBar)
    bar.pace.setCurrentIndex(len(PACES) - 1)
    bar.pace.activated.emit(len(PACES) - 1)
    assert stepper.pace == PACES[-1]
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert stepper.playing
    assert window.actions_by_key["slow_motion"].isChecked()
    qtbot.waitUntil(lambda: not stepper.playing, timeout=PATIENCE)
    assert stepper.operation.phase is TracePhase.STEP
    assert not window.actions_by_key["slow_motion"].isChecked()


def test_stepping_does_not_change_what_is_learned(window, qtbot):
    stepper = stand(window, qtbot)
    update, loss = stepper.trace.update, stepper.trace.loss
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_F10)
    qtbot.keyClick(window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: window.bench.pair.a.metrics.count == update + 1, timeout=PATIENCE)
    assert window.bench.pair.a.metrics.last.loss == pytest.approx(loss, rel=1e-5)


def test_every_button_says_what_it_does_and_its_key(window):
    bar = window.findChild(StepBar)
    for action in bar.actions():
        if not action.isSeparator() and action.objectName():
            assert action.shortcut().toString() in action.toolTip()
            assert not action.icon().isNull()
