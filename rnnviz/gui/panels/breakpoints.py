"""Breakpoints: conditions under which training freezes before the weights change."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedLayout,
    QToolButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.engine.capability import Capability
from rnnviz.engine.run_log import Entry
from rnnviz.explain import breakpoint_words as quantities
from rnnviz.explain.log_words import said
from rnnviz.explain.number import grouped
from rnnviz.explain.numerals import Range
from rnnviz.gui.preferences.declared import SELDOM
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.breakpoint_list import BreakpointList
from rnnviz.gui.widgets.condition_edit import ConditionEdit
from rnnviz.gui.widgets.named import button, hint, named
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.wheel import narrow_box
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

MOST_LOGGED = 500  # entries listed
_TYPING_MS = 350  # a pause in typing after which a fault is said


class BreakpointsView(View):
    """The list, and a line in which a condition is written or changed. Every change acts at once and is remembered."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._logged: tuple[Entry, ...] = ()  # on show
        self.changing: int | None = None  # the row that the line changes; None: it adds one
        self._make_parts()
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._connect()
        self._follow()

    def _make_parts(self) -> None:
        self.list = BreakpointList(self.look)
        self.edit = ConditionEdit(self.look)
        self.edit.setPlaceholderText(translate("panels", "loss > 3 and update > 100"))
        self.edit.setAccessibleName(translate("panels", "Condition"))
        self.every = WholeField(Range(1, SELDOM))
        self.every.set_words(prefix=translate("panels", "every "))
        self.every.setAccessibleName(translate("panels", "Evaluated every so many updates"))
        self.every.setToolTip(
            translate("panels", "Evaluated every so many updates; looking inside the network costs a picture each time")
        )
        self.action = narrow_box()
        for words, logs in ((translate("panels", "stop"), False), (translate("panels", "log only"), True)):
            self.action.addItem(words, logs)
        self.action.setAccessibleName(translate("panels", "What to do when it holds"))
        self.action.setToolTip(
            translate("panels", "Stop before the weights change, or go on and write it down, here and on the timeline")
        )
        self.log = QListWidget()
        self.log.setAccessibleName(translate("panels", "Log"))
        self.log.setToolTip(translate("panels", "What was noted; Enter or a double click goes to that update"))
        self.log.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.log.hide()
        self.add_button = named(button(translate("panels", "Add")), "primary")
        self.names = self._menu_button(translate("panels", "Names"), translate("panels", "What it can be about"))
        self.ready = self._menu_button(translate("panels", "Ready-made"), translate("panels", "Common conditions"))
        self._fault = hint()
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        self._empty = Placeholder(
            self.look,
            translate("panels", "No breakpoint yet: write a condition below, or take a ready-made one."),
        )

    def _menu_button(self, text: str, tip: str) -> QToolButton:
        made = button(f"{text} ▾", tip)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(QMenu(made))
        made.menu().setToolTipsVisible(True)
        return made

    def _lay_out(self) -> None:
        top = QWidget()
        self._stack = QStackedLayout(top)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        line, more = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self.edit, 1)
        line.addWidget(self.add_button)
        for widget in (self.ready, self.names):
            more.addWidget(widget)
        more.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 2)
        column.addWidget(top, 2)
        column.addWidget(self.log, 1)
        column.addWidget(self._fault)
        column.addLayout(line)
        how = QHBoxLayout()
        how.addWidget(self.every)
        how.addWidget(self.action)
        how.addStretch(1)
        column.addLayout(how)
        column.addLayout(more)
        self._fault.hide()
        self.setFocusProxy(self.edit)

    def _connect(self) -> None:
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self.take)
        self.add_button.clicked.connect(self.take)
        self._pause.timeout.connect(self._judge)
        self.list.itemChanged.connect(self._check)
        self.list.activated.connect(self._begin_change)
        remove = QAction(translate("panels", "Remove"), self.list)
        remove.setShortcuts([QKeySequence(Qt.Key.Key_Delete), QKeySequence(Qt.Key.Key_Backspace)])
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        remove.triggered.connect(self.remove)
        change = QAction(translate("panels", "Change"), self.list)
        change.setShortcut(QKeySequence(Qt.Key.Key_F2))
        change.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        change.triggered.connect(self._change_current)
        self.list.addActions([change, remove])
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.ready.menu().aboutToShow.connect(self._fill_ready)
        self.ready.menu().triggered.connect(self._take_ready)
        self.names.menu().aboutToShow.connect(self._fill_names)
        self.names.menu().triggered.connect(self._insert)
        self.session.breakpoints.changed.connect(self._follow)
        self.session.pulse.connect(self._write_log)
        self.session.status_changed.connect(self._write_log)
        self.log.itemActivated.connect(self._go)

    def go_on_from(self, before: View) -> None:
        """Go on with what was being written."""
        super().go_on_from(before)
        if isinstance(before, BreakpointsView) and before.changing is not None:
            self.changing = before.changing
            self.edit.setText(before.edit.text())
            self.add_button.setText(translate("panels", "Change"))

    @property
    def breakpoints(self) -> tuple[Breakpoint, ...]:
        """Those on show."""
        return self.session.breakpoints.all

    @Slot()
    def _follow(self) -> None:
        """Show another list; a row that was being changed may be another one by now."""
        if self.changing is not None and self.changing >= len(self.breakpoints):
            self._stop_changing()
        self.edit.names.offer(quantities.words(self.session.breakpoints.known))
        self._fill()

    # --- the list ---

    def _fill(self) -> None:
        self.list.show_breakpoints(self.breakpoints, self.session.breakpoints.known)
        self._stack.setCurrentWidget(self.list if self.breakpoints else self._empty)
        on = sum(each.enabled for each in self.breakpoints)
        self.set_subtitle(translate("panels", "{on} of {all} on").format(on=on, all=len(self.breakpoints)))

    @Slot(QTreeWidgetItem, int)
    def _check(self, item: QTreeWidgetItem, _column: int) -> None:
        row = self.list.indexOfTopLevelItem(item)
        self.session.breakpoints.enable(row, item.checkState(0) is Qt.CheckState.Checked)

    @Slot()
    def remove(self) -> None:
        """Remove the current row."""
        row = self.list.currentIndex().row()
        if row >= 0:
            self._stop_changing()
            self.session.breakpoints.remove(row)

    @Slot()
    def _change_current(self) -> None:
        self._begin_change(self.list.currentIndex())

    @Slot(QModelIndex)
    def _begin_change(self, index: QModelIndex) -> None:
        """Put a row into the line, to be changed there."""
        if index.isValid():
            self.changing = index.row()
            chosen = self.breakpoints[self.changing]
            self.every.setValue(chosen.every)
            self.action.setCurrentIndex(self.action.findData(chosen.logs))
            self.edit.setText(chosen.expression)
            self.add_button.setText(translate("panels", "Change"))
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._judge()

    def _stop_changing(self) -> None:
        self.changing = None
        self.add_button.setText(translate("panels", "Add"))

    # --- the log ---

    @Slot()
    def _write_log(self) -> None:
        """List what was noted, the newest last."""
        log = self.session.metrics.log
        if log == self._logged:
            return
        self._logged = log
        self.log.clear()
        for entry in log[-MOST_LOGGED:]:
            item = QListWidgetItem(said(entry))
            item.setData(Qt.ItemDataRole.UserRole, entry.update)
            item.setToolTip(item.text())
            self.log.addItem(item)
        self.log.setVisible(bool(log))
        self.log.scrollToBottom()

    @Slot(QListWidgetItem)
    def _go(self, item: QListWidgetItem) -> None:
        update = item.data(Qt.ItemDataRole.UserRole)
        self.session.go_to(update)
        self.went.emit(update)

    # --- the line ---

    @property
    def fault(self) -> str:
        """What is said to be wrong with the line; empty: nothing is."""
        return "" if self._fault.isHidden() else self._fault.text()

    @Slot()
    def _typed(self) -> None:
        self._say(None)
        self._pause.start()

    @Slot()
    def _judge(self) -> None:
        written = self._written()
        self._say(self.session.breakpoints.fault(written) if written.expression.strip() else None)

    def _say(self, wrong: quantities.Fault | None) -> None:
        self.edit.mark(wrong is not None, wrong.column if wrong is not None else None)
        self._fault.setText(wrong.sentence if wrong is not None else "")
        self._fault.setVisible(wrong is not None)

    def _written(self) -> Breakpoint:
        return Breakpoint(self.edit.text(), self.every.value(), logs=bool(self.action.currentData()))

    @Slot()
    def take(self) -> None:
        """Add what the line says, or change the row that it came from; if it is wrong, say where."""
        self._pause.stop()
        if not self.every.commit():
            return
        written = self._written()
        wrong = self.session.breakpoints.fault(written)
        self._say(wrong)
        if wrong is not None:
            if wrong.column is not None:
                self.edit.setCursorPosition(wrong.column - 1)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.changing is None:
            self.session.breakpoints.append(written)
        else:
            self.session.breakpoints.put(self.changing, written)
        self._stop_changing()
        self.edit.clear()
        self.every.setValue(1)
        self.action.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up changing on Escape."""
        if event.key() == Qt.Key.Key_Escape and (self.edit.text() or self.changing is not None):
            self._stop_changing()
            self.edit.clear()
            self._say(None)
        else:
            super().keyPressEvent(event)

    # --- menus ---

    @Slot()
    def _fill_ready(self) -> None:
        menu = self.ready.menu()
        menu.clear()
        for words, expression, every in quantities.READY:
            often = translate("panels", "every {n} updates").format(n=grouped(every)) if every > 1 else ""
            shown = ", ".join(part for part in (expression, often) if part)
            action = menu.addAction(f"{translate('panels', words)}\t{shown}")
            action.setData((expression, every))
            wrong = self.session.breakpoints.fault(Breakpoint(expression, every))
            action.setEnabled(wrong is None)
            action.setToolTip(wrong.sentence if wrong is not None else "")

    @Slot(QAction)
    def _take_ready(self, action: QAction) -> None:
        self.session.breakpoints.add(*action.data())

    @Slot()
    def _fill_names(self) -> None:
        menu, there = self.names.menu(), self.session.breakpoints.known
        menu.clear()
        for name, words in quantities.QUANTITIES.items():
            if name in there.scalars or name == "grad_norms":
                menu.addAction(f"{name}\t{translate('panels', words)}").setData(name)
        for gate in there.gates:
            name = f"saturation.{gate}"
            menu.addAction(f"{name}\t{translate('panels', quantities.SATURATION)}").setData(name)
        menu.addSeparator()
        for name, words in quantities.FUNCTIONS.items():
            menu.addAction(f"{name}\t{translate('panels', words)}").setData(name)

    @Slot(QAction)
    def _insert(self, action: QAction) -> None:
        self.edit.insert_word(action.data())
        self._typed()

    # --- looks and words ---

    @override
    def restyle(self) -> None:
        self._empty.restyle()
        self.edit.setFont(self.look.mono())
        self.list.setFont(self.look.mono())
        self.log.setFont(self.look.mono(0.9))
        self._fill()

    def numbers(self) -> Mapping[str, Array]:
        """Return how often each is evaluated, and whether it is on, (breakpoint,)."""
        return {
            "every": np.array([each.every for each in self.breakpoints], dtype=int),
            "enabled": np.array([each.enabled for each in self.breakpoints], dtype=bool),
            "logs": np.array([each.logs for each in self.breakpoints], dtype=bool),
            "log_update": np.array([entry.update for entry in self.session.metrics.log], dtype=int),
        }

    def describe(self) -> str:
        """List the conditions."""
        if not self.breakpoints:
            return self._empty.text()
        off = translate("panels", "off")
        return "; ".join(each.expression if each.enabled else f"{each.expression} ({off})" for each in self.breakpoints)


PANEL = Panel(
    key="breakpoints",
    title=QT_TRANSLATE_NOOP("panels", "Breakpoints"),
    shortcut="Ctrl+Shift+B",
    area=Area.SIDE_BOTTOM,
    order=5,
    needs=Capability.BREAK,
    wants=frozenset(),
    make=BreakpointsView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "When a condition holds, learning stops before the weights change, or the update is only noted."
    ),
    per_second=2.0,
    compared=Compared.TOGETHER,
)
