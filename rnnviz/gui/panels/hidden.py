"""The hidden state: every unit at every timestep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rnnviz.explain.number import number
from rnnviz.explain.value_ranges import BOTH, FREE, UNIT, state_range
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_heatmap import RecurrenceHeatmap
from rnnviz.gui.widgets.bands import Band, Cell
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.row_order import RowOrder, Sort
from rnnviz.gui.widgets.scale import scale_in
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Frame, Recurrence, State, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

SORTS = {
    Sort.STORED: QT_TRANSLATE_NOOP("panels", "units as stored"),
    Sort.ACTIVITY: QT_TRANSLATE_NOOP("panels", "units by activity"),
    Sort.SIMILARITY: QT_TRANSLATE_NOOP("panels", "units by similarity"),
}
RANGES = {
    BOTH: QT_TRANSLATE_NOOP("panels", "tanh range"),
    UNIT: QT_TRANSLATE_NOOP("panels", "σ range"),
    FREE: QT_TRANSLATE_NOOP("panels", "range ±{limit}"),
}


class HiddenView(RecurrenceHeatmap):
    """h(t), units x timesteps, of the selected layer and direction, or another state that it carries."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.order = RowOrder()
        self.sorting = Chooser(look, translate("panels", "Order of the units"))
        self.states = Chooser(look, translate("panels", "Which state"))
        self.states.picked.connect(self._show_state)
        self.bar.addWidget(self.states)
        self.bar.addWidget(self.sorting)
        self.sorting.picked.connect(self._sort)
        self.sorting.offer([(sort, translate("panels", text)) for sort, text in SORTS.items()])
        self._drawn: tuple[str, str] | None = None  # the state on show, and the key of `RANGES` that its scale follows
        self.own_range: str | None = None  # of `RANGES`: where what is on show stays
        self._said: tuple[object, ...] = ()  # what the subtitle was written from
        self.heatmap.setAccessibleName(translate("panels", "Hidden state"))

    def reason(self, frame: Frame, record: Recurrence | None) -> str:
        """Say why there is nothing to show."""
        if record is None:
            left_out = self.why_left_out(frame, Want.STATES)
            return left_out or translate("panels", NO_RECURRENCE)
        return "" if record.h.size else translate("panels", "The watched sequence is empty.")

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame, and offer the states that its recurrences carry beside h."""
        names = dict.fromkeys(name for record in frame.recurrences for name in record.states)
        self.states.offer([("h", "h"), *((name, name) for name in names)])
        super().show_frame(frame)

    @property
    def further(self) -> State | None:
        """The state on show, where it is another one than h."""
        return None if self.record is None else self.record.states.get(str(self.states.key))

    def row_names(self, record: Recurrence) -> Sequence[str]:
        """Return the places of a state with more axes than the timesteps and the units."""
        del record
        return () if self.further is None else self.further.row_names

    def draw(self, frame: Frame, record: Recurrence) -> None:
        """Show h(t), or the state that was chosen."""
        further = self.further
        key, shown = ("h", record.h) if further is None else (str(self.states.key), further.rows)
        free = further is not None or isinstance(frame, Difference)
        self.own_range = FREE if free else state_range(record)
        kept_in = self._agreed()
        changed, self._drawn = self._drawn != (key, kept_in), (key, kept_in)
        if changed:
            self.heatmap.set_bands([Band(key, scale=self.scale((key, kept_in), lambda: scale_in(kept_in)))])
        self.heatmap.set_order(self.order.rows(shown, hold=self.heatmap.underMouse()))
        self.heatmap.show_values([shown.T])
        said = (shown.shape, self._drawn, self.heatmap.bands[0].scale.limit)
        if said != self._said or not self.subtitle:
            self._said = said
            self._say(*shown.shape)
        if changed and isinstance(self.beside, HiddenView):
            self.beside.redraw()  # equal colours mean equal values; it may have this one drawn again in turn

    @property
    def _shown_in(self) -> tuple[str, str]:
        return self._drawn or ("h", FREE)

    def _agreed(self) -> str:
        """Return the range of this state; beside one that is held elsewhere, what follows the values of both."""
        own, other = self.own_range or FREE, self.beside
        if not isinstance(other, HiddenView) or not other.isVisible():
            return own
        return own if other.own_range in (None, own) else FREE

    def _say(self, timesteps: int, units: int) -> None:
        further = self.further
        size = str(units) if further is None else " × ".join(map(str, further.values.shape[1:]))
        words = translate("panels", "{state}⁽ᵗ⁾ · {units} × {timesteps} · {range}").format(
            state=self._shown_in[0], units=size, timesteps=timesteps, range=self._range_words()
        )
        axes = "" if further is None or further.of_units else " · " + " × ".join(further.axes[1:])
        self.set_subtitle(words + axes)

    def _range_words(self) -> str:
        limit = f"{self.heatmap.bands[0].scale.limit:g}"
        return translate("panels", RANGES[self._shown_in[1]]).format(limit=limit)

    @Slot(object)
    def _sort(self, sort: Sort) -> None:
        self.order.by(sort)
        self.redraw()

    @Slot(object)
    def _show_state(self, _key: object) -> None:
        self.redraw()

    @property
    def _of_units(self) -> bool:
        return self.further is None or self.further.of_units

    @Slot(object)
    def point_cell(self, cell: Cell | None) -> None:
        """Have every panel mark what the mouse is over; a row that is no unit of h means only its timestep."""
        if cell is None or self._of_units:
            super().point_cell(cell)
        else:
            self.point(cell.column)

    @Slot(object)
    def pin_cell(self, cell: Cell) -> None:
        """Have every panel keep to a timestep, and to a unit where a row is one."""
        if self._of_units:
            super().pin_cell(cell)
        else:
            self.pin(cell.column)

    def marked_row(self, unit: int | None) -> int | None:
        """Return the row of a unit; None where rows are no units."""
        return unit if self._of_units else None

    def choose(self, option: str, value: object) -> None:
        """Set "state": h, or the name of another state that the network carries."""
        if option != "state":
            super().choose(option, value)
            return
        known = ["h", *(self.record.states if self.record is not None else ())]
        if value not in known:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "There is no state {name}; there are {known}."),
                name=value,
                known=", ".join(known),
            )
        self.states.follow(value)

    def numbers(self) -> Mapping[str, Array]:
        """Return h, (timestep, unit), as stored, and the state on show where it is another one."""
        if self.record is None:
            return {}
        further = {} if self.further is None else {str(self.states.key): self.further.values}
        return {"h": self.record.h, **further}

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
