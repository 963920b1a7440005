"""A row of controls above a page that fits into its room: what the panels of small networks share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.fitting_area import FittingArea, FittingPage
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.probe.frame import Frame
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class FittingView(View):
    """In the place of both stands a sentence while there is nothing. A subclass fills the row, then calls `lay_out`."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.frame: Frame | None = None
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self.row = QHBoxLayout()
        self.second_row = QHBoxLayout()  # for what the first has no room for
        self._head = QWidget()

    def lay_out(self, page: FittingPage) -> None:
        """Put the row above the page; nothing is shown of them yet."""
        rows = QVBoxLayout(self._head)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addLayout(self.row)
        rows.addLayout(self.second_row)
        self._scroll = FittingArea(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.empty, 1)
        self.setFocusProxy(page)
        self._show_page(False)

    def show_page(self) -> None:
        """Show the row and the page."""
        self._show_page(True)

    def show_nothing(self, why: str) -> None:
        """Say why there is nothing."""
        self._show_page(False)
        self.empty.say(why)
        self.set_subtitle("")

    def _show_page(self, shown: bool) -> None:
        self._head.setVisible(shown)
        self._scroll.setVisible(shown)
        self.empty.setVisible(not shown)

    @property
    def axis(self) -> str:
        """The axis of the timesteps; empty: there is none yet."""
        return self.frame.recurrences[0].axis if self.frame is not None and self.frame.recurrences else ""
