"""Where docks stand at first: a grid of areas, with the panels of one area as tabs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget

from rnnviz.gui.views.panel import Area

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
    """Let docks be nested and put behind one another as tabs."""
    # Not GroupedDragging: with it Qt ends the program while docks are dragged (docs/decisions/0014).
    window.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
    window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)


def arrange(
    window: QMainWindow, left: Sequence[Sequence[QDockWidget]], areas: Mapping[Area, Sequence[QDockWidget]]
) -> None:
    """Put every dock where it stands at first, and show all.

    Parameters
    ----------
    window : QMainWindow
        The docks' window; it has no central widget.
    left : sequence of sequences of QDockWidget
        The column at the left, from top to bottom; those of one place are tabs, the first one in front.
    areas : mapping of Area to docks
        The panels of each area; the first one is in front.
    """
    first = _place(window, left, areas, _GRID)
    _size(window, [docks[0] for docks in left], first)


LOW = 850  # px: a window below it has no room for three rows of panels beside the timeline's
#: Two views need twice the width: a grid of two columns, without the one at the left.
_PAIR = {
    Area.TOP_LEFT: Area.TOP_LEFT,
    Area.MIDDLE_LEFT: Area.TOP_RIGHT,  # the gradient, which is what most comparisons are about
    Area.TOP_RIGHT: Area.MIDDLE_LEFT,
    Area.MIDDLE_RIGHT: Area.MIDDLE_RIGHT,
    Area.SIDE_TOP: Area.MIDDLE_RIGHT,
    Area.BOTTOM: Area.BOTTOM,
    Area.SIDE_BOTTOM: Area.SIDE_BOTTOM,
}
_PAIR_GRID = (
    (Area.MIDDLE_LEFT, Area.TOP_LEFT, _V),
    (Area.BOTTOM, Area.MIDDLE_LEFT, _V),
    (Area.TOP_RIGHT, Area.TOP_LEFT, _H),
    (Area.MIDDLE_RIGHT, Area.MIDDLE_LEFT, _H),
    (Area.SIDE_BOTTOM, Area.BOTTOM, _H),
)
_PAIR_ROWS = (
    (Area.TOP_LEFT, Area.TOP_RIGHT),
    (Area.MIDDLE_LEFT, Area.MIDDLE_RIGHT),
    (Area.BOTTOM, Area.SIDE_BOTTOM),
)


def arrange_pair(
    window: QMainWindow, left: Sequence[Sequence[QDockWidget]], areas: Mapping[Area, Sequence[QDockWidget]]
) -> None:
    """Put every dock where it stands at first while two sessions are compared; the left column is hidden."""
    merged: dict[Area, list[QDockWidget]] = {}
    places = _PAIR if window.height() >= LOW else {**_PAIR, Area.SIDE_BOTTOM: Area.MIDDLE_RIGHT}
    for area in Area:
        if areas.get(area):
            merged.setdefault(places[area], []).extend(areas[area])
    first = _place(window, left, merged, _PAIR_GRID)
    for dock in chain(*left):
        dock.hide()
    _size_pair(window, first)


def _place(
    window: QMainWindow,
    left: Sequence[Sequence[QDockWidget]],
    areas: Mapping[Area, Sequence[QDockWidget]],
    grid: Sequence[tuple[Area, Area, Qt.Orientation]],
) -> dict[Area, QDockWidget]:
    """Put every dock into a grid beside the left column, and show all; return the first one of each area."""
    take_out(window, [*chain(*left), *chain(*areas.values())])
    column = [docks[0] for docks in left]
    first = {area: docks[0] for area, docks in areas.items() if docks}
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, column[0])
    window.splitDockWidget(column[0], first[Area.TOP_LEFT], _H)
    for area, base, direction in grid:
        if area in first:
            window.splitDockWidget(first[base], first[area], direction)
    for above, below in pairwise(column):
        window.splitDockWidget(above, below, _V)
    _stack(window, left)
    _stack(window, areas.values())
    return first


def show_few(
    window: QMainWindow,
    left: Sequence[QDockWidget],
    panels: Sequence[QDockWidget],
    wide: Collection[QDockWidget],
    others: Sequence[QDockWidget],
    column: int,
) -> None:
    """Show some panels and no others: the first one large, the others beside it and below.

    Parameters
    ----------
    window : QMainWindow
        The docks' window; it has no central widget.
    left : sequence of QDockWidget
        What stands at the left, one behind the other, the first one in front; may be empty.
    panels : sequence of QDockWidget
        At least one.
    wide : collection of QDockWidget
        Those of them that want the width of all and little height: they stand at the bottom.
    others : sequence of QDockWidget
        All that is not shown; each will stand behind the first panel if somebody asks for it.
    column : int
        The width of what stands at the left, in pixels.
    """
    take_out(window, [*left, *panels, *others])
    first, *rest = panels
    low = [dock for dock in rest if dock in wide]
    high = [dock for dock in rest if dock not in wide]
    beside = high[: max(2, (len(high) + 1) // 2)]
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, left[0] if left else first)
    if left:
        window.splitDockWidget(left[0], first, _H)
    for above, dock in pairwise([first, *low]):
        window.splitDockWidget(above, dock, _V)
    for k, dock in enumerate(beside):
        window.splitDockWidget(beside[k - 1] if k else first, dock, _V if k else _H)
    for base, dock in zip(beside, high[len(beside) :], strict=False):
        window.splitDockWidget(base, dock, _H)
    _stack_few(window, left, panels, others)
    if left:
        window.resizeDocks([left[0], first], [column, window.width() - column], _H)
    _size_few(window, window.width() - column * bool(left), first, beside, low)


def _stack_few(
    window: QMainWindow, left: Sequence[QDockWidget], panels: Sequence[QDockWidget], others: Sequence[QDockWidget]
) -> None:
    for dock in left[1:]:
        window.tabifyDockWidget(left[0], dock)
    for dock in others:
        window.tabifyDockWidget(panels[0], dock)
        dock.hide()
    for dock in (*left, *panels):
        dock.show()
    for dock in (*left[:1], panels[0]):
        dock.raise_()


def _size_few(
    window: QMainWindow,
    width: int,
    first: QDockWidget,
    beside: Sequence[QDockWidget],
    low: Sequence[QDockWidget],
) -> None:
    height = window.height()
    if beside:
        window.resizeDocks([first, beside[0]], [round(0.58 * width), round(0.42 * width)], _H)
        window.resizeDocks(list(beside), [round(height / len(beside))] * len(beside), _V)
    if low:
        share = 0.28 if len(low) == 1 else 0.22
        shares = [1 - share * len(low), *[share] * len(low)]
        window.resizeDocks([first, *low], [round(height * each) for each in shares], _V)


def take_out(window: QMainWindow, docks: Sequence[QDockWidget]) -> None:
    """Take docks out of the window, until they are put somewhere; none floats any longer."""
    for dock in docks:
        if window.dockWidgetArea(dock) == Qt.DockWidgetArea.NoDockWidgetArea:
            window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        dock.setFloating(False)  # before it is taken out: Qt does nothing to one that has no place in a window
        window.removeDockWidget(dock)


def _stack(window: QMainWindow, places: Iterable[Sequence[QDockWidget]]) -> None:
    """Put the docks of a place behind its first one, and show all."""
    stacks = list(places)
    for docks in stacks:
        for dock in docks[1:]:
            window.tabifyDockWidget(docks[0], dock)
        for dock in docks:
            dock.show()
    for docks in stacks:
        if docks:
            docks[0].raise_()


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


def _size_pair(window: QMainWindow, first: Mapping[Area, QDockWidget]) -> None:
    for row in _PAIR_ROWS:
        there = [first[area] for area in row if area in first]
        window.resizeDocks(there, [round(window.width() / len(row))] * len(there), _H)
    column = [first[row[0]] for row in _PAIR_ROWS if row[0] in first]
    height = sum(dock.height() for dock in column)
    window.resizeDocks(column, [round(height * share) for share in (0.43, 0.34, 0.23)[: len(column)]], _V)
