"""A combo box above a picture: of whatever has a name and comes with each Frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.wheel import Combo


class Chooser(Restyled, Combo):
    """A combo box whose entries come with each Frame, rebuilt only when they differ; hidden if there is no choice."""

    picked = Signal(object)  # the key of the entry that the user took

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._entries: tuple[tuple[object, str], ...] = ()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(4)
        self.hide()
        self.activated.connect(self._activated)

    def offer(self, entries: Sequence[tuple[object, str]]) -> None:
        """Offer (key, label) pairs, and keep the choice if its key is still among them."""
        if tuple(entries) == self._entries:
            return
        key = self.key
        self._entries = tuple(entries)
        self.clear()
        self.addItems([label for _, label in entries])
        self.choose(key)
        self.setVisible(len(entries) > 1)

    def choose(self, key: object) -> None:
        """Show an entry as chosen; the first one if there is no such key."""
        keys = [k for k, _ in self._entries]
        self.setCurrentIndex(keys.index(key) if key in keys else 0)

    @Slot(object)
    def follow(self, key: object) -> None:
        """Choose what was chosen elsewhere, if it is offered here."""
        if key != self.key and key in [k for k, _ in self._entries]:
            self.choose(key)
            self.picked.emit(key)

    @property
    def key(self) -> object:
        """The key of the chosen entry; None if there is none."""
        index = self.currentIndex()
        return self._entries[index][0] if 0 <= index < len(self._entries) else None

    @override
    def restyle(self) -> None:
        self.setFont(self._look.font(0.9))

    @Slot(int)
    def _activated(self, index: int) -> None:
        self.picked.emit(self._entries[index][0])
