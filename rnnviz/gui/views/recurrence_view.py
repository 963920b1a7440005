"""What the panels of one recurrence share: the Frame, layer and direction, and what is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from rnnviz.gui.views.recurrence_chooser import RecurrenceChooser
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.frame import Frame, Recurrence
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class RecurrenceView(View):
    """Shows the selected recurrence. A subclass lays out its parts, and connects them."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.frame: Frame | None = None
        self.record: Recurrence | None = None  # the one on screen
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self.layers = RecurrenceChooser(look, session.cursor)

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame."""
        self.frame = frame
        self.layers.offer_frame(frame)
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw the Frame again: something was chosen."""
        raise NotImplementedError

    @Slot(object)
    def point(self, timestep: int | None) -> None:
        """Mark in every panel the timestep that the mouse is over; None: it is over none."""
        axis = self.record.axis if self.record is not None else ""
        self.session.cursor.hover(None if timestep is None else Place(axis, timestep))

    @Slot(int)
    def pin(self, timestep: int) -> None:
        """Pin a timestep in every panel."""
        if self.record is not None:
            self.session.cursor.pin(Place(self.record.axis, timestep))

    @Slot(object)
    def point_cell(self, cell: Cell | None) -> None:
        """Mark in every panel the timestep and the unit that the mouse is over; None: it is over none."""
        place = None if cell is None or self.record is None else Place(self.record.axis, cell.column, cell.row)
        self.session.cursor.hover(place)

    @Slot(object)
    def extend_to_cell(self, cell: Cell) -> None:
        """Have every panel keep to the timesteps from the one that is held to another one."""
        if self.record is not None:
            self.session.cursor.extend(Place(self.record.axis, cell.column, cell.row))

    @Slot(object)
    def pin_cell(self, cell: Cell) -> None:
        """Pin a timestep and a unit in every panel."""
        if self.record is not None:
            self.session.cursor.pin(Place(self.record.axis, cell.column, cell.row))
