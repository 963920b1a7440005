"""Timeline: loss and gradient norm of every update since the start."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout

from rnnviz.engine.metrics import Curves
from rnnviz.gui.bridge import Session
from rnnviz.gui.language import translate
from rnnviz.gui.panels import Area, Panel
from rnnviz.gui.plots import Floats, Plot, peaks, thinned
from rnnviz.gui.theme import Look, Theme
from rnnviz.gui.view import View
from rnnviz.gui.widgets.curve_buttons import CurveButtons
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP

AHEAD = 1.15  # the axis ends this far behind the last update, so that it moves only now and then
LEAD = 0.01  # before update 0, so that its tick is seen
MARGIN = 0.06

LOSS, SMOOTHED, NORM, HELD_OUT = "loss", "smoothed", "norm", "held out"
WORDS = {
    LOSS: QT_TRANSLATE_NOOP("panels", "loss"),
    SMOOTHED: QT_TRANSLATE_NOOP("panels", "smoothed"),
    NORM: QT_TRANSLATE_NOOP("panels", "gradient norm"),
}


def colours(theme: Theme) -> Mapping[str, str]:
    """Return the colour of each curve."""
    # As noisy as the norm is, it must not drown the loss. Mixed beforehand: a translucent pen costs five times as much.
    own, ground = QColor(theme.bar), QColor(theme.panel)
    faint = QColor(
        (own.red() + ground.red()) // 2, (own.green() + ground.green()) // 2, (own.blue() + ground.blue()) // 2
    )
    return {LOSS: theme.accent, SMOOTHED: theme.positive, NORM: faint.name(), HELD_OUT: theme.good}


class TimelineView(View):
    """Loss on the left axis, gradient norm on a logarithmic one to the right, held-out quantities from 0 to 1."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._curves: Curves | None = None
        self._seen: tuple[int, int] = (-1, -1)  # versions drawn
        self._following = True
        self._hovered: float | None = None
        self.legend = CurveButtons(look, colours(look.theme))
        self.plot = Plot(look)
        self.plot.setAccessibleName(translate("panels", "Loss and gradient norm of each update"))
        self._make_curves()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.legend)
        column.addWidget(self.plot, 1)
        self.legend.toggled.connect(self._toggle)
        self.plot.reset.connect(self._show_all)
        self.plot.scene().sigMouseMoved.connect(self._point)
        self.plot.box.sigRangeChangedManually.connect(self._stay)
        self.plot.box.sigXRangeChanged.connect(self._zoomed)

        session.pulse.connect(self._refresh)  # if no panel needs a Frame, none comes
        session.status_changed.connect(self._refresh)
        session.evaluated.connect(self._refresh)
        session.built.connect(self._begin)

    def _make_curves(self) -> None:
        self._lines = {key: pg.PlotCurveItem(connect="finite") for key in (LOSS, SMOOTHED, NORM, HELD_OUT)}
        self._broken = pg.PlotCurveItem(connect="pairs")  # updates that were not finite
        self._pointer = pg.PlotCurveItem(connect="pairs")
        self.plot.log.addItem(self._lines[NORM])
        for curve in (self._lines[HELD_OUT], self._broken, self._pointer):
            self.plot.shares.addItem(curve)
        self.plot.box.addItem(self._lines[LOSS])
        self.plot.box.addItem(self._lines[SMOOTHED])

    def restyle(self) -> None:
        """Take over colours and sizes."""
        theme = self.look.theme
        self.plot.restyle()
        self.legend.restyle(colours(theme))
        for key, colour in colours(theme).items():
            self._lines[key].setPen(pg.mkPen(colour, width=1))
        self._broken.setPen(pg.mkPen(theme.not_a_number, width=1))
        self._pointer.setPen(pg.mkPen(theme.cursor, width=1))
        self._draw()

    def show_frame(self, frame: object) -> None:
        """Draw what the metrics have gained; the Frame itself is not looked at."""
        del frame
        self._refresh()

    @Slot()
    @Slot(object)
    def _refresh(self, _event: object = None) -> None:
        seen = (self.session.metrics.version, len(self.session.evaluations))
        if seen != self._seen and self.isVisible():
            self._seen = seen
            self._draw()

    @Slot(object)
    def _begin(self, _built: object) -> None:
        """Another run: show all of it."""
        self._following = True
        self._refresh()

    def showEvent(self, event: object) -> None:
        """Draw what happened while nobody looked."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._refresh()

    # --- drawing ---

    def _draw(self) -> None:
        self._curves = self.session.metrics.curves()
        if self._following:
            self._follow(self._curves)
        self._set_lines()
        self._say_values()

    def _follow(self, curves: Curves) -> None:
        """Show everything; each axis moves only when it must."""
        box = self.plot.box
        last = max(float(curves.update[-1]) + curves.width if len(curves.update) else 0.0, 20.0)
        left, right = box.viewRange()[0]
        if not last <= right <= last * AHEAD**2 or abs(left + LEAD * right) > 1e-6 * right:
            box.setXRange(-LEAD * last * AHEAD, last * AHEAD, padding=0)
        _hold(box, *_span(curves.loss_low, curves.loss_high))
        with np.errstate(divide="ignore", invalid="ignore"):
            _hold(self.plot.log, *_span(np.log10(curves.norm_low), np.log10(curves.norm_high)))

    def _set_lines(self) -> None:
        """Thin the curves to the pixels there are, within what is zoomed to."""
        curves = self._curves
        if curves is None:
            return
        (left, right), most = self.plot.box.viewRange()[0], max(self.plot.width(), 50)
        first, end = np.searchsorted(curves.update, (left, right))
        part = slice(max(first - 1, 0), end + 1)
        x = curves.update[part]
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = np.log10(curves.norm_low[part]), np.log10(curves.norm_high[part])
        low[np.isinf(low)] = np.nan  # a norm of 0 has no place on the axis
        self._lines[LOSS].setData(*peaks(x, curves.loss_low[part], curves.loss_high[part], most))
        self._lines[SMOOTHED].setData(*thinned(x, curves.smoothed[part], most))
        self._lines[NORM].setData(*peaks(x, low, high, most))
        self._lines[HELD_OUT].setData(*self._held_out())
        at, _ = thinned(x[curves.nonfinite[part]], x[curves.nonfinite[part]], most)
        self._broken.setData(np.repeat(at, 2), np.tile([0.0, 1.0], len(at)))

    def _held_out(self) -> tuple[Floats, Floats]:
        """Return what was measured on held-out data, by update."""
        name = self._held_out_name()
        known = [e for e in self.session.evaluations if name in e.values] if name else []
        return np.array([float(e.update) for e in known]), np.array([float(e.values[name]) for e in known])

    def _held_out_name(self) -> str:
        """Return the name of a measured share, an accuracy by preference; empty if none was measured."""
        values = self.session.evaluations[-1].values if self.session.evaluations else {}
        shares = [name for name, value in values.items() if 0.0 <= value <= 1.0]
        return min(shares, key=lambda name: "accuracy" not in name, default="")

    def curve(self, key: str) -> tuple[Floats, Floats]:
        """Return the points that a curve is drawn through; of the norm, its logarithm."""
        x, y = self._lines[key].getData()
        return (np.empty(0), np.empty(0)) if x is None else (x, y)

    # --- words ---

    def _say_values(self) -> None:
        curves, held_out = self._curves, self._held_out_name()
        names = {key: translate("panels", text) for key, text in WORDS.items()}
        if held_out:
            names[HELD_OUT] = translate("panels", "held-out {name}").format(name=held_out)
        if curves is None or not len(curves.update):
            self.legend.say("", {key: (name, "") for key, name in names.items()})
            self.set_subtitle(translate("panels", "No update yet."))
            return
        at = self._bucket(curves)
        values = self._values(curves, at)
        self.legend.say(_updates(curves, at), {key: (name, values.get(key, "")) for key, name in names.items()})
        self.set_subtitle(translate("panels", "loss and gradient norm per update · wheel: zoom · double click: all"))

    def _values(self, curves: Curves, at: int) -> Mapping[str, str]:
        """Write what each curve is in a bucket; of the evaluations, the last one up to there."""
        x, y = self._held_out()
        before = int(np.searchsorted(x, curves.update[at] + curves.width, side="right")) - 1
        return {
            LOSS: _between(curves.loss_low[at], curves.loss_high[at]),
            SMOOTHED: f"{curves.smoothed[at]:.3f}",
            NORM: _between(curves.norm_low[at], curves.norm_high[at]),
            HELD_OUT: f"{100 * y[before]:.1f} %" if before >= 0 else "",
        }

    def _bucket(self, curves: Curves) -> int:
        """Return the bucket under the mouse, or the last one."""
        if self._hovered is None:
            return len(curves.update) - 1
        return int(np.clip(np.searchsorted(curves.update, self._hovered, side="right") - 1, 0, len(curves.update) - 1))

    # --- mouse ---

    @Slot(object)
    def _point(self, position: QPointF) -> None:
        box = self.plot.box
        inside = box.sceneBoundingRect().contains(position)
        self._hover(float(box.mapSceneToView(position).x()) if inside else None)

    def _hover(self, update: float | None) -> None:
        self._hovered = update
        at = np.empty(0) if update is None else np.array([update, update])
        self._pointer.setData(at, np.array([0.0, 1.0])[: len(at)])
        self._say_values()

    def leaveEvent(self, event: object) -> None:
        """Point at nothing."""
        self._hover(None)
        super().leaveEvent(event)  # type: ignore[arg-type]

    @Slot()
    @Slot(object)
    def _stay(self, _axes: object = None) -> None:
        self._following = False

    @Slot()
    @Slot(object, object)
    def _zoomed(self, _box: object = None, _range: object = None) -> None:
        if not self._following:
            self._set_lines()

    @Slot()
    def _show_all(self) -> None:
        self._following = True
        self._draw()

    @Slot(str, bool)
    def _toggle(self, key: str, shown: bool) -> None:
        self._lines[key].setVisible(shown)
        if key == NORM:
            self.plot.axes["right"].setVisible(shown)

    def numbers(self) -> Mapping[str, Array]:
        """Return the curves as they are kept, (bucket,), and the evaluations, (evaluation,)."""
        curves = self.session.metrics.curves()
        x, y = self._held_out()
        kept = {name: values for name, values in vars(curves).items() if isinstance(values, np.ndarray)}
        return kept | ({"held_out_update": x, self._held_out_name(): y} if len(x) else {})

    def describe(self) -> str:
        """Say where the loss began and where it is."""
        curves = self.session.metrics.curves()
        if not len(curves.update):
            return translate("panels", "No update yet.")
        words = translate(
            "panels", "After {count} updates the smoothed loss is {now}; at first it was {first}."
        ).format(
            count=self.session.metrics.count,
            now=f"{curves.smoothed[-1]:.3f}",
            first=f"{curves.smoothed[0]:.3f}",
        )
        broken = int(curves.nonfinite.sum())
        return f"{words} {translate('panels', 'Not finite: {count} times.').format(count=broken)}" if broken else words


def _span(low: Floats, high: Floats) -> tuple[float, float]:
    """Return the lowest and the highest finite value; (0, 1) if there is none."""
    lows, highs = low[np.isfinite(low)], high[np.isfinite(high)]
    return (float(lows.min()), float(highs.max())) if len(lows) and len(highs) else (0.0, 1.0)


def _hold(box: pg.ViewBox, low: float, high: float) -> None:
    """Move the y axis if values leave it, or fill less than half of it."""
    bottom, top = box.viewRange()[1]
    room = max(high - low, 1e-3 * max(abs(high), 1e-6))
    if low < bottom or high > top or top - bottom > 2 * room * (1 + 2 * MARGIN):
        box.setYRange(low - MARGIN * room, high + MARGIN * room, padding=0)


def _between(low: float, high: float) -> str:
    if np.isnan(low):
        return "NaN"
    return f"{low:.3f}" if low == high else f"{low:.3f}–{high:.3f}"


def _updates(curves: Curves, at: int) -> str:
    first = int(curves.update[at])
    if curves.width == 1:
        return translate("panels", "update {update}").format(update=first)
    return translate("panels", "updates {first}–{last}").format(first=first, last=first + curves.width - 1)


PANEL = Panel(
    key="timeline",
    title=QT_TRANSLATE_NOOP("panels", "Timeline"),
    icon="timeline.svg",
    shortcut="Ctrl+7",
    area=Area.BOTTOM,
    order=0,
    wants=frozenset(),
    make=TimelineView,
    hint=QT_TRANSLATE_NOOP("panels", "How wrong its predictions are, update by update: lower is better."),
    per_second=4.0,
)
