"""Truth table: which inputs a small network answers rightly by now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from rnnviz.explain.small_networks import HandSet, Version, learned
from rnnviz.explain.truth import Truth, along, numbers, whole_table
from rnnviz.gui.views.fitting_view import FittingView
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.named import ruled
from rnnviz.gui.widgets.truth_table import TruthTable
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

TABLE, SEQUENCE = "table", "sequence"


class TruthView(FittingView):
    """Every input there is, or the watched sequence, with a tick for each right answer."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.truth: Truth | None = None
        self._version: Version | None = None
        self._wanted: object = TABLE  # a run without a table has none to offer; the next one may
        self.table = TruthTable(look)
        self.table.setAccessibleName(translate("panels", "Truth table"))
        self._by_hand = HandSet()
        self.rows = Chooser(look, translate("panels", "Which rows"))
        self.count = QLabel()
        self._lay_out()
        self.rows.picked.connect(self._pick_rows)
        self.table.chosen.connect(self._choose_row)

    def _lay_out(self) -> None:
        self.row.setContentsMargins(4, 0, 8, 0)
        self.row.addWidget(self.rows)
        self.row.addStretch(1)
        self.row.addWidget(self.count)
        self.lay_out(self.table)

    def show_frame(self, frame: Frame) -> None:
        """Ask the network everything anew."""
        self.frame = frame
        self._renew()

    def _renew(self) -> None:
        frame, config = self.frame, self.session.config
        if frame is None:
            return
        self._version = learned(frame, config)
        self.truth = None if self._version is None else self._truth(frame, self._version)
        if self.truth is None:
            self.show_nothing(
                translate("panels", "A larger network has no truth table: choose one of chapters 1 and 2.")
            )
            return
        self.show_page()
        self.table.show_truth(self.truth)
        self._show_count(self.truth)
        self.show_cursor()

    def _truth(self, frame: Frame, version: Version) -> Truth | None:
        task, hand = self.session.config.task, self._by_hand.of(frame, self.session.config)
        whole = whole_table(self.session.config, version, hand)
        offered = [(SEQUENCE, translate("panels", "watched sequence"))]
        if whole is not None:
            offered.insert(0, (TABLE, translate("panels", "every input")))
        self.rows.offer(offered)
        self.rows.choose(self._wanted)
        return whole if self.rows.key == TABLE else along(frame, task, version, hand)

    def _show_count(self, truth: Truth) -> None:
        self.count.setText(translate("panels", "{right} of {asked} right").format(right=truth.right, asked=truth.asked))
        every = truth.right == truth.asked
        ruled(self.count, f"color:{self.look.theme.accent if every else self.look.theme.text};")
        self.set_subtitle(self.count.text())

    def show_cursor(self) -> None:
        """Mark the row of the cursor's timestep."""
        if self.truth is None or self.frame is None:
            return
        t = self.session.cursor.timestep(self.axis)
        rows = [k for k, line in enumerate(self.truth.lines) if t is not None and self._asks_at(k, t)]
        self.table.mark(rows[0] if rows else None)

    def _asks_at(self, row: int, timestep: int) -> bool:
        """Tell whether a row is what the network is given at a timestep."""
        assert self.truth is not None
        assert self._version is not None
        place = self.truth.lines[row].timestep
        if self.rows.key == SEQUENCE or place is None:
            return place == timestep
        inputs, steps = self._version.network.inputs, self._version.timesteps
        return timestep < len(steps) and all((steps[timestep][k] == steps[place][k]).all() for k in inputs)

    @override
    def restyle(self) -> None:
        self.count.setFont(self.look.font(1.2, bold=True))
        for part in (self.rows, self.empty, self.table):
            part.restyle()
        if self.truth is not None:
            self._show_count(self.truth)

    @Slot(object)
    def _pick_rows(self, key: object) -> None:
        self._wanted = key
        self._renew()

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        """Put the cursor on the timestep at which this is asked, if there is one."""
        place = self.truth.lines[row].timestep if self.truth is not None else None
        if place is not None:
            self.session.cursor.pin(Place(self.axis, place))
        else:
            self.table.mark(row)

    def choose(self, option: str, value: object) -> None:
        """Set "rows": "table" (every input) or "sequence" (the watched one)."""
        if option != "rows":
            super().choose(option, value)
        elif value not in (TABLE, SEQUENCE):
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "There are no rows called {name}; there are table and sequence."),
                name=repr(value),
            )
        else:
            self._pick_rows(value)

    def numbers(self) -> Mapping[str, Array]:
        """Return "wanted", "by hand", "learned" and "right" (0 or 1; NaN: nothing is asked), a row each."""
        return {} if self.truth is None else numbers(self.truth)

    def describe(self) -> str:
        """Say how many rows are right."""
        if self.truth is None:
            return self.empty.text()
        return translate("panels", "The network answers {right} of {asked} rightly.").format(
            right=self.truth.right, asked=self.truth.asked
        )


PANEL = Panel(
    key="truth",
    title=QT_TRANSLATE_NOOP("panels", "Truth table"),
    shortcut="Ctrl+Alt+2",
    area=Area.TOP_RIGHT,
    order=10,
    wants=frozenset({Want.STATES, Want.WEIGHTS, Want.OUTPUT}),
    make=TruthView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "Every input of a small network; a row is ticked as soon as it is answered rightly."
    ),
    per_second=5.0,
    compared=Compared.EACH,
)
