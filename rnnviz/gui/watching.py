"""How often is looked, what it may cost, and at what: only at the panels that can be seen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from rnnviz.engine.commands import Watch
from rnnviz.gui.language import translate
from rnnviz.gui.numerals import Range
from rnnviz.gui.panels import Panel
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import BUDGET_PERCENT, FRAMES_PER_SECOND, HISTORY_MB, MB
from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.probe.frame import Want


def watch_for(seen: Iterable[Panel], frames_per_second: float, budget: float) -> Watch:
    """Return what the worker must look at for some panels: all that one wants at once, no oftener than it paints."""
    rates: dict[frozenset[Want], float] = {}
    for panel in seen:
        if panel.wants:
            rates[panel.wants] = max(rates.get(panel.wants, 0.0), panel.per_second)
    return Watch(rates, frames_per_second, budget)


class WatchSettings(QWidget):
    """Frame rate, budget and memory for the past, changed while it runs."""

    changed = Signal()
    history_changed = Signal(int)  # the memory limit of the snapshots, in bytes; 0: none are kept

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._rate = self._box(1, 60, " /s", preferences.get(FRAMES_PER_SECOND))
        self._budget = self._box(1, 90, " %", preferences.get(BUDGET_PERCENT))
        self._memory = WholeField(Range(0, 1 << 16), step=None)
        self._memory.setValue(self._asked_for())
        self._memory.valueChanged.connect(self._remember)
        self._granted = self._memory.value()
        form = QFormLayout(self)
        form.setContentsMargins(12, 4, 12, 8)
        self._labels = [self._row(form, box) for box in (self._rate, self._budget, self._memory)]
        self._say()

    def _row(self, form: QFormLayout, box: WholeField) -> QLabel:
        label = muted()
        label.setBuddy(box)
        form.addRow(label, box)
        return label

    def _say(self) -> None:
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

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    @property
    def frames_per_second(self) -> float:
        """The most pictures a second."""
        return float(self._rate.value())

    @property
    def budget(self) -> float:
        """The share of the time that watching may take, in (0, 1)."""
        return self._budget.value() / 100.0

    @property
    def history(self) -> int:
        """The memory limit of the snapshots, in bytes; 0: none are kept."""
        return self._memory.value() * MB

    @Slot()
    def refuse_history(self) -> None:
        """Say the limit before again: the last one was refused."""
        with QSignalBlocker(self._memory):
            self._memory.setValue(self._granted)
        self._preferences.put(HISTORY_MB, self._granted)

    def set_budget(self, share: float) -> None:
        """Change the budget."""
        self._budget.setValue(round(100 * share))

    def _box(self, low: int, high: int, suffix: str, value: int) -> WholeField:
        box = WholeField(Range(low, high))
        box.set_words(suffix=suffix)
        box.setValue(value)
        box.valueChanged.connect(self._tell)
        return box

    def _asked_for(self) -> int:
        return self._preferences.get(HISTORY_MB)

    @Slot()
    def _remember(self) -> None:
        self._granted = self._asked_for()
        self._preferences.put(HISTORY_MB, self._memory.value())
        self.history_changed.emit(self.history)

    @Slot()
    def _tell(self) -> None:
        self._preferences.put(FRAMES_PER_SECOND, self._rate.value())
        self._preferences.put(BUDGET_PERCENT, self._budget.value())
        self.changed.emit()
