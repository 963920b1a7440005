"""A heatmap over time of one recurrence: what hidden state, gates and behaviour share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from rnnviz.explain.prediction import resting_timestep
from rnnviz.gui.views.recurrence_view import RecurrenceView
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.probe.frame import Frame, Recurrence

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class RecurrenceHeatmap(RecurrenceView):
    """A heatmap of units times timesteps of the selected recurrence. A subclass says what is in it."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._resting: int | None = None
        self.heatmap = Heatmap(look)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.layers)
        self.bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.bar)
        column.addWidget(self.heatmap, 1)
        column.addWidget(self.empty, 1)
        self.heatmap.hide()
        self.setFocusProxy(self.heatmap)
        self.heatmap.pointed.connect(self.point_cell)
        self.heatmap.chosen.connect(self.pin_cell)
        self.heatmap.extended.connect(self.extend_to_cell)

    def reason(self, frame: Frame, record: Recurrence | None) -> str:
        """Say why there is nothing to show; empty: there is something."""
        raise NotImplementedError

    def row_names(self, record: Recurrence) -> Sequence[str]:
        """Return what the rows are called; empty: they are numbered."""
        del record
        return ()

    def draw(self, frame: Frame, record: Recurrence) -> None:
        """Hand the values to the heatmap."""
        raise NotImplementedError

    @Slot()
    def redraw(self) -> None:
        """Draw the Frame again: something was chosen."""
        if self.frame is None:
            return
        self.record = self.recurrence(self.frame)
        why = self.reason(self.frame, self.record)
        self.empty.say(why)
        if self.heatmap.isHidden() is not bool(why):
            self.heatmap.setVisible(not why)
            self.empty.setVisible(bool(why))
        if why or self.record is None:
            self.set_subtitle("")
            return
        self.heatmap.set_symbols(self.frame.sequences.get(self.record.axis, ()), self.row_names(self.record))
        self.draw(self.frame, self.record)
        self._resting = resting_timestep(self.frame, self.record, self._resting)
        self.show_cursor()

    def show_cursor(self) -> None:
        """Mark the timestep and the unit."""
        if self.record is not None:
            cursor = self.session.cursor
            self.heatmap.mark(cursor.timestep(self.record.axis), self.marked_row(cursor.unit), self._resting)
            self.heatmap.mark_span(cursor.span(self.record.axis))

    def marked_row(self, unit: int | None) -> int | None:
        """Return the row that stands for a unit."""
        return unit

    @override
    def restyle(self) -> None:
        self.bar.setSpacing(self.look.px(6))
        self.bar.setContentsMargins(self.look.px(4), 0, self.look.px(4), 0)
        for chooser in self.choosers():
            chooser.restyle()
        self.empty.restyle()
        self.heatmap.restyle()

    def choosers(self) -> Iterator[Chooser]:
        """Yield the combo boxes above the picture."""
        for index in range(self.bar.count()):
            item = self.bar.itemAt(index)
            widget = item.widget() if item is not None else None
            if isinstance(widget, Chooser):
                yield widget
