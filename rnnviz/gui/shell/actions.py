"""From the commands to Qt's actions and menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from rnnviz.gui.commands import ALL, BEFORE, MENUS, ROWS, WITHIN, Command
from rnnviz.gui.workbench.workbench import Workbench
from rnnviz.sentences import Sentence, say, translate

# "+" needs Shift on most keyboards, or is "=" on some; brackets are hard to type on many.
_ALSO = {"Ctrl++": ("Ctrl+=",), "[": ("Alt+Left",), "]": ("Alt+Right",)}


class ShellCommand(NamedTuple):
    """What the shell does for a command that needs a dialog, or the window itself."""

    run: Callable[[], object]
    checked: Callable[[], bool] | None = None  # None: it is nothing that is on or off


class CommandAction(QAction):
    """A command, done on the workbench or by the shell."""

    def __init__(self, row: Command, bench: Workbench, shell: ShellCommand | None, window: QMainWindow) -> None:
        super().__init__(window)
        self._row, self._bench, self._shell = row, bench, shell
        self._lacking: Sentence | None = None
        self.setObjectName(row.id)
        self.setShortcuts([QKeySequence(key) for key in (row.key, *_ALSO.get(row.key, ()))])
        self.setAutoRepeat(row.repeats)
        self.setCheckable(row.checked is not None or (shell is not None and shell.checked is not None))
        self.triggered.connect(self._do)
        self.say()

    @Slot()
    def _do(self) -> None:
        if self._shell is not None:
            self._shell.run()
            self.refresh()
        elif self._row.run is not None:
            self._row.run(self._bench)
            if self.isCheckable():  # Qt has checked it, whatever became of it
                self.refresh()

    def say(self) -> None:
        """Take the words of the language in force."""
        row = self._row
        self.setText(translate("actions", row.text))
        if row.short:
            self.setIconText(translate("actions", row.short))
        self._say_what()

    def _say_what(self) -> None:
        """Say what it does, and why it cannot be done where the run could never do it."""
        row, lacking = self._row, self._row.why_not(self._bench)
        plain = self.text().replace("&", "").rstrip(".")
        words = translate("actions", row.help) if row.help else plain
        reason = "" if lacking is None else say(lacking)
        self.setToolTip(reason or f"{words}  ({row.key})")
        self.setStatusTip(reason)

    def refresh(self) -> None:
        """Follow the workbench: whether it can be done, whether it is on, what it is called now."""
        row = self._row
        if self._lacking != (lacking := row.why_not(self._bench)):
            self._lacking = lacking
            self._say_what()
        self.setEnabled(row.possible(self._bench))
        if row.checked is not None:
            self.setChecked(row.checked(self._bench))
        elif self._shell is not None and self._shell.checked is not None:
            self.setChecked(self._shell.checked())
        if row.now is not None:
            self.setText(translate("actions", row.now(self._bench)))


def make_actions(
    window: QMainWindow, bench: Workbench, shell: Mapping[str, ShellCommand]
) -> Mapping[str, CommandAction]:
    """Make the action of every command."""
    made = {row.id: CommandAction(row, bench, shell.get(row.id), window) for row in ALL}
    window.addActions(list(made.values()))
    return made


def fill_menus(window: QMainWindow, actions: Mapping[str, QAction]) -> Mapping[str, QMenu]:
    """Fill the menu bar; return every menu by its key. That of the panels is filled by whoever makes them."""
    menus = {key: QMenu(window) if key in WITHIN else window.menuBar().addMenu("") for key in MENUS}
    for key, rows in ROWS.items():
        for row in rows:
            if row.separated:
                menus[key].addSeparator()
            menus[key].addAction(actions[row.id])
    for key, outer in WITHIN.items():
        before = BEFORE.get(key)
        if before is None:
            menus[outer].addMenu(menus[key])
        else:
            menus[outer].insertMenu(actions[before], menus[key])
    say_menus(menus)
    return menus


def say_menus(menus: Mapping[str, QMenu]) -> None:
    """Give every menu its title in the language in force."""
    for key, menu in menus.items():
        menu.setTitle(translate("actions", MENUS[key]))
