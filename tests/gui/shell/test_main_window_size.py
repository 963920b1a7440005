"""How large the window is at the first start."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, QSize

from rnnviz.engine.presets import preset
from rnnviz.engine.torch_loading import load_torch
from rnnviz.gui.application import make_window
from rnnviz.gui.shell.main_window import MainWindow
from tests.gui.leaks import settle


@pytest.fixture
def first_size(qapp, monkeypatch):
    """Return what says how large the window is at first on a screen of some size."""
    load_torch()
    made = []

    def size(width, height):
        screen = SimpleNamespace(
            availableSize=lambda: QSize(width, height),
            availableGeometry=lambda: QRect(0, 0, width, height),
            logicalDotsPerInchY=lambda: 96.0,
        )
        monkeypatch.setattr(MainWindow, "screen", lambda _: screen)
        made.append(make_window(preset("hello"), running=False))
        return made[-1].width(), made[-1].height()

    yield size
    for window in made:
        window.close()
        window.deleteLater()
    settle()


def test_the_window_is_no_larger_than_the_screen(first_size):
    assert first_size(1280, 720) == (1280, 720)


def test_a_large_screen_is_not_filled(first_size):
    assert first_size(3840, 2160) == (1440, 860)
