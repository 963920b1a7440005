"""The line above the panels while a past update is shown: what it is, and the two ways on."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from rnnviz.engine.messages import Phase
from rnnviz.explain.number import grouped
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.pair import Pair
from rnnviz.gui.workbench.session import Session
from rnnviz.sentences import translate


class PastBar(Retranslated, QFrame):
    """Says that everything on screen is of a past update; to be shown only then."""

    wanted = Signal(bool)  # whether the run stands in its past

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair = pair
        self.setObjectName("past")
        self._said = ""
        self._past = False
        self._buttons: list[QToolButton] = []
        self._text = named(ElidedLabel(), "pastText")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 2, 4, 2)
        self._row.addWidget(self._text, 1)
        pair.status_changed.connect(self.refresh)
        pair.changed.connect(self.refresh)
        pair.a.pulse.connect(self.refresh)

    def offer(self, *actions: QAction) -> None:
        """Put actions on buttons, each with its key."""
        for action in actions:
            made = button("")
            made.setDefaultAction(action)
            self._buttons.append(made)
            self._row.addWidget(made)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        for each in self._buttons:
            action = each.defaultAction()
            each.setText(f"{action.iconText()}  ({action.shortcut().toString()})")
        self.refresh()

    @property
    def text(self) -> str:
        """What it says; empty in the present."""
        return self._said

    @Slot()
    def refresh(self) -> None:
        """Say where the run that is meant stands."""
        session = self._pair.chosen
        past, letter = session.in_past, self._pair.letter(session)
        self._said = f"{letter}: {_words(session)}".removeprefix(": ") if past else ""
        if past and self._text.text() != self._said:
            self._text.setText(self._said)
            self._text.setAccessibleName(self._said)
        if past is not self._past:
            self._past = past
            self.wanted.emit(past)


def _words(session: Session) -> str:
    at, present = grouped(session.position), grouped(session.metrics.count)
    if session.phase is Phase.SEEKING:
        words = translate("window", "Past: on the way to update {target}, now at update {at} of {present}.")
        return words.format(target=grouped(session.heading), at=at, present=present)
    if session.phase is Phase.RUNNING:
        words = translate("window", "Past: update {at} of {present}. It learns the same again, to the bit.")
    elif not session.pictured:
        words = translate("window", "Past: update {at} of {present}. Its picture is on the way.")
    else:
        words = translate("window", "Past: update {at} of {present}. Everything on screen is as it was then.")
    return words.format(at=at, present=present)
