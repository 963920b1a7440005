"""The tree of a beam search, painted: a column a timestep, the kept beginnings on top, those cut off below them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.beam_tree import BeamTree
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.sentences import translate

LOWEST = 15.0  # px at 10 points: in lower rows nodes that were cut off are left out
BOX = 0.62  # of its column that a node takes
TALLEST = 30.0  # px at 10 points that a node is high
CUT = 90  # opacity, of 255, of what was cut off


class BeamView(Restyled, QWidget):
    """Nodes with their symbols, joined by lines as thick as the symbol was likely; one node is chosen."""

    chosen = Signal(int)  # a node

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.tree: BeamTree | None = None
        self.node = 0
        self._timestep: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 60)
        self.setAccessibleName(translate("panels", "Tree of the beam search"))

    # --- what is shown ---

    def show_tree(self, tree: BeamTree, node: int) -> None:
        """Show another moment, and which node is chosen."""
        self.tree, self.node = tree, node
        self.update()

    def mark(self, timestep: int | None) -> None:
        """Mark a timestep of the decoder."""
        if timestep != self._timestep:
            self._timestep = timestep
            self.update()

    @override
    def restyle(self) -> None:
        self.update()

    # --- places ---

    @property
    def rows(self) -> int:
        """Return how many rows are shown: those cut off are left out where there is no room."""
        if self.tree is None:
            return 1
        most = max(len(column) for column in self.tree.columns)
        kept = max(sum(int(self.tree.beam.kept[n]) for n in column) for column in self.tree.columns)
        return most if self.height() / most >= self._look.px(LOWEST) else max(kept, 1)

    @property
    def _column_width(self) -> float:
        return self.width() / max(len(self.tree.columns) if self.tree is not None else 1, 1)

    def place(self, node: int) -> QRectF | None:
        """Return where a node is painted; None: it is left out."""
        if self.tree is None:
            return None
        column = int(self.tree.depths[node])
        row = self.tree.columns[column].index(node)
        rows, wide = self.rows, self._column_width
        if row >= rows:
            return None
        high = self.height() / rows
        middle = QPointF((column + 0.5) * wide, (row + 0.5) * high)
        box = QRectF(0, 0, min(wide * BOX, self._look.px(64)), min(high * 0.76, self._look.px(TALLEST)))
        box.moveCenter(middle)
        return box

    def node_at(self, x: float, y: float) -> int | None:
        """Return the node at a place: that of its column and row."""
        if self.tree is None:
            return None
        column, row = int(x // self._column_width), int(y // (self.height() / self.rows))
        if not 0 <= column < len(self.tree.columns):
            return None
        nodes = self.tree.columns[column]
        return nodes[row] if 0 <= row < min(len(nodes), self.rows) else None

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint lines first, then nodes."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if self.tree is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_mark(painter)
        places = {n: place for n in range(len(self.tree.beam.parents)) if (place := self.place(n)) is not None}
        for node, place in places.items():
            if node and (before := places.get(int(self.tree.beam.parents[node]))) is not None:
                self._paint_line(painter, self.tree, node, before, place)
        for node, place in places.items():
            self._paint_node(painter, self.tree, node, place)

    def _paint_mark(self, painter: QPainter) -> None:
        if self._timestep is not None:
            fill = QColor(self._look.theme.cursor)
            fill.setAlpha(30)
            wide = self._column_width
            painter.fillRect(QRectF((self._timestep + 1) * wide, 0, wide, self.height()), fill)

    def _colour(self, tree: BeamTree, node: int) -> QColor:
        theme = self._look.theme
        colour = QColor(theme.accent if node in tree.best else theme.muted)
        colour.setAlpha(255 if tree.beam.kept[node] else CUT)
        return colour

    def _paint_line(self, painter: QPainter, tree: BeamTree, node: int, start: QRectF, end: QRectF) -> None:
        thick = 1 + self._look.px(4) * tree.share(node)
        painter.setPen(QPen(self._colour(tree, node), thick))
        painter.drawLine(QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y()))

    def _paint_node(self, painter: QPainter, tree: BeamTree, node: int, place: QRectF) -> None:
        theme, kept = self._look.theme, bool(tree.beam.kept[node])
        painter.setPen(QPen(self._colour(tree, node), self._look.px(2) if node in tree.best else 1))
        painter.setBrush(QColor(theme.entry))
        painter.drawRoundedRect(place, self._look.px(4), self._look.px(4))
        if node == self.node:
            painter.setPen(QPen(QColor(theme.cursor), self._look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = self._look.px(3)
            painter.drawRoundedRect(place.adjusted(-around, -around, around, around), around, around)
        ink = QColor(theme.text)
        ink.setAlpha(255 if kept else 2 * CUT)
        painter.setPen(ink)
        text = tree.label(node)
        for factor in (1.1, 1.0, 0.85, 0.7):
            painter.setFont(self._look.mono(factor))
            metrics = QFontMetricsF(painter.font())
            if metrics.horizontalAdvance(text) <= place.width() and metrics.ascent() <= place.height():
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
                return

    # --- events ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a node."""
        node = self.node_at(event.position().x(), event.position().y())
        if node is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(node)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the node before with Left, to the likeliest that follows with Right, up and down within a column."""
        node = self._beside(event.key())
        if node is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(node)

    def _beside(self, key: int) -> int | None:
        if self.tree is None or key not in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            return None
        if key == Qt.Key.Key_Left:
            return max(int(self.tree.beam.parents[self.node]), 0)
        if key == Qt.Key.Key_Right:
            return next(iter(self.tree.children(self.node)), self.node)
        column = self.tree.columns[int(self.tree.depths[self.node])]
        row = column.index(self.node) + (1 if key == Qt.Key.Key_Down else -1)
        return column[min(max(row, 0), min(len(column), self.rows) - 1)]
