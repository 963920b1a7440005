"""The gradient-flow laboratory: how far a gradient gets, and what the strength of W_hh has to do with it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.explain.gradient_fate import Fate, Verdict, left_of_itself, verdict
from rnnviz.explain.number import number
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_curves import RecurrenceCurves
from rnnviz.gui.widgets.gradient_flow_plot import Curve
from rnnviz.gui.widgets.named import ruled
from rnnviz.gui.widgets.singular_value_slider import SingularValueSlider
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, say, translate

if TYPE_CHECKING:
    from rnnviz.engine.config import RunConfig
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

COLOURS = {
    Fate.VANISHING: "negative",
    Fate.EXPLODING: "positive",
    Fate.ARRIVING: "good",
    Fate.NOT_A_NUMBER: "warning",
    Fate.UNKNOWN: "muted",
}
CURVES = 100  # px at 10 points that the slider and the curves need: the verdict takes what is left, or is a short one
SHARE = 3  # the most that the whole verdict may take of a panel: in a narrow one it would stand above no curves


class FlowView(RecurrenceCurves):
    """A slider for σ_max(W_hh), a verdict, and curves over the timesteps on a logarithmic axis."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.verdict: Verdict | None = None
        self.strength = SingularValueSlider(look)
        self.strength.show_values(session.config.singular_value, math.nan)
        self.curves.setAccessibleName(translate("panels", "Gradient at each timestep, on its way back"))
        self._refusal = ""
        self.row.addWidget(self.strength, 1)
        self.row.addWidget(self.layers)
        self.column.addWidget(self.said)
        self.column.addWidget(self.curves, 1)
        self.setFocusProxy(self.strength.slider)
        self.strength.wanted.connect(self._hold)
        session.config_changed.connect(self._follow)
        Offered(session, Capability.TUNE, self.strength)

    # --- what is shown ---

    @Slot()
    def redraw(self) -> None:
        """Draw the Frame again."""
        if self.frame is None:
            return
        record = self.recurrence(self.frame)
        self.record = record if record is not None and record.flow is not None else None
        if self.record is None or self.record.flow is None:
            self.show_nothing(self._why(record))
            return
        self.show_body()
        flow = self.record.flow
        self.verdict = verdict(flow, self.record.reverse)
        self.strength.show_values(self.session.config.singular_value, flow.singular_value)
        self._say()
        symbols = self.frame.sequences.get(self.record.axis, ())
        self.show_curves(self._curves(self.record), symbols, self.session.cursor.timestep(self.record.axis))
        until, last = self.verdict.until, len(flow.last) - 1
        at = None if until is None else until if self.record.reverse else last - until
        self.curves.mark_crossing(at, COLOURS[self.verdict.fate])
        self.set_subtitle(self._summary(self.record))

    @staticmethod
    def _why(record: Recurrence | None) -> str:
        if record is None:
            return translate("panels", NO_RECURRENCE)
        return translate("panels", "The Jacobian of this cell is not known.")

    def _curves(self, record: Recurrence) -> list[Curve]:
        flow = record.flow
        assert flow is not None
        end = "0" if record.reverse else "T"
        found = [
            Curve(f"‖∂h({end})/∂h(t)‖", flow.products, "accent", width=2.0),
            # They are one where there is no loss before the end: then the thin one lies on the thick one.
            Curve("‖∂L/∂h(t)‖", _total(record), "bar", width=5.0),
            Curve(f"‖∂L_{end}/∂h(t)‖", flow.last, "positive", width=1.6),
        ]
        if not record.gates:
            found.append(Curve(translate("panels", "bound (σ_max·max|φ′|)ⁿ"), flow.bounds, "muted", dashed=True))
        return found

    def _say(self) -> None:
        assert self.verdict is not None
        texts = [self._refusal] if self._refusal else [sentence(self.verdict), shortly(self.verdict)]
        room = self.height() - self.look.px(CURVES)
        fitting = [text for text in texts if self._lines_of(text) <= room]
        if len(fitting) > 1 and self._lines_of(fitting[0]) > self.height() / SHARE:
            del fitting[0]
        self.said.setText(fitting[0] if fitting else texts[-1])
        self.said.setVisible(bool(fitting))
        colour = getattr(self.look.theme, "warning" if self._refusal else COLOURS[self.verdict.fate])
        ruled(self.said, f"color: {colour}; font-weight: 600;")

    def _lines_of(self, text: str) -> int:
        """Return the height that a text needs, in px."""
        width = max(self.width() - self.look.px(16), 1)
        return self.said.fontMetrics().boundingRect(0, 0, width, 9999, Qt.TextFlag.TextWordWrap, text).height()

    def _summary(self, record: Recurrence) -> str:
        flow = record.flow
        assert flow is not None
        if record.gates:
            return translate("panels", "gated: the state has a path of its own beside the matrices")
        return translate("panels", "σ_max · max|φ′| = {product} a timestep at most").format(
            product=number(flow.singular_value * flow.slope, signed=False)
        )

    def show_cursor(self) -> None:
        """Mark the timestep."""
        if self.record is not None:
            self.curves.mark(self.session.cursor.timestep(self.record.axis))

    @override
    def restyle(self) -> None:
        self.row.setSpacing(self.look.px(8))
        self.row.setContentsMargins(self.look.px(6), 0, self.look.px(6), 0)
        self.said.setFont(self.look.font(1.1, bold=True))
        self.said.setContentsMargins(self.look.px(6), 0, self.look.px(6), 0)
        for part in (self.layers, self.strength, self.empty, self.curves):
            part.restyle()
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the curves what room there is."""
        super().resizeEvent(event)
        if self.verdict is not None:
            self._say()

    # --- what is done ---

    @Slot(float)
    def _hold(self, value: float) -> None:
        self._refusal = ""
        try:
            self.session.set_live(singular_value=value)
        except Refused as refused:
            self._refusal = say(refused.sentence)
            self.redraw()

    @Slot(object)
    def _follow(self, config: RunConfig) -> None:
        measured = self.record.flow.singular_value if self.record is not None and self.record.flow else math.nan
        self.strength.show_values(config.singular_value, measured)

    @Slot(object)
    def forget(self, built: object) -> None:
        """Wait for the first picture of another model."""
        self.verdict = None
        super().forget(built)

    def choose(self, option: str, value: object) -> None:
        """Set "singular_value": at which the largest one of W_hh is held; 0 or "free": it is not."""
        if option != "singular_value":
            super().choose(option, value)
        self.session.set_live(singular_value=0.0 if value == "free" else value)

    # --- in words and numbers ---

    def numbers(self) -> Mapping[str, Array]:
        """Return the curves, (timestep,), and what the verdict says, as single numbers.

        `left`: the share of itself that the last timestep's gradient still is; `timesteps_until`: from the end until
        it has vanished or exploded, NaN if neither.
        """
        if self.record is None or self.record.flow is None or self.verdict is None:
            return {}
        flow, until = self.record.flow, self.verdict.until
        found: dict[str, Array] = {
            "gradient_norm": _total(self.record),
            "last_gradient_norm": flow.last,
            "jacobian_product": flow.products,
            "left": left_of_itself(flow, self.record.reverse),
            "timesteps_until": np.array(math.nan if until is None else until),
            "singular_value": np.array(flow.singular_value),
            "held_at": np.array(self.session.config.singular_value),
            "slope": np.array(flow.slope),
        }
        return found if self.record.gates else {**found, "bound": flow.bounds}

    def describe(self) -> str:
        """Say what becomes of the gradient."""
        if self.verdict is None or self.record is None or self.record.flow is None:
            return self.empty.text()
        strength = translate("panels", "The largest singular value of W_hh is {value}.").format(
            value=number(self.record.flow.singular_value, signed=False)
        )
        return f"{strength} {sentence(self.verdict)}"


def _total(record: Recurrence) -> Array:
    assert record.dh is not None
    with np.errstate(all="ignore"):
        return np.asarray(np.sqrt(np.square(record.dh.astype(np.float64)).sum(axis=1)))


def sentence(found: Verdict) -> str:
    """Say what becomes of a gradient, with its numbers."""
    said = {
        Fate.VANISHING: translate(
            "panels",
            "Vanishing: a gradient born at the last timestep is {left} of itself {looked} timesteps earlier. "
            "After {until} it is below a thousandth.",
        ),
        Fate.EXPLODING: translate(
            "panels",
            "Exploding: a gradient born at the last timestep is {left} times itself {looked} timesteps earlier. "
            "After {until} it is above a thousandfold.",
        ),
        Fate.ARRIVING: translate(
            "panels",
            "Neither vanishing nor exploding: a gradient born at the last timestep is {left} of itself {looked} "
            "timesteps earlier.",
        ),
        Fate.NOT_A_NUMBER: translate("panels", "The gradient is not a number: nothing can be said of its way back."),
        Fate.UNKNOWN: translate("panels", "At the last timestep there is no gradient to be followed."),
    }[found.fate]
    return said.format(left=number(found.left, signed=False), looked=found.looked, until=found.until)


def shortly(found: Verdict) -> str:
    """Say the same where there is little room."""
    soon = found.until == 1
    said = {
        Fate.VANISHING: translate("panels", "Vanishing: below 1/1000 after one timestep")
        if soon
        else translate("panels", "Vanishing: below 1/1000 after {until} timesteps"),
        Fate.EXPLODING: translate("panels", "Exploding: above 1000 after one timestep")
        if soon
        else translate("panels", "Exploding: above 1000 after {until} timesteps"),
        Fate.ARRIVING: translate("panels", "Neither vanishing nor exploding"),
        Fate.NOT_A_NUMBER: translate("panels", "The gradient is not a number"),
        Fate.UNKNOWN: translate("panels", "No gradient at the last timestep"),
    }[found.fate]
    return said.format(until=found.until)


PANEL = Panel(
    key="flow",
    title=QT_TRANSLATE_NOOP("panels", "Gradient flow"),
    shortcut="Ctrl+Alt+8",
    area=Area.TOP_LEFT,
    order=20,
    wants=frozenset({Want.GATES, Want.GRADIENTS, Want.FLOW}),
    make=FlowView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "How far back a gradient gets: it passes through W_hh once a timestep. Move the slider."
    ),
    per_second=3.0,
    compared=Compared.EACH,
    live=True,
)
