"""Inspector: every number at one unit and timestep with its formula, then with its numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.attention_equations import Looking, looking
from rnnviz.explain.attention_equations import equations as attention_equations
from rnnviz.explain.cell_behaviours import behaviour
from rnnviz.explain.frame_equations import Equation, norms, recurrent
from rnnviz.explain.number import grouped, number
from rnnviz.explain.prediction import Prediction, output_along, predict, resting_timestep
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.join_button import JoinButton
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.formulas import Formulas
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.nn import cells
from rnnviz.probe.frame import Array, Frame, Output, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence, say, translate


class InspectorView(View):
    """The hovered or pinned unit and timestep of the selected recurrence, as equations that can be copied."""

    catches_up = True

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self.place, self.notes = ElidedLabel(), QLabel(wordWrap=True)
        self.equations = Formulas(look, steady=True)
        self.equations.setAccessibleDescription(translate("panels", "Equations of the unit under the cursor"))
        self.joined = JoinButton()
        self._empty = Placeholder(look)
        self._lay_out()
        self.setFocusProxy(self.equations)
        self.joined.toggled.connect(self._redraw)
        session.cursor.selected.connect(self._redraw)
        session.built.connect(self._forget)

    def _lay_out(self) -> None:
        body, head = QWidget(), QHBoxLayout()
        head.addWidget(self.place, 1)
        head.addWidget(self.joined, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 2, 4, 2)
        column.addLayout(head)
        column.addWidget(self.equations)
        column.addWidget(self.notes)
        column.addStretch(1)
        self.notes.setMinimumWidth(1)
        self.page = QScrollArea(widgetResizable=True)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setWidget(body)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.page)

    @override
    def restyle(self) -> None:
        self._empty.restyle()
        self.equations.restyle()
        for part in (self.place, self.notes, self.joined):
            part.setFont(self.look.font())
        self._redraw()

    def show_frame(self, frame: Frame) -> None:
        """Write the numbers of a new Frame."""
        self._frame = frame
        self._redraw()

    def show_cursor(self) -> None:
        """Write about another place."""
        self._redraw()

    @Slot(object)
    def _forget(self, _built: object) -> None:
        self._frame = None
        self._redraw()

    @Slot()
    def _redraw(self) -> None:
        record = self.recurrence(self._frame) if self._frame is not None else None
        if self._frame is None or record is None or not len(record.h):
            waiting = self._frame is None
            text = (
                translate("panels", "Waiting for the first picture.") if waiting else translate("panels", NO_RECURRENCE)
            )
            self._empty.say(text)
            self._stack.setCurrentWidget(self._empty)
            self.set_subtitle("")
            return
        timestep, unit = self._pointed(self._frame, record)
        self._stack.setCurrentWidget(self.page)
        self.place.setText(self._place(self._frame, record, timestep, unit))
        if unit is None:
            self._sum_up(self._frame, record, timestep)
        else:
            written = recurrent(record, timestep, unit, self.joined.isChecked())
            self.equations.show_paragraphs([*written, *self._attention(self._frame, record, unit)])
            notes = [self._behaviour(record, timestep, unit), self._ends(self._frame, record, unit)]
            _say(self.notes, "\n".join(filter(None, notes)))
        self.joined.setVisible(unit is not None)
        self.set_subtitle(self._where(record))

    def _pointed(self, frame: Frame, record: Recurrence) -> tuple[int, int | None]:
        """Return the timestep and the unit to write about; no unit if none is pointed at."""
        cursor = self.session.cursor
        timestep, unit = cursor.timestep(record.axis), cursor.unit
        if timestep is None:
            timestep = resting_timestep(frame, record, len(record.h) - 1)
            assert timestep is not None  # one was given
        known = unit is not None and unit < record.h.shape[1]
        return min(timestep, len(record.h) - 1), unit if known else None

    def _where(self, record: Recurrence) -> str:
        pinned = self.session.cursor.pinned_timestep(record.axis)
        if self.session.cursor.timestep(record.axis) is None:
            place = translate("panels", "hover a heatmap; click to pin")
        else:
            at_pin = pinned is not None and pinned == self.session.cursor.timestep(record.axis)
            place = translate("panels", "pinned") if at_pin else translate("panels", "under the mouse")
        several = self._frame is not None and len(self._frame.recurrences) > 1
        return f"{place} · {record.title}" if several else place

    def _place(self, frame: Frame, record: Recurrence, timestep: int, unit: int | None) -> str:
        symbols = frame.sequences.get(record.axis, ())
        place = [translate("panels", "update {update}").format(update=grouped(frame.update)), f"t = {timestep}"]
        if unit is not None:
            place.append(translate("panels", "unit {unit}").format(unit=unit))
        if timestep < len(symbols):
            place.append(f"“{symbols[timestep]}”")
        return " · ".join(place)

    def _behaviour(self, record: Recurrence, timestep: int, unit: int) -> str:
        """Name what the unit does with its memory, where two gates decide it."""
        memory = cells.memory(record.cell, tuple(record.gates))
        if memory is None or memory.coupled:
            return ""
        shares = [s.value(lambda gate: record.gates[gate.name][timestep, unit]) for s in (memory.written, memory.kept)]
        if not np.isfinite(shares).all():
            return ""
        names = memory.pair.strip("()").split(", ")
        relations = [f"{name} {'≥' if share >= 0.5 else '<'} ½" for name, share in zip(names, shares, strict=True)]
        word = translate("panels", "behaviour: {word}").format(word=translate("panels", behaviour(*shares)))
        return f"{word} ({', '.join(relations)})"

    def _sum_up(self, frame: Frame, record: Recurrence, timestep: int) -> None:
        """Write what all units did, and what the model made of it."""
        paragraphs, notes = (
            [norms(record, timestep)],
            [translate("panels", "Hover a heatmap to see a unit; click to pin it.")],
        )
        output = output_along(frame, record)
        if output is not None and timestep < len(output.targets):
            paragraphs.append(_outcome(output, predict(output, timestep)))
            notes = [*([say(Sentence(output.own_answer))] if output.own_answer else []), *notes]
        self.equations.show_paragraphs([*paragraphs, *self._attention(frame, record, None)])
        _say(self.notes, "\n".join(filter(None, [self._ends(frame, record, None), *notes])))

    def _looking(self, frame: Frame, record: Recurrence, unit: int | None) -> Looking | None:
        """Return which target looks at which source, where an attention has to do with the recurrence on show."""
        return looking(frame, record.axis, self.session.cursor.timestep, unit)

    def _ends(self, frame: Frame, record: Recurrence, unit: int | None) -> str:
        """Say which i and j are written about."""
        found = self._looking(frame, record, unit)
        if found is None:
            return ""
        ends = (("i", found.target, found.attention.target_axis), ("j", found.source, found.attention.source_axis))
        return " · ".join(f"{letter} = {at}{_quoted(frame, axis, at)}" for letter, at, axis in ends)

    def _attention(self, frame: Frame, record: Recurrence, unit: int | None) -> list[list[Equation]]:
        """Write e, α and c of that."""
        found = self._looking(frame, record, unit)
        return [] if found is None else [attention_equations(found)]

    def choose(self, option: str, value: object) -> None:
        """Set "joined": whether the matrices of a sum are written as one."""
        if option != "joined":
            super().choose(option, value)
        self.joined.setChecked(bool(value))

    def numbers(self) -> Mapping[str, Array]:
        """Return every quantity at the place as an array of one element; without a unit, of every unit."""
        record = self.recurrence(self._frame) if self._frame is not None else None
        if self._frame is None or record is None or not len(record.h):
            return {}
        timestep, unit = self._pointed(self._frame, record)
        states = {"h": record.h, "c": record.c, "dh": record.dh, "dh_local": record.dh_local, "dc": record.dc}
        found = {name: values for name, values in states.items() if values is not None}
        found |= dict(record.gates) | {f"before_{name}": values for name, values in record.before.items()}
        place = slice(None) if unit is None else slice(unit, unit + 1)
        shown = {"timestep": np.array([timestep])} | {name: values[timestep, place] for name, values in found.items()}
        return {**shown, **_looked(self._looking(self._frame, record, unit))}

    def describe(self) -> str:
        """Read out the equations."""
        if self._stack.currentWidget() is not self.page:
            return self._empty.text()
        return "\n".join(filter(None, (self.place.text(), self.equations.text, self.notes.text())))


def _quoted(frame: Frame, axis: str, timestep: int) -> str:
    symbols = frame.sequences.get(axis, ())
    return f" “{symbols[timestep]}”" if timestep < len(symbols) else ""


def _looked(found: Looking | None) -> Mapping[str, Array]:
    """Return e, α and c of one target and source as arrays of one element, and which they are."""
    if found is None:
        return {}
    attention, at = found.attention, (found.head, found.target, found.source)
    numbers = {"i": np.array([found.target]), "j": np.array([found.source])}
    parts = {"e_ij": attention.energies, "alpha_ij": attention.weights}
    numbers |= {name: values[at][None] for name, values in parts.items() if values is not None}
    if attention.contexts is not None:
        place = slice(None) if found.element is None else slice(found.element, found.element + 1)
        numbers["c_i"] = attention.contexts[found.target, place]
    return numbers


def _say(label: QLabel, text: str) -> None:
    """Change a text if it is another one: Qt lays out anew at each."""
    if label.text() != text:
        label.setText(text)
        label.setVisible(bool(text))


def _outcome(output: Output, shown: Prediction) -> list[Equation]:
    entropy = Equation(translate("panels", "entropy"), ("−Σ p ln p", f"{number(shown.entropy, signed=False)} nats"))
    if shown.target is None:
        return [entropy]
    p = float(shown.probabilities[shown.target])
    target = f"p(“{output.labels[shown.target]}”)"
    loss = Equation(translate("panels", "loss"), (f"−ln {target}", f"{number(shown.loss, signed=False)} nats"))
    return [Equation(target, (number(p, signed=False),)), loss, entropy]


PANEL = Panel(
    key="inspector",
    title=QT_TRANSLATE_NOOP("panels", "Inspector"),
    shortcut="Ctrl+8",
    area=Area.SIDE_TOP,
    order=0,
    wants=frozenset({Want.STATES, Want.GATES, Want.GRADIENTS, Want.OUTPUT, Want.ATTENTION}),
    make=InspectorView,
    hint=QT_TRANSLATE_NOOP("panels", "Point at a unit and a timestep: each formula, then with its numbers."),
    per_second=3.0,
    compared=Compared.EACH,
)
