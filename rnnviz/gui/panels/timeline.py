"""Timeline: loss and gradient norm of every update since the start; its line goes to any past one."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from rnnviz.engine.messages import Kept, Phase
from rnnviz.engine.metrics import Curves
from rnnviz.explain.curve_words import between, course, updates, value
from rnnviz.explain.log_words import table
from rnnviz.explain.measure_words import amount, measured
from rnnviz.explain.number import grouped
from rnnviz.explain.snapshot_words import snapshots
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.curve_buttons import (
    HELD_OUT,
    LOSS,
    LOSS_B,
    NORM,
    PAIR_WORDS,
    SMOOTHED,
    SMOOTHED_B,
    WORDS,
    CurveButtons,
    colours,
)
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.timeline_notes import TimelineNotes
from rnnviz.gui.widgets.update_field import UpdateField
from rnnviz.gui.workbench.poll_timer import PULSE_S
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.measures import measured_as
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.widgets.timeline_plot import TimelinePlot

Floats = NDArray[np.float64]

PACE_MS = 60  # between two places that are gone to while the line is dragged
PATIENCE = 0.4  # seconds for which a place on the way is given the chance to be seen


class TimelineView(View):
    """The curves, a legend that shows and hides them, and a line at the update that every panel shows.

    The plot is made when the first update is there: the window is on screen long before.
    """

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.plot: TimelinePlot | None = None
        self._curves: Curves | None = None
        self._beside: Session | None = None
        self._seen: tuple[int, ...] = ()  # versions drawn
        self._kept: Kept | None = None  # the snapshots drawn
        self._stood: list[int] = []  # the positions that were said
        self._hovered: float | None = None
        self._wanted: int | None = None  # where the line was dragged to
        self._shown = 0.0  # when a Frame was
        self._sent = 0.0  # when it was last asked to go there
        self.legend = CurveButtons(look, colours(look.theme))
        self._empty = Placeholder(look, translate("panels", "No update yet."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.legend)
        column.addWidget(self._empty, 1)
        self.ask = UpdateField(look, self)
        self.notes = TimelineNotes()
        self._pace = QTimer(self, singleShot=True, interval=PACE_MS)
        self._pace.timeout.connect(self._go)
        self._connect()

    def _connect(self) -> None:
        self.ask.chosen.connect(self._go_to)
        self.legend.toggled.connect(self._toggle)
        self.session.pulse.connect(self._catch_up)
        self.session.status_changed.connect(self._refresh)
        self.session.evaluated.connect(self._refresh)
        self.session.built.connect(self._begin)

    def _make_plot(self) -> TimelinePlot:
        from rnnviz.gui.widgets.timeline_plot import TimelinePlot  # pyqtgraph: a sixth of a second

        plot = TimelinePlot(self.look)
        plot.setAccessibleName(translate("panels", "Loss and gradient norm of each update"))
        plot.restyle_curves(self._colours)
        plot.reset.connect(self._say_values)
        plot.pointed.connect(self._hover)
        plot.clicked.connect(self._drop)
        plot.dragged.connect(self._drag)
        plot.dropped.connect(self._drop)
        self._empty.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(plot, 1)
        plot.show()
        column.activate()  # its size decides how many points are drawn
        for key, button in self.legend.buttons.items():
            plot.show_curve(key, button.isChecked())
        plot.show_curve(NORM, self.legend.shown(NORM) and self._beside is None)
        return plot

    @property
    def _colours(self) -> Mapping[str, str]:
        return colours(self.look.theme, self._beside is not None)

    def show_beside(self, other: Session | None) -> None:
        """Draw the losses of both, over one axis; the norm gives way, for it has an axis of its own."""
        if other is self._beside:
            return
        if self._beside is not None:
            self._beside.pulse.disconnect(self._catch_up)
            self._beside.status_changed.disconnect(self._refresh)
            self._beside.built.disconnect(self._begin)
        self._beside = other
        if other is not None:
            other.pulse.connect(self._catch_up)
            other.status_changed.connect(self._refresh)
            other.built.connect(self._begin)
        if self.plot is not None:
            self.plot.show_curve(NORM, self.legend.shown(NORM) and other is None)
            self.plot.follow_again()
        self.restyle()

    def go_on_from(self, before: View) -> None:
        """Show the part that was zoomed to."""
        super().go_on_from(before)
        self._refresh()
        if isinstance(before, TimelineView) and self.plot is not None and before.plot is not None:
            self.plot.zoom_as(before.plot)

    @override
    def restyle(self) -> None:
        self._empty.restyle()
        self.legend.restyle(self._colours)
        if self.plot is not None:
            self.plot.restyle_curves(self._colours)
        self._draw()

    def show_frame(self, frame: object) -> None:
        """Draw what the metrics have gained; the Frame itself is not looked at."""
        del frame
        self._shown = monotonic()
        self._refresh()

    @Slot()
    def _catch_up(self) -> None:
        """Draw what no Frame has brought: if no panel needs one, none comes."""
        if monotonic() - self._shown >= PULSE_S:
            self._refresh()

    @Slot()
    @Slot(object)
    def _refresh(self, _event: object = None) -> None:
        if self.window().isMinimized():
            return  # nobody sees it, and painting is taken from training
        shown = [self.session] if self._beside is None else [self.session, self._beside]
        seen = (*(session.metrics.version for session in shown), len(self.session.evaluations))
        if not self.isVisible():
            return
        if seen != self._seen:
            self._seen = seen
            self._draw()
        elif [session.position for session in shown] != self._stood:
            self._say_values()
        self._mark_snapshots()
        if self.plot is not None:
            self.notes.draw(self.session.metrics.log, self.plot)
        self._stand()

    @Slot(object)
    def _begin(self, _built: object) -> None:
        """Another run: show all of it."""
        if self.plot is not None:
            self.plot.follow_again()
        self._refresh()

    def showEvent(self, event: object) -> None:
        """Draw what happened while nobody looked."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._refresh()

    # --- drawing ---

    def _draw(self) -> None:
        self._curves = self.session.metrics.curves()
        if self.plot is None and len(self._curves.update) and self.isVisible():
            self.plot = self._make_plot()
        if self.plot is not None:
            self.plot.draw(self._curves, self._held_out(), self._beside_curves())
        self._say_values()

    def _beside_curves(self) -> Curves | None:
        return None if self._beside is None else self._beside.metrics.curves()

    def _mark_snapshots(self) -> None:
        kept = self.session.kept
        if self.plot is not None and kept is not self._kept:
            self._kept = kept
            self.plot.mark_snapshots(np.array(kept.updates, float))
            self.plot.setToolTip(snapshots(kept))

    def _stand(self) -> None:
        """Mark the update that every panel shows."""
        self._stood = [each.position for each in (self.session, self._beside) if each is not None]
        if self.plot is not None:
            self._mark(self.session.heading)

    def _mark(self, update: int) -> None:
        assert self.plot is not None
        present = self.session.metrics.count
        past = update < present
        words = translate("panels", "update {update} of {present}") if past else translate("panels", "update {update}")
        self.plot.stand(update, words.format(update=grouped(update), present=grouped(present)), past)

    def _held_out(self) -> tuple[Floats, Floats]:
        """Return what was measured on held-out data, by update."""
        name = self._held_out_name()
        known = [e for e in self.session.evaluations if name in e.values] if name else []
        return np.array([float(e.update) for e in known]), np.array([float(e.values[name]) for e in known])

    def _held_out_name(self) -> str:
        """Return the name of a measured share, the axis of which goes from 0 to 1; empty if none was measured."""
        values = self.session.evaluations[-1].values if self.session.evaluations else {}
        return next((name for name in values if measured_as(name).measure.share), "")

    def curve(self, key: str) -> tuple[Floats, Floats]:
        """Return the points that a curve is drawn through; of the norm, its logarithm."""
        return (np.empty(0), np.empty(0)) if self.plot is None else self.plot.curve(key)

    # --- words ---

    @Slot()
    def _say_values(self) -> None:
        curves, held_out = self._curves, self._held_out_name()
        words = WORDS if self._beside is None else PAIR_WORDS
        names = {key: translate("panels", text) for key, text in words.items()}
        if held_out:
            whose = (
                translate("panels", "held-out {name}")
                if self._beside is None
                else translate("panels", "A: held-out {name}")
            )
            names[HELD_OUT] = whose.format(name=measured(held_out))
        if curves is None or not len(curves.update):
            self.legend.say("", {key: (name, "") for key, name in names.items()})
            self.set_subtitle(translate("panels", "No update yet."))
            return
        at = self._bucket(curves)
        values = self._values(curves, at)
        at_the_end = self._hovered is None and self.session.position > curves.update[-1]  # the line says where
        place = "" if at_the_end else updates(curves, at)
        self.legend.say(place, {key: (name, values.get(key, "")) for key, name in names.items()})
        self.set_subtitle(translate("panels", "drag the line, or click: go there · wheel: zoom · double click: all"))

    def _values(self, curves: Curves, at: int) -> Mapping[str, str]:
        """Write what each curve is in a bucket; of the evaluations, the last one up to there."""
        # At an update stands what was measured with its weights; a bucket ends with its last one.
        last = self.session.position if self._hovered is None else curves.update[at] + curves.width - 1
        return self._values_beside() | {
            LOSS: between(curves.loss_low[at], curves.loss_high[at]),
            SMOOTHED: value(curves.smoothed[at]),
            NORM: between(curves.norm_low[at], curves.norm_high[at]),
            HELD_OUT: self._held_out_at(float(last)),
        }

    def _held_out_at(self, update: float) -> str:
        """Write what was measured last, and at which update if it was another one."""
        x, y = self._held_out()
        before = int(np.searchsorted(x, update, side="right")) - 1
        if before < 0:
            return translate("panels", "not measured yet") if len(x) else ""
        known = amount(self._held_out_name(), float(y[before]))
        if x[before] == update:
            return known
        return translate("panels", "{value} (at {update})").format(value=known, update=grouped(x[before]))

    def _values_beside(self) -> dict[str, str]:
        """Write the losses of the second session, under the mouse or where it stands."""
        curves = self._beside_curves()
        if curves is None or not len(curves.update):
            return {}
        assert self._beside is not None
        update = float(self._beside.position) if self._hovered is None else self._hovered
        at = int(np.clip(np.searchsorted(curves.update, update, side="right") - 1, 0, len(curves.update) - 1))
        return {LOSS_B: between(curves.loss_low[at], curves.loss_high[at]), SMOOTHED_B: value(curves.smoothed[at])}

    def _bucket(self, curves: Curves) -> int:
        """Return the bucket under the mouse, or where the run stands."""
        update = float(self.session.position) if self._hovered is None else self._hovered
        return int(np.clip(np.searchsorted(curves.update, update, side="right") - 1, 0, len(curves.update) - 1))

    # --- mouse ---

    @Slot(object)
    def _hover(self, update: float | None) -> None:
        self._hovered = update
        self._say_values()
        self.notes.point(update, self)

    @Slot(int)
    def _go_to(self, update: int) -> None:
        """Go where the field says, as one goes by a click."""
        self._drop(float(update))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(float)
    def _drag(self, update: float) -> None:
        """Go where the line is, as fast as the run can follow; the newest place wins."""
        self._wanted = round(update)
        self._mark(self.session.metrics.within(update))
        if not self._pace.isActive():
            self._go()

    @Slot(float)
    def _drop(self, update: float) -> None:
        """Go there, whatever is under way."""
        self._pace.stop()
        self._wanted, self._sent = round(update), 0.0
        self._go()
        self._stand()

    @Slot()
    def _go(self) -> None:
        if self._wanted is None:
            return
        self._pace.start()
        under_way = self.session.phase is Phase.SEEKING or self.session.heading != self.session.position
        if under_way and monotonic() - self._sent < PATIENCE:
            return
        update, self._wanted, self._sent = self._wanted, None, monotonic()
        self.session.go_to(update)
        self.went.emit(update)

    @Slot(str, bool)
    def _toggle(self, key: str, shown: bool) -> None:
        if self.plot is not None:
            self.plot.show_curve(key, shown)

    @override
    def choose(self, option: str, value: object) -> None:
        """Set "ask_update": whether the field is open that asks which update to go to."""
        if option != "ask_update":
            super().choose(option, value)
        if not value:
            self.ask.hide()
            return
        metrics = self.session.metrics
        self.ask.ask(metrics.first, metrics.count, self.session.heading)
        self._place_field()

    def _place_field(self) -> None:
        right = self.width() - self.ask.width() - self.look.px(12)
        self.ask.move(max(right, 0), self.legend.height() + self.look.px(6))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_field()

    def numbers(self) -> Mapping[str, Array]:
        """Return the curves as they are kept, (bucket,), and the evaluations, (evaluation,)."""
        curves = self.session.metrics.curves()
        x, y = self._held_out()
        kept = {name: values for name, values in vars(curves).items() if isinstance(values, np.ndarray)}
        beside = self._beside_curves()
        if beside is not None:
            kept |= {f"B {name}": values for name, values in vars(beside).items() if isinstance(values, np.ndarray)}
        kept |= {f"log_{name}": values for name, values in table(self.session.metrics.log).items()}
        kept |= {"held_out_update": x, self._held_out_name(): y} if len(x) else {}
        return kept | {"snapshot_update": np.array(self.session.kept.updates, int)}

    @override
    def describe(self) -> str:
        curves, count = self.session.metrics.curves(), self.session.position
        if not len(curves.update) or not count:
            return translate("panels", "No update yet.")
        return course(curves, count)


PANEL = Panel(
    key="timeline",
    title=QT_TRANSLATE_NOOP("panels", "Timeline"),
    shortcut="Ctrl+7",
    area=Area.BOTTOM,
    order=0,
    wants=frozenset(),
    make=TimelineView,
    hint=QT_TRANSLATE_NOOP("panels", "How wrong its predictions are, update by update: lower is better."),
    per_second=3.0,
    compared=Compared.TOGETHER,
)
