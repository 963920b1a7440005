"""How often is looked, what it may cost, and how much of the past is kept, as a form."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget
from typing_extensions import override

from rnnviz.explain.numerals import Range
from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.watch_wishes import WatchWishes
from rnnviz.sentences import translate


class WatchBox(Retranslated, QWidget):
    """Frame rate, budget and memory for the past, changed while it runs."""

    def __init__(self, wishes: WatchWishes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wishes = wishes
        self._rate, self._budget = WholeField(Range(1, 60)), WholeField(Range(1, 90))
        self._rate.set_words(suffix=" /s")
        self._budget.set_words(suffix=" %")
        self._memory = WholeField(Range(0, 1 << 16), step=None)
        form = QFormLayout(self)
        form.setContentsMargins(12, 4, 12, 8)
        self._labels = [self._row(form, box) for box in (self._rate, self._budget, self._memory)]
        self._rate.valueChanged.connect(wishes.set_frames_per_second)
        self._budget.valueChanged.connect(wishes.set_budget_percent)
        self._memory.valueChanged.connect(wishes.set_history_mb)
        wishes.changed.connect(self._follow)
        self.retranslate()
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show what is wished for now."""
        wishes = self._wishes
        for box, value in (
            (self._rate, wishes.frames_per_second),
            (self._budget, wishes.budget_percent),
            (self._memory, wishes.history_mb),
        ):
            if value != box.value():
                with QSignalBlocker(box):
                    box.setValue(value)

    def _row(self, form: QFormLayout, box: WholeField) -> QLabel:
        label = muted()
        label.setBuddy(box)
        form.addRow(label, box)
        return label

    @override
    def retranslate(self) -> None:
        words = (
            (translate("settings", "Pictures"), translate("settings", "At most so many a second")),
            (
                translate("settings", "Watching"),
                translate(
                    "settings", "Share of the time that watching may take from learning; the rate of pictures follows"
                ),
            ),
            (
                translate("settings", "History"),
                translate(
                    "settings",
                    "Memory for the past of the run, to which the timeline's line can be dragged; off: none is kept",
                ),
            ),
        )
        for label, (title, tip) in zip(self._labels, words, strict=True):
            label.setText(title)
            label.setToolTip(tip)
            label.buddy().setToolTip(tip)
            label.buddy().setAccessibleName(title)
        self._memory.set_words(suffix=" MB", special=(0, translate("settings", "off")))
