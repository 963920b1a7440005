"""What every test of the window has: a session without a worker, a look, preferences of its own, and no leak."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings

from rnnviz.engine.messages import Phase
from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.language import speak
from rnnviz.gui.style.theme import DARK, Look
from rnnviz.sentences import ENGLISH, language
from tests.gui.doubles import SessionDouble
from tests.gui.leaks import LeakCheck, settle
from tests.gui.live_window import PATIENCE


@pytest.fixture(autouse=True)
def preferences_folder(tmp_path, monkeypatch):
    """Every test has preferences of its own, and a place of its own where runs are kept."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp, request):
    """Every test ends as it began: no thread, window or running timer more."""
    check = LeakCheck()
    # Outermost: qtbot closes its widgets before this looks.
    yield
    faults = [*check.faults(), *another_language()]
    assert not faults, f"left behind: {', '.join(faults)}"


def another_language():
    """Yield what language is left in force, if it is not English; the next test has English all the same."""
    if (left := language()) != ENGLISH:
        speak(ENGLISH)
        yield f"the language {left}"


@pytest.fixture
def session(qapp):
    return SessionDouble()


@pytest.fixture
def look(qapp):
    return Look(DARK, 10.0)


@pytest.fixture
def open_window(qtbot):
    """What opens a window on a live session, standing still before its first update unless it is to run."""
    load_torch()
    opened = []

    def make(key="hello", running=False, config=None):
        window = make_window(preset(key), config, running)
        opened.append(window)
        window.resize(1400, 900)
        window.show()
        window.bench.pair.a.start()
        there = Phase.RUNNING if running else Phase.PAUSED
        qtbot.waitUntil(
            lambda: window.bench.pair.a.facts is not None and window.bench.pair.a.phase is there, timeout=PATIENCE
        )
        qtbot.waitUntil(lambda: window.bench.pair.a.frame is not None, timeout=PATIENCE)
        if key == "hello":  # it opens with its arithmetic in front
            window.docks["hidden"].raise_()
            qtbot.waitUntil(lambda: bool(window.docks["hidden"].numbers()), timeout=PATIENCE)
        return window

    yield make
    for window in opened:
        window.close()
        assert not window.bench.pair.a.alive
        window.deleteLater()
    settle()
