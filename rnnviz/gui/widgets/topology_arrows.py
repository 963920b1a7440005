"""The connections of a topology: what feeds what, and what is handed from timestep to timestep."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from rnnviz.explain.topology import Strand, Topology
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import tick_font
from rnnviz.gui.widgets.unrolled_places import UnrolledPlaces


def paint_arrows(painter: QPainter, look: Look, view: UnrolledPlaces, picture: Topology) -> None:
    """Paint every connection of the columns in view."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    arrows = _Arrows(painter, look, view)
    for strand in picture.strands:
        for t in view.visible(strand.block):
            arrows.upwards(strand, t)
            if t == 0 and picture.folded is None and strand is picture.strands[0]:
                arrows.begin(strand)
            if picture.folded is not None:
                arrows.loop(strand)
            elif t + 1 < strand.block.timesteps:
                arrows.onwards(strand, t)
    for before, after in pairwise(picture.strands):
        arrows.hand_over(before, after)


class _Arrows:
    def __init__(self, painter: QPainter, look: Look, view: UnrolledPlaces) -> None:
        self._painter, self._look, self._view = painter, look, view
        self._matrices: dict[object, int] = {}  # those met so far, each with its number
        self._hands_over = QColor(look.theme.muted)

    def _pen(self, matrix: object) -> QPen:
        """Return the pen of a matrix: the same wherever it stands, another for every other one."""
        number = self._matrices.setdefault(matrix, len(self._matrices))
        colours = self._look.theme.behaviours
        pen = QPen(QColor(colours[number % len(colours)]), max(1.0, self._look.px(1.4)))
        if number >= len(colours):  # more than can be told apart by colour
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _box(self, strand: Strand, lane: int, t: int) -> QRectF:
        return self._view.node_rect(strand.block, lane, t)

    def upwards(self, strand: Strand, t: int) -> None:
        """Connect input, layers and answer of one timestep."""
        levels: list[tuple[int, ...]] = [(0,)] if strand.inputs[t] else []
        levels += strand.layers
        levels += [(len(strand.block.lanes) - 2,)] if strand.answers[t] is not None else []
        for below, above in pairwise(levels):
            for source in below:
                for target in above:
                    start, end = self._box(strand, source, t), self._box(strand, target, t)
                    ends = [QPointF(start.center().x(), start.top()), QPointF(end.center().x(), end.bottom())]
                    self._arrow(ends, self._pen((strand.block.axis, "up", target)))

    def begin(self, strand: Strand) -> None:
        """Draw the state before the first timestep: no matrix made it, it stands by itself."""
        if strand.passes_on != "h":
            return
        pen = QPen(self._hands_over, max(1.0, self._look.px(1.2)), Qt.PenStyle.DotLine)
        for lane in (lane for layer in strand.layers for lane in layer if not strand.block.lanes[lane].reverse):
            box = self._box(strand, lane, 0)
            start = max(0.0, box.left() - min(self._look.px(22), self._view.column_width * 0.3))
            self._arrow([QPointF(start, box.center().y()), QPointF(box.left(), box.center().y())], pen)

    def onwards(self, strand: Strand, t: int) -> None:
        """Connect one timestep with the next: by its states, or by its answer."""
        if strand.passes_on == "y":
            start = self._box(strand, len(strand.block.lanes) - 2, t)
            end = self._box(strand, strand.layers[0][0], t + 1)
            middle = (start.right() + end.left()) / 2
            y = QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())
            pen = self._pen((strand.block.axis, "on", "y"))
            self._arrow([y[0], QPointF(middle, y[0].y()), QPointF(middle, y[1].y()), y[1]], pen)
        elif strand.passes_on == "h":
            for lane in (lane for layer in strand.layers for lane in layer):
                here, there = self._box(strand, lane, t), self._box(strand, lane, t + 1)
                ends = [QPointF(here.right(), here.center().y()), QPointF(there.left(), there.center().y())]
                pen = self._pen((strand.block.axis, "on", lane))
                self._arrow(ends[::-1] if strand.block.lanes[lane].reverse else ends, pen)

    def loop(self, strand: Strand) -> None:
        """Draw what is handed to the next timestep as a loop, with the name of its matrix."""
        top = len(strand.block.lanes) - 2
        height, beside = self._painter.fontMetrics().height(), self._look.px(6)
        if strand.inputs[0]:
            box = self._box(strand, 0, 0)
            self._word(QPointF(box.center().x() + beside, box.top() - height * 0.7), "W_xh")
        if strand.answers[0] is not None:
            box = self._box(strand, top, 0)
            self._word(QPointF(box.center().x() + beside, box.bottom() + height * 0.7), "W_hy")
        if strand.passes_on == "y":
            start, end = self._box(strand, top, 0), self._box(strand, strand.layers[0][0], 0)
            self._bend(
                start.right(),
                start.center().y(),
                end.right(),
                end.center().y(),
                "y⁽ᵗ⁻¹⁾",
                self._pen((strand.block.axis, "on", "y")),
            )
        elif strand.passes_on == "h":
            for layer in strand.layers:
                for lane in layer:  # one name a layer: that of the box at the right, where there is room for it
                    word = "W_hh" if lane == layer[-1] else ""
                    pen = self._pen((strand.block.axis, "on", lane))
                    self._around(self._box(strand, lane, 0), strand.block.lanes[lane].reverse, word, pen)

    def hand_over(self, before: Strand, after: Strand) -> None:
        """Connect the state that was computed last with the first of what follows."""
        lane, t = before.last
        start, end = self._box(before, lane, t), self._box(after, after.layers[0][0], 0)
        goal = QPointF(end.left(), end.center().y())
        middle = self._view.column_middle(after.block.start - 1)
        if not before.block.lanes[lane].reverse or before.block.timesteps == 1:
            begin = QPointF(start.right(), start.center().y())
            self._arrow([begin, QPointF(middle, begin.y()), QPointF(middle, goal.y()), goal], QPen(self._hands_over))
            return
        above = self._box(before, len(before.block.lanes) - 2, 0).center().y()  # there is no answer: it is free
        corner = QPointF(start.center().x(), above)
        begin = QPointF(start.center().x(), start.top())
        self._arrow([begin, corner, QPointF(middle, above), QPointF(middle, goal.y()), goal], QPen(self._hands_over))

    # --- lines ---

    def _arrow(self, points: list[QPointF], pen: QPen) -> None:
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(points)
        self._tip(points[-2], points[-1], pen.color())

    def _tip(self, start: QPointF, end: QPointF, colour: QColor) -> None:
        way = end - start
        length = (way.x() ** 2 + way.y() ** 2) ** 0.5
        size = min(self._look.px(6), length / 2)
        if size < 2:
            return
        along = way / length
        across = QPointF(-along.y(), along.x())
        back = end - along * size
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawPolygon(QPolygonF([end, back + across * (size * 0.5), back - across * (size * 0.5)]))

    def _around(self, box: QRectF, reverse: bool, word: str, pen: QPen) -> None:
        """Draw a loop from the right of a box over it to its left; of the other direction, the other way."""
        out = min(self._look.px(30), self._view.column_width * 0.3)
        y, top = box.center().y(), box.top() - min(self._look.px(10), box.height() * 0.3)
        points = [
            QPointF(box.right(), y),
            QPointF(box.right() + out, y),
            QPointF(box.right() + out, top),
            QPointF(box.left() - out, top),
            QPointF(box.left() - out, y),
            QPointF(box.left(), y),
        ]
        self._arrow(points[::-1] if reverse else points, pen)
        self._word(QPointF(box.right() + out + self._look.px(4), top), word)

    def _bend(self, x0: float, y0: float, x1: float, y1: float, word: str, pen: QPen) -> None:
        out = max(x0, x1) + self._look.px(40)
        path = QPainterPath(QPointF(x0, y0))
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for point in (QPointF(out, y0), QPointF(out, y1), QPointF(x1, y1)):
            path.lineTo(point)
        self._painter.drawPath(path)
        self._tip(QPointF(out, y1), QPointF(x1, y1), pen.color())
        self._word(QPointF(out + self._look.px(4), (y0 + y1) / 2), word)

    def _word(self, at: QPointF, word: str) -> None:
        self._painter.setFont(tick_font(self._look))
        self._painter.setPen(QColor(self._look.theme.text))
        height = self._painter.fontMetrics().height()
        place = QRectF(at.x(), at.y() - height / 2, self._painter.fontMetrics().horizontalAdvance(word) + 4, height)
        self._painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
