"""Unrolled network: one cell at every timestep, coloured by value going forward and by gradient going backward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.explain.captions import caption
from rnnviz.explain.unrolled import Block, Lane, unrolled
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.traced_sequence import counted, place
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.unrolled_view import UnrolledView
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.frame import Array
from rnnviz.probe.trace import TracePhase
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

_BEGIN = QT_TRANSLATE_NOOP("panels", "Pause (Space), then F11 steps into the update about to happen.")
_COMING = QT_TRANSLATE_NOOP("panels", "The update about to happen is being recorded ...")


class GraphView(View):
    """The network of the session's Trace, and the cursor on it."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._seen = False
        self._late = True  # the Trace has changed since it was drawn
        self.empty = Placeholder(look, translate("panels", _BEGIN))
        self.network = UnrolledView(look)
        self.words = named(ElidedLabel(), "muted")
        self._buttons = (
            self._button("−", translate("panels", "Zoom out (−)"), self._zoom_out),
            self._button("+", translate("panels", "Zoom in (+, or the wheel)"), self._zoom_in),
            self._button("⟷", translate("panels", "The whole sequence (0)"), self.network.show_all),
            self._button("▣", translate("panels", "The cell under the cursor (Enter)"), self.network.show_cell),
        )
        self.fold = button(
            translate("panels", "Fold"), translate("panels", "One cell with a loop, as before unrolling")
        )
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self.network.set_folded)
        self._lay_out()
        self.setFocusProxy(self.network)
        session.stepper.traced.connect(self._renew)
        session.stepper.moved.connect(self.show_cursor)
        session.stepper.counted.connect(self.show_cursor)
        self.network.chosen.connect(self._choose)
        self.network.pointed.connect(self._point)

    def _button(self, text: str, tip: str, act: object) -> QToolButton:
        made = named(button(text, tip), "flat")
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        body, bar = QWidget(), QHBoxLayout()
        bar.setContentsMargins(4, 0, 4, 0)
        bar.addWidget(self.words, 1)
        for each in (*self._buttons, self.fold):
            bar.addWidget(each)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.network, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)

    def see(self, visible: bool) -> None:
        """Look at the update about to happen only while it can be seen."""
        self._seen = visible
        self.session.stepper.watch(self, visible)
        self._draw()

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.words.setFont(self.look.font(0.9))
        self.network.redraw()

    @Slot()
    def _renew(self) -> None:
        self._late = True
        self._draw()

    def _draw(self) -> None:
        stepper = self.session.stepper
        if stepper.reading is None:
            self.empty.say(translate("panels", _COMING if stepper.waiting else _BEGIN))
            self._stack.setCurrentIndex(0)
            self.set_subtitle("")
        if not self._seen:
            return
        if self._late:
            self._late = False
            reading = stepper.reading
            self.network.show_network(None if reading is None else unrolled(reading), reading)
        if stepper.reading is not None:
            self._stack.setCurrentIndex(1)
            self.show_cursor()

    @Slot()
    def show_cursor(self) -> None:
        """Put the cursor where the stepper stands."""
        stepper = self.session.stepper
        if not self._seen or stepper.reading is None or stepper.operation is None:
            return
        self.network.show_place(stepper.operation, self.session.cursor.unit)
        self.words.setText(caption(stepper.reading, stepper.operation))
        self.set_subtitle(" · ".join((counted(stepper), self._colours(), self._whose())))

    def _colours(self) -> str:
        """Say what the colours are."""
        operation, unit = self.session.stepper.operation, self.session.cursor.unit
        if operation is not None and operation.phase not in (TracePhase.FORWARD, TracePhase.LOSS):
            return translate("panels", "norm of the gradient, log scale")
        if unit is None:
            return translate("panels", "size of the state (RMS)")
        return translate("panels", "unit {unit}").format(unit=unit)

    def _whose(self) -> str:
        """Say which sequence of the batch it is."""
        trace = self.session.stepper.trace
        return "" if trace is None else place(trace)

    @Slot(object)
    def _choose(self, node: tuple[Block, Lane, int]) -> None:
        """Go to the operation that made a node, or its gradient if one is in the backward phase."""
        _, lane, timestep = node
        stepper = self.session.stepper
        operation, trace = stepper.operation, stepper.trace
        if operation is None or trace is None:
            return
        backward = operation.phase not in (TracePhase.FORWARD, TracePhase.LOSS)
        if lane.recurrence is None:
            stepper.move_to(int((lane.backward if backward else lane.forward)[timestep]))
        else:
            phase = TracePhase.BACKWARD if backward else TracePhase.FORWARD
            name = lane.name if lane.passes_on else "a"
            stepper.go(phase, trace.recurrences[lane.recurrence], timestep, name)

    @Slot(object)
    def _point(self, place: tuple[str, int] | None) -> None:
        self.session.cursor.hover(None if place is None else Place(place[0], place[1]))

    @Slot()
    def _zoom_in(self) -> None:
        self.network.zoom(1.6)

    @Slot()
    def _zoom_out(self) -> None:
        self.network.zoom(1 / 1.6)

    @override
    def provenance(self) -> dict[str, Any]:
        """Return where it is from: the update that is stepped through, and its sequence."""
        trace, found = self.session.stepper.trace, super().provenance()
        if trace is not None:
            symbols = {axis: list(each) for axis, each in trace.sequences.items()}
            found |= {"update": trace.update, "sequence": trace.sequence, "symbols": symbols}
        return found

    def numbers(self) -> Mapping[str, Array]:
        """Return the shade of each node, and the norm of its gradient."""
        found: dict[str, Array] = {}
        network = self.network.network
        for block in network.blocks if network is not None else ():
            for lane in block.lanes:
                name = f"{block.name} {lane.name}{lane.layer + 1}{'←' if lane.reverse else ''}".strip()
                found[name] = np.asarray(lane.shades(self.session.cursor.unit)[0])
                if lane.gradients is not None:
                    found[f"∂L/∂ {name}"] = lane.gradients
        return found

    def describe(self) -> str:
        """Say where the cursor stands and what happens there."""
        if self._stack.currentIndex() == 0:
            return self.empty.text()
        return self.words.text()


PANEL = Panel(
    key="graph",
    title=QT_TRANSLATE_NOOP("panels", "Unrolled network"),
    shortcut="Shift+F12",
    area=Area.BOTTOM,
    order=10,
    needs=Capability.TRACE,
    wants=frozenset(),
    make=GraphView,
    hint=QT_TRANSLATE_NOOP("panels", "Unrolled in time: every column is one timestep of the cell."),
    live=True,
)
