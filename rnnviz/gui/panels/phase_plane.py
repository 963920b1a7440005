"""Phase plane: a net of 1 to 3 units as a map of its state, with the path of the watched sequence and fixed points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain import phase_words as words
from rnnviz.explain.number import MINUS
from rnnviz.explain.phase_plane import MOST_UNITS, Box, FixedPoint, Kind, arrows, box, fixed_points, settled
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.recurrence_chooser import RecurrenceChooser
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.formulas import Formulas
from rnnviz.gui.widgets.named import named
from rnnviz.gui.widgets.number_table import NumberTable, Row
from rnnviz.gui.widgets.phase_plot import PhasePicture, PhasePlot
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.probe.step_map import Dynamics, StepMap, dynamics
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

CURSOR, NONE = "cursor", "none"  # what is held: the input at the cursor, or nothing
ALONG = 15  # arrows along each axis
CURVES = 8  # of other inputs, where there is one unit
TALL = 260  # px at 10 points: from here on there is room for the numbers


class PhasePlaneView(View):
    """The map under an input that is held, drawn over one state (as a cobweb), two, or a choice of two."""

    catches_up = True

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._found: Dynamics | None = None
        self._box: Box | None = None
        self._map: StepMap | None = None
        self._fixed: tuple[FixedPoint, ...] = ()
        self._ends: Array = np.empty((0, 1))
        self.layers = RecurrenceChooser(look, session.cursor)
        self.held = Chooser(look, translate("panels", "The input that is held"))
        self.across = Chooser(look, translate("panels", "The state from left to right"))
        self.up = Chooser(look, translate("panels", "The state from below to above"))
        self.formula = Formulas(look)
        self.words = named(QLabel(wordWrap=True), "caption")
        self.plot = PhasePlot(look)
        self.plot.setAccessibleName(translate("panels", "Phase plane"))
        self.table = NumberTable(look)
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self._lay_out()
        for chooser in (self.held, self.across, self.up):
            chooser.picked.connect(self._picked)
        self.plot.pointed.connect(self._point)
        self.plot.chosen.connect(self._pin)

    def _lay_out(self) -> None:
        self._body, row = QWidget(), QHBoxLayout()
        for chooser in (self.layers, self.held, self.across, self.up):
            row.addWidget(chooser)
        row.addStretch(1)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(4, 0, 4, 0)
        inside.setSpacing(2)
        inside.addLayout(row)
        inside.addWidget(self.formula)
        inside.addWidget(self.plot, 1)
        inside.addWidget(self.words)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body, 1)
        column.addWidget(self.empty, 1)
        self._body.hide()
        self.setFocusProxy(self.plot)

    @override
    def restyle(self) -> None:
        for part in (self.layers, self.held, self.across, self.up, self.formula, self.plot, self.table, self.empty):
            part.restyle()
        self.words.setFont(self.look.font())
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the numbers out where the plane needs the room."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        roomy = self.height() >= self.look.px(TALL)
        self.table.setVisible(roomy and bool(self._fixed))
        self.formula.setVisible(roomy)
        self.table.setFixedHeight((len(self.table.rows) + 1) * self.look.px(17))

    # --- what is seen ---

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame."""
        self._frame = frame
        self.layers.offer_frame(frame)
        record = self.recurrence(frame)
        self._found = None if record is None or record.h.shape[1] > MOST_UNITS else dynamics(frame, record)
        why = self._why_not(record)
        self.empty.say(why)
        self.empty.setVisible(bool(why))
        self._body.setVisible(not why)
        if why or self._found is None:
            self._map, self._fixed = None, ()
            self.set_subtitle("")
            return
        self._box = box(self._found)
        self._offer(frame, self._found)
        self._redraw()

    def _why_not(self, record: Recurrence | None) -> str:
        if record is None:
            return translate("panels", "This model has no recurrent layer.")
        if record.h.shape[1] > MOST_UNITS:
            said = translate("panels", "This layer has {units} units, and a plane shows up to {most}: set fewer.")
            return said.format(units=record.h.shape[1], most=MOST_UNITS)
        if self._found is None:
            return translate("panels", "This net is no map that takes the state of one timestep to that of the next.")
        return ""

    def _offer(self, frame: Frame, found: Dynamics) -> None:
        symbols = [(f"“{symbol}”", symbol) for symbol in self._symbols(frame, found)]
        self.held.offer(
            [
                (CURSOR, translate("panels", "the input at the cursor")),
                *(((symbol,), translate("panels", "{symbol} held").format(symbol=label)) for label, symbol in symbols),
                (NONE, translate("panels", "no input (0)")),
            ]
        )
        names = words.state_names(found)
        offered = list(enumerate(names)) if len(names) > 2 else []
        first = self.up.key is None
        self.across.offer([(k, f"→ {name}") for k, name in offered])
        self.up.offer([(k, f"↑ {name}") for k, name in offered])
        if first and offered:
            self.up.choose(1)

    def _symbols(self, frame: Frame, found: Dynamics) -> list[str]:
        """Return the symbols that stand for one input each; of an upper layer none do."""
        symbols = frame.sequences.get(found.record.axis, ())[: len(found.inputs)]
        each: dict[str, set[bytes]] = {}
        for symbol, x in zip(symbols, found.inputs, strict=False):
            each.setdefault(symbol, set()).add(x.tobytes())
        return [symbol for symbol, inputs in each.items() if len(inputs) == 1][:40]

    def _stop(self, found: Dynamics) -> int | None:
        """Return which state of the path the cursor marks."""
        timestep = self.session.cursor.timestep(found.record.axis)
        return None if timestep is None else self._order(found, timestep) + found.begins

    @staticmethod
    def _order(found: Dynamics, timestep: int) -> int:
        last = len(found.record.h) - 1
        timestep = min(timestep, last)
        return last - timestep if found.record.reverse else timestep

    def _input(self, frame: Frame, found: Dynamics) -> tuple[Array, str]:
        """Return the input that is held, and what it is called."""
        key, inputs = self.held.key, found.inputs
        symbols = frame.sequences.get(found.record.axis, ())
        if key == NONE:
            return np.zeros_like(inputs[0]), "0"
        if isinstance(key, tuple) and key[0] in symbols:
            return inputs[symbols.index(key[0])], f"“{key[0]}”"
        timestep = self.session.cursor.timestep(found.record.axis)
        at = len(inputs) - 1 if timestep is None else min(timestep, len(inputs) - 1)
        return inputs[at], f"“{symbols[at]}”" if at < len(symbols) else f"x({at})"

    # --- drawing ---

    @Slot(object)
    def _picked(self, _key: object) -> None:
        self._redraw()

    def show_cursor(self) -> None:
        """Hold the input at the cursor, and mark its state."""
        self._redraw()

    def _redraw(self) -> None:
        frame, found, within = self._frame, self._found, self._box
        if frame is None or found is None or within is None:
            return
        x, called = self._input(frame, found)
        if self._map is None or self._map.weights is not found.weights or not np.array_equal(self._map.x, x):
            self._map = found.under(x)
            self._fixed = fixed_points(self._map, within)
        stop = self._stop(found)
        standing = found.trajectory[-1 if stop is None else stop]
        self._ends = settled(self._map, standing)
        self._draw(found, self._map, within, stop)
        self.formula.show_equations(words.formula(found))
        self.words.setText(words.told(called, self._fixed, self._ends))
        self._write_table(found)
        self.set_subtitle(words.counted(self._fixed))
        self._make_room()

    def _axes(self, found: Dynamics) -> tuple[int, int]:
        if found.trajectory.shape[1] <= 2:
            return 0, 1
        across, up = (key if isinstance(key, int) else k for k, key in enumerate((self.across.key, self.up.key)))
        return across, up

    def _draw(self, found: Dynamics, f: StepMap, within: Box, stop: int | None) -> None:
        if found.trajectory.shape[1] == 1:
            self.plot.show_picture(_cobweb(found, f, within, stop, self._fixed))
            return
        across, up = self._axes(found)
        pair, names, path = [across, up], words.state_names(found), found.trajectory
        at = path[-1 if stop is None else stop]
        drawn = arrows(f, within, across, up, at, ALONG)
        self.plot.show_picture(
            PhasePicture(
                names=(names[across], names[up]),
                low=(float(within.low[across]), float(within.low[up])),
                high=(float(within.high[across]), float(within.high[up])),
                arrows=(drawn[0][:, pair], drawn[1][:, pair]),
                path=path[:, pair],
                stops=path[:, pair],
                marked=stop,
                fixed=tuple((float(p.state[across]), float(p.state[up]), p.kind) for p in self._fixed),
            )
        )

    def _write_table(self, found: Dynamics) -> None:
        rows = words.rows(self._fixed, words.state_names(found))
        columns = [str(k + 1) for k in range(len(self._fixed))]
        self.table.show_rows(columns, [Row(label, cells) for label, cells in rows], heading="h*")

    # --- places ---

    def _timestep(self, stop: int) -> int | None:
        found = self._found
        if found is None or stop < found.begins:
            return None
        order = stop - found.begins
        return len(found.record.h) - 1 - order if found.record.reverse else order

    @Slot(object)
    def _point(self, stop: int | None) -> None:
        timestep = None if stop is None else self._timestep(stop)
        axis = "" if self._found is None else self._found.record.axis
        self.session.cursor.hover(None if timestep is None else Place(axis, timestep))

    @Slot(int)
    def _pin(self, stop: int) -> None:
        if (timestep := self._timestep(stop)) is not None and self._found is not None:
            self.session.cursor.pin(Place(self._found.record.axis, timestep))

    # --- in words and numbers ---

    def choose(self, option: str, value: object) -> None:
        """Set "input" ("cursor", "none" or a symbol), "across" or "up" (the number of a state, from 0)."""
        chooser = {"input": self.held, "across": self.across, "up": self.up}.get(option)
        if chooser is None:
            super().choose(option, value)
            return
        key = (value,) if option == "input" and value not in (CURSOR, NONE) else value
        chooser.choose(key)
        if chooser.key != key:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "The phase plane has no {value} for {option}."),
                value=repr(value),
                option=option,
            )
        self._redraw()

    def numbers(self) -> Mapping[str, Array]:
        """Return the path (state of each timestep), fixed points with their eigenvalues, arrows, and where it ends."""
        if self._found is None or self._map is None:
            return {}
        dimensions = self._found.trajectory.shape[1]
        kinds = [p.kind for p in self._fixed]
        start, end = self.plot.picture.arrows
        return {
            "trajectory": self._found.trajectory,
            "held": self._map.x,
            "fixed points": np.array([p.state for p in self._fixed]).reshape(-1, dimensions),
            "residual": np.array([p.residual for p in self._fixed]),
            "eigenvalues": np.array([np.abs(p.eigenvalues) for p in self._fixed]).reshape(-1, dimensions),
            "fixed": np.array([len(kinds)]),
            "attracting": np.array([kinds.count(Kind.ATTRACTS)]),
            "repelling": np.array([len(kinds) - kinds.count(Kind.ATTRACTS) - kinds.count(Kind.NEUTRAL)]),
            "cycle": np.array([len(self._ends)]),
            "ends": self._ends,
            "arrows from": start,
            "arrows to": end,
        }

    def describe(self) -> str:
        """Say what the fixed points are, and where the marked state ends."""
        return self.empty.text() if self._map is None else f"{self.subtitle}. {self.words.text()}"


