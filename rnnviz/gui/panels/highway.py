"""The highway: what the forget gates carry back along the cell, against what the matrices would leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from rnnviz.explain.gradient_highway import Highways, highways
from rnnviz.explain.number import number, percent
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_curves import RecurrenceCurves
from rnnviz.gui.widgets.gradient_flow_plot import Curve
from rnnviz.gui.widgets.legend import Entry
from rnnviz.gui.widgets.named import hint
from rnnviz.gui.widgets.probability_bars import Bar, ProbabilityBars
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

LINES = 48  # units drawn behind the one spoken of, spread evenly over what they carry
BARS = 12  # units with the longest highways
LOW, TALL = 170, 330  # px at 10 points: room for the words, and for the bars


class HighwayView(RecurrenceCurves):
    """A sentence about one unit, curves of what is carried back, and the units whose highway is open the longest."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.found: Highways | None = None
        self.others = hint()
        self.curves.setAccessibleName(translate("panels", "What is carried back to each timestep"))
        self.bars = ProbabilityBars(look)
        self.bars.setAccessibleName(translate("panels", "The units whose highway is open the longest"))
        self.row.addWidget(self.said, 1)
        self.row.addWidget(self.layers)
        self.column.addWidget(self.others)
        self.column.addWidget(self.curves, 5)
        self.column.addWidget(self.bars, 3)
        self.setFocusProxy(self.curves)

    # --- what is shown ---

    @Slot()
    def redraw(self) -> None:
        """Draw the Frame again."""
        if self.frame is None:
            return
        self.record = self.recurrence(self.frame)
        self.found = None if self.record is None else highways(self.record)
        if self.record is None or self.found is None:
            self.show_nothing(self._why())
            return
        self.show_body()
        state = self.found.state
        before = "t+1" if self.record.reverse else "t−1"
        self.set_subtitle(
            translate("panels", "from {state}(t) to {state}({before}) the gradient is multiplied by {gate}(t)").format(
                state=state, before=before, gate=self.found.gate
            )
        )
        self.show_cursor()

    def _why(self) -> str:
        if self.record is None:
            return translate("panels", NO_RECURRENCE)
        return translate(
            "panels", "A vanilla cell has no highway: every step back passes through W_hh. Choose an LSTM or a GRU."
        )

    def show_cursor(self) -> None:
        """Speak of the unit and the timestep that are marked."""
        if self.record is None or self.found is None or self.frame is None:
            return
        symbols = self.frame.sequences.get(self.record.axis, ())
        marked = self.session.cursor.timestep(self.record.axis)
        self.show_curves(self._curves(self.record), symbols, marked, self._behind())
        self._show_bars()
        self.said.setText(self._sentence())
        self.others.setText(self._of_all())

    @property
    def unit(self) -> int:
        """The unit that is spoken of: the marked one, else the one whose highway is open the longest."""
        assert self.found is not None
        marked = self.session.cursor.unit
        return marked if marked is not None and marked < len(self.found.open_for) else self.found.best

    @property
    def timestep(self) -> int:
        """How far back is looked: to the marked timestep, else to the beginning."""
        assert self.found is not None
        assert self.record is not None
        marked = self.session.cursor.timestep(self.record.axis)
        last = len(self.found.products) - 1
        return min(marked, last) if marked is not None else last if self.record.reverse else 0

    @property
    def carried(self) -> float:
        """What the unit carries back to that timestep."""
        assert self.found is not None
        return float(self.found.products[self.timestep, self.unit])

    @property
    def _steps(self) -> int:
        assert self.found is not None
        assert self.record is not None
        return self.timestep if self.record.reverse else len(self.found.products) - 1 - self.timestep

    def _curves(self, record: Recurrence) -> list[Curve]:
        assert self.found is not None
        of_unit = translate("panels", "∏ {gate}, unit {unit}").format(gate=self.found.gate, unit=self.unit)
        found = [Curve(of_unit, self.found.products[:, self.unit], "good", width=3.0)]
        if record.flow is not None:
            end = "0" if record.reverse else "T"
            found.append(Curve(f"‖∂h({end})/∂h(t)‖", record.flow.products, "accent", width=2.0))
            found.append(
                Curve(translate("panels", "bound of a vanilla cell"), record.flow.bounds, "warning", dashed=True)
            )
        return found

    def _behind(self) -> Array:
        """Return the products of some units, (timestep, line), spread evenly over how much they carry."""
        assert self.found is not None
        order = self.found.ranked
        shown = np.linspace(0, len(order) - 1, min(LINES, len(order))).round().astype(int)
        return np.asarray(self.found.products[:, order[shown]])

    def _show_bars(self) -> None:
        assert self.found is not None
        steps = max(len(self.found.products) - 1, 1)
        order = self.found.ranked[:BARS].tolist()
        bars = [Bar(str(u), float(self.found.open_for[u]) / steps, u == self.unit) for u in order]
        if self.unit not in order:
            bars.append(Bar(str(self.unit), float(self.found.open_for[self.unit]) / steps, True, apart=True))
        words = translate("panels", "share of the {steps} timesteps over which a unit carries more than half").format(
            steps=steps
        )
        self.bars.show_bars(bars, [Entry(words)])

    def _sentence(self) -> str:
        words = (
            translate("panels", "Unit {unit} carries {share} back over one timestep.")
            if self._steps == 1
            else translate("panels", "Unit {unit} carries {share} back over {steps} timesteps.")
        )
        return words.format(unit=self.unit, share=_percent(self.carried), steps=self._steps)

    def _of_all(self) -> str:
        assert self.found is not None
        assert self.record is not None
        arriving = int(np.count_nonzero(self.found.products[self.timestep] > 0.5))
        said = translate("panels", "Units that carry more than half so far: {count} of {units}.").format(
            count=arriving, units=len(self.found.open_for)
        )
        if self.record.flow is None:
            return said
        matrices = translate("panels", "From h to h, by every way there is, {product} arrives at most.").format(
            product=_percent(float(self.record.flow.products[self.timestep]))
        )
        return f"{said} {matrices}"

    @override
    def restyle(self) -> None:
        px = self.look.px
        self.row.setContentsMargins(px(6), 0, px(6), 0)
        self.said.setFont(self.look.font(1.1, bold=True))
        self.others.setContentsMargins(px(6), 0, px(6), 0)
        for part in (self.layers, self.empty, self.curves, self.bars):
            part.restyle()
        self._fit()
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.look.px
        self.others.setVisible(self.height() >= px(LOW) and self.width() >= px(240))
        self.bars.setVisible(self.height() >= px(TALL))

    # --- what is done ---

    @Slot(object)
    def forget(self, built: object) -> None:
        """Wait for the first picture of another model."""
        self.found = None
        super().forget(built)

    def choose(self, option: str, value: object) -> None:
        """Set "unit": the one that is spoken of, or "best": the one whose highway is open the longest."""
        if option != "unit":
            super().choose(option, value)
        if self.found is None or self.record is None:
            raise Refused(QT_TRANSLATE_NOOP("panels", "There is no highway on show whose unit could be chosen."))
        units = len(self.found.open_for)
        unit = self.found.best if value == "best" else value
        if isinstance(unit, bool) or not isinstance(unit, int) or not 0 <= unit < units:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "There is no unit {value}: there are {units}, from 0 on."),
                value=value,
                units=units,
            )
        self.session.cursor.pin(Place(self.record.axis, self.timestep, unit))

    # --- in words and numbers ---

    def numbers(self) -> Mapping[str, Array]:
        """Return the products, (timestep, unit), over how many timesteps each is open, (unit,), and the curves.

        `unit` is the one spoken of, `carried` what it carries back to the marked timestep or to the beginning.
        """
        if self.found is None or self.record is None:
            return {}
        found: dict[str, Array] = {
            "forget_product": self.found.products,
            "open_for": self.found.open_for,
            "unit": np.array(self.unit),
            "carried": np.array(self.carried),
        }
        if self.record.flow is not None:
            found |= {"jacobian_product": self.record.flow.products, "bound": self.record.flow.bounds}
        return found

    def describe(self) -> str:
        """Say what the unit carries, and the others."""
        if self.found is None:
            return self.empty.text()
        return f"{self._sentence()} {self._of_all()}"


def _percent(share: float) -> str:
    """Write a share in percent; what is far from that as a power of ten."""
    if not np.isfinite(share) or not (share == 0 or 0.001 <= share < 100):
        return number(share, signed=False)
    return percent(share, 0 if share >= 0.1 else 1)


PANEL = Panel(
    key="highway",
    title=QT_TRANSLATE_NOOP("panels", "Highway"),
    shortcut="Ctrl+Alt+0",
    area=Area.TOP_LEFT,
    order=21,
    wants=frozenset({Want.GATES, Want.GRADIENTS, Want.FLOW}),
    make=HighwayView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "Along the cell, the gradient meets forget gates and no matrix: an open gate lets all of it through."
    ),
    per_second=3.0,
    compared=Compared.EACH,
    live=True,
)
