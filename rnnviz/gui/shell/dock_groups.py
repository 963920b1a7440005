"""Layouts in which docks float together, in one window of Qt's own: here each of them floats by itself.

They were saved while docks could be dragged in groups, which ended the program (docs/decisions/0014). A dock in such a
group has two places in what Qt writes: the one in the group, and the one it left in the window. Qt keeps both for good,
and takes the dock back to the wrong one later; so the layout is restored without either.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow

_GROUP = "QDockWidgetGroupWindow"


def grouped(dock: QDockWidget) -> bool:
    """Return whether a dock floats in a window together with others."""
    return dock.window().inherits(_GROUP)


def restore_layout(window: QMainWindow, saved: QByteArray, version: int) -> None:
    """Put every dock where it stood; those that floated together float at the same place, each by itself.

    The window stays as large as it is: on the way Qt lays out docks of both layouts, and enlarges it for them.
    """
    size = window.size()
    _restore(window, saved, version)
    if (layout := window.layout()) is not None:
        layout.activate()
    if window.size() != size:
        window.resize(size)


def _restore(window: QMainWindow, saved: QByteArray, version: int) -> None:
    window.restoreState(saved, version)
    docks = [dock for dock in window.findChildren(QDockWidget) if grouped(dock)]
    if not docks:
        return
    places = {dock: dock.window().geometry() for dock in docks}
    window.restoreState(_without(saved, docks), version)
    for group in [each for each in QApplication.topLevelWidgets() if each.inherits(_GROUP)]:
        if not group.findChildren(QDockWidget):
            group.hide()
            group.deleteLater()
    for dock, place in places.items():
        dock.setFloating(True)
        dock.setGeometry(place)
        dock.show()


def _without(saved: QByteArray, docks: Iterable[QDockWidget]) -> QByteArray:
    """Return a layout in which the places of some docks are those of nobody."""
    found = bytes(saved.data())
    for dock in docks:
        name = dock.objectName()
        found = found.replace(_written(name), _written("-" * len(name)))
    return QByteArray(found)


def _written(name: str) -> bytes:
    """Return a name as Qt writes it: the number of bytes, then UTF-16."""
    letters = name.encode("utf-16-be")
    return len(letters).to_bytes(4, "big") + letters
