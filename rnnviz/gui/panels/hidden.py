"""The hidden state: every unit at every timestep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rnnviz.explain.number import number
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_heatmap import RecurrenceHeatmap
from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.row_order import RowOrder, Sort
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.gui.workbench.side import Compared
from rnnviz.nn import cells
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

SORTS = {
    Sort.STORED: QT_TRANSLATE_NOOP("panels", "units as stored"),
    Sort.ACTIVITY: QT_TRANSLATE_NOOP("panels", "units by activity"),
    Sort.SIMILARITY: QT_TRANSLATE_NOOP("panels", "units by similarity"),
}
RANGES = {
    "tanh": QT_TRANSLATE_NOOP("panels", "tanh range"),
    "unit": QT_TRANSLATE_NOOP("panels", "σ range"),
    "free": QT_TRANSLATE_NOOP("panels", "range ±{limit}"),
}


def range_of(record: Recurrence) -> str:
    """Return the key of `RANGES` that h(t) of this cell stays in."""
    if record.c is not None and record.c.shape != record.h.shape:
        return "free"  # projected: h = W_hr (o tanh c) is not bounded
    form = cells.form(record.cell)
    if form is not None and not all(gate.nonlinearity.bounded for gate in form.gates):
        return "free"
    if record.cell.endswith("sigmoid"):
        return "unit"
    return "free" if record.cell.endswith(("relu", "elu")) else "tanh"


def scale_of(key: str) -> Scale:
    """Return the scale for a key of `RANGES`."""
    if key == "unit":
        return Scale(Kind.UNIT)
    return Scale(Kind.SIGNED, None if key == "free" else 1.0)


class HiddenView(RecurrenceHeatmap):
    """h(t), units x timesteps, of the selected layer and direction."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.order = RowOrder()
        self.sorting = Chooser(look, translate("panels", "Order of the units"))
        self.bar.addWidget(self.sorting)
        self.sorting.picked.connect(self._sort)
        self.sorting.offer([(sort, translate("panels", text)) for sort, text in SORTS.items()])
        self._range = ""
        self._said: tuple[object, ...] = ()  # what the subtitle was written from
        self.heatmap.setAccessibleName(translate("panels", "Hidden state"))

    def reason(self, frame: Frame, record: Recurrence | None) -> str:
        """Say why there is nothing to show."""
        if record is None:
            left_out = self.why_left_out(frame, Want.STATES)
            return left_out or translate("panels", "This model has no recurrent layer.")
        return "" if record.h.size else translate("panels", "The watched sequence is empty.")

    def draw(self, frame: Frame, record: Recurrence) -> None:
        """Show h(t)."""
        kept_in = "free" if isinstance(frame, Difference) else range_of(record)
        if self._range != kept_in:
            self._range = kept_in
            self.heatmap.set_bands([Band("h", scale=self.scale(kept_in, lambda: scale_of(kept_in)))])
        self.heatmap.set_order(self.order.rows(record.h, hold=self.heatmap.underMouse()))
        self.heatmap.show_values([record.h.T])
        said = (record.h.shape, self._range, self.heatmap.bands[0].scale.limit)
        if said != self._said or not self.subtitle:
            self._said = said
            self._say(*record.h.shape)

    def _say(self, timesteps: int, units: int) -> None:
        self.set_subtitle(
            translate("panels", "h⁽ᵗ⁾ · {units} × {timesteps} · {range}").format(
                units=units, timesteps=timesteps, range=self._range_words()
            )
        )

    def _range_words(self) -> str:
        limit = f"{self.heatmap.bands[0].scale.limit:g}"
        return translate("panels", RANGES[self._range]).format(limit=limit)

    @Slot(object)
    def _sort(self, sort: Sort) -> None:
        self.order.by(sort)
        self.redraw()

    def numbers(self) -> Mapping[str, Array]:
        """Return h, (timestep, unit), as stored."""
        return {} if self.record is None else {"h": self.record.h}

    def describe(self) -> str:
        """Say what is on screen."""
        if self.record is None:
            return self.empty.text()
        timesteps, units = self.record.h.shape
        return translate(
            "panels", "Hidden state of {title}. Units: {units}, timesteps: {timesteps}, from {low} to {high}."
        ).format(
            title=self.record.title,
            units=units,
            timesteps=timesteps,
            low=number(float(self.record.h.min(initial=0))),
            high=number(float(self.record.h.max(initial=0))),
        )


PANEL = Panel(
    key="hidden",
    title=QT_TRANSLATE_NOOP("panels", "Hidden state"),
    shortcut="Ctrl+1",
    area=Area.TOP_LEFT,
    order=0,
    wants=frozenset({Want.STATES}),
    make=HiddenView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "What the network remembers after each symbol: a row is a unit, a column a timestep."
    ),
    compared=Compared.DIFFERENCE,
)