def _cobweb(found: Dynamics, f: StepMap, within: Box, stop: int | None, fixed: tuple[FixedPoint, ...]) -> PhasePicture:
    """Draw h(t) over h(t-1): the path goes up to the curve of what it reads, and over to the diagonal."""
    low, high = float(within.low[0]), float(within.high[0])
    h = np.linspace(low, high, 161)[:, None]
    read = np.unique(found.inputs, axis=0)
    others = [found.under(x) for x in read[:CURVES] if not np.array_equal(x, f.x)]
    path = found.trajectory[:, 0]
    corners = np.repeat(path, 2)
    margin = 0.06 * (high - low)
    return PhasePicture(
        names=(f"h(t{MINUS}1)", "h(t)"),
        low=(low - margin, low - margin),
        high=(high + margin, high + margin),
        curves=tuple(np.concatenate([h, g(h)], axis=1) for g in others),
        held=np.concatenate([h, f(h)], axis=1),
        diagonal=True,
        path=np.stack([corners[:-1], corners[1:]], axis=1),
        stops=np.stack([path, path], axis=1),
        marked=stop,
        fixed=tuple((float(p.state[0]), float(p.state[0]), p.kind) for p in fixed),
    )


PANEL = Panel(
    key="phase_plane",
    title=QT_TRANSLATE_NOOP("panels", "Phase plane"),
    shortcut="Ctrl+Alt+P",
    area=Area.MIDDLE_RIGHT,
    order=70,
    wants=frozenset({Want.STATES, Want.GATES, Want.WEIGHTS, Want.OUTPUT}),
    make=PhasePlaneView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "Where each state goes while one input is held: full dots attract, and what ends there is remembered."
    ),
    per_second=4.0,
    compared=Compared.EACH,
)
