"""The timeline's curves, and the line that marks where in time the run stands. Only this imports pyqtgraph: late.

The scene is painted into a picture, and again only when a range, a size or a colour is another: what the curves have
gained is added to the picture, and the line is painted over it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPen
from typing_extensions import override

from rnnviz.engine.metrics import Curves
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.curve_buttons import CONDITION, HELD_OUT, LOSS, LOSS_B, NORM, SETTING, SMOOTHED, SMOOTHED_B
from rnnviz.gui.widgets.curve_picture import CurvePicture, Gained
from rnnviz.gui.widgets.plot import Floats, Plot, peaks, thinned
from rnnviz.gui.widgets.timeline_position import PositionLine, paint_position

AHEAD = 1.25  # the axis ends this far behind the last update, so that it moves only now and then
LEAD = 0.01  # before update 0, so that its tick is seen
MARGIN = 0.06  # of the values' height, above and below them
GROWTH = 0.2  # of it, where values have left a y axis: they go on that way, and each move paints the whole scene
FEWEST = 20.0  # updates that the axis is made for at least
SESSIONS = ((LOSS, SMOOTHED, NORM), (LOSS_B, SMOOTHED_B))  # the curves of each
LINES = (LOSS, SMOOTHED, LOSS_B, SMOOTHED_B, NORM, HELD_OUT)
NOTE, NEAR = 9, 5  # px at 10 points: how far a mark reaches down; how near the mouse must be
TICK = 5  # px at 10 points: how far a snapshot's tick reaches up


class TimelinePlot(Plot):
    """Loss on the left axis, gradient norm on a logarithmic one to the right, shares from 0 to 1 without an axis."""

    pointed = Signal(object)  # the update under the mouse, a float; None: no more
    clicked = Signal(float)
    dragged = Signal(float)  # the position's line, on its way
    dropped = Signal(float)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._curves: Curves | None = None
        self._beside: Curves | None = None  # of a second session
        self._held_out: tuple[Floats, Floats] = (np.empty(0), np.empty(0))
        self._following = True
        self._marked: Floats = np.empty(0)  # updates that have a snapshot
        self._new_ticks: tuple[Floats, Floats] = (np.empty(0), np.empty(0))  # that the picture has not
        self._update = 0
        self._past = False
        self._words = ""  # beside the line
        self._pointed_at: float | None = None  # the update under the mouse
        self._noted: dict[str, Floats] = {}  # kind of mark -> updates
        self._behind = False  # whether the items of the scene have not all that the curves have
        self._picture = CurvePicture(self)
        self._make_curves()
        self._line = PositionLine()
        self._line.sigDragged.connect(self._drag)
        self._line.sigPositionChangeFinished.connect(self._drop)
        self.box.addItem(self._line)
        # A click waits until it is known not to be the first half of a double click.
        self._click = QTimer(self, singleShot=True, interval=QGuiApplication.styleHints().mouseDoubleClickInterval())
        self._click.timeout.connect(self._click_alone)
        self._clicked_at = 0.0
        self.reset.connect(self._show_all)
        self.scene().sigMouseMoved.connect(self._point)
        self.scene().sigMouseClicked.connect(self._press)
        self.box.sigRangeChangedManually.connect(self._stay)
        self.box.sigXRangeChanged.connect(self._zoomed)
        for changed in (self.box.sigRangeChanged, self.log.sigRangeChanged, self.box.sigResized, self.log.sigResized):
            changed.connect(self._repaint)

    def _make_curves(self) -> None:
        self._lines = {key: pg.PlotCurveItem(connect="finite") for key in LINES}
        self._broken = pg.PlotCurveItem(connect="pairs")  # updates that were not finite
        self._snapshots = pg.PlotCurveItem(connect="pairs")  # updates of which the whole state is kept
        self._notes = {kind: pg.PlotCurveItem(connect="pairs") for kind in (SETTING, CONDITION)}
        self.log.addItem(self._lines[NORM])
        for curve in (self._lines[HELD_OUT], self._broken, self._snapshots, *self._notes.values()):
            self.shares.addItem(curve)
        for key in (LOSS, LOSS_B, SMOOTHED, SMOOTHED_B):  # what is smooth lies over what is not
            self.box.addItem(self._lines[key])

    def restyle_curves(self, colours: Mapping[str, str]) -> None:
        """Take colours and sizes from the look again, and these colours for the curves."""
        theme = self.look.theme
        self.restyle()
        for key, colour in colours.items():
            self._lines[key].setPen(pg.mkPen(colour, width=1))
        self._broken.setPen(pg.mkPen(theme.not_a_number, width=1))
        self._snapshots.setPen(pg.mkPen(theme.muted, width=1))
        for kind, colour in ((SETTING, theme.accent), (CONDITION, theme.warning)):
            self._notes[kind].setPen(pg.mkPen(colour, width=self.look.px(2)))
        self._line.restyle(self.look)
        self._repaint()

    # --- drawing ---

    def draw(self, curves: Curves, held_out: tuple[Floats, Floats], beside: Curves | None = None) -> None:
        """Draw what is known of every update, and the loss of a second session over the same axes."""
        measured = len(held_out[0]) != len(self._held_out[0])
        self._curves, self._held_out, self._beside = curves, held_out, beside
        if self._following:
            self._follow(self._shown)
        if measured or not self._picture.goes_on_in(self._shown) or self._newly_broken():
            self._picture.forget()
        self._behind = True
        self.viewport().update()

    @property
    def _shown(self) -> list[Curves]:
        """What is drawn of each session."""
        return [curves for curves in (self._curves, self._beside) if curves is not None]

    def _newly_broken(self) -> bool:
        """Whether an update that was not finite has come: it is marked over all of the height."""
        shown = self._shown
        return any(curves.nonfinite[rest].any() for curves, rest in zip(shown, self._picture.rests(shown), strict=True))

    @Slot()
    @Slot(object)
    @Slot(object, object)
    def _repaint(self, _box: object = None, _range: object = None) -> None:
        """Paint all of the scene again."""
        self._picture.forget()
        self.viewport().update()

    @metered
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture with what the curves have gained, and the line over it."""
        if self._picture.goes_on_in(self._shown):
            self._picture.add(self._shown, self._gained())
        else:
            self._catch_up()
            self._picture.render(self._shown)
            self._new_ticks = np.empty(0), np.empty(0)
        with QPainter(self.viewport()) as painter:
            self._picture.paint(painter)
            self._paint_marks(painter)

    def _gained(self) -> Iterator[Gained]:
        """Yield what each curve that is shown has gained, and the snapshots that are new."""
        if len(self._new_ticks[0]):
            yield Gained(self.shares, self._snapshots.opts["pen"], *self._new_ticks)
            self._new_ticks = np.empty(0), np.empty(0)
        left, right = self.box.viewRange()[0]
        per_px = (right - left) / max(self.box.width(), 1.0)  # updates
        for curves, rest, keys in zip(self._shown, self._picture.rests(self._shown), SESSIONS, strict=False):
            most = int((curves.update[-1] - curves.update[rest.start]) / per_px) + 2
            for key in keys:
                if self._lines[key].isVisible():
                    box = self.log if key == NORM else self.box
                    x, y = _data(curves, key, rest, most)
                    if key in (SMOOTHED, SMOOTHED_B):  # of each few the last one: begin where the picture ends
                        x, y = np.append(curves.update[rest.start], x), np.append(curves.smoothed[rest.start], y)
                    yield Gained(box, self._lines[key].opts["pen"], x, y)

    def _paint_marks(self, painter: QPainter) -> None:
        area = self.box.sceneBoundingRect()
        if self._pointed_at is not None:
            at = self._px(self._pointed_at, area)
            painter.setPen(QPen(QColor(self.look.theme.muted), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
        painter.setClipRect(area.adjusted(-2, 0, 2, 0))
        held = self._line.moving or self._line.mouseHovering
        at, end = self._px(self.position, area), round(area.right())
        paint_position(painter, self.look, area, at, self._words, past=self._past, held=held, width=end)

    def _px(self, update: float, area: QRectF) -> float:
        left, right = self.box.viewRange()[0]
        return float(area.left() + (update - left) * area.width() / (right - left))

    def _catch_up(self) -> None:
        """Have the items of the scene be what is known, thinned to the pixels there are, within what is zoomed to."""
        self._behind = False
        none = np.empty(0)
        for curves, keys in zip((self._curves, self._beside), SESSIONS, strict=True):
            for key in keys:
                if curves is None:
                    self._lines[key].setData(none, none)
                else:
                    self._lines[key].setData(*_data(curves, key, *self._part_in_view(curves)))
        self._lines[HELD_OUT].setData(*self._held_out)
        if self._curves is not None:
            part, most = self._part_in_view(self._curves)
            broken = self._curves.update[part][self._curves.nonfinite[part]]
            at, _ = thinned(broken, broken, most)
            self._broken.setData(np.repeat(at, 2), np.tile([0.0, 1.0], len(at)))

    def _part_in_view(self, curves: Curves) -> tuple[slice, int]:
        """Return which updates can be seen, and on how many pixels."""
        left, right = self.box.viewRange()[0]
        first, end = np.searchsorted(curves.update, (left, right))
        return slice(max(first - 1, 0), end + 1), max(self.width(), 50)

    def mark_snapshots(self, updates: Floats) -> None:
        """Draw a small tick at the foot of each update that has a snapshot."""
        self._marked = updates
        left, right = self.box.viewRange()[0]
        inside = updates[(updates >= left) & (updates <= right)]
        at, _ = thinned(inside, inside, max(self.width(), 50) // 2)
        reach = min(0.2, self.look.px(TICK) / max(self.box.height(), 1.0))  # of the height
        before = self.marked
        self._snapshots.setData(np.repeat(at, 2), np.tile([0.0, reach], len(at)))
        if len(np.setdiff1d(before, at)):
            self._repaint()  # one has gone
        else:
            new = np.setdiff1d(at, before)
            self._new_ticks = np.repeat(new, 3), np.tile([0.0, reach, np.nan], len(new))
            self.viewport().update()

    def mark_notes(self, noted: Mapping[str, Floats]) -> None:
        """Draw a mark at the top of each update at which something is noted, by its kind."""
        self._noted = dict(noted)
        left, right = self.box.viewRange()[0]
        reach = min(0.25, self.look.px(NOTE) / max(self.box.height(), 1.0))  # of the height
        for kind, curve in self._notes.items():
            updates = self._noted.get(kind, np.empty(0))
            inside = updates[(updates >= left) & (updates <= right)]
            at, _ = thinned(inside, inside, max(self.width(), 50) // 2)
            curve.setData(np.repeat(at, 2), np.tile([1.0 - reach, 1.0], len(at)))
        self._repaint()

    def notes(self, kind: str) -> Floats:
        """Return the updates under the marks of a kind that are drawn."""
        x, _ = self._notes[kind].getData()
        return np.empty(0) if x is None else np.asarray(x[::2])

    def reach(self) -> float:
        """Return how many updates lie within the mouse's reach of a mark."""
        left, right = self.box.viewRange()[0]
        return float((right - left) * self.look.px(NEAR) / max(self.box.width(), 1.0))

    @property
    def marked(self) -> Floats:
        """The updates under the ticks that are drawn."""
        x, _ = self._snapshots.getData()
        return np.empty(0) if x is None else np.asarray(x[::2])

    def follow_again(self) -> None:
        """Show everything, and go on doing so."""
        self._following = True

    def zoom_as(self, other: TimelinePlot) -> None:
        """Show the part that another plot shows, if a user zoomed it."""
        if not other._following:
            self._following = False
            (left, right), (low, high) = other.box.viewRange()
            self.box.setRange(xRange=(left, right), yRange=(low, high), padding=0)

    def stand(self, update: int, words: str, past: bool) -> None:
        """Mark where the run stands; a line that is held by the mouse stays with it."""
        if (update, words, past) != (self._update, self._words, self._past):
            self._update, self._words, self._past = update, words, past
            if self.underMouse():
                self._place_line()
            self.viewport().update()

    def _place_line(self) -> None:
        """Have the mouse find the line where it is painted."""
        if not self._line.moving:
            self._line.setPos(self._update)

    @property
    def position(self) -> float:
        """Where the line stands."""
        return float(self._line.value()) if self._line.moving else float(self._update)

    def show_curve(self, key: str, shown: bool) -> None:
        """Show or hide a curve."""
        self._lines[key].setVisible(shown)
        if key == NORM:
            self.axes["right"].setVisible(shown)
        self._repaint()

    def curve(self, key: str) -> tuple[Floats, Floats]:
        """Return the points that a curve is drawn through; of the norm, its logarithm."""
        if self._behind:
            self._catch_up()
            self._picture.forget()
        x, y = self._lines[key].getData()
        return (np.empty(0), np.empty(0)) if x is None else (x, y)

    def _follow(self, shown: Sequence[Curves]) -> None:
        """Show everything; each axis moves only when it must."""
        ends = [_ends(curves) for curves in shown]
        first, last = min(first for first, _ in ends), max(last for _, last in ends)
        curves = shown[0]
        left, right = self.box.viewRange()[0]
        lead = LEAD * (right - first)
        if not last <= right <= first + (last - first) * AHEAD**2 or abs(left + lead - first) > 0.01 * (right - first):
            reach = (last - first) * AHEAD
            self.box.setXRange(first - LEAD * reach, first + reach, padding=0)
        losses = [_span(each.loss_low, each.loss_high) or (0.0, 1.0) for each in shown]
        _hold(self.box, min(low for low, _ in losses), max(high for _, high in losses))
        norms = _span(curves.norm_low[curves.norm_low > 0], curves.norm_high[curves.norm_high > 0])
        _hold(self.log, *(map(math.log10, norms) if norms else (0.0, 1.0)))

    # --- mouse ---

    @Slot(object)
    def _point(self, position: QPointF) -> None:
        inside = self.box.sceneBoundingRect().contains(position)
        self._show_pointer(self._update_at(position) if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._show_pointer(None)
        super().leaveEvent(event)

    def _show_pointer(self, update: float | None) -> None:
        if update != self._pointed_at:
            self._pointed_at = update
            self.viewport().update()
        self.pointed.emit(update)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Have the line, which the mouse may take hold of, where it is painted."""
        self._place_line()
        super().mouseMoveEvent(event)

    def _update_at(self, position: QPointF) -> float:
        return float(self.box.mapSceneToView(position).x())

    @Slot(object)
    def _press(self, event: object) -> None:
        place: Callable[[], QPointF] = event.scenePos  # type: ignore[attr-defined]
        left = event.button() is Qt.MouseButton.LeftButton  # type: ignore[attr-defined]
        if left and self.box.sceneBoundingRect().contains(place()):
            self._clicked_at = self._update_at(place())
            self._click.start()

    @Slot()
    def _click_alone(self) -> None:
        self.clicked.emit(self._clicked_at)

    @Slot(object)
    def _drag(self, _line: object) -> None:
        self.viewport().update()
        self.dragged.emit(float(self._line.value()))

    @Slot(object)
    def _drop(self, _line: object) -> None:
        self.dropped.emit(float(self._line.value()))

    @Slot()
    @Slot(object)
    def _stay(self, _axes: object = None) -> None:
        self._following = False

    @Slot()
    @Slot(object, object)
    def _zoomed(self, _box: object = None, _range: object = None) -> None:
        self.mark_snapshots(self._marked)
        self.mark_notes(self._noted)

    @Slot()
    def _show_all(self) -> None:
        self._click.stop()
        self._following = True
        if self._curves is not None:
            self.draw(self._curves, self._held_out, self._beside)


def _data(curves: Curves, key: str, part: slice, most: int) -> tuple[Floats, Floats]:
    """Return the points of a curve in a part of the buckets, thinned to so many columns; of the norm, its logarithm."""
    x = curves.update[part]
    if key in (SMOOTHED, SMOOTHED_B):
        return thinned(x, curves.smoothed[part], most)
    if key in (LOSS, LOSS_B):
        return peaks(x, curves.loss_low[part], curves.loss_high[part], most)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = np.log10(curves.norm_low[part]), np.log10(curves.norm_high[part])
    low[np.isinf(low)] = np.nan  # a norm of 0 has no place on the axis
    return peaks(x, low, high, most)


def _ends(curves: Curves) -> tuple[float, float]:
    """Return where the x axis begins, and what it must reach."""
    if not len(curves.update):
        return 0.0, FEWEST
    first = float(curves.update[0])
    return first, max(float(curves.update[-1]) + curves.width, first + FEWEST)


def _span(low: Floats, high: Floats) -> tuple[float, float] | None:
    """Return the lowest and the highest finite value; None if there is none. What was not finite is NaN."""
    least, most = float(np.fmin.reduce(low, initial=np.inf)), float(np.fmax.reduce(high, initial=-np.inf))
    return (least, most) if math.isfinite(least) and math.isfinite(most) else None


def _hold(box: pg.ViewBox, low: float, high: float) -> None:
    """Move the y axis if values leave it, or fill less than half of it."""
    bottom, top = box.viewRange()[1]
    room = max(high - low, 1e-3 * max(abs(high), 1e-6))
    if top - bottom > 2 * room * (1 + 2 * MARGIN) or not (bottom <= high and low <= top):  # of other values
        box.setYRange(low - MARGIN * room, high + MARGIN * room, padding=0)
    elif low < bottom or high > top:
        below, above = (GROWTH if left else MARGIN for left in (low < bottom, high > top))
        box.setYRange(low - below * room, high + above * room, padding=0)
