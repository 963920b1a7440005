"""The menu Language: an entry for each language, called what it calls itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from rnnviz.gui.language import languages
from rnnviz.gui.workbench.workbench import Workbench
from rnnviz.sentences import language


class LanguageMenu(QObject):
    """Its entries stand first in a menu; the one in force is checked."""

    def __init__(self, bench: Workbench, menu: QMenu) -> None:
        super().__init__(menu)
        self._bench = bench
        self._group = QActionGroup(self)
        for code, name in languages().items():
            action = QAction(name, self._group, checkable=True)
            action.setData(code)
        self._group.triggered.connect(self._choose)
        there = menu.actions()
        if there:
            menu.insertActions(there[0], self._group.actions())
        self.mark()

    def mark(self) -> None:
        """Check the entry of the language in force."""
        for action in self._group.actions():
            action.setChecked(action.data() == language())

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self._bench.speak(action.data())
        self.mark()
