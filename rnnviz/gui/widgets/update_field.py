"""A small field over the timeline: the update to go to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.numerals import Range
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.sentences import translate


class UpdateField(QFrame):
    """Asks for a number; Enter goes there, Escape lets it be. What is out of range is refused in a sentence."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("past")  # the same frame as what else speaks of another update
        self.field = WholeField(Range(0, 0))
        self.field.setAccessibleName(translate("panels", "Go to update"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(muted(translate("panels", "Go to update")))
        row.addWidget(self.field)
        self.field.entered.connect(self._go)
        self.hide()

    def ask(self, first: int, last: int, now: int) -> None:
        """Show it for a run that has these updates; what stands in it is replaced by typing."""
        self.field.set_range(Range(first, last))
        self.field.setValue(now)
        self.adjustSize()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot()
    def _go(self) -> None:
        update = self.field.value()
        self.hide()
        if update is not None:
            self.chosen.emit(update)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
