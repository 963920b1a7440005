"""What a window has on screen, painted part by part as its parts changed."""

from __future__ import annotations

from PySide6.QtGui import QImage


def on_screen(window):
    """Return the picture that a window has put together from all its paint events."""
    store = window.backingStore()
    return QImage(store.paintDevice()).copy()


def painted_anew(window):
    """Return the picture of all of it, painted at once."""
    return window.grab().toImage().convertToFormat(on_screen(window).format())


def same(window):
    """Return whether what came about part by part is what is painted at once."""
    return on_screen(window) == painted_anew(window)
