"""What a panel's key and menu entry do: bring it into view, from wherever it is; hide it only if it is in view."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget

from rnnviz.gui.shell.on_screen import bring_within, within_reach


class RevealAction(QAction):
    """Shows a dock, or brings it in front of the others of its tab; a dock that is seen already is hidden."""

    def __init__(self, dock: QDockWidget, shortcut: str = "") -> None:
        super().__init__(dock.windowTitle(), dock)
        self._dock = dock
        self._seen = False
        self.setCheckable(True)
        self.setShortcut(shortcut)
        self.triggered.connect(self.reveal)
        dock.visibilityChanged.connect(self._follow)
        dock.windowTitleChanged.connect(self.setText)

    @Slot()
    def reveal(self) -> None:
        """Show, bring to the front, or back from where no mouse reaches it; hide what is in view."""
        away = self._dock.isFloating() and not within_reach(self._dock)
        if self._seen and not away:
            self._dock.hide()
        else:
            self._dock.show()
            self._dock.raise_()
            if away:
                bring_within(self._dock)
        self.setChecked(not self._dock.isHidden())

    @Slot(bool)
    def _follow(self, visible: bool) -> None:
        self._seen = visible
        self.setChecked(not self._dock.isHidden())
