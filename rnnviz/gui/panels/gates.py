"""The gates and the cell state: what is let in, kept and let out, unit by unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from rnnviz.explain.number import number
from rnnviz.explain.value_ranges import BOTH, FREE, UNIT, range_of
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_heatmap import RecurrenceHeatmap
from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.scale import scale_in
from rnnviz.gui.workbench.side import Compared
from rnnviz.nn import cells
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

CELL_STATE = QT_TRANSLATE_NOOP("panels", "cell")


def pictures(record: Recurrence) -> dict[str, Array]:
    """Return what a recurrence has, (timestep, unit) by letter, in the order shown."""
    found = dict(record.gates)
    if record.c is not None and found:
        found["c"] = record.c
    known = {key: found[key] for key in (*cells.shown(record.cell), "c") if key in found}
    return known | {key: found[key] for key in found if key not in known}


class GatesView(RecurrenceHeatmap):
    """i, f, o, g, c of an LSTM; r, z, n of a GRU; one band each."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._shown: tuple[object, ...] = ()
        self.heatmap.setAccessibleName(translate("panels", "Gates and cell"))

    def reason(self, frame: Frame, record: Recurrence | None) -> str:
        """Say why there is nothing to show."""
        if record is None:
            left_out = self.why_left_out(frame, Want.STATES)
            return left_out or translate("panels", NO_RECURRENCE)
        if left_out := self.why_left_out(frame, Want.GATES):
            return left_out
        if record.gates or Want.GATES not in frame.wants:
            return "" if record.gates else translate("panels", "Waiting for the first picture.")
        return translate("panels", "A vanilla cell has no gates: h⁽ᵗ⁾ = φ(W_xh x⁽ᵗ⁾ + W_hh h⁽ᵗ⁻¹⁾ + b).")

    def draw(self, frame: Frame, record: Recurrence) -> None:
        """Show each gate."""
        found = pictures(record)
        difference = isinstance(frame, Difference)
        shown = (record.key, *found)
        changed = shown != self._shown
        if changed:  # another layer has another range
            self._shown = shown
            self.heatmap.set_bands([self._band(record, key, difference) for key in found])
        self.heatmap.show_values([values.T for values in found.values()])
        if changed or not self.subtitle:
            self._say(record.cell, {} if difference else found)

    def _band(self, record: Recurrence, key: str, difference: bool) -> Band:
        gate = cells.gate(record.cell, key)
        word = CELL_STATE if key == "c" else "" if gate is None else gate.word
        held = FREE if difference else range_of(record.cell, key)
        scale = self.scale((record.key, key, held), lambda: scale_in(held))
        return Band(key, translate("panels", word) if word else "", scale)

    def _say(self, cell: str, found: Collection[str]) -> None:
        parts = [
            (translate("panels", "{names} in [0, 1]"), [k for k in found if range_of(cell, k) == UNIT]),
            (translate("panels", "{names} in [−1, 1]"), [k for k in found if range_of(cell, k) == BOTH]),
        ]
        self.set_subtitle(" · ".join(text.format(names=", ".join(keys)) for text, keys in parts if keys))

    def numbers(self) -> Mapping[str, Array]:
        """Return each gate and c, (timestep, unit)."""
        return {} if self.record is None else pictures(self.record)

    def describe(self) -> str:
        """Say what is on screen."""
        found = self.numbers()
        if self.record is None or not found:
            return self.empty.text()
        means = ", ".join(
            f"{band.key} {band.word} {number(float(found[band.key].mean()))}" for band in self.heatmap.bands
        )
        return translate("panels", "Gates of {title}, mean over units and timesteps: {means}.").format(
            title=self.record.title, means=means
        )


PANEL = Panel(
    key="gates",
    title=QT_TRANSLATE_NOOP("panels", "Gates and cell"),
    shortcut="Ctrl+2",
    area=Area.TOP_RIGHT,
    order=0,
    wants=frozenset({Want.STATES, Want.GATES}),
    make=GatesView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "How far each unit opens its gates (1: open, 0: closed), and what its cell holds."
    ),
    compared=Compared.DIFFERENCE,
)
