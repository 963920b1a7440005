"""Breakpoints: conditions under which training freezes before the weights change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedLayout,
    QToolButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rnnviz.engine.breakpoints import Breakpoint
from rnnviz.gui import quantities
from rnnviz.gui.bridge import Session
from rnnviz.gui.language import translate
from rnnviz.gui.number import grouped
from rnnviz.gui.numerals import Range
from rnnviz.gui.panels import Area, Compared, Panel
from rnnviz.gui.preferences import Preferences
from rnnviz.gui.preferences.declared import BREAKPOINTS, SELDOM
from rnnviz.gui.theme import Look
from rnnviz.gui.view import View
from rnnviz.gui.widgets.breakpoint_list import BreakpointList
from rnnviz.gui.widgets.condition_edit import ConditionEdit
from rnnviz.gui.widgets.empty import Empty
from rnnviz.gui.widgets.named import button, hint, named
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.probe.frame import Array, Frame
from rnnviz.sentences import QT_TRANSLATE_NOOP

_TYPING_MS = 350  # a pause in typing after which a fault is said


class BreakpointsView(View):
    """The list, and a line in which a condition is written or changed. Every change acts at once and is remembered."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.breakpoints: list[Breakpoint] = []
        self._sessions = [session]
        self._preferences = Preferences()
        self._own: list[Breakpoint] | None = None  # the user's, while a lesson has others
        self._changed: int | None = None  # the row that the line changes; None: it adds one
        self._seen = False  # whether a Frame of this model came
        self._sent: tuple[Breakpoint, ...] = ()
        self._make_parts()
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._connect()
        self._load()

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
        self.add_button = named(button(translate("panels", "Add")), "primary")
        self.names = self._menu_button(translate("panels", "Names"), translate("panels", "What it can be about"))
        self.ready = self._menu_button(translate("panels", "Ready-made"), translate("panels", "Common conditions"))
        self._fault = hint()
        self._fault.setTextFormat(Qt.TextFormat.PlainText)
        self._empty = Empty(
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
        column.addWidget(top, 1)
        column.addWidget(self._fault)
        column.addLayout(line)
        column.addWidget(self.every)
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
        self.session.frame_arrived.connect(self._learn)
        self.session.built.connect(self._learn)

    def go_on_from(self, before: View) -> None:
        """Know what the sessions have been told already."""
        super().go_on_from(before)
        if isinstance(before, BreakpointsView):
            self._sent, self._seen, self._changed = before._sent, before._seen, before._changed
            if before._own is not None:
                self._own, self.breakpoints = before._own, before.breakpoints
            self.edit.names.offer(quantities.words(quantities.known(self.session)))
            if self._changed is not None:
                self.edit.setText(before.edit.text())
                self.add_button.setText(translate("panels", "Change"))
            for other in self._sessions[1:]:  # told of none when this view came
                other.set_breakpoints(self._sent)

    # --- what is remembered, and what is sent ---

    def _load(self) -> None:
        self.breakpoints = [*self._preferences.get(BREAKPOINTS)]
        self._fill()

    def lend(self, others: Sequence[Breakpoint] | None) -> None:
        """Have others for a while, which are not remembered; None: the user's own again."""
        if others is not None:
            self._own = self.breakpoints if self._own is None else self._own
            self.breakpoints = list(others)
        elif self._own is not None:
            self.breakpoints, self._own = self._own, None
        self._stop_changing()
        self._fill()
        self._send()

    def _keep(self) -> None:
        if self._own is None:
            self._preferences.put(BREAKPOINTS, tuple(self.breakpoints))
        self._fill()
        self._send()

    def _send(self, again: bool = False) -> None:
        """Have the enabled ones that make sense for the model, and no others."""
        there = quantities.known(self.session)
        wanted = tuple(b for b in self.breakpoints if b.enabled and quantities.fault(b, there) is None)
        if again or wanted != self._sent:
            self._sent = wanted
            for session in self._sessions:
                session.set_breakpoints(wanted)

    @Slot(object)
    def _learn(self, event: Frame | object) -> None:
        """Another model has other quantities: see which conditions make sense now."""
        first_look = isinstance(event, Frame)
        if first_look and self._seen:
            return
        self._seen = first_look
        self.edit.names.offer(quantities.words(quantities.known(self.session)))
        self._fill()
        self._send(again=not first_look and bool(self.breakpoints))

    def show_beside(self, other: Session | None) -> None:
        """Stop a second session by the same conditions."""
        known = other in self._sessions
        self._sessions = [self.session] if other is None else [self.session, other]
        if other is not None and not known:
            other.built.connect(self._learn)
            other.set_breakpoints(self._sent)

    # --- the list ---

    def _fill(self) -> None:
        self.list.show_breakpoints(self.breakpoints, quantities.known(self.session))
        self._stack.setCurrentWidget(self.list if self.breakpoints else self._empty)
        on = sum(each.enabled for each in self.breakpoints)
        self.set_subtitle(translate("panels", "{on} of {all} on").format(on=on, all=len(self.breakpoints)))

    @Slot(QTreeWidgetItem, int)
    def _check(self, item: QTreeWidgetItem, _column: int) -> None:
        row = self.list.indexOfTopLevelItem(item)
        enabled = item.checkState(0) is Qt.CheckState.Checked
        if enabled != self.breakpoints[row].enabled:
            self.breakpoints[row] = replace(self.breakpoints[row], enabled=enabled)
            self._keep()

    def toggle_all(self) -> None:
        """Switch every one off; on, if none is."""
        enabled = not any(each.enabled for each in self.breakpoints)
        self.breakpoints = [replace(each, enabled=enabled) for each in self.breakpoints]
        self._keep()

    @Slot()
    def remove(self) -> None:
        """Remove the current row."""
        row = self.list.currentIndex().row()
        if row >= 0:
            del self.breakpoints[row]
            self._stop_changing()
            self._keep()

    @Slot()
    def _change_current(self) -> None:
        self._begin_change(self.list.currentIndex())

    @Slot(QModelIndex)
    def _begin_change(self, index: QModelIndex) -> None:
        """Put a row into the line, to be changed there."""
        if index.isValid():
            self._changed = index.row()
            chosen = self.breakpoints[self._changed]
            self.every.setValue(chosen.every)
            self.edit.setText(chosen.expression)
            self.add_button.setText(translate("panels", "Change"))
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._judge()

    def _stop_changing(self) -> None:
        self._changed = None
        self.add_button.setText(translate("panels", "Add"))

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
        self._say(quantities.fault(written, quantities.known(self.session)) if written.expression.strip() else None)

    def _say(self, wrong: quantities.Fault | None) -> None:
        self.edit.mark(wrong is not None, wrong.column if wrong is not None else None)
        self._fault.setText(wrong.sentence if wrong is not None else "")
        self._fault.setVisible(wrong is not None)

    def _written(self) -> Breakpoint:
        return Breakpoint(self.edit.text(), self.every.value())

    @Slot()
    def take(self) -> None:
        """Add what the line says, or change the row that it came from; if it is wrong, say where."""
        self._pause.stop()
        if not self.every.commit():
            return
        written = self._written()
        wrong = quantities.fault(written, quantities.known(self.session))
        self._say(wrong)
        if wrong is not None:
            if wrong.column is not None:
                self.edit.setCursorPosition(wrong.column - 1)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._changed is None:
            self.breakpoints.append(written)
        else:
            self.breakpoints[self._changed] = replace(written, enabled=self.breakpoints[self._changed].enabled)
        self._stop_changing()
        self.edit.clear()
        self.every.setValue(1)
        self._keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up changing on Escape."""
        if event.key() == Qt.Key.Key_Escape and (self.edit.text() or self._changed is not None):
            self._stop_changing()
            self.edit.clear()
            self._say(None)
        else:
            super().keyPressEvent(event)

    # --- menus ---

    @Slot()
    def _fill_ready(self) -> None:
        menu, there = self.ready.menu(), quantities.known(self.session)
        menu.clear()
        for words, expression, every in quantities.READY:
            often = translate("panels", "every {n} updates").format(n=grouped(every)) if every > 1 else ""
            shown = ", ".join(part for part in (expression, often) if part)
            action = menu.addAction(f"{translate('panels', words)}\t{shown}")
            action.setData((expression, every))
            wrong = quantities.fault(Breakpoint(expression, every), there)
            action.setEnabled(wrong is None)
            action.setToolTip(wrong.sentence if wrong is not None else "")

    @Slot(QAction)
    def _take_ready(self, action: QAction) -> None:
        self.add(*action.data())

    def add(self, expression: str, every: int = 1) -> None:
        """Add a breakpoint; one with the same condition is switched on instead."""
        same = next((k for k, b in enumerate(self.breakpoints) if b.expression == expression), None)
        if same is None:
            self.breakpoints.append(Breakpoint(expression, every))
        else:
            self.breakpoints[same] = replace(self.breakpoints[same], enabled=True)
        self._keep()

    @Slot()
    def _fill_names(self) -> None:
        menu, there = self.names.menu(), quantities.known(self.session)
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

    def restyle(self) -> None:
        """Take over colours and sizes."""
        self._empty.restyle()
        self.edit.setFont(self.look.mono())
        self.list.setFont(self.look.mono())
        self._fill()

    def numbers(self) -> Mapping[str, Array]:
        """Return how often each is evaluated, and whether it is on, (breakpoint,)."""
        return {
            "every": np.array([each.every for each in self.breakpoints], dtype=int),
            "enabled": np.array([each.enabled for each in self.breakpoints], dtype=bool),
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
    icon="breakpoints.svg",
    shortcut="Ctrl+Shift+B",
    area=Area.SIDE_BOTTOM,
    order=5,
    wants=frozenset(),
    make=BreakpointsView,
    hint=QT_TRANSLATE_NOOP("panels", "Learning stops, before the weights change, when a condition holds."),
    per_second=2.0,
    compared=Compared.TOGETHER,
)
