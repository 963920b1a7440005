"""From the table of entries to Qt's actions and menus."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from rnnviz.gui.entries import ENTRIES, MENUS, WITHIN
from rnnviz.gui.language import translate


def make_actions(window: QMainWindow, *others: QObject) -> Mapping[str, QAction]:
    """Make every action of the table; each calls the method of its name, of the window or of another."""
    made: dict[str, QAction] = {}
    for entry in ENTRIES:
        action = QAction(window)
        action.setObjectName(entry.key)
        action.setShortcuts(_shortcuts(entry.shortcut))
        action.setCheckable(entry.checkable)
        action.setAutoRepeat(entry.repeats)
        doer = next(each for each in (window, *others) if hasattr(each, entry.key))
        action.triggered.connect(getattr(doer, entry.key))
        made[entry.key] = action
        window.addAction(action)
    say_actions(made)
    return made


def say_actions(actions: Mapping[str, QAction]) -> None:
    """Give every action its words in the language in force."""
    for entry in ENTRIES:
        action = actions[entry.key]
        action.setText(translate("actions", entry.text))
        if entry.short:
            action.setIconText(translate("actions", entry.short))
        plain = action.text().replace("&", "").rstrip(".")
        words = translate("actions", entry.help) if entry.help else plain
        action.setToolTip(f"{words}  ({entry.shortcut})")
        action.setStatusTip("")


# "+" needs Shift on most keyboards, or is "=" on some; brackets are hard to type on many.
_ALSO = {"Ctrl++": ("Ctrl+=",), "[": ("Alt+Left",), "]": ("Alt+Right",)}


def _shortcuts(text: str) -> list[QKeySequence]:
    return [QKeySequence(key) for key in (text, *_ALSO.get(text, ()))]


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction]) -> Mapping[str, QMenu]:
    """Fill the menu bar; return every menu by its key. That of the panels is filled by whoever makes them."""
    menus = {key: QMenu(window) if key in WITHIN else window.menuBar().addMenu("") for key in MENUS}
    for entry in ENTRIES:
        if entry.separated:
            menus[entry.menu].addSeparator()
        menus[entry.menu].addAction(actions[entry.key])
    for key, outer in WITHIN.items():
        menus[outer].addMenu(menus[key])
    say_menus(menus)
    return menus


def say_menus(menus: Mapping[str, QMenu]) -> None:
    """Give every menu its title in the language in force."""
    for key, menu in menus.items():
        menu.setTitle(translate("actions", MENUS[key]))
