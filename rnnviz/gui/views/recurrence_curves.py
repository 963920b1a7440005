"""Curves over the timesteps of one recurrence, and a sentence about them: what gradient flow and highway share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from rnnviz.engine.messages import Phase
from rnnviz.gui.views.recurrence_view import RecurrenceView
from rnnviz.gui.widgets.gradient_flow_plot import Curve, GradientFlowPlot
from rnnviz.gui.widgets.named import named
from rnnviz.probe.frame import Array
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class RecurrenceCurves(RecurrenceView):
    """A column with a row at its top, to be filled by a subclass; in its place a sentence while there is nothing."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.said = named(QLabel(wordWrap=True), "caption")
        self.curves = GradientFlowPlot(look, steady=True)
        body = QWidget()
        self.row = QHBoxLayout()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self.column.addLayout(self.row)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)
        self.curves.pointed.connect(self.point)
        self.curves.chosen.connect(self.pin)
        session.cursor.selected.connect(self.redraw)
        session.built.connect(self.forget)

    def show_body(self) -> None:
        """Show the column."""
        self._stack.setCurrentIndex(1)

    def show_curves(
        self, curves: Sequence[Curve], symbols: Sequence[str], marked: int | None, behind: Array | None = None
    ) -> None:
        """Draw other curves; a run that stands goes by leaps, so that an axis kept for its last place is half empty."""
        self.curves.keep_axis(self.session.phase is Phase.RUNNING)
        self.curves.show_curves(curves, symbols, marked, behind)

    def show_nothing(self, why: str) -> None:
        """Say why there is nothing."""
        self._stack.setCurrentIndex(0)
        self.empty.say(why)
        self.set_subtitle("")

    @Slot(object)
    def forget(self, _built: object) -> None:
        """Wait for the first picture of another model."""
        self.frame = self.record = None
        self.show_nothing(translate("panels", "Waiting for the first picture."))
