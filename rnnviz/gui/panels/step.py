"""Step: the operation that one stands on, its equation with numbers, what it was made from, how the gradient flows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.explain.annotated_trace import Reading
from rnnviz.explain.captions import caption
from rnnviz.explain.contributions import contributions
from rnnviz.explain.finiteness import states
from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.jacobian_products import FlowingBack
from rnnviz.explain.lecture import headline
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.operands import Picture, pictures
from rnnviz.explain.step_numbers import bound, lone, norms, ratios, without
from rnnviz.explain.trace_equations import call, equations
from rnnviz.explain.value_ranges import range_of
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.traced_sequence import TracedSequence, counted
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.addends import Addends
from rnnviz.gui.widgets.bands import Band, Cell
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.equation_lines import EquationLines
from rnnviz.gui.widgets.formulas import Formulas
from rnnviz.gui.widgets.gradient_flow_plot import Curve, GradientFlowPlot
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.named import named
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.scale import Kind, Scale, scale_in
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import Operation, TracePhase
from rnnviz.sentences import QT_TRANSLATE_NOOP, say, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

_BEGIN = QT_TRANSLATE_NOOP("panels", "Pause (Space), then F11 steps into the update about to happen.")
_COMING = QT_TRANSLATE_NOOP("panels", "The update about to happen is being recorded ...")
PHASES = {
    TracePhase.FORWARD: QT_TRANSLATE_NOOP("panels", "forward"),
    TracePhase.LOSS: QT_TRANSLATE_NOOP("panels", "loss"),
    TracePhase.BACKWARD: QT_TRANSLATE_NOOP("panels", "backward"),
    TracePhase.CLIPPING: QT_TRANSLATE_NOOP("panels", "clipping"),
    TracePhase.STEP: QT_TRANSLATE_NOOP("panels", "optimiser step"),
}
FORMULA = 1.3  # size of the letters of the lecture's equation
ROOM, LITTLE_ROOM, TALL = 5, 4, 380  # lines of equations; from how many px at 10 points there is room for all
WIDE = 430  # px at 10 points: a narrower panel leaves the Jacobian's picture out
SLICE = 0.004  # seconds of Jacobians between two events


class StepView(View):
    """The operation under the cursor of the session's stepper."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._seen = False
        self._drawn: tuple[object, ...] = ()  # what is on screen: the Trace, the operation, the unit
        self._pictures: list[Picture] = []
        self._drawn_pictures: list[Picture] = []  # those that are more than a number
        self._flows: dict[int, FlowingBack] = {}
        self.empty = Placeholder(look, translate("panels", _BEGIN))
        self.whose = TracedSequence(session.stepper, look)
        self.caption = named(QLabel(wordWrap=True), "caption")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.formula = Formulas(look, FORMULA)
        self.lines = EquationLines(look, ROOM)
        self.heatmap = Heatmap(look)
        self.addends = Addends(look)
        self.jacobian = Heatmap(look)
        self.flow = GradientFlowPlot(look)
        self.source = named(ElidedLabel(), "muted")
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._advance)
        self._lay_out()
        self._connect(session)

    def _lay_out(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.heatmap, 1)
        upper.addWidget(self.addends, 1)
        self._backward = QWidget()
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addWidget(self.jacobian, 1)
        lower.addWidget(self.flow, 2)
        self._backward.setLayout(lower)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(2)
        column.addWidget(self.whose)
        column.addWidget(self.formula)
        column.addWidget(self.caption)
        column.addWidget(self.lines)
        column.addLayout(upper, 3)
        column.addWidget(self._backward, 4)
        column.addWidget(self.source)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)
        self.heatmap.setAccessibleName(translate("panels", "Operands and result"))
        self.jacobian.setAccessibleName(translate("panels", "Jacobian of the timestep"))
        self.flow.setAccessibleName(translate("panels", "Gradient over time"))
        self._backward.hide()

    def _connect(self, session: Session) -> None:
        session.stepper.traced.connect(self._renew)
        session.stepper.moved.connect(self.redraw)
        session.stepper.counted.connect(self._renew)
        self.heatmap.pointed.connect(self._pointed)
        self.heatmap.chosen.connect(self._chosen)
        self.flow.chosen.connect(self._go_to_timestep)

    # --- when ---

    def see(self, visible: bool) -> None:
        """Look at the update about to happen only while it can be seen."""
        self._seen = visible
        self.session.stepper.watch(self, visible)
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room anew."""
        super().resizeEvent(event)
        self._drawn = ()
        self.redraw()

    def show_cursor(self) -> None:
        """Write about another unit."""
        self.redraw()

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.whose.restyle()
        self.caption.setFont(self.look.font(1.1))
        self.caption.setMinimumHeight(2 * self.caption.fontMetrics().lineSpacing())
        self.source.setFont(self.look.mono(0.9))
        for each in (self.heatmap, self.jacobian, self.flow):
            each.restyle()
        self.addends.update()
        self.formula.restyle()
        self.lines.restyle()
        self._drawn = ()
        self.redraw()

    @Slot()
    def _renew(self) -> None:
        self._flows.clear()
        self._timer.stop()
        self._drawn = ()
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw the operation that the cursor stands on, if it is not on screen already."""
        stepper = self.session.stepper
        reading, operation = stepper.reading, stepper.operation
        if reading is None or operation is None:
            self._timer.stop()
            self.empty.say(translate("panels", _COMING if stepper.waiting else _BEGIN))
            self._stack.setCurrentIndex(0)
            self.set_subtitle("")
            return
        self._stack.setCurrentIndex(1)
        key = (reading, operation.index, self.session.cursor.unit)
        if self._seen and key != self._drawn:
            self._drawn = key
            self._draw(reading, operation, self.session.cursor.unit)

    # --- what ---

    def _draw(self, reading: Reading, operation: Operation, unit: int | None) -> None:
        self._pictures = pictures(reading, operation)
        culprit = self.session.stepper.culprit
        here = culprit is not None and culprit.operation == operation.index
        self.caption.setText(say(culprit.sentence) if here and culprit is not None else caption(reading, operation))
        self.caption.setProperty("kind", "warning" if here else "")
        self.caption.style().polish(self.caption)
        faults = states(self._pictures, culprit if here else None)
        recurrence = reading.trace.recurrence(operation)
        self._draw_pictures("" if recurrence is None else recurrence.cell)
        self._mark(unit)
        self._draw_addends(reading, operation, unit)
        jacobian = self._draw_flow(reading, operation)
        board = headline(reading, operation)
        self.formula.setVisible(bool(board))
        self.formula.show_equations(board)
        numbers = [without(board, e) for e in (*equations(reading, operation, unit), *lone(self._pictures, board))]
        said = [*faults, *(e for e in numbers if e.steps), *jacobian]
        self.lines.show_equations(said, warning=here)
        low = self.height() < self.look.px(TALL)  # there every line counts; else nothing may jump
        self.lines.set_room(min(max(self.lines.needed, 1), LITTLE_ROOM) if low else ROOM)
        source = operation.source
        written = (call(reading.trace, operation), source.place, source.text) if source.file else ()
        self.source.setText("   ".join(part for part in written if part))
        self.set_subtitle(self._where(reading, operation, unit))

    def _where(self, reading: Reading, operation: Operation, unit: int | None) -> str:
        parts = [translate("panels", PHASES[operation.phase]), counted(self.session.stepper)]
        record = reading.recurrence(operation)
        if operation.timestep is not None and record is not None:
            symbol = reading.symbol(operation)
            parts.append(f"t = {operation.timestep}{f' “{symbol}”' if symbol else ''}")
            parts.append(record.title)
            parts.append(translate("panels", "unit {unit}").format(unit=unit or 0))
        name = f"∂L/∂{operation.name}" if operation.phase is TracePhase.BACKWARD else operation.name
        parts.append(name)
        return " · ".join(parts)

    def _draw_pictures(self, cell: str) -> None:
        fresh: dict[str, Scale] = {}  # gradients shrink by powers of ten: those of one timestep share a range
        self._drawn_pictures = [p for p in self._pictures if p.values.size > 1]  # one number is written, not drawn
        bands = [Band(p.title, "", self._scale_of(cell, p, fresh)) for p in self._drawn_pictures]
        self.heatmap.setVisible(bool(bands))
        self.heatmap.set_bands(bands)
        self.heatmap.set_symbols((), ("",) * max((len(p.values) for p in self._drawn_pictures), default=0))
        self.heatmap.show_values([p.values for p in self._drawn_pictures])

    def _scale_of(self, cell: str, picture: Picture, fresh: dict[str, Scale]) -> Scale:
        if held := range_of(cell, picture.kind):
            return self.scale(held, lambda: scale_in(held))
        return fresh.setdefault(picture.kind, Scale(Kind.SIGNED, None))

    def _mark(self, unit: int | None) -> None:
        drawn = self._drawn_pictures
        widths = {p.values.shape[1] for p in drawn}
        linked = unit is not None and len(widths) == 1 and all(p.along_units for p in drawn)
        self.heatmap.mark(unit if linked else None, None)

    def _draw_addends(self, reading: Reading, operation: Operation, unit: int | None) -> None:
        shown, signed = contributions(reading, operation, unit), True
        if operation.phase is TracePhase.CLIPPING:
            shown, signed = norms(reading), False
        elif operation.phase is TracePhase.STEP:
            shown, signed = ratios(reading), False
        self.addends.setVisible(bool(shown.title))
        self.addends.show_sum(shown, signed)

    def _draw_flow(self, reading: Reading, operation: Operation) -> list[Equation]:
        """Draw the Jacobian of the timestep and the curves, in the backward phase; return its norm as an equation."""
        inside = operation.phase is TracePhase.BACKWARD and operation.timestep is not None and bool(operation.equation)
        self._backward.setVisible(inside)
        if not inside or operation.recurrence is None or operation.timestep is None:
            self._timer.stop()
            return []
        index = operation.recurrence
        if index not in self._flows:
            self._flows[index] = FlowingBack(reading, index)
        flow = self._flows[index]
        if not flow.done:
            self._timer.start()
        self._draw_curves(reading, flow, operation)
        self.jacobian.setVisible(flow.chain.known and self.width() >= self.look.px(WIDE))
        if not flow.chain.known:
            return []
        matrix, norm = flow.step(operation.timestep), float(flow.norms[operation.timestep])
        self.jacobian.set_bands([Band("J", "", Scale(Kind.SIGNED, None))])
        self.jacobian.show_values([matrix])
        before = "t+1" if flow.chain.recurrence.reverse else f"t{MINUS}1"
        coming = np.isnan(norm) and not flow.done
        said = "…" if coming else number(norm, signed=False)
        return [Equation("‖J(t)‖₂", (f"‖∂h(t)/∂h({before})‖₂", said)), *bound(flow, operation.timestep)]

    def _draw_curves(self, reading: Reading, flow: FlowingBack, operation: Operation) -> None:
        norms = reading.gradient_norms(operation.recurrence or 0)
        curves = [] if norms is None else [Curve("‖∂L/∂h(t)‖", norms, "positive")]
        end = "0" if flow.chain.recurrence.reverse else "T"
        if flow.chain.known:
            curves.append(Curve(f"‖∂h({end})/∂h(t)‖", flow.products, "accent", coming=not flow.done))
        if np.isfinite(flow.bounds).any():
            curves.append(Curve(translate("panels", "bound (σ_max·max|φ′|)ⁿ"), flow.bounds, "muted", dashed=True))
        symbols = reading.trace.sequences.get(operation.axis, ())
        self.flow.show_curves(curves, symbols, operation.timestep)

    @property
    def computing(self) -> bool:
        """Whether something of what is on show is still being computed."""
        return self._timer.isActive()

    @Slot()
    def _advance(self) -> None:
        """Go on with the product of Jacobians, in small slices: the window stays quick."""
        stepper = self.session.stepper
        operation, reading = stepper.operation, stepper.reading
        if operation is None or reading is None or operation.recurrence not in self._flows or not self._seen:
            self._timer.stop()
            return
        flow = self._flows[operation.recurrence]
        flow.advance(SLICE)
        self._draw_curves(reading, flow, operation)
        if flow.done:
            self._timer.stop()
            self._drawn = ()
            self.redraw()

    # --- places ---

    @Slot(object)
    def _pointed(self, cell: Cell | None) -> None:
        self.session.cursor.hover(self._place(cell))

    @Slot(object)
    def _chosen(self, cell: Cell) -> None:
        place = self._place(cell)
        if place is not None:
            self.session.cursor.pin(place)

    def _place(self, cell: Cell | None) -> Place | None:
        operation = self.session.stepper.operation
        if cell is None or operation is None or operation.timestep is None or cell.band >= len(self._drawn_pictures):
            return None
        unit = cell.column if self._drawn_pictures[cell.band].along_units else None
        record = None if self.session.stepper.reading is None else self.session.stepper.reading.recurrence(operation)
        if unit is not None and record is not None:
            unit %= max(record.h.shape[1], 1)  # of what is stacked over gates
        return Place(operation.axis, operation.timestep, unit)

    @Slot(int)
    def _go_to_timestep(self, timestep: int) -> None:
        stepper = self.session.stepper
        operation, trace = stepper.operation, stepper.trace
        if operation is not None and trace is not None and operation.recurrence is not None:
            stepper.go(operation.phase, trace.recurrences[operation.recurrence], timestep)

    # --- in words and numbers ---

    def choose(self, option: str, value: object) -> None:
        """Set "sequence" (its place in the batch, from 0) or "everywhere" (whether every panel shows it)."""
        match option, value:
            case "sequence", int() if not isinstance(value, bool):
                self.session.stepper.choose_sequence(value)
            case "everywhere", bool():
                self.whose.everywhere.setChecked(value)
            case _:
                super().choose(option, value)

    @override
    def provenance(self) -> dict[str, Any]:
        """Return where it is from: the update that is stepped through, and its sequence."""
        trace, found = self.session.stepper.trace, super().provenance()
        if trace is not None:
            symbols = {axis: list(each) for axis, each in trace.sequences.items()}
            found |= {"update": trace.update, "sequence": trace.sequence, "symbols": symbols}
        return found

    def numbers(self) -> Mapping[str, Array]:
        """Return the operands and the result, and in the backward phase the curves."""
        if self._stack.currentIndex() == 0:
            return {}
        found = {p.title: p.values for p in self._pictures}
        if not self._backward.isHidden():
            found |= {c.name: np.asarray(c.values) for c in self.flow.curves}
        return found

    def describe(self) -> str:
        """Say what happens, and the equations."""
        if self._stack.currentIndex() == 0:
            return self.empty.text()
        return "\n".join(
            part
            for part in (
                self.subtitle,
                self.whose.sentence,
                self.formula.text if not self.formula.isHidden() else "",
                self.caption.text(),
                self.lines.text,
                self.source.text(),
            )
            if part
        )


PANEL = Panel(
    key="step",
    title=QT_TRANSLATE_NOOP("panels", "Step"),
    shortcut="F12",
    area=Area.SIDE_TOP,
    order=10,
    needs=Capability.TRACE,
    wants=frozenset(),
    make=StepView,
    hint=QT_TRANSLATE_NOOP("panels", "One operation of the next update: F11 goes on to the next, Ctrl+F11 goes back."),
    live=True,
)
