"""History: the years of recurrent networks in a row; each opens the experiment that stands for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.engine.presets import preset
from rnnviz.explain.history import ERAS
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.named import button, hint
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, language, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class HistoryView(View):
    """A button a year, what happened then, and a button that opens its experiment, or says that there is none yet."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.years = QButtonGroup(self)
        self._row = QHBoxLayout()
        for place, era in enumerate(ERAS):
            made = button(era.year, f"{era.year}: {translate('history', era.title)}")
            made.setCheckable(True)
            self.years.addButton(made, place)
            self._row.addWidget(made, 1)
        self.title, self.words = QLabel(), QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setMinimumWidth(1)
        self.open = QPushButton()
        self.none = hint(translate("history", "No experiment here stands for this year yet."))
        column = QVBoxLayout(self)
        column.addLayout(self._row)
        column.addWidget(self.title)
        column.addWidget(self.words, 1)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.none)
        self.setFocusProxy(self.years.button(0))
        self.years.idClicked.connect(self._show)
        self.open.clicked.connect(self._open)
        Offered(session, Capability.RESTART, self.open)
        self.years.button(0).setChecked(True)
        self._show(0)

    @Slot(int)
    def _show(self, place: int) -> None:
        era = ERAS[place]
        self.title.setText(f"{era.year} · {translate('history', era.title)}")
        self.words.setText(translate("history", era.words))
        self.open.setVisible(bool(era.preset))
        self.none.setVisible(not era.preset)
        if era.preset:
            title = preset(era.preset).said("title", language())
            self.open.setText(translate("history", "Open “{title}”").format(title=title))
        self.set_subtitle(era.year)

    @Slot()
    def _open(self) -> None:
        self.preset_wanted.emit(ERAS[self.years.checkedId()].preset)

    @override
    def restyle(self) -> None:
        for each in self.years.buttons():
            each.setFont(self.look.font())
            each.setMinimumWidth(1)
        self.title.setFont(self.look.font(1.2, bold=True))
        self.words.setFont(self.look.font(1.1))
        for part in (self.open, self.none):
            part.setFont(self.look.font())

    def choose(self, option: str, value: object) -> None:
        """Show a year: "year", as it stands on its button."""
        if option != "year":
            super().choose(option, value)
        known = [era.year for era in ERAS]
        if value not in known:
            raise Refused(
                QT_TRANSLATE_NOOP("history", "The history has no year {year}; it has {known}."),
                year=repr(value),
                known=", ".join(known),
            )
        self.years.button(known.index(str(value))).setChecked(True)
        self._show(known.index(str(value)))

    def go_on_from(self, before: View) -> None:
        """Show the same year."""
        super().go_on_from(before)
        if isinstance(before, HistoryView):
            self.choose("year", ERAS[before.years.checkedId()].year)

    def numbers(self) -> Mapping[str, Array]:
        """Return which year is shown, from 0."""
        return {"year": np.array(self.years.checkedId())}

    def describe(self) -> str:
        """Read the year out."""
        said = f"{self.title.text()}. {self.words.text()}"
        return said if ERAS[self.years.checkedId()].preset else f"{said} {self.none.text()}"


PANEL = Panel(
    key="history",
    title=QT_TRANSLATE_NOOP("panels", "History"),
    shortcut="Ctrl+Alt+F7",
    area=Area.BOTTOM,
    order=30,
    wants=frozenset(),
    make=HistoryView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "From 1986 on: a click on a year says what came, and offers the experiment that stands for it."
    ),
    per_second=1.0,
)
