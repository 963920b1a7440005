"""The settings at the side: of the session that is meant, and of watching."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.gui.settings.form import SettingsForm
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.session import Session


class SettingsColumn(Retranslated, QWidget):
    """A form for each session, one of them on show; what is said below holds for both."""

    refused = Signal(object)  # Sentence

    def __init__(self, pair: Pair, below: QWidget) -> None:
        super().__init__()
        self._pair = pair
        self._forms: dict[Session, SettingsForm] = {}
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack, 1)
        column.addWidget(below)
        pair.changed.connect(self._follow)
        self._follow()

    def form(self, session: Session) -> SettingsForm:
        """Return a session's form."""
        return self._forms[session]

    @Slot()
    def _follow(self) -> None:
        """Have a form for each session that is there, and show that of the chosen one."""
        for session in [session for session in self._forms if session not in self._pair.sessions]:
            self._drop(self._forms.pop(session))
        for session in self._pair.sessions:
            if session not in self._forms:
                made = self._forms[session] = SettingsForm(session)
                made.refused.connect(self.refused)
                self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._forms[self._pair.chosen])

    def _drop(self, form: SettingsForm) -> None:
        self._stack.removeWidget(form)
        form.deleteLater()

    @override
    def retranslate(self) -> None:
        before, self._forms = self._forms, {}
        self._follow()
        for session, form in before.items():
            self._forms[session].enter(form.pending)  # what waits for the button still waits
            self._drop(form)
