"""Inside the cell: one gated cell at one timestep, walked through from the belt to what is revealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.cell_stations import SYNONYMS, TITLES, Stations, Stop, letter, other_convention, stations, told
from rnnviz.explain.frame_equations import Equation, recurrent
from rnnviz.explain.prediction import resting_timestep
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.cell_belt import CellBelt
from rnnviz.gui.widgets.equation_lines import EquationLines
from rnnviz.gui.widgets.named import button
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

LINES = 6  # of equations, that there is room for
TALL = 300  # px at 10 points: from here on there is room for the equations


class CellView(View):
    """The cell under the cursor; two buttons go from stop to stop."""

    catches_up = True

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self.walk: Stations | None = None
        self._record: Recurrence | None = None
        self._unit = 0
        self._stop = Stop.BELT
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self.belt = CellBelt(look)
        self.belt.setAccessibleName(translate("panels", "The cell, with the numbers of one unit"))
        self.title, self.words = QLabel(), QLabel()
        self.words.setWordWrap(True)
        self.lines = EquationLines(look, LINES)
        self.back = button("◀", translate("panels", "The stop before"))
        self.on = button("▶", translate("panels", "The next stop"))
        self._lay_out()
        self.setFocusProxy(self.on)
        self.back.clicked.connect(self._go_back)
        self.on.clicked.connect(self._go_on)
        session.cursor.selected.connect(self._renew)
        session.built.connect(self._forget)

    def _lay_out(self) -> None:
        body, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 0)
        for part in (self.back, self.on):
            row.addWidget(part)
        row.addWidget(self.title, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 0, 4, 2)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.belt, 1)
        column.addWidget(self.words)
        column.addWidget(self.lines)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(body)

    @override
    def restyle(self) -> None:
        self.empty.restyle()
        self.belt.restyle()
        self.title.setFont(self.look.font(bold=True))
        self.words.setFont(self.look.font())
        for part in (self.back, self.on):
            part.setFont(self.look.font(0.9))
        self.lines.updateGeometry()
        self._redraw()

    def resizeEvent(self, event: object) -> None:
        """Leave the equations out where they have no room: the numbers stand in the picture."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.lines.setVisible(self.height() >= self.look.px(TALL))

    # --- what is shown ---

    def show_frame(self, frame: Frame) -> None:
        """Show the cell as it is now."""
        self._frame = frame
        self._renew()

    def show_cursor(self) -> None:
        """Show another timestep or unit."""
        self._renew()

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self._frame = None
        self._renew()

    @Slot()
    def _renew(self) -> None:
        frame = self._frame
        record = None if frame is None else self.recurrence(frame)
        self._record, self.walk = record, None
        if frame is not None and record is not None and len(record.h):
            timestep = self._timestep(frame, record)
            self.walk = stations(record, timestep)
            if self.walk is not None:
                known = len(self.walk.values[self.walk.memory.state])
                unit = self.session.cursor.unit
                self._unit = unit if unit is not None and unit < known else self.walk.fullest()
        self._redraw()

    def _timestep(self, frame: Frame, record: Recurrence) -> int:
        timestep = self.session.cursor.timestep(record.axis)
        if timestep is None:
            timestep = resting_timestep(frame, record, len(record.h) - 1)
        return min(timestep or 0, len(record.h) - 1)

    @property
    def stop(self) -> Stop:
        """Where the walk stands: at the last stop that this cell has, if it has fewer."""
        known = self.walk.stops if self.walk is not None else (Stop.BELT,)
        return self._stop if self._stop in known else known[-1]

    def _redraw(self) -> None:
        walk = self.walk
        if walk is None:
            self.empty.say(self._why_none())
            self._stack.setCurrentWidget(self.empty)
            self.set_subtitle("")
            return
        self._stack.setCurrentIndex(1)
        place = list(walk.stops).index(self.stop)
        self.belt.show_walk(walk, self.stop, self._unit)
        self.title.setText(
            translate("panels", "{number} of {all}: {title}").format(
                number=place + 1, all=len(walk.stops), title=translate("cell", TITLES[self.stop])
            )
        )
        self.words.setText(told(walk, self.stop, self._unit) + self._synonyms(walk))
        self.lines.show_equations(self._equations(walk))
        self.back.setEnabled(place > 0)
        self.on.setEnabled(place + 1 < len(walk.stops))
        self.set_subtitle(translate("panels", "t = {t} · unit {unit}").format(t=walk.timestep, unit=self._unit))

    def _why_none(self) -> str:
        if self._frame is None or (self._record is not None and Want.GATES not in self._frame.wants):
            return translate("panels", "Waiting for the first picture.")
        if self._record is None:
            return translate("panels", "This model has no recurrent layer.")
        return translate(
            "panels", "This cell has no belt: it makes its whole state anew at every timestep. Choose an LSTM or a GRU."
        )

    def _synonyms(self, walk: Stations) -> str:
        """Name what else the parts of this stop are called."""
        known = [name for name in walk.parts[self.stop] if name in SYNONYMS]
        said = "; ".join(f"{name}: {translate('cell', SYNONYMS[name])}" for name in known)
        return f"\n{said}." if said else ""

    def _equations(self, walk: Stations) -> list[Equation]:
        """Return the equations of this stop, with the numbers of the unit."""
        assert self._record is not None
        if self._unit >= self._record.h.shape[1]:
            return []
        wanted = {letter(name) for name in walk.parts[self.stop]}
        paragraphs = recurrent(self._record, walk.timestep, self._unit)
        return [equation for paragraph in paragraphs for equation in paragraph if equation.name in wanted]

    # --- what is done ---

    @Slot()
    def _go_back(self) -> None:
        self._step(-1)

    @Slot()
    def _go_on(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        if self.walk is not None:
            stops = self.walk.stops
            place = stops.index(self.stop) + by
            self._stop = stops[min(max(place, 0), len(stops) - 1)]
            self._redraw()

    def choose(self, option: str, value: object) -> None:
        """Set "stop": belt, keep, write, state or reveal."""
        if option != "stop":
            super().choose(option, value)
        if value not in list(Stop):
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "There is no stop called {name}; there are {known}."),
                name=repr(value),
                known=", ".join(Stop),
            )
        self._stop = Stop(str(value))
        self._redraw()

    def go_on_from(self, before: View) -> None:
        """Stand at the same stop."""
        super().go_on_from(before)
        if isinstance(before, CellView):
            self._stop = before._stop

    def numbers(self) -> Mapping[str, Array]:
        """Return every quantity of the unit by its name, what is kept and written, z in the other convention.

        "memory" is the size of what each unit remembers, (unit,).
        """
        walk, unit = self.walk, self._unit
        if walk is None:
            return {}
        found = {name: np.array(values[unit]) for name, values in walk.values.items() if unit < len(values)}
        found |= {"timestep": np.array(walk.timestep), "unit": np.array(unit)}
        found["memory"] = np.abs(walk.values[walk.memory.state])
        found |= {"kept": np.array(walk.kept(unit)), "written": np.array(walk.written(unit))}
        other = other_convention(walk, unit)
        return found if other is None else {**found, "other z": np.array(other)}

    def describe(self) -> str:
        """Read out where the walk stands."""
        if self.walk is None:
            return self.empty.text()
        return "\n".join(filter(None, (f"{self.title.text()}. {self.words.text()}", self.lines.text)))


PANEL = Panel(
    key="cell",
    title=QT_TRANSLATE_NOOP("panels", "Inside the cell"),
    shortcut="Ctrl+Alt+F5",
    area=Area.TOP_RIGHT,
    order=20,
    wants=frozenset({Want.STATES, Want.GATES}),
    make=CellView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "One cell, station by station: the belt, what is kept, what is written, what is revealed."
    ),
    per_second=5.0,
    compared=Compared.EACH,
)
