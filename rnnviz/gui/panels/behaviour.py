"""The behaviour map: every unit at every timestep as one of remember, add, erase, overwrite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from rnnviz.explain.cell_behaviours import BEHAVIOURS, Behaviours, behaviours
from rnnviz.explain.number import percents
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_heatmap import RecurrenceHeatmap
from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.behaviour_legend import BehaviourLegend
from rnnviz.gui.widgets.behaviour_scale import BehaviourScale, values
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.row_order import RowOrder, Sort
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

SORTS = {
    Sort.STORED: QT_TRANSLATE_NOOP("panels", "units as stored"),
    Sort.ACTIVITY: QT_TRANSLATE_NOOP("panels", "units by how often they remember"),
    Sort.SIMILARITY: QT_TRANSLATE_NOOP("panels", "units by similarity"),
}


class BehaviourView(RecurrenceHeatmap):
    """Four colours over units x timesteps; a pale one where a gate is half open."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.found: Behaviours | None = None
        self.order = RowOrder()
        self.legend = BehaviourLegend(look)
        self.sorting = Chooser(look, translate("panels", "Order of the units"))
        self.sorting.offer([(sort, translate("panels", text)) for sort, text in SORTS.items()])
        self.sorting.picked.connect(self._sort)
        self.bar.addWidget(self.sorting)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.legend)
        self.legend.hide()
        self.heatmap.set_bands([Band("behaviour", scale=BehaviourScale())])
        self.heatmap.setAccessibleName(translate("panels", "Behaviour of each unit at each timestep"))

    def reason(self, frame: Frame, record: Recurrence | None) -> str:
        """Say why there is nothing to show."""
        self.found = None if record is None else behaviours(record)
        self.legend.setVisible(self.found is not None)
        if record is None:
            return translate("panels", NO_RECURRENCE)
        if self.found is not None:
            return "" if self.found.codes.size else translate("panels", "The watched sequence is empty.")
        if Want.GATES not in frame.wants:
            return translate("panels", "Waiting for the first picture.")
        return translate(
            "panels",
            "A vanilla cell has no gates: at every timestep it overwrites its whole state. Choose an LSTM or a GRU.",
        )

    def draw(self, frame: Frame, record: Recurrence) -> None:
        """Show what each unit does."""
        found = self.found
        assert found is not None
        # What stands together by similarity keeps together: the forget gate says most of the four.
        remembering = (found.codes == 0).astype(np.float32)
        states = remembering if self.order.sort is Sort.ACTIVITY else found.kept
        self.heatmap.set_order(self.order.rows(states, hold=self.heatmap.underMouse()))
        self.heatmap.show_values([values(found).T])
        self.legend.show_shares(found.possible, found.shares, found.pair)
        timesteps, units = found.codes.shape
        self.set_subtitle(
            translate("panels", "{units} × {timesteps} · pale: half open").format(units=units, timesteps=timesteps)
        )

    @override
    def restyle(self) -> None:
        super().restyle()
        self.legend.restyle()

    @Slot(object)
    def _sort(self, sort: Sort) -> None:
        self.order.by(sort)
        self.redraw()

    def choose(self, option: str, value: object) -> None:
        """Set "sort": stored, activity (how often a unit remembers) or similarity."""
        if option != "sort":
            super().choose(option, value)
        try:
            sort = Sort(str(value))
        except ValueError:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "Units cannot be sorted by {value}: there are {known}."),
                value=value,
                known=", ".join(Sort),
            ) from None
        self.sorting.follow(sort)

    def numbers(self) -> Mapping[str, Array]:
        """Return codes and decisions, (timestep, unit), and shares, (4,); codes count the behaviours as they are named.

        0: remember, 1: add, 2: erase, 3: overwrite.
        """
        if self.found is None:
            return {}
        return {"behaviour": self.found.codes, "decided": self.found.decided, "shares": self.found.shares}

    def describe(self) -> str:
        """Say how often each behaviour occurs."""
        if self.found is None or self.record is None:
            return self.empty.text()
        written = percents([float(self.found.shares[code]) for code in self.found.possible])
        names = (translate("panels", BEHAVIOURS[code]) for code in self.found.possible)
        shares = ", ".join(map(" ".join, zip(names, written, strict=True)))
        return translate("panels", "What the units of {title} do with what they hold: {shares}.").format(
            title=self.record.title, shares=shares
        )


PANEL = Panel(
    key="behaviour",
    title=QT_TRANSLATE_NOOP("panels", "Behaviour of the cells"),
    shortcut="Ctrl+Alt+9",
    area=Area.TOP_RIGHT,
    order=20,
    wants=frozenset({Want.STATES, Want.GATES}),
    make=BehaviourView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "What each unit does with its memory: keep it, add to it, wipe it, or put something new in its place."
    ),
    per_second=10.0,
    compared=Compared.EACH,
)
