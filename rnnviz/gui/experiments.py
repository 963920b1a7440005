"""The list of experiments, and what the chosen one is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rnnviz.engine.presets import Preset
from rnnviz.gui.widgets.named import hint


def in_language(texts: Mapping[str, str]) -> str:
    """Return a preset's text in the user's language, or in English."""
    name = QLocale().name()
    return texts.get(name) or texts.get(name.split("_")[0]) or texts["en"]


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
            item = QListWidgetItem(in_language(preset.title), self._list)
            item.setData(Qt.ItemDataRole.UserRole, preset)
            item.setToolTip(in_language(preset.summary))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._summary)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        self._current: Preset | None = None

    @property
    def title(self) -> str:
        """The title of the one that runs."""
        return in_language(self._current.title) if self._current else ""

    def select(self, preset: Preset | None) -> None:
        """Mark a preset as the one that runs; None: what runs is none of them."""
        self._current = preset
        if preset is None:
            self._list.clearSelection()
            self._list.setCurrentRow(-1)
            self._summary.setText("")
            return
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole).key == preset.key:
                self._list.setCurrentRow(row)
        self._summary.setText(in_language(preset.summary))

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        preset = item.data(Qt.ItemDataRole.UserRole)
        self.select(preset)
        self.chosen.emit(preset)
