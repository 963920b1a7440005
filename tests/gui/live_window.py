"""What a user does with a window on a live session, and waits for."""

from __future__ import annotations

PATIENCE = 60_000  # ms


def wait(qtbot, done):
    """Wait until something is so."""
    qtbot.waitUntil(lambda: bool(done()), timeout=PATIENCE)


def press(window, key):
    """Give a command by its menu entry."""
    window.actions_by_key[key].trigger()
