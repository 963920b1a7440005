"""Where everything of the unrolled network lies, how it is zoomed, and what is at a place."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnviz.explain.unrolled import Block, Lane, Unrolled
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import symbols_height, tick_font, widest_of
from rnnviz.gui.widgets.numbered_box import fitting
from rnnviz.probe.trace import Operation

ROUND, WHOLE = 13, 150  # px at 10 points: a column this wide has round nodes; this wide shows the cell with its gates
ZOOM = 1.25  # of one turn of the wheel
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class UnrolledPlaces(QWidget):
    """One column a timestep, from all of them down to a single one; lanes from the input (below) to the output."""

    chosen = Signal(object)  # (block, lane, timestep): a node was clicked
    pointed = Signal(object)  # (axis, timestep), or None

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.network: Unrolled | None = None
        self.folded = False
        self._operation: Operation | None = None
        self._width = 0.0  # of a column, px; 0: as wide as all of it fits
        self._left = 0.0  # the column at the left edge
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 60)

    def redraw(self) -> None:
        """Draw everything anew: it lies elsewhere."""
        self.update()

    # --- zoom ---

    @property
    def column_width(self) -> float:
        """The px of a column."""
        fit = self._plot.width() / max(self.network.columns if self.network else 1, 1)
        return max(self._width, fit)

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Make columns wider or narrower, around a place (by default the cursor)."""
        if self.network is None:
            return
        plot, before = self._plot, self.column_width
        fit = plot.width() / max(self.network.columns, 1)
        at = plot.center().x() if x is None else x
        if x is None and (where := self._cursor_column()) is not None:
            at = self._x(where + 0.5)
        column = self._left + (at - plot.left()) / before
        self._width = min(max(before * factor, fit), max(float(plot.width()), fit))
        if self._width <= fit * 1.001:
            self._width = 0.0
        self._left = column - (at - plot.left()) / self.column_width
        self._hold()
        self.redraw()

    def show_all(self) -> None:
        """Zoom out to the whole sequence."""
        self._width = self._left = 0.0
        self.redraw()

    def show_cell(self) -> None:
        """Zoom in to the cell under the cursor."""
        self.zoom(self._plot.width() / 2.5 / self.column_width)
        self._follow(centre=True)

    # --- places ---

    @property
    def _plot(self) -> QRect:
        look = self._look
        names = widest_of(tick_font(look), self._names()) + look.px(10)
        several = self.network is not None and len(self.network.blocks) > 1
        top = QFontMetrics(tick_font(look)).height() if several else look.px(4)
        return self.rect().adjusted(names, top, -look.px(6), -symbols_height(look) - look.px(2))

    def _names(self) -> list[str]:
        lanes = [] if self.network is None else [e for b in self.network.blocks for e in b.lanes]
        return [self._name(e) for e in lanes] or ["h"]

    def _name(self, lane: Lane) -> str:
        deep = self.network is not None and any(e.layer for b in self.network.blocks for e in b.lanes)
        layer = str(lane.layer + 1).translate(_SUPERSCRIPTS) if deep and lane.passes_on else ""
        return f"{lane.name}{layer}{'←' if lane.reverse else ''}"

    def _x(self, column: float) -> float:
        return self._plot.left() + (column - self._left) * self.column_width

    def column_middle(self, column: int) -> float:
        """Return the middle of a column, in px."""
        return self._x(column + 0.5)

    def _lane_rect(self, block: Block, lane: int) -> QRectF:
        """Return the strip of a lane over all columns of its block."""
        plot, height = self._plot, self._plot.height() / len(block.lanes)
        top = plot.bottom() + 1 - (lane + 1) * height
        return QRectF(self._x(block.start), top, block.timesteps * self.column_width, height)

    def node_rect(self, block: Block, lane: int, timestep: int) -> QRectF:
        """Return where a node is painted."""
        strip, width = self._lane_rect(block, lane), self.column_width
        cell = QRectF(strip.left() + timestep * width, strip.top(), width, strip.height())
        if width < self._look.px(ROUND):
            gap = min(1.0, width / 6)
            return cell.adjusted(gap, strip.height() * 0.14, -gap, -strip.height() * 0.14)
        if self.number_font(block, lane, 1) is not None:
            wide, high = self._box_size(block, lane)
            return QRectF(cell.center().x() - wide / 2, cell.center().y() - high / 2, wide, high)
        side = min(width * 0.62, strip.height() * 0.62, self._look.px(26))
        wide = side if block.lanes[lane].name == "x" else min(width * 0.62, side * 1.6)
        return QRectF(cell.center().x() - wide / 2, cell.center().y() - side / 2, wide, side)

    def visible(self, block: Block) -> range:
        """Return the timesteps of a block that can be seen."""
        first = floor(self._left) - block.start - 1
        last = ceil(self._left + self._plot.width() / self.column_width) - block.start + 1
        return range(max(first, 0), min(last, block.timesteps))

    def _box_size(self, block: Block, lane: int) -> tuple[float, float]:
        """Return how wide and how high a box of numbers is."""
        units, px = block.lanes[lane].values.shape[1], self._look.px
        return min(self.column_width * 0.8, px(120)), min(self._lane_rect(block, lane).height() * 0.84, px(24) * units)

    def number_font(self, block: Block, lane: int, columns: int) -> QFont | None:
        """Return the font of the numbers in a lane's boxes; None: the net is not small, or there is no room."""
        if self.column_width >= self._look.px(WHOLE) and block.lanes[lane].passes_on:
            return None  # the cell stands there with its gates
        units = block.lanes[lane].values.shape[1]
        return fitting(self._look, units, columns, *self._box_size(block, lane))

    def node_at(self, x: float, y: float) -> tuple[Block, Lane, int] | None:
        """Return the node at a place: the nearest of its column and lane."""
        for block in self.network.blocks if self.network is not None else ():
            timestep = floor(self._left + (x - self._plot.left()) / self.column_width) - block.start
            if not 0 <= timestep < block.timesteps or x < self._plot.left():
                continue
            for k, lane in enumerate(block.lanes):
                strip = self._lane_rect(block, k)
                if strip.top() <= y < strip.bottom() and timestep < lane.timesteps:
                    return block, lane, timestep
        return None

    def _cursor_column(self) -> int | None:
        found = None if self.network is None or self._operation is None else self.network.column_of(self._operation)
        return None if found is None else found[1]

    def _follow(self, centre: bool = False) -> None:
        """Keep the cursor's column in view."""
        column, visible = self._cursor_column(), self._plot.width() / self.column_width
        if column is None:
            return
        before = self._left
        if centre or not self._left <= column <= self._left + visible - 1:
            self._left = column + 0.5 - visible / 2
            self._hold()
        if self._left != before:
            self.redraw()

    def _hold(self) -> None:
        visible = self._plot.width() / self.column_width
        last = max((self.network.columns if self.network else 1) - visible, 0.0)
        self._left = min(max(self._left, 0.0), last)

    # --- events ---

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the mouse; with Shift, or a sideways wheel, move."""
        delta = event.angleDelta()
        if delta.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._left -= (delta.x() or delta.y()) / 120 * max(1.0, self._plot.width() / self.column_width / 8)
            self._hold()
            self.redraw()
        else:
            self.zoom(ZOOM ** (delta.y() / 120), event.position().x())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at a timestep."""
        node = None if self.folded else self.node_at(event.position().x(), event.position().y())
        self.pointed.emit(None if node is None else (node[0].axis, node[2]))

    def leaveEvent(self, event: object) -> None:
        """Point at nothing."""
        del event
        self.pointed.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a node."""
        node = None if self.folded else self.node_at(event.position().x(), event.position().y())
        if node is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(node)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in to the cell, or out again."""
        if self.column_width >= self._look.px(WHOLE):
            self.show_all()
        else:
            self.show_cell()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with + and -, fit with 0."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(1 / ZOOM)
            case Qt.Key.Key_0:
                self.show_all()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.show_cell()
            case _:
                super().keyPressEvent(event)
