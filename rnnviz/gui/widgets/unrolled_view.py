"""The unrolled network, painted: nodes over time, those that the trace cursor has passed in colour."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.loop_words import looped
from rnnviz.explain.unrolled import Block, Lane, Unrolled
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import paint_symbols, symbols_height, tick_font
from rnnviz.gui.widgets.blank_pixmap import blank_pixmap
from rnnviz.gui.widgets.cell_diagram import CellDiagram, Tile
from rnnviz.gui.widgets.lane_colours import gradient_colours, value_colours
from rnnviz.gui.widgets.numbered_box import NumberedBox, peak_of, short
from rnnviz.gui.widgets.unrolled_places import ROUND, WHOLE, UnrolledPlaces
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Operation, TracePhase
from rnnviz.sentences import translate

NAMED = 110  # px at 10 points: a column this wide has room for the names of the matrices


class UnrolledView(UnrolledPlaces):
    """The network of a Trace, and how far its cursor has come; zoomed in, the cell with its gates.

    Moving the cursor repaints from pictures that are kept: all nodes hollow, coloured by value, coloured by gradient.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._reading: Reading | None = None
        self._unit: int | None = None
        self._pictures: dict[str, QPixmap] = {}
        self._diagram = CellDiagram(look)
        self._boxes = NumberedBox(look)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(translate("panels", "Unrolled network"))

    # --- what is shown ---

    def show_network(self, network: Unrolled | None, reading: Reading | None) -> None:
        """Show another Trace's network, all of it."""
        same = network is not None and self.network is not None and network.columns == self.network.columns
        self.network, self._reading = network, reading
        if not same:
            self._width = self._left = 0.0
        self.redraw()

    def show_place(self, operation: Operation | None, unit: int | None) -> None:
        """Put the cursor on an operation, and colour states by a unit's value (None: by all of them)."""
        if unit != self._unit:
            self._unit = unit
            self._pictures.clear()
        if operation is not self._operation:
            self._operation = operation
            self._follow()
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Draw one cell with a loop instead, or the unrolled network again."""
        self.folded = folded
        self.redraw()

    def redraw(self) -> None:
        """Draw everything anew."""
        self._pictures.clear()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew."""
        del event
        self._hold()
        self._pictures.clear()

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from the kept pictures, then the cursor."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if self.network is None or self._reading is None:
            return
        if self.folded:
            self._paint_folded(painter)
            return
        operation = self._operation
        backward = operation is not None and operation.phase not in (TracePhase.FORWARD, TracePhase.LOSS)
        painter.drawPixmap(0, 0, self._picture("hollow"))
        if backward:
            painter.setOpacity(0.35)
            painter.drawPixmap(0, 0, self._picture("value"))
            painter.setOpacity(1.0)
        self._paint_reached(painter, "gradient" if backward else "value", backward)
        self._paint_numbers(painter, backward)
        self._paint_attention(painter)
        self._paint_cursor(painter)
        if self.column_width >= self._look.px(WHOLE):
            self._paint_cells(painter, backward)

    def _picture(self, kind: str) -> QPixmap:
        if kind not in self._pictures:
            made = blank_pixmap(self, Qt.GlobalColor.transparent)
            with QPainter(made) as painter:
                self._paint_still(painter, kind)
            self._pictures[kind] = made
        return self._pictures[kind]

    def _paint_reached(self, painter: QPainter, kind: str, backward: bool) -> None:
        """Copy the nodes that the cursor has passed from the coloured picture."""
        assert self.network is not None
        index = -1 if self._operation is None else self._operation.index
        picture, ratio = self._picture(kind), self.devicePixelRatioF()
        for block in self.network.blocks:
            for k, lane in enumerate(block.lanes):
                passed = np.flatnonzero((lane.backward if backward else lane.forward) <= index)
                if not len(passed):
                    continue
                strip = self._lane_rect(block, k)
                left = self._x(block.start + int(passed[0]))
                width = (int(passed[-1]) - int(passed[0]) + 1) * self.column_width
                part = QRectF(left, strip.top(), width, strip.height()).intersected(QRectF(self._plot))
                if part.width() > 0:
                    source = QRectF(
                        part.left() * ratio, part.top() * ratio, part.width() * ratio, part.height() * ratio
                    )
                    painter.drawPixmap(part, picture, source)

    def _paint_numbers(self, painter: QPainter, backward: bool) -> None:
        """Write the units of small nets into the boxes that the cursor has passed; going back, their gradients too."""
        assert self.network is not None
        painter.setClipRect(self._plot)
        for block in self.network.blocks:
            for k, lane in enumerate(block.lanes):
                for t in self.visible(block):
                    columns, font = self._columns(lane, t, backward), None
                    if columns:
                        font = self.number_font(block, k, len(columns)) or self.number_font(block, k, 1)
                    if font is not None:
                        self._boxes.paint(painter, self.node_rect(block, k, t), font, columns)
        painter.setClipping(False)

    def _columns(self, lane: Lane, t: int, backward: bool) -> list[tuple[Array, float]]:
        """Return what of a node is known by now: its values, and its gradient."""
        at = -1 if self._operation is None else self._operation.index
        if t >= lane.timesteps or lane.forward[t] > at:
            return []
        found = [(lane.values[t], peak_of(lane.values))]
        if backward and lane.slopes is not None and lane.backward[t] <= at:
            found.append((lane.slopes[t], peak_of(lane.slopes)))
        return found

    def numbers_at(self, block: Block, lane: int, t: int) -> list[list[str]]:
        """Return what is written into a box: columns of values and of gradients; empty: it shows no numbers."""
        backward = self._operation is not None and self._operation.phase not in (TracePhase.FORWARD, TracePhase.LOSS)
        if self.number_font(block, lane, 1) is None:
            return []
        return [[short(float(v)) for v in values] for values, _ in self._columns(block.lanes[lane], t, backward)]

    def _paint_still(self, painter: QPainter, kind: str) -> None:
        assert self.network is not None
        painter.setClipRect(self.rect() if kind == "hollow" else self._plot)
        if kind == "hollow":
            self._paint_names(painter)
            painter.setClipRect(self._plot.adjusted(0, 0, 0, symbols_height(self._look) + self._look.px(2)))
        for block in self.network.blocks:
            if kind == "hollow":
                self._paint_edges(painter, block)
                self._paint_weights(painter, block)
                self._paint_symbols(painter, block)
            for k, lane in enumerate(block.lanes):
                self._paint_nodes(painter, block, k, lane, kind)

    def _paint_nodes(self, painter: QPainter, block: Block, k: int, lane: Lane, kind: str) -> None:
        theme = self._look.theme
        if self.network is None or (kind == "gradient" and lane.gradients is None):
            return
        colours = None
        if kind == "gradient":
            colours = gradient_colours(lane, self.network, theme)
        elif kind == "value":
            colours = value_colours(lane, self._unit, theme)
        round_ = self.column_width >= self._look.px(ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, round_)
        painter.setPen(QColor(theme.muted if round_ else theme.border))
        painter.setBrush(QColor(theme.panel))
        if not round_:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.entry))
        for t in self.visible(block):
            if t >= lane.timesteps:
                continue
            if colours is not None:
                painter.setBrush(QColor.fromRgba(int(colours[t])))
            rect = self.node_rect(block, k, t)
            if round_:
                radius = rect.height() / 2
                painter.drawRoundedRect(rect, radius, radius)
            else:
                painter.drawRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_edges(self, painter: QPainter, block: Block) -> None:
        if self.column_width < self._look.px(ROUND):
            return
        for t in self.visible(block):
            below: QRectF | None = None
            for k, lane in enumerate(block.lanes):
                if t >= lane.timesteps:
                    continue
                rect = self.node_rect(block, k, t)
                if below is not None:
                    painter.setPen(QColor(self._look.theme.border))
                    painter.drawLine(QPointF(rect.center().x(), rect.bottom()), QPointF(rect.center().x(), below.top()))
                below = rect
                if lane.passes_on and t + 1 < lane.timesteps:
                    painter.setPen(QColor(self._look.theme.muted))
                    after = self.node_rect(block, k, t + 1)
                    y = rect.center().y()
                    painter.drawLine(QPointF(rect.right(), y), QPointF(after.left(), y))
                    tip, size = (rect.right(), 1) if lane.reverse else (after.left(), -1)
                    reach = self._look.px(3)
                    for dy in (-reach, reach):
                        painter.drawLine(QPointF(tip, y), QPointF(tip + size * reach, y + dy))

    def _paint_weights(self, painter: QPainter, block: Block) -> None:
        """Write on every edge which matrix it is: the same ones at every timestep."""
        if not self._look.px(NAMED) <= self.column_width < self._look.px(WHOLE):
            return
        painter.setFont(tick_font(self._look))
        painter.setPen(QColor(self._look.theme.muted))
        height, width = painter.fontMetrics().height(), self.column_width
        for t in self.visible(block):
            for k, lane in enumerate(block.lanes):
                rect = self.node_rect(block, k, t)
                if lane.name == "h" and t + 1 < lane.timesteps:
                    place = QRectF(rect.right(), rect.center().y() - height, width - rect.width(), height)
                    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "W_hh")
                elif lane.name == "x" and self._lane_rect(block, k).height() >= 2 * height:
                    place = QRectF(rect.center().x() + self._look.px(3), rect.top() - height, width / 2, height)
                    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "W_xh")

    def _paint_symbols(self, painter: QPainter, block: Block) -> None:
        area = QRectF(self._x(block.start), self._plot.bottom() + 2, block.timesteps * self.column_width, 0).toRect()
        area.setHeight(symbols_height(self._look))
        paint_symbols(painter, self._look, block.symbols or _numbers(block.timesteps), area)

    def _paint_names(self, painter: QPainter) -> None:
        assert self.network is not None
        painter.setFont(tick_font(self._look))
        painter.setPen(QColor(self._look.theme.muted))
        gutter = self._plot.left() - self._look.px(4)
        for block in self.network.blocks:  # in the gap before it; those of the one at the left edge beside the plot
            at_edge = block.start <= self._left + 0.5 < block.start + block.timesteps
            right = gutter if at_edge else self._x(block.start) - self._look.px(4)
            if right < gutter:
                continue
            for k, lane in enumerate(block.lanes):
                strip = self._lane_rect(block, k)
                place = QRectF(right - self._look.px(60), strip.top(), self._look.px(60), strip.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._name(lane))
            if len(self.network.blocks) > 1:
                left = max(self._x(block.start), self._plot.left())
                place = QRectF(left, 0, self._look.px(300), self._plot.top())
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, block.name)

    def _paint_cursor(self, painter: QPainter) -> None:
        column, look = self._cursor_column(), self._look
        if column is None or self.network is None or self._operation is None:
            return
        found = self.network.column_of(self._operation)
        assert found is not None
        block = self.network.blocks[found[0]]
        left, width = self._x(column), self.column_width
        fill = QColor(look.theme.cursor)
        fill.setAlpha(34)
        bar = QRectF(left, self._plot.top(), width, self._plot.height())
        painter.setClipRect(self._plot.adjusted(0, 0, 1, symbols_height(look) + look.px(3)))
        painter.fillRect(bar, fill)
        painter.setPen(QColor(look.theme.cursor))
        if width >= look.px(ROUND):
            painter.drawRect(bar.adjusted(0, 0, -1, -1))
        else:
            painter.drawLine(round(left), self._plot.top(), round(left), self._plot.bottom())
            painter.drawLine(round(left + width), self._plot.top(), round(left + width), self._plot.bottom())
        lane = block.lane(self._operation.recurrence, "c" if self._operation.name == "c" else "h")
        if lane is not None and width < look.px(WHOLE):
            self._paint_ring(painter, self.node_rect(block, lane, self._operation.timestep or 0))
        area = QRectF(self._x(block.start), self._plot.bottom() + 2, block.timesteps * width, 0).toRect()
        area.setHeight(symbols_height(look))
        paint_symbols(painter, look, block.symbols or _numbers(block.timesteps), area, self._operation.timestep)
        painter.setClipping(False)

    def _paint_attention(self, painter: QPainter) -> None:
        """Draw what the decoder's timestep looks at: a line to each annotation, as strong as its weight."""
        found = None if self.network is None or self._operation is None else self.network.column_of(self._operation)
        if found is None or self.network is None or self.network.attention is None or found[0] == 0:
            return
        source, target = self.network.blocks[0], self.network.blocks[found[0]]
        weights = self.network.attention[(self._operation.timestep or 0) if self._operation is not None else 0]
        end = self.node_rect(target, 0, self._operation.timestep or 0 if self._operation is not None else 0).center()
        colour = QColor(self._look.theme.accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._plot)
        top = max(k for k, lane in enumerate(source.lanes) if lane.passes_on)
        for s, weight in enumerate(weights[: source.timesteps]):
            if weight >= 0.01:  # also leaves NaN out
                colour.setAlphaF(min(1.0, float(weight)))
                painter.setPen(QPen(colour, 1 + 2 * min(1.0, float(weight))))
                painter.drawLine(self.node_rect(source, top, s).center(), end)
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_ring(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QColor(self._look.theme.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for grown in (1.0, 2.0):
            ring = rect.adjusted(-grown, -grown, grown, grown)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # --- the cell with its gates ---

    def _paint_cells(self, painter: QPainter, backward: bool) -> None:
        """Paint the insides of every cell in view."""
        assert self.network is not None
        assert self._reading is not None
        painter.setClipRect(self._plot)
        for block in self.network.blocks:
            for t in self.visible(block):
                for index in dict.fromkeys(e.recurrence for e in block.lanes if e.recurrence is not None):
                    self._paint_cell(painter, block, index, t, backward)
        painter.setClipping(False)

    def _paint_cell(self, painter: QPainter, block: Block, index: int, t: int, backward: bool) -> None:
        strips = [self._lane_rect(block, k) for k, e in enumerate(block.lanes) if e.recurrence == index and e.passes_on]
        if not strips or self._reading is None:
            return
        top, bottom = min(s.top() for s in strips), max(s.bottom() for s in strips)
        margin, width = self._look.px(10), self.column_width
        area = QRectF(self._x(block.start + t) + margin, top + 2, width - 2 * margin, bottom - top - 4)
        tiles = self._diagram.tiles(self._reading, index, t, self._unit, self._operation, backward)
        self._diagram.paint(painter, area, tiles)

    def _paint_folded(self, painter: QPainter) -> None:
        """Paint one cell, at the cursor's timestep, with the loop that time is."""
        assert self.network is not None
        assert self._reading is not None
        operation = self._operation
        found = None if operation is None else self.network.column_of(operation)
        block = self.network.blocks[0 if found is None else found[0]]
        t = 0 if found is None or operation is None else operation.timestep or 0
        index = block.lanes[0].recurrence if operation is None or operation.recurrence is None else operation.recurrence
        backward = operation is not None and operation.phase not in (TracePhase.FORWARD, TracePhase.LOSS)
        tiles: list[Tile] = []
        if index is not None:
            tiles = self._diagram.tiles(self._reading, index, t, self._unit, operation, backward)
        symbol = block.symbols[t] if t < len(block.symbols) else f"x({t})"
        loops = "" if index is None else looped(self._reading.trace.recurrences[index])
        self._diagram.paint_folded(painter, QRectF(self.rect()), tiles, symbol, t, loops)


def _numbers(count: int) -> tuple[str, ...]:
    return tuple(map(str, range(count)))
