"""The menu of recent runs: a line each, the first one with the key that brings it back."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from rnnviz.explain.number import grouped
from rnnviz.gui.shell.recent_menu import RecentMenu
from rnnviz.gui.style.theme import Look
from rnnviz.sessions.store import Card, Entry


class Kept:
    """Stands for what keeps runs."""

    def __init__(self, *titles):
        curve = np.arange(18.0).reshape(3, 6)
        self.entries = [Entry(f"key {title}", Card(title, 1200, 0.5, 0.0), curve) for title in titles]
        self.opened = []

    def recent(self, most):
        return self.entries[:most]

    def open_recent(self, keys):
        self.opened.append(keys)


def test_each_recent_run_is_one_line_and_the_first_has_the_key(qapp):
    menu, back, kept = QMenu(), QAction(), Kept("this & that", "another")
    back.setShortcut("Ctrl+Z")
    made = RecentMenu(kept, menu, Look(), back)
    menu.aboutToShow.emit()
    first, second = menu.actions()
    assert first.text().startswith("this && that, ")
    assert first.text().endswith("\tCtrl+Z")
    assert "\t" not in second.text()
    assert grouped(1200) in first.text()
    assert not first.icon().isNull()
    second.trigger()
    assert kept.opened == [("key another",)]
    made.deleteLater()
    menu.deleteLater()


def test_where_there_is_none_it_is_said(qapp):
    menu, back = QMenu(), QAction()
    made = RecentMenu(Kept(), menu, Look(), back)
    menu.aboutToShow.emit()
    (only,) = menu.actions()
    assert not only.isEnabled()
    made.deleteLater()
    menu.deleteLater()
