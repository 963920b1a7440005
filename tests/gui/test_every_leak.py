"""What a test of the window leaves behind is found, whoever has made it and whenever."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from tests.gui.leaks import LeakCheck

LONG = 600_000  # ms


@pytest.fixture
def timer(qapp):
    made = QTimer()
    yield made
    made.stop()


def test_who_leaves_nothing_behind_is_not_accused(timer):
    check = LeakCheck()
    timer.start(LONG)
    timer.stop()
    assert check.faults() == []


def test_a_timer_that_runs_on_is_found(qapp):
    check = LeakCheck()
    timer = QTimer()
    timer.start(LONG)
    assert len(check.faults()) == 1
    timer.stop()
    assert check.faults() == []


def test_one_that_was_there_before_is_found_when_it_was_started(timer):
    check = LeakCheck()
    timer.start(LONG)
    assert len(check.faults()) == 1


def test_one_that_ran_before_is_nobodys_fault(timer):
    timer.start(LONG)
    assert LeakCheck().faults() == []


def test_a_window_is_found_by_its_name(qapp):
    check = LeakCheck()
    window = QWidget(windowTitle="forgotten")
    assert check.faults() == ["window QWidget 'forgotten'"]
    window.deleteLater()
    assert check.faults() == []


def test_a_thread_is_found(qapp):
    check, end = LeakCheck(), Event()
    thread = Thread(target=end.wait, name="forgotten")
    thread.start()
    assert check.faults() == ["thread forgotten"]
    end.set()
    thread.join()
    assert check.faults() == []
