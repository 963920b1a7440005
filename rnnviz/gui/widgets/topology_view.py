"""The running network as its topology: boxes with their symbols and values, and arrows where there are connections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent

from rnnviz.explain.topology import Answer, Strand, Topology
from rnnviz.explain.unrolled import Block, Lane
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look, coloured
from rnnviz.gui.widgets.axis import tick_font
from rnnviz.gui.widgets.blank_pixmap import blank_pixmap
from rnnviz.gui.widgets.numbered_box import FEW, NumberedBox, fitting, peak_of
from rnnviz.gui.widgets.topology_arrows import paint_arrows
from rnnviz.gui.widgets.unrolled_places import ROUND, UnrolledPlaces
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

SIDE = 46.0  # px at 10 points: the most that a box is high
LINE = 22.0  # px at 10 points of a number in a box
SHARE = 0.64  # of its column or lane that a box takes
WORD = 0.88  # of its column that an answer may take: it can be a word
APART = 0.2  # of a column: how far the two directions of a layer stand to the left and right of its middle
NUMBERED = 34  # px at 10 points: from here on a column has room for its loss as a number
FAINTEST = 0.02  # weight of attention that is drawn
FULL = 1.0  # nats: a smaller loss never has the highest bar


class TopologyView(UnrolledPlaces):
    """One column a timestep: input, states of every layer and direction, answer, loss; folded, one column in all.

    A state is drawn as its units, from top to bottom, each in the colour of its value.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.picture: Topology | None = None
        self._marked: Mapping[str, int] = {}
        self._unit: int | None = None
        self._boxes = NumberedBox(look)
        self._states: dict[tuple[int, int], QImage] = {}
        self._arrows: QPixmap | None = None
        self._area: QRect | None = None
        self._structure: object = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(translate("panels", "Network over the watched sequence"))

    # --- what is shown ---

    def show_picture(self, picture: Topology | None, unit: int | None) -> None:
        """Show another moment; with a unit, its value alone colours the states."""
        if picture is None or self.picture is None or picture.network.columns != self.picture.network.columns:
            self._width = self._left = 0.0
        structure = None if picture is None else (picture.name, picture.folded, _structure(picture))
        if structure != self._structure:
            self._structure, self._arrows, self._area = structure, None, None
        if picture is not self.picture or unit != self._unit:
            self.picture, self.network = picture, None if picture is None else picture.network
            self._unit = unit
            self._colour()
            self.update()

    def mark(self, timesteps: Mapping[str, int]) -> None:
        """Mark a timestep of each axis."""
        if timesteps != self._marked:
            self._marked = dict(timesteps)
            self.update()

    def redraw(self) -> None:
        """Draw everything anew: it lies elsewhere, or has other colours."""
        self._arrows = self._area = None
        self._colour()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        del event
        self._arrows = self._area = None
        self._hold()

    def _colour(self) -> None:
        """Make the picture of every lane of states, (unit, timestep)."""
        self._states = {}
        for k, strand in enumerate(self._strands):
            for layer in strand.layers:
                for lane in layer:
                    self._states[k, lane] = _image(self._shares(strand.block.lanes[lane]), self._look)

    def _shares(self, lane: Lane) -> Array:
        """Return where in the palette each unit of each timestep stands, (unit, timestep)."""
        values = lane.values.T.astype(float)
        if self._unit is not None and self._unit < len(values):
            values = values[self._unit : self._unit + 1]
        finite = np.abs(values[np.isfinite(values)])
        return np.asarray(0.5 + 0.5 * values / max(1.0, finite.max(initial=0.0)))

    @property
    def _strands(self) -> tuple[Strand, ...]:
        return () if self.picture is None else self.picture.strands

    # --- places ---

    @property
    def _plot(self) -> QRect:
        if self._area is None:  # everything's place is asked for through it
            self._area = self._measured()
        return self._area

    def _measured(self) -> QRect:
        look = self._look
        names = max(QFontMetrics(tick_font(look)).horizontalAdvance(text) for text in (*self._names(), "L⁽ᵗ⁾"))
        top = 2 * QFontMetrics(tick_font(look)).height()  # the sum of the losses
        return self.rect().adjusted(names + look.px(10), top + look.px(4), -look.px(6), -look.px(4))

    def node_rect(self, block: Block, lane: int, timestep: int) -> QRectF:
        """Return where a box is painted."""
        strip, width, look = self._lane_rect(block, lane), self.column_width, self._look
        middle = QPointF(strip.left() + (timestep + 0.5) * width, strip.center().y())
        units = block.lanes[lane].values.shape[1] if self._is_state(block, lane) else 0
        most = look.px(LINE) * units if 0 < units <= FEW else 0  # numbers of a small net want a line each
        high = min(strip.height() * SHARE, max(look.px(SIDE), most))
        share = WORD if lane == len(block.lanes) - 2 and not self._feeds_back(block) else SHARE
        wide = width * share if width < look.px(ROUND) else min(width * share, 2.4 * high)
        if self._is_one_of_two(block, lane):
            wide = min(wide, width * 0.34)
            apart = min(APART * width, 1.4 * high)
            middle.setX(middle.x() + (apart if block.lanes[lane].reverse else -apart))
        return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)

    def _is_state(self, block: Block, lane: int) -> bool:
        return any(lane in layer for strand in self._strands if strand.block is block for layer in strand.layers)

    def _feeds_back(self, block: Block) -> bool:
        return any(strand.block is block and strand.passes_on == "y" for strand in self._strands)

    def _is_one_of_two(self, block: Block, lane: int) -> bool:
        strand = next((s for s in self._strands if s.block is block), None)
        return strand is not None and any(lane in layer and len(layer) > 1 for layer in strand.layers)

    # --- painting ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marked columns, the arrows from a kept picture, then the boxes."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.panel))
        if self.picture is None:
            return
        self._paint_marks(painter)
        painter.drawPixmap(0, 0, self._still())
        self._paint_names(painter)
        painter.setClipRect(self._plot.adjusted(0, -self._look.px(4), 0, 0))
        for k, strand in enumerate(self._strands):
            self._paint_strand(painter, k, strand)
        self._paint_attention(painter, self.picture)
        painter.setClipping(False)
        self._paint_sum(painter, self.picture)

    def _still(self) -> QPixmap:
        if self._arrows is None:
            self._arrows = blank_pixmap(self, Qt.GlobalColor.transparent)
            with QPainter(self._arrows) as painter:
                painter.setClipRect(self._plot)
                if self.picture is not None and self.column_width >= self._look.px(ROUND):
                    paint_arrows(painter, self._look, self, self.picture)
        return self._arrows

    def _paint_names(self, painter: QPainter) -> None:
        painter.setFont(tick_font(self._look))
        painter.setPen(QColor(self._look.theme.muted))
        most = max(self._strands, key=lambda strand: sum(map(len, strand.layers)))
        for k, lane in enumerate(self._strands[-1].block.lanes):
            shown = most.block.lanes[k] if not lane.name else lane
            strip = self._lane_rect(self._strands[-1].block, k)
            place = QRectF(0, strip.top(), self._plot.left() - self._look.px(5), strip.height())
            text = "L⁽ᵗ⁾" if shown.name == "L" else self._name(shown)
            middle, least = place.center().y(), painter.fontMetrics().height()
            if place.height() < least:  # beside a low strip the name stands as high as it needs
                place = QRectF(place.left(), middle - least / 2, place.width(), least)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_marks(self, painter: QPainter) -> None:
        fill = QColor(self._look.theme.cursor)
        fill.setAlpha(30)
        for strand in self._strands:
            timestep = self._marked.get(strand.block.axis)
            if timestep is not None and self.picture is not None and self.picture.folded is None:
                left = self._x(strand.block.start + timestep)
                bar = QRectF(left, self._plot.top(), self.column_width, self._plot.height())
                painter.fillRect(bar.intersected(QRectF(self._plot)), fill)

    def _paint_strand(self, painter: QPainter, k: int, strand: Strand) -> None:
        for layer in strand.layers:
            for lane in layer:
                self._paint_states(painter, strand.block, lane, self._states[k, lane])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = len(strand.block.lanes) - 2
        worst = max([FULL, *_finite([answer.loss for answer in strand.answers if answer is not None])])
        for t in self.visible(strand.block):
            self._paint_input(painter, self.node_rect(strand.block, 0, t), strand.inputs[t])
            if (answer := strand.answers[t]) is not None:
                self._paint_answer(painter, self.node_rect(strand.block, top, t), answer)
                self._paint_loss(painter, strand.block, t, answer.loss, worst)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_states(self, painter: QPainter, block: Block, lane: int, image: QImage) -> None:
        if self.column_width < self._look.px(ROUND) and not self._is_one_of_two(block, lane):
            first, last = self.node_rect(block, lane, 0), self.node_rect(block, lane, block.timesteps - 1)
            painter.drawImage(first.united(last), image)  # no room for gaps: one picture of all
            return
        for t in self.visible(block):
            rect = self.node_rect(block, lane, t)
            values = block.lanes[lane].values[t]
            font = None if self._unit is not None else fitting(self._look, len(values), 1, rect.width(), rect.height())
            if font is not None:
                self._boxes.paint(painter, rect, font, [(values, max(1.0, peak_of(block.lanes[lane].values)))])
                continue
            painter.setPen(QColor(self._look.theme.muted))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawImage(rect, image, QRectF(t, 0, 1, image.height()))
            painter.drawRect(rect)

    def _paint_input(self, painter: QPainter, rect: QRectF, symbol: str) -> None:
        theme = self._look.theme
        if symbol and self.column_width < self._look.px(ROUND):
            painter.fillRect(rect, QColor(theme.border))
        elif symbol:
            self._paint_box(painter, rect, symbol, theme.entry, theme.text, theme.muted)

    def _paint_answer(self, painter: QPainter, rect: QRectF, answer: Answer) -> None:
        theme, right = self._look.theme, answer.right
        colour = theme.muted if right is None else theme.good if right else theme.warning
        verdict = "" if right is None else "✓" if right else "✗"
        if self.column_width < self._look.px(ROUND):
            painter.fillRect(rect, QColor(colour))
            return
        self._paint_box(painter, rect, answer.said, theme.entry, theme.text, colour, 2.0)
        painter.setFont(self._look.font(0.9, bold=True))
        height = QFontMetrics(painter.font()).height()
        if verdict and rect.width() >= height:  # on its upper right corner
            painter.setPen(QColor(colour))
            place = QRectF(rect.right() - height / 2, rect.top() - height * 0.62, height, height)
            painter.setBrush(QColor(theme.panel))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(place.adjusted(1, 1, -1, -1))
            painter.setPen(QColor(colour))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, verdict)

    def _paint_box(
        self, painter: QPainter, rect: QRectF, text: str, fill: str, ink: str, edge: str, thick: float = 1.0
    ) -> None:
        look = self._look
        painter.setPen(QPen(QColor(edge), look.px(thick) if thick > 1 else 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(rect, look.px(4), look.px(4))
        for factor in (1.15, 1.0, 0.85, 0.7):
            painter.setFont(look.mono(factor))
            metrics = painter.fontMetrics()
            if metrics.horizontalAdvance(text) <= rect.width() and metrics.ascent() <= rect.height():
                painter.setPen(QColor(ink))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
                return
        if metrics.horizontalAdvance("m…") <= rect.width() and metrics.ascent() <= rect.height():
            painter.setPen(QColor(ink))
            shorter = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shorter)

    def _paint_loss(self, painter: QPainter, block: Block, t: int, loss: float, worst: float) -> None:
        """Paint a bar up to the loss, as high as the highest there is, and the number where it has room."""
        if np.isnan(loss):
            return
        look, theme = self._look, self._look.theme
        strip = self._lane_rect(block, len(block.lanes) - 1)
        painter.setFont(tick_font(look))
        numbered = self.column_width >= look.px(NUMBERED)
        room = painter.fontMetrics().height() if numbered else 0
        wide = min(self.column_width * 0.5, look.px(24))
        middle = self._x(block.start + t + 0.5)
        full = max(strip.height() * 0.86 - room, 2.0)
        high = max(1.0, full * min(loss / worst, 1.0))
        foot = strip.bottom() - look.px(4)
        colour = QColor(theme.accent if np.isfinite(loss) else theme.infinite)
        painter.fillRect(QRectF(middle - wide / 2, foot - high, wide, high), colour)
        if numbered:
            painter.setPen(QColor(theme.text))
            place = QRectF(middle - self.column_width / 2, foot - high - room, self.column_width, room)
            text = f"{loss:.2f}" if loss < 99.95 else f"{loss:.0f}"
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_attention(self, painter: QPainter, picture: Topology) -> None:
        """Draw what the marked timestep of the decoder looks at: a line to each annotation, as strong as its weight."""
        weights, (first, *_, last) = picture.network.attention, (*picture.strands, picture.strands[-1])
        t = self._marked.get(last.block.axis)
        if weights is None or picture.folded is not None or t is None or t >= len(weights):
            return
        end = self.node_rect(last.block, last.layers[0][0], t)
        colour = QColor(self._look.theme.accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for s in np.flatnonzero(weights[t] >= FAINTEST):  # also leaves NaN out
            colour.setAlphaF(min(1.0, float(weights[t, s])))
            painter.setPen(QPen(colour, 1 + 2 * colour.alphaF()))
            top = self.node_rect(first.block, first.layers[-1][-1], int(s))
            painter.drawLine(QPointF(top.center().x(), top.top()), QPointF(end.left(), end.center().y()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_sum(self, painter: QPainter, picture: Topology) -> None:
        """Paint a brace over the losses, and what they make together."""
        look, theme = self._look, self._look.theme
        strand = picture.strands[-1]
        asked = [t for t, answer in enumerate(strand.answers) if answer is not None and not np.isnan(answer.loss)]
        if not asked:
            return
        painter.setFont(look.font(bold=True))
        height = painter.fontMetrics().height()
        left = max(self._x(strand.block.start + asked[0] + 0.5), float(self._plot.left()))
        right = min(self._x(strand.block.start + asked[-1] + 0.5), float(self._plot.right()))
        y = height + look.px(5)
        painter.setPen(QPen(QColor(theme.accent), look.px(1)))
        if picture.folded is None and right > left:
            painter.drawPolyline(
                [QPointF(left, y + look.px(4)), QPointF(left, y), QPointF(right, y), QPointF(right, y + look.px(4))]
            )
        painter.setPen(QColor(theme.text))
        place = QRectF(self._plot.left(), look.px(2), self._plot.width(), height)
        words = self.sum_in_words(picture)
        wide = painter.fontMetrics().horizontalAdvance(words)
        start = min(max((left + right) / 2 - wide / 2, place.left()), max(place.right() - wide, place.left()))
        place.setLeft(start)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def sum_in_words(self, picture: Topology) -> str:
        """Return how the losses make the loss."""
        if picture.folded is not None:
            return translate("panels", "t = {t}   ·   L = {loss}").format(
                t=", ".join(map(str, picture.folded)), loss=f"{picture.loss:.3f}"
            )
        asked = int(np.isfinite(picture.losses).sum())
        if picture.is_mean is None:
            return f"Σ L⁽ᵗ⁾ = {picture.total:.3f}"
        if not picture.is_mean or asked == 1:
            return f"L = Σ L⁽ᵗ⁾ = {picture.loss:.3f}"
        return f"L = ¹⁄{str(asked).translate(_SUBSCRIPTS)} Σ L⁽ᵗ⁾ = {picture.loss:.3f}"


_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _finite(values: Sequence[float]) -> list[float]:
    return [value for value in values if np.isfinite(value)]


def _structure(picture: Topology) -> object:
    """Return what the arrows depend on."""
    return [(s.block.axis, s.block.timesteps, s.layers, s.passes_on, *map(bool, s.inputs)) for s in picture.strands]


def _image(shares: Array, look: Look) -> QImage:
    """Return (unit, timestep) as a picture of its own."""
    pixels = np.ascontiguousarray(coloured(shares, look.theme.diverging))
    rows, columns = pixels.shape
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()
