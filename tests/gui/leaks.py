"""What a GUI test may not leave behind: a thread, a window, a running timer."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_timers: weakref.WeakSet[QTimer] = weakref.WeakSet()  # of what was set aside


def settle() -> None:
    """Let everything that is to be deleted be deleted."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    gc.collect()


def set_aside() -> None:
    """Leave what is there by now out of every later collection and search: they would take longer than a test."""
    gc.collect()
    _timers.update(_found())
    gc.freeze()


def threads() -> set[threading.Thread]:
    return set(threading.enumerate())


def windows() -> set[int]:
    return {id(widget) for widget in QApplication.topLevelWidgets()}


def running_timers() -> list[QTimer]:
    """Return the active timers that Python knows of, wherever they hang."""
    import shiboken6

    return [timer for timer in {*_timers, *_found()} if shiboken6.isValid(timer) and timer.isActive()]


def _found() -> list[QTimer]:
    """Return the timers of what was not set aside."""
    return [o for o in gc.get_objects() if type(o) is QTimer]


class LeakCheck:
    """Compares what is there before and after."""

    def __init__(self) -> None:
        set_aside()
        self._threads = threads()
        self._windows = windows()
        self._timers = weakref.WeakSet(running_timers())

    def faults(self) -> list[str]:
        """Return what was left behind, in words."""
        settle()
        left = [f"thread {t.name}" for t in threads() - self._threads if t.is_alive()]
        left += [f"window {_name(w)}" for w in QApplication.topLevelWidgets() if id(w) not in self._windows]
        left += [f"timer of {t.parent()!r}" for t in running_timers() if t not in self._timers]
        return left


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or widget.windowTitle()!r}"
