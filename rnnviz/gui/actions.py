"""From the table of entries to Qt's actions and menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from rnnviz.gui.entries import ENTRIES, MENUS
from rnnviz.gui.language import translate


def make_actions(window: QMainWindow, *others: QObject) -> Mapping[str, QAction]:
    """Make every action of the table; each calls the method of its name, of the window or of another."""
    made: dict[str, QAction] = {}
    for entry in ENTRIES:
        action = QAction(translate("actions", entry.text), window)
        action.setObjectName(entry.key)
        if entry.short:
            action.setIconText(translate("actions", entry.short))
        action.setShortcuts(_shortcuts(entry.shortcut))
        action.setCheckable(entry.checkable)
        doer = next(each for each in (window, *others) if hasattr(each, entry.key))
        action.triggered.connect(getattr(doer, entry.key))
        plain = action.text().replace("&", "").rstrip(".")
        words = translate("actions", entry.help) if entry.help else plain
        action.setToolTip(f"{words}  ({entry.shortcut})")
        action.setStatusTip("")
        made[entry.key] = action
        window.addAction(action)
    return made


# "+" needs Shift on most keyboards, or is "=" on some; brackets are hard to type on many.
_ALSO = {"Ctrl++": ("Ctrl+=",), "[": ("Alt+Left",), "]": ("Alt+Right",)}


def _shortcuts(text: str) -> list[QKeySequence]:
    return [QKeySequence(key) for key in (text, *_ALSO.get(text, ()))]


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction], panels: Sequence[QAction]) -> None:
    """Fill the menu bar."""
    bar = window.menuBar()
    menus = {key: bar.addMenu(translate("actions", title)) for key, title in MENUS.items()}
    for entry in ENTRIES:
        if entry.separated:
            menus[entry.menu].addSeparator()
        menus[entry.menu].addAction(actions[entry.key])
    menus["panels"].addActions(panels)
