"""Which layer and direction is shown, chosen in one panel for all of a session."""

from __future__ import annotations

from PySide6.QtCore import Slot

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.workbench.cursor import Cursor, RecurrenceKey
from rnnviz.probe.frame import Frame, Recurrence
from rnnviz.sentences import translate


class RecurrenceChooser(Chooser):
    """Which layer and direction is shown, in every panel."""

    def __init__(self, look: Look, cursor: Cursor) -> None:
        super().__init__(look, translate("panels", "Layer and direction"))
        self._cursor = cursor
        self._offered: list[tuple[RecurrenceKey, str]] = []
        self.picked.connect(self._select)
        cursor.selected.connect(self._selected)

    def offer_frame(self, frame: Frame) -> None:
        """Offer the recurrences of a Frame."""
        offered = [(r.key, r.title) for r in frame.recurrences]
        if offered == self._offered:
            return
        self._offered = offered
        calls = {r.call for r in frame.recurrences}
        self.offer([(r.key, _title(r, len(calls) > 1)) for r in frame.recurrences])
        self._selected()

    @Slot(object)
    def _select(self, key: RecurrenceKey) -> None:
        self._cursor.select(key)

    @Slot()
    def _selected(self) -> None:
        if self.key != self._cursor.recurrence:
            self.choose(self._cursor.recurrence)


def _title(record: Recurrence, many_calls: bool) -> str:
    if not many_calls:
        return record.title
    call = translate("panels", "call {number}").format(number=record.call + 1)
    return f"{record.title} · {call}"
