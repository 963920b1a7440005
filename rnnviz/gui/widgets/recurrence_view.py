"""What the panels of one recurrence share: layer and direction, a heatmap over time, the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from rnnviz.gui.cursor import Place
from rnnviz.gui.language import translate
from rnnviz.gui.prediction import resting_timestep
from rnnviz.gui.view import View
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.widgets.chooser import Chooser, RecurrenceChooser
from rnnviz.gui.widgets.empty import Empty
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.probe.frame import Frame, Recurrence

if TYPE_CHECKING:
    from rnnviz.gui.bridge import Session
    from rnnviz.gui.theme import Look


class RecurrenceView(View):
    """A heatmap of units times timesteps of the selected recurrence. A subclass says what is in it."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.frame: Frame | None = None
        self.record: Recurrence | None = None
        self._resting: int | None = None
        self.heatmap = Heatmap(look)
        self.empty = Empty(look, translate("panels", "Waiting for the first picture."))
        self.layers = RecurrenceChooser(look, session.cursor)
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
        self.heatmap.pointed.connect(self._pointed)
        self.heatmap.chosen.connect(self._chosen)

    def reason(self, frame: Frame, record: Recurrence | None) -> str:
        """Say why there is nothing to show; empty: there is something."""
        raise NotImplementedError

    def draw(self, frame: Frame, record: Recurrence) -> None:
        """Hand the values to the heatmap."""
        raise NotImplementedError

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame."""
        self.frame = frame
        self.layers.offer_frame(frame)
        self.redraw()

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
        self.heatmap.set_symbols(self.frame.sequences.get(self.record.axis, ()))
        self.draw(self.frame, self.record)
        self._resting = resting_timestep(self.frame, self.record, self._resting)
        self.show_cursor()

    def show_cursor(self) -> None:
        """Mark the timestep and the unit."""
        if self.record is not None:
            cursor = self.session.cursor
            self.heatmap.mark(cursor.timestep(self.record.axis), cursor.unit, self._resting)

    def restyle(self) -> None:
        """Take over colours and sizes."""
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

    @Slot(object)
    def _pointed(self, cell: Cell | None) -> None:
        place = None if cell is None or self.record is None else Place(self.record.axis, cell.column, cell.row)
        self.session.cursor.hover(place)

    @Slot(object)
    def _chosen(self, cell: Cell) -> None:
        if self.record is not None:
            self.session.cursor.pin(Place(self.record.axis, cell.column, cell.row))
