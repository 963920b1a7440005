"""What the Language menu does: everything is said in another language, and learning goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from rnnviz.gui.language import language, languages, speak
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import LANGUAGE


class Speaking(QObject):
    """An entry for each language, called what it calls itself; the choice is remembered."""

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._group = QActionGroup(self)
        for code, name in languages().items():
            action = QAction(name, self._group, checkable=True)
            action.setData(code)
        self._group.triggered.connect(self._choose)
        self.mark()

    def offer(self, menu: QMenu) -> None:
        """Put the entries first in a menu."""
        there = menu.actions()
        menu.insertActions(there[0], self._group.actions()) if there else menu.addActions(self._group.actions())

    def mark(self) -> None:
        """Check the entry of the language in force."""
        for action in self._group.actions():
            action.setChecked(action.data() == language())

    @Slot()
    def next_language(self) -> None:
        """Change to the next language."""
        codes = list(languages())
        self.choose(codes[(codes.index(language()) + 1) % len(codes)])

    def choose(self, code: str) -> None:
        """Speak another language, also from the next start on."""
        if code != language():
            speak(code)
            self._preferences.put(LANGUAGE, code)
        self.mark()

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.choose(action.data())
