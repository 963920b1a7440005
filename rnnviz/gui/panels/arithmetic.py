"""Arithmetic: a small network carried out step by step, with weights set by hand and with those learned so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from rnnviz.explain.arithmetic import Equation, equations, result_written
from rnnviz.explain.joined_matrices import can_be_joined, joined
from rnnviz.explain.number import grouped
from rnnviz.explain.small_networks import HandSet, Version, learned
from rnnviz.explain.unknown_weights import with_letters
from rnnviz.gui.views.fitting_view import FittingView
from rnnviz.gui.views.join_button import JoinButton
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.arithmetic_fit import Half
from rnnviz.gui.widgets.arithmetic_page import ArithmeticPage, Stride, Where, number_of, number_within, stride_named
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.matrix_equation import said
from rnnviz.gui.widgets.named import button
from rnnviz.gui.workbench.cursor import Place
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

BY_HAND, LEARNED = "by hand", "learned"  # before each name in `numbers`
TALL = 170  # px at 10 points: from here on a second row of controls takes nothing that is needed more


class ArithmeticView(FittingView):
    """Steps through the operations of one timestep; the timestep is the one that the linked cursor marks."""

    covers_itself = True

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.versions: dict[str, Version] = {}
        self._given: dict[str, Version] = {}  # with the matrices of a sum apart
        self._equations: dict[str, tuple[Equation, ...]] = {}
        self._by_hand = HandSet()
        self._written: dict[str, tuple[Version, tuple[Equation, ...]]] = {}  # of which version, at `_written_at`
        self._written_at = 0
        self._operation = self._row = 0
        self._revealed = False
        self.page = ArithmeticPage(look)
        self.page.setAccessibleName(translate("panels", "Arithmetic of the network"))
        self.back = button("◀", translate("panels", "One step back (Left; Up: a whole operation)"))
        self.forward = button("▶", translate("panels", "Next step (Right; Down: a whole operation)"))
        self.cover = button("?", translate("panels", "Cover each result until it is revealed (Return)"))
        self.cover.setCheckable(True)
        self.letters = button("abc", translate("panels", "Unknown weights as letters, as before learning"))
        self.letters.setCheckable(True)
        self.joined = JoinButton()
        self.stride = Chooser(look, translate("panels", "How much one step carries out"))
        self.operations = Chooser(look, translate("panels", "Which operation"))
        self.stride.offer([
            (Stride.ROWS, translate("panels", "row by row")),
            (Stride.OPERATIONS, translate("panels", "operation by operation")),
            (Stride.TIMESTEP, translate("panels", "whole timestep")),
        ])  # fmt: skip
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for row in (self.row, self.second_row):
            row.setContentsMargins(4, 0, 4, 0)
        for widget in self._controls:
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.lay_out(self.page)

    @property
    def _controls(self) -> tuple[QWidget, ...]:
        return self.back, self.forward, self.stride, self.operations, self.cover, self.letters, self.joined

    def _divide(self) -> None:
        """Give the choosers a row of their own where they would be cut, if there is the height for it."""
        parts = [part for part in self._controls if not part.isHidden()]
        needed = sum(part.sizeHint().width() + self.row.spacing() for part in parts) + 8
        high = self.height() >= self.look.px(TALL)
        for chooser in (self.stride, self.operations):  # it may be squeezed where it can have a row of its own then
            chooser.setMinimumWidth(self.look.px(44) if high else 0)
        apart = needed > self.width() and high
        if apart is (self.second_row.count() > 0):
            return
        for place, chooser in enumerate((self.stride, self.operations)):
            if apart:
                self.second_row.addWidget(chooser)
            else:
                self.row.insertWidget(2 + place, chooser)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the controls anew."""
        super().resizeEvent(event)
        self._divide()

    def _connect(self) -> None:
        self.back.clicked.connect(self._step_back)
        self.forward.clicked.connect(self._step_forward)
        self.cover.toggled.connect(self._cover)
        self.letters.toggled.connect(self._write_anew)
        self.joined.toggled.connect(self._join)
        self.stride.picked.connect(self._choose_stride)
        self.operations.picked.connect(self._go_to)
        self.page.picked.connect(self._go_to)
        self.page.moved.connect(self._move)
        self.page.revealed.connect(self._reveal)

    # --- what is shown ---

    def show_frame(self, frame: Frame) -> None:
        """Compute both versions anew."""
        self.frame = frame
        config = self.session.config
        found = {BY_HAND: self._by_hand.of(frame, config), LEARNED: learned(frame, config)}
        self._given = {name: version for name, version in found.items() if version is not None}
        self._take_versions()
        if self.versions:
            self.show_page()
        else:
            self.show_nothing(
                translate("panels", "The arithmetic of a larger network fills no page: choose one of chapters 1 and 2.")
            )
        self.show_cursor()

    def _take_versions(self) -> None:
        """Write the matrices of a sum apart, or as one; there is a choice where there are several."""
        self.joined.setVisible(any(map(can_be_joined, self._given.values())))
        whole = self.joined.isChecked()
        self.versions = {name: joined(given) if whole else given for name, given in self._given.items()}

    def show_cursor(self) -> None:
        """Go to the timestep that is marked."""
        if not self.versions:
            return
        t = self.timestep
        still = self._written if t == self._written_at else {}
        self._equations = {
            name: still[name][1] if name in still and still[name][0] is version else equations(version, t)
            for name, version in self.versions.items()
        }
        self._written, self._written_at = {n: (v, self._equations[n]) for n, v in self.versions.items()}, t
        if self.letters.isChecked():
            self._equations[LEARNED] = with_letters(self.versions[LEARNED], self._equations[LEARNED])
        steps = self._equations[LEARNED]
        self._operation = min(self._operation, len(steps) - 1)
        self.operations.offer([(k, f"{k + 1} · {said(e.name)}") for k, e in enumerate(steps)])
        self.operations.choose(self._operation)
        self._show()

    def _show(self) -> None:
        if self.frame is None or not self.versions:
            return
        update = translate("panels", "Learned · update {update}").format(update=grouped(self.frame.update))
        unknown = translate("panels", "Unknown: to be learned") if self.letters.isChecked() else ""
        titles = {BY_HAND: translate("panels", "By hand"), LEARNED: unknown or update}
        stride = self.stride.key
        row = self._row if stride == Stride.ROWS else None
        where = Where(self._operation, row, self.covered, stride == Stride.TIMESTEP)
        self.operations.setVisible(stride != Stride.TIMESTEP)
        self._divide()
        self.page.show_halves([Half(titles[name], found) for name, found in self._equations.items()], where)
        symbols = self.frame.sequences.get(self.axis, ())
        symbol = symbols[self.timestep] if self.timestep < len(symbols) else ""
        self.set_subtitle(
            translate("panels", "timestep {t} of {count} · {symbol}").format(
                t=self.timestep, count=len(symbols), symbol=symbol
            )
        )

    @property
    def equations(self) -> Mapping[str, tuple[Equation, ...]]:
        """The steps of the timestep, of each version."""
        return self._equations

    @property
    def timestep(self) -> int:
        """The timestep of the watched sequence; the first while none is marked."""
        marked = self.session.cursor.timestep(self.axis) or 0
        return min(marked, len(self.versions[LEARNED].timesteps) - 1)

    @property
    def covered(self) -> bool:
        """Whether the result of the operation is still to be guessed."""
        return self.cover.isChecked() and not self._revealed and self.stride.key != Stride.TIMESTEP

    @override
    def restyle(self) -> None:
        for row in (self.row, self.second_row):
            row.setSpacing(self.look.px(4))
        for part in (self.stride, self.operations, self.empty, self.page):
            part.restyle()
        for each in (self.back, self.forward, self.cover, self.letters, self.joined):
            each.setFont(self.look.font(0.9))

    # --- stepping ---

    def _rows(self, operation: int) -> int:
        return max(found[operation].rows for found in self._equations.values() if operation < len(found))

    @Slot()
    def _step_forward(self) -> None:
        self._move(1, False)

    @Slot()
    def _step_back(self) -> None:
        self._move(-1, False)

    @Slot(int, bool)
    def _move(self, by: int, operations: bool) -> None:
        """Go on or back by what the stride is; uncovering is a step of its own."""
        if not self.versions:
            return
        if by > 0 and self.covered:
            self._reveal()
            return
        stride = Stride.OPERATIONS if operations and self.stride.key == Stride.ROWS else self.stride.key
        if stride == Stride.ROWS and 0 <= self._row + by < self._rows(self._operation):
            self._row += by
            self._show()
        elif stride != Stride.TIMESTEP and 0 <= self._operation + by < len(self._equations[LEARNED]):
            self._stand(self._operation + by, by < 0 and stride == Stride.ROWS)
        else:
            self._go_to_timestep(self.timestep + by, by < 0)

    def _stand(self, operation: int, at_end: bool = False) -> None:
        self._operation, self._revealed = operation, False
        self._row = self._rows(operation) - 1 if at_end else 0
        self.operations.choose(operation)
        self._show()

    def _go_to_timestep(self, timestep: int, at_end: bool = False) -> None:
        if 0 <= timestep < len(self.versions[LEARNED].timesteps):
            last = len(self._equations[LEARNED]) - 1
            self._operation, self._revealed = (last if at_end else 0), False
            self._row = self._rows(last) - 1 if at_end else 0
            self.session.cursor.pin(Place(self.axis, timestep))
            self.show_cursor()

    @Slot(object)
    @Slot(int)
    def _go_to(self, operation: int) -> None:
        if self.versions:
            self._stand(operation)

    @Slot(object)
    def _choose_stride(self, _stride: object) -> None:
        self._row, self._revealed = 0, False
        self._show()

    @Slot(bool)
    def _write_anew(self, _letters: bool) -> None:
        self.show_cursor()

    @Slot(bool)
    def _join(self, _joined: bool) -> None:
        """Write the same in other steps; stand at the one with the same result, or at the first."""
        if not self.versions:
            return
        before = self.versions[LEARNED].steps[self._operation].result
        self._take_versions()
        names = [step.result for step in self.versions[LEARNED].steps]
        self._operation, self._row = (names.index(before) if before in names else 0), 0
        self.show_cursor()

    @Slot(bool)
    def _cover(self, _covered: bool) -> None:
        self._revealed = False
        self._show()

    @Slot()
    def _reveal(self) -> None:
        """Show the covered result, all of its rows."""
        if self.covered:
            self._row = self._rows(self._operation) - 1
            self._revealed = True
            self._show()

    def go_on_from(self, before: View) -> None:
        """Stand where the other view stands."""
        super().go_on_from(before)
        if isinstance(before, ArithmeticView) and self.versions:
            self._operation, self._row, self._revealed = before._operation, before._row, before._revealed
            self.show_cursor()

    # --- lessons, exports, assistive tools ---

    def uncover(self) -> None:
        """Show the covered result."""
        self._reveal()

    def choose(self, option: str, value: object) -> None:
        """Set "operation" (number or name), "row", "timestep", "steps" (a `Stride`), "cover", "reveal".

        And "letters", "joined": whether weights are unknown, and whether the matrices of a sum are one.
        """
        match option:
            case "operation":
                self._stand(number_of(value, [step.result for step in self._shown.steps]))
            case "row":
                self._row = number_within(value, self._rows(self._operation))
                self._show()
            case "timestep":
                self._revealed = False
                self.session.cursor.pin(Place(self.axis, number_within(value, len(self._shown.timesteps))))
                self.show_cursor()
            case "steps":
                self.stride.follow(stride_named(value))
            case "cover":
                self.cover.setChecked(bool(value))
            case "letters":
                self.letters.setChecked(bool(value))
            case "joined":
                self.joined.setChecked(bool(value))
            case "reveal":
                self._revealed = False
                self._show()
                if value:
                    self._reveal()
            case _:
                super().choose(option, value)

    @property
    def _shown(self) -> Version:
        if LEARNED not in self.versions:
            raise Refused(QT_TRANSLATE_NOOP("panels", "There is no arithmetic on screen yet."))
        return self.versions[LEARNED]

    def numbers(self) -> Mapping[str, Array]:
        """Return every matrix and vector of the timestep, "by hand/Add", "learned/Add", but for what is covered."""
        found: dict[str, Array] = {}
        for name, version in self.versions.items():
            hidden = {step.result for step in version.steps[self._operation :]} if self.covered else set()
            shown = {**version.matrices, **version.timesteps[self.timestep]}
            found |= {f"{name}/{key}": values for key, values in shown.items() if key not in hidden}
        if self.letters.isChecked():
            matrices = self.versions[LEARNED].matrices.values()
            found["unknowns"] = np.array(sum(each.size for each in matrices if each.shape[1] > 1))
        return found

    def describe(self) -> str:
        """Say what is being computed, and what comes out."""
        if not self.versions:
            return self.empty.text()
        now = {name: found[self._operation] for name, found in self._equations.items() if self._operation < len(found)}
        if self.covered:
            return translate("panels", "Timestep {t}: what is {name}?").format(
                t=self.timestep, name=said(now[LEARNED].name)
            )
        values = {name: result_written(e) for name, e in now.items()}
        if BY_HAND not in values:
            return translate("panels", "Timestep {t}: {name} = {learned}, as learned so far.").format(
                t=self.timestep, name=said(now[LEARNED].name), learned=values[LEARNED]
            )
        return translate("panels", "Timestep {t}: {name} = {hand} by hand, {learned} as learned so far.").format(
            t=self.timestep, name=said(now[LEARNED].name), hand=values[BY_HAND], learned=values[LEARNED]
        )


PANEL = Panel(
    key="arithmetic",
    title=QT_TRANSLATE_NOOP("panels", "Arithmetic"),
    shortcut="Ctrl+Alt+1",
    area=Area.TOP_LEFT,
    order=10,
    wants=frozenset({Want.STATES, Want.WEIGHTS, Want.OUTPUT}),
    make=ArithmeticView,
    hint=QT_TRANSLATE_NOOP(
        "panels", "Every number of a small network, carried out step by step: by hand, and as learned so far."
    ),
    per_second=4.0,
    compared=Compared.EACH,
)
