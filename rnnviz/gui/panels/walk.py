"""Backpropagation through time on the scalar net: a walk forward through the sequence, backward, and to the sums."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain import scalar_walk_words as walking
from rnnviz.explain.frame_equations import Equation
from rnnviz.explain.number import MINUS, number
from rnnviz.explain.scalar_walk_words import BACKWARD, FORWARD, GIVEN, ScalarWeights
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.equation_lines import EquationLines
from rnnviz.gui.widgets.named import button, named
from rnnviz.gui.widgets.number_table import NumberTable, Row
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.cursor import Place as Pointed
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.nn.scalar_walk import Phase, Place, Walk, places, walk
from rnnviz.probe.difference import Difference
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

SIZES = (1.5, 1.25, 1.0, 0.85)  # of the equations, multiples of the font's
LINES = 5  # that there is always room for: what is below must not jump
NARROW = 340  # px at 10 points: below it the weights are not said beside the sums
WIDE = 640  # px at 10 points: from here on the sums stand beside the equations


class WalkView(View):
    """A table over the timesteps that fills as the walk goes on, the equations of its timestep, and the sums."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._weights: ScalarWeights | None = None
        self._autograd: ScalarWeights | None = None
        self._walk: Walk | None = None  # None: there is nothing to walk through
        self._axis = ""
        self._at = 0
        self._table, self._sums = NumberTable(look), NumberTable(look)
        self._lines = EquationLines(look, 5)
        self._empty = Placeholder(look)
        self._where = named(ElidedLabel(), "muted")
        self._back = button("‹")
        self._next = named(button("›"), "primary")
        self._turn, self._restart = button("»"), button("⟲")
        self._lay_out()
        self._table.stepped.connect(self._step)
        self._table.pointed.connect(self._point)
        self._table.chosen.connect(self._go_to_timestep)
        self._next.clicked.connect(self.forward)
        self._back.clicked.connect(self.backward)
        self._turn.clicked.connect(self._next_phase)
        self._restart.clicked.connect(self._begin)
        session.built.connect(self._forget)

    def _lay_out(self) -> None:
        page = QWidget()
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.addWidget(self._lines, 3)
        self._below.addWidget(self._sums, 2)
        buttons = QHBoxLayout()
        for each in (self._restart, self._back, self._next, self._turn):
            buttons.addWidget(each)
        buttons.addWidget(self._where, 1)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(4, 0, 4, 2)
        self._column.setSpacing(4)
        self._column.addWidget(self._table, 1)
        self._column.addLayout(self._below)
        self._column.addLayout(buttons)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        self._page = page
        page.setMinimumSize(40, 40)  # what the equations need when there is much room must not keep it from shrinking

    @override
    def restyle(self) -> None:
        names = (
            (self._next, translate("panels", "One timestep further: forward to the end, then backward  (→)")),
            (self._back, translate("panels", "One timestep back  (←)")),
            (self._turn, translate("panels", "On to where the walk turns back, then to the sums")),
            (self._restart, translate("panels", "Begin the walk again")),
        )
        for each, name in names:
            each.setToolTip(name)
            each.setAccessibleName(name)
            each.setFont(self.look.font())
        self._where.setFont(self.look.font(0.9))
        self._table.setAccessibleName(translate("panels", "Every quantity at every timestep"))
        self._sums.setAccessibleName(translate("panels", "Derivatives by the weights"))
        for part in (self._empty, self._table, self._sums):
            part.restyle()
        self._redraw()

    # --- what there is to walk through ---

    def show_frame(self, frame: Frame) -> None:
        """Walk through another picture; the place in the walk stays."""
        weights, given = walking.weights_of(frame.weights), walking.read(frame)
        self._walk = None
        if weights is None or isinstance(frame, Difference) or given is None:
            self._say_nothing(translate("panels", "This walk is through the scalar net: choose that experiment."))
            return
        if not given[1].any():
            self._say_nothing(translate("panels", "Nothing is asked in this sequence, so there is no loss."))
            return
        self._weights, self._autograd = weights, walking.weights_of(frame.parameter_gradients)
        with np.errstate(all="ignore"):
            self._walk = walk(*weights, *given)
        self._axis = frame.recurrences[0].axis
        self._at = min(self._at, len(self.places) - 1)
        self._redraw()

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self._walk, self._at = None, 0
        self._say_nothing(translate("panels", "Waiting for the first picture."))

    def _say_nothing(self, text: str) -> None:
        self._empty.say(text)
        self._stack.setCurrentWidget(self._empty)
        self.set_subtitle("")

    # --- the place in the walk ---

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place of the walk; empty if there is none."""
        return () if self._walk is None else places(len(self._walk.x))

    @property
    def place(self) -> Place:
        """Where the walk stands."""
        return self.places[self._at] if self.places else Place(Phase.FORWARD, 0)

    @Slot()
    def forward(self) -> None:
        """Go one place on."""
        self._go(self._at + 1)

    @Slot()
    def backward(self) -> None:
        """Go one place back."""
        self._go(self._at - 1)

    @Slot(int)
    def _step(self, step: int) -> None:
        self._go(self._at + step)

    @Slot()
    def _begin(self) -> None:
        self._go(0)

    @Slot()
    def _next_phase(self) -> None:
        """Go to the end of this way, or, from there, to the end of the next one."""
        timesteps = len(self.places) // 2
        ends = [timesteps - 1, 2 * timesteps - 1, 2 * timesteps]
        self._go(next((end for end in ends if end > self._at), ends[-1]))

    @Slot(int)
    def _go_to_timestep(self, timestep: int) -> None:
        phase = Phase.BACKWARD if self.place.phase is Phase.SUMS else self.place.phase
        self._go(self.places.index(Place(phase, timestep)))

    def _go(self, at: int) -> None:
        """Stand at a place, and have every other panel look at its timestep."""
        if not self.places:
            return
        self._at = min(max(at, 0), len(self.places) - 1)
        if self.place.phase is not Phase.SUMS:
            self.session.cursor.pin(Pointed(self._axis, self.place.timestep))
        self._redraw()

    @Slot(object)
    def _point(self, column: int | None) -> None:
        self.session.cursor.hover(None if column is None else Pointed(self._axis, column))

    def show_cursor(self) -> None:
        """Write about the timestep that is pointed at, as far as the walk has come there."""
        self._redraw()

    @property
    def shown(self) -> int:
        """The timestep that the equations are about: the cursor's if it has been walked through, else the walk's."""
        pointed = self.session.cursor.timestep(self._axis)
        walked = self.place.differentiated if self.place.phase is Phase.BACKWARD else self.place.computed
        known = pointed is not None and pointed < len(self.places) // 2 and walked(pointed)
        return pointed if known and pointed is not None else self.place.timestep

    def choose(self, option: str, value: object) -> None:
        """Set "at" (a place: 0 to twice the timesteps), "phase" (its first place), "timestep" (in this phase)."""
        if option not in ("at", "phase", "timestep"):
            super().choose(option, value)
        timesteps = len(self.places) // 2
        here = {} if self.place.phase is Phase.SUMS else {t: Place(self.place.phase, t) for t in range(timesteps)}
        allowed: dict[str, dict[object, int]] = {
            "at": {at: at for at in range(len(self.places))},
            "phase": dict(zip(Phase, (0, timesteps, 2 * timesteps), strict=True)),
            "timestep": {t: self.places.index(place) for t, place in here.items()},
        }
        if isinstance(value, bool) or not isinstance(value, str | int) or value not in allowed[option]:
            raise Refused(
                QT_TRANSLATE_NOOP("panels", "The walk has no place {value} for {option}."), value=value, option=option
            )
        self._go(allowed[option][value])

    # --- drawing ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room anew."""
        super().resizeEvent(event)
        self._redraw()

    def _redraw(self) -> None:
        if self._walk is None or self._weights is None:
            if not self._empty.text():
                self._say_nothing(translate("panels", "Waiting for the first picture."))
            return
        self._stack.setCurrentWidget(self._page)
        self._lines.show_equations(self._equations(self._walk, self._weights))
        self._divide()
        self._write_table()
        self._write_sums()
        self._say_where(self._walk)

    def _equations(self, shown: Walk, weights: ScalarWeights) -> list[Equation]:
        if self.place.phase is Phase.SUMS:
            return walking.sums(shown)
        write = walking.forward if self.place.phase is Phase.FORWARD else walking.backward
        return write(weights, shown, self.shown)

    def _divide(self) -> None:
        """Write the equations as large as the table leaves room for; the sums stand beside them, or in their place."""
        wide, ended = self.width() >= self.look.px(WIDE), self.place.phase is Phase.SUMS
        size, room = self._largest()
        self._lines.setVisible(bool(room) and (wide or not ended))
        self._sums.setVisible(wide or ended)
        self._lines.set_size(size)
        self._lines.set_room(room)
        least = QFontMetrics(self.look.mono()).height() * (len(ScalarWeights._fields) + 1)
        self._sums.setFixedHeight(max(self._lines.sizeHint().height(), least))
        self._table.setVisible(wide or not ended or least + (len(FORWARD) + 1) * self._line(0.85) <= self._height)

    def _largest(self) -> tuple[float, int]:
        """Return the size that the equations are written in, and how many lines they take; none: there is no room."""
        for rows, least in ((len(FORWARD) + len(BACKWARD), 1.0), (len(FORWARD), 0.85)):
            for size in SIZES:
                self._lines.set_size(size)
                needed = max(self._lines.needed, LINES)
                if needed * self._line(size) + (rows + 1) * self._line(least) <= self._height:
                    return size, needed
        return SIZES[-1], 0

    def _line(self, size: float) -> int:
        return QFontMetrics(self.look.mono(size)).height()

    @property
    def _height(self) -> int:
        """What table and equations have together, in px."""
        return self.height() - self._next.sizeHint().height() - self.look.px(12)

    def _write_table(self) -> None:
        assert self._walk is not None
        ways = [FORWARD, BACKWARD]
        if not self._roomy:
            ways = [FORWARD if self.place.phase is Phase.FORWARD else BACKWARD]
        known = self._known
        rows = [self._row(name, label, known[name], way is BACKWARD) for way in ways for name, label in way.items()]
        marked = self.shown if self.place.phase is not Phase.SUMS else None
        columns = [str(t) for t in range(len(self._walk.x))]
        self._table.show_rows(columns, rows, marked, standing=self.place.timestep)

    @property
    def _roomy(self) -> bool:
        """Whether both ways have room in the table."""
        lines = 0 if self._lines.isHidden() else self._lines.sizeHint().height()
        used = lines if self._sums.isHidden() else max(lines, self._sums.minimumHeight())
        return self._height - used >= (len(FORWARD) + len(BACKWARD) + 1) * self._line(0.85)

    def _row(self, name: str, label: str, values: Array, back: bool) -> Row:
        theme = self.look.theme
        if name in GIVEN:
            cells = tuple("" if v == 0 else number(v)[:2] for v in values)
        else:
            cells = tuple(_short(v) for v in values)
        colours = tuple(_colour(theme.text, theme.positive, theme.negative, v) for v in values)
        words = translate("panels", label) if name in ("dh_local", "dh_recurrent") else label
        return Row(words, cells, colours if back else (), ruled=name == "dr")

    def _write_sums(self) -> None:
        found = self._summed
        columns = [
            translate("panels", "value"),
            translate("panels", "sum"),
            translate("panels", "autograd"),
            translate("panels", "difference"),
        ]
        rows = []
        for letter in ScalarWeights._fields:
            values = (found[letter], found[f"d{letter}"], found[f"autograd_d{letter}"], found[f"difference_d{letter}"])
            rows.append(Row(letter, tuple(_cell(v[0]) for v in values)))
        if self.width() < self.look.px(NARROW):
            columns, rows = columns[1:], [row._replace(cells=row.cells[1:]) for row in rows]
        self._sums.show_rows(columns, rows, heading="")

    def _say_where(self, shown: Walk) -> None:
        t = self.place.timestep
        words = {
            Phase.FORWARD: translate("panels", "forward, t = {t}").format(t=t),
            Phase.BACKWARD: translate("panels", "backward, t = {t}").format(t=t),
            Phase.SUMS: translate("panels", "the sums over all timesteps"),
        }[self.place.phase]
        self._where.setText(words)
        self._back.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < len(self.places) - 1)
        self._turn.setEnabled(self._next.isEnabled())
        self.set_subtitle(f"L = {number(shown.loss, signed=False)}")

    # --- what is on screen, as numbers ---

    def numbers(self) -> Mapping[str, Array]:
        """Return every quantity, (timestep,), and the weights with what the walk has summed up so far, (1,).

        What the walk has not come to yet is NaN.
        """
        if self._walk is None or self._weights is None:
            return {}
        found = {"at": np.array([self._at]), **self._known, **self._summed}
        return {name: np.ma.filled(values, np.nan) for name, values in found.items()}

    @property
    def _known(self) -> dict[str, Array]:
        assert self._walk is not None
        return walking.known(self._walk, self.place)

    @property
    def _summed(self) -> dict[str, Array]:
        assert self._walk is not None
        assert self._weights is not None
        return walking.summed(self._walk, self.place, self._weights, self._autograd)

    def describe(self) -> str:
        """Read out the equations of the timestep."""
        if self._walk is None:
            return self._empty.text()
        return f"{self._where.text()}: {self._lines.text}".replace("\n", "; ")


def _short(value: float) -> str:
    """Write a cell of the table in three decimals, as its neighbours are: an exponent would widen every column."""
    if np.ma.is_masked(value) or not math.isfinite(value) or not 0.0005 <= abs(value) < 0.01:
        return _cell(value)
    return f"{MINUS if value < 0 else '+'}{abs(value):.3f}"


def _cell(value: float) -> str:
    return "" if np.ma.is_masked(value) else number(float(value))


def _colour(plain: str, positive: str, negative: str, value: float) -> str:
    if np.ma.is_masked(value) or value == 0:
        return plain
    return positive if value > 0 else negative


PANEL = Panel(
    key="walk",
    title=QT_TRANSLATE_NOOP("panels", "Walk through time and back"),
    shortcut="Ctrl+Alt+4",
    area=Area.TOP_LEFT,
    order=20,
    wants=frozenset({Want.STATES, Want.OUTPUT, Want.WEIGHTS, Want.PARAMETER_GRADIENTS}),
    make=WalkView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "Forward through the sequence, then backward: every derivative with its numbers, and their sums."
    ),
    per_second=5.0,
    compared=Compared.ONE,
    live=True,
)
