"""The list of breakpoints: a row each, which can be switched on and off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from rnnviz.engine.breakpoints import Breakpoint, Known
from rnnviz.explain import breakpoint_words as quantities
from rnnviz.explain.number import grouped
from rnnviz.gui.style.theme import Look
from rnnviz.sentences import translate


class BreakpointList(QTreeWidget):
    """One row a breakpoint: whether it is on, its condition, how often it is evaluated."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("conditions")
        self.setAccessibleName(translate("panels", "Breakpoints"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Escape to the window; Space checks, whatever column is current."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and (item := self.currentItem()) is not None:
            on = item.checkState(0) is Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)

    def show_breakpoints(self, shown: Sequence[Breakpoint], there: Known) -> None:
        """Write every row, in place: a row that is just being switched must live on."""
        self.blockSignals(True)
        while self.topLevelItemCount() > len(shown):
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        while self.topLevelItemCount() < len(shown):
            QTreeWidgetItem(self)
        for row, each in enumerate(shown):
            self._write(self.topLevelItem(row), each, quantities.fault(each, there))
        if shown and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(len(shown) - 1, 0))
        self.blockSignals(False)

    def _write(self, item: QTreeWidgetItem | None, each: Breakpoint, wrong: quantities.Fault | None) -> None:
        """Write a row; what makes no sense for this model is muted, with the reason as its tip."""
        assert item is not None
        parts = [translate("panels", "every {n}").format(n=grouped(each.every))] if each.every > 1 else []
        often = ", ".join([*parts, *([translate("panels", "logs")] if each.logs else [])])
        item.setText(0, each.expression)
        item.setText(1, often if wrong is None else translate("panels", "other model"))
        item.setCheckState(0, Qt.CheckState.Checked if each.enabled else Qt.CheckState.Unchecked)
        item.setToolTip(0, "" if wrong is None else wrong.sentence)
        theme = self._look.theme
        item.setForeground(0, QColor(theme.text if wrong is None else theme.muted))
        item.setForeground(1, QColor(theme.muted))
