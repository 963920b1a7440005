"""Where docks stand at first: a grid of areas, with the panels of one area as tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget

from rnnviz.gui.panels import Area

_H, _V = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
#: (area to place, area it is split from, direction): the grid, from the outside in.
_GRID = (
    (Area.SIDE_TOP, Area.TOP_LEFT, _H),
    (Area.MIDDLE_LEFT, Area.TOP_LEFT, _V),
    (Area.BOTTOM, Area.MIDDLE_LEFT, _V),
    (Area.TOP_RIGHT, Area.TOP_LEFT, _H),
    (Area.MIDDLE_RIGHT, Area.MIDDLE_LEFT, _H),
    (Area.SIDE_BOTTOM, Area.SIDE_TOP, _V),
)


def prepare(window: QMainWindow) -> None:
    """Let docks be nested, tabbed and dragged in groups."""
    window.setDockOptions(
        QMainWindow.DockOption.AllowNestedDocks
        | QMainWindow.DockOption.AllowTabbedDocks
        | QMainWindow.DockOption.GroupedDragging
    )
    window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)


def arrange(window: QMainWindow, left: Sequence[QDockWidget], areas: Mapping[Area, Sequence[QDockWidget]]) -> None:
    """Put every dock where it stands at first, and show all.

    Parameters
    ----------
    window : QMainWindow
        The docks' window; it has no central widget.
    left : sequence of QDockWidget
        The column at the left, from top to bottom.
    areas : mapping of Area to docks
        The panels of each area; the first one is in front.
    """
    everything = [*left, *(dock for docks in areas.values() for dock in docks)]
    for dock in everything:
        window.removeDockWidget(dock)
        dock.setFloating(False)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, left[0])
    first = {area: docks[0] for area, docks in areas.items() if docks}
    window.splitDockWidget(left[0], first[Area.TOP_LEFT], _H)
    for area, base, direction in _GRID:
        if area in first:
            window.splitDockWidget(first[base], first[area], direction)
    for above, below in pairwise(left):
        window.splitDockWidget(above, below, _V)
    for docks in areas.values():
        for dock in docks[1:]:
            window.tabifyDockWidget(docks[0], dock)
    for dock in everything:
        dock.show()
    for dock in first.values():
        dock.raise_()
    _size(window, left, first)


def _size(window: QMainWindow, left: Sequence[QDockWidget], first: Mapping[Area, QDockWidget]) -> None:
    width, height = window.width(), window.height()
    columns = (left[0], first[Area.TOP_LEFT], first[Area.TOP_RIGHT], first[Area.SIDE_TOP])
    window.resizeDocks(list(columns), [round(width * k) for k in (0.14, 0.31, 0.34, 0.21)], _H)
    middle = (first[Area.MIDDLE_LEFT], first[Area.MIDDLE_RIGHT])
    window.resizeDocks(list(middle), [round(width * k) for k in (0.325, 0.325)], _H)
    rows = (first[Area.TOP_LEFT], first[Area.MIDDLE_LEFT], first[Area.BOTTOM])
    window.resizeDocks(list(rows), [round(height * k) for k in (0.45, 0.28, 0.19)], _V)
    side = (first[Area.SIDE_TOP], first[Area.SIDE_BOTTOM])
    window.resizeDocks(list(side), [round(height * k) for k in (0.55, 0.37)], _V)
    window.resizeDocks(list(left), [round(height * k) for k in (0.36, 0.56)], _V)
