"""What follows from edits, as a small table: each quantity as it is, and as it would be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.sentences import translate

ROWS = 4
FEWEST = 2  # that are shown where there is little room


class ConsequenceTable(Restyled, QWidget):
    """Rows of three cells: the name, the value as it is, the value under the edits."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._cells = [[muted() if column == 0 else ElidedLabel() for column in range(3)] for _ in range(ROWS)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        for column, words in ((1, translate("panels", "as it is")), (2, translate("panels", "what if"))):
            grid.addWidget(muted(words), 0, column)
            grid.setColumnStretch(column, 1)
        for row, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                grid.addWidget(cell, row + 1, column)

    def write(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Fill the rows from the top; those that are left over are empty."""
        for cells, row in zip(self._cells, [*rows, *[("", "", "")] * ROWS], strict=False):
            for cell, text in zip(cells, row, strict=True):
                if cell.text() != text:
                    cell.setText(text)

    def shorten(self, short: bool) -> None:
        """Show the first rows alone, or all."""
        for cells in self._cells[FEWEST:]:
            for cell in cells:
                cell.setHidden(short)

    @override
    def restyle(self) -> None:
        for cells in self._cells:
            for cell in cells[1:]:
                cell.setFont(self._look.mono(0.9))
