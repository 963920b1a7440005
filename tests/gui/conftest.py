"""What every test of the window has: a session without a worker, a look, preferences of its own, and no leak."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings

from rnnviz.gui.style.theme import DARK, Look
from tests.gui.doubles import SessionDouble
from tests.gui.leaks import LeakCheck


@pytest.fixture(autouse=True)
def preferences_folder(tmp_path):
    """Every test has preferences of its own."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp, request):
    """Every test ends as it began: no thread, window or running timer more."""
    check = LeakCheck()
    # Outermost: qtbot closes its widgets before this looks.
    yield
    faults = check.faults()
    assert not faults, f"left behind: {', '.join(faults)}"


@pytest.fixture
def session(qapp):
    return SessionDouble()


@pytest.fixture
def look(qapp):
    return Look(DARK, 10.0)
