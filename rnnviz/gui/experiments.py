"""The list of experiments, and what the chosen one is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rnnviz.engine.presets import Preset
from rnnviz.gui.language import language
from rnnviz.gui.widgets.named import hint


class Experiments(QWidget):
    """Presets by title; the chosen one is described below. Enter or a click starts one."""

    chosen = Signal(object)  # Preset

    def __init__(self, presets: tuple[Preset, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QListWidget()
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._summary = hint()
        self._summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        for preset in presets:
            QListWidgetItem(self._list).setData(Qt.ItemDataRole.UserRole, preset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._summary)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._current: Preset | None = None
        self._say()

    def _say(self) -> None:
        for item in map(self._list.item, range(self._list.count())):
            preset = item.data(Qt.ItemDataRole.UserRole)
            item.setText(preset.said("title", language()))
            item.setToolTip(preset.said("summary", language()))
        self._summary.setText(self._current.said("summary", language()) if self._current else "")

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the one that runs in view: a list that was high for a moment stands at its top."""
        super().resizeEvent(event)
        if self._list.currentItem() is not None:
            self._list.scrollToItem(self._list.currentItem())

    @property
    def title(self) -> str:
        """The title of the one that runs."""
        return self._current.said("title", language()) if self._current else ""

    def select(self, preset: Preset | None) -> None:
        """Mark a preset as the one that runs; None: what runs is none of them."""
        self._current = preset
        self._say()
        if preset is None:
            self._list.clearSelection()
            self._list.setCurrentRow(-1)
            return
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole).key == preset.key:
                self._list.setCurrentRow(row)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        preset = item.data(Qt.ItemDataRole.UserRole)
        self.select(preset)
        self.chosen.emit(preset)
