"""A number for each answer: the raised hands of a class, typed instead of pressed one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rnnviz.explain.numerals import Range
from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.gui.workbench.lesson.question import MOST_VOTES
from rnnviz.sentences import translate


class VoteFields(QWidget):
    """Hidden until it is asked for; Return goes to the next field, and after the last one takes all."""

    entered = Signal(object)  # list of int: the votes of each answer

    def __init__(self, answers: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = [WholeField(Range(0, MOST_VOTES), step=None) for _ in range(answers)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for k, field in enumerate(self.fields):
            name = translate("lessons", "Votes for {k}").format(k=k + 1)
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.entered.connect(self._go_on)
            label: QLabel = muted(f"{k + 1}")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 1)
        self.hide()

    def ask(self, votes: Sequence[int]) -> None:
        """Show the votes of each answer, and type over the first."""
        for field, value in zip(self.fields, votes, strict=True):
            field.setValue(value)
        self.show()
        self._go_to(0)

    def _go_to(self, place: int) -> None:
        self.fields[place].setFocus(Qt.FocusReason.TabFocusReason)
        self.fields[place].selectAll()

    @Slot()
    def _go_on(self) -> None:
        place = next((k for k, field in enumerate(self.fields) if field is self.sender()), 0)
        if place + 1 < len(self.fields):
            self._go_to(place + 1)
        elif all(field.commit() for field in self.fields):
            self.hide()
            self.entered.emit([field.value() for field in self.fields])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
