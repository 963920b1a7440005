"""The list of experiments, and what the chosen one is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.gui.widgets.named import hint
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.experiments import Experiments
from rnnviz.sentences import language, translate


class _Marked(QListWidget):
    """A list in which the highlighted entry is the one that runs: keys move a frame, and the highlight stays."""

    def selectionCommand(
        self, _index: QModelIndex | QPersistentModelIndex, _event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Leave the highlight where it is, whatever is clicked or typed."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def mark(self, row: int | None) -> None:
        """Highlight an entry, or none, and begin there with the keys."""
        self.clearSelection()
        if row is None:
            self.selectionModel().clearCurrentIndex()
            return
        self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Come back to what runs."""
        super().focusOutEvent(event)
        marked = self.selectedIndexes()
        self.mark(marked[0].row() if marked else None)


class ExperimentList(Retranslated, QWidget):
    """Presets by title; the chosen one is described below. Enter or a click starts one."""

    def __init__(self, experiments: Experiments, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiments = experiments
        self._list = _Marked()
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._summary = hint()
        self._summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        for preset in experiments.presets:
            QListWidgetItem(self._list).setData(Qt.ItemDataRole.UserRole, preset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._summary)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._list.currentItemChanged.connect(self._describe)
        experiments.changed.connect(self._follow)
        self.retranslate()
        self._follow()

    @override
    def retranslate(self) -> None:
        for item in map(self._list.item, range(self._list.count())):
            preset = item.data(Qt.ItemDataRole.UserRole)
            item.setText(preset.said("title", language()))
            item.setToolTip(preset.said("summary", language()))
        self._describe(self._list.currentItem())

    @Slot(QListWidgetItem)
    def _describe(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        """Say what the entry is that the keys stand on: at first, and after them, the one that runs."""
        running = self._experiments.running
        preset = (None if item is None else item.data(Qt.ItemDataRole.UserRole)) or running
        said = "" if preset is None else preset.said("summary", language())
        runs = preset is not None and running is not None and preset.key == running.key
        changes = self._experiments.changes() if runs else ""
        if changes:  # what is said of the experiment need not hold of this run
            said = f"{said} {translate('window', 'This run has other settings: {changes}.').format(changes=changes)}"
        self._summary.setText(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the one that runs in view: a list that was high for a moment stands at its top."""
        super().resizeEvent(event)
        if self._list.currentItem() is not None:
            self._list.scrollToItem(self._list.currentItem())

    @Slot()
    def _follow(self) -> None:
        """Mark the preset that runs; none while a text of the user's does."""
        running = self._experiments.running
        keys = [each.key for each in self._experiments.presets]
        self._list.mark(keys.index(running.key) if running is not None and running.key in keys else None)
        self.retranslate()

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        self._experiments.start(item.data(Qt.ItemDataRole.UserRole))
