"""Inspector: every number at one unit and timestep with its formula, then with its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedLayout, QStyle
from typing_extensions import override

from rnnviz.explain.cell_behaviours import behaviour
from rnnviz.explain.frame_equations import Equation, laid_out, norms, recurrent
from rnnviz.explain.number import grouped, number
from rnnviz.explain.prediction import Prediction, output_along, predict, resting_timestep
from rnnviz.gui.style.theme import Look
from rnnviz.gui.views.lacking import NO_RECURRENCE
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.workbench.session import Session
from rnnviz.gui.workbench.side import Compared
from rnnviz.nn import cells
from rnnviz.nn.forms import Memory
from rnnviz.probe.frame import Array, Frame, Output, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Sentence, say, translate

NARROWEST = 20  # characters


class InspectorView(View):
    """The hovered or pinned unit and timestep of the selected recurrence, as text that can be selected and copied."""

    catches_up = True

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self._frame: Frame | None = None
        self._place: tuple[object, ...] = ()  # what the text on screen is about
        self._written = ""  # that text
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)  # lines are broken here, at their equals
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setAccessibleName(translate("panels", "Equations of the unit under the cursor"))
        self._empty = Placeholder(look)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._text)
        session.cursor.selected.connect(self._redraw)
        session.built.connect(self._forget)

    @override
    def restyle(self) -> None:
        self._empty.restyle()
        self._text.setFont(self.look.mono())
        self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
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
        self._stack.setCurrentWidget(self._text)
        self._write((record.key, timestep, unit), self._lines(self._frame, record, timestep, unit))
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

    def _write(self, place: tuple[object, ...], lines: list[str]) -> None:
        """Change the text if it changed, where the reader's eye is left alone."""
        text = "\n".join(lines)
        # Numbers that change under a selection could not be copied.
        held = place == self._place and self._text.textCursor().hasSelection()
        if held or text == self._written:
            return
        bar = self._text.verticalScrollBar()
        at = bar.value()
        self._text.setPlainText(text)
        self._written = text
        bar.setValue(at)
        self._place = place

    def _columns(self) -> int:
        """Return how many characters fit beside a scroll bar, whether or not there is one: lines must not jump."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        room = self.width() - bar - 2 * self._text.document().documentMargin() - 2
        # One less: a symbol that another font has to lend can be wider.
        return max(NARROWEST, int(room / max(QFontMetricsF(self._text.font()).horizontalAdvance("0"), 1.0)) - 1)

    def _lines(self, frame: Frame, record: Recurrence, timestep: int, unit: int | None) -> list[str]:
        symbols = frame.sequences.get(record.axis, ())
        place = [translate("panels", "update {update}").format(update=grouped(frame.update)), f"t = {timestep}"]
        if unit is not None:
            place.append(translate("panels", "unit {unit}").format(unit=unit))
        if timestep < len(symbols):
            place.append(f"“{symbols[timestep]}”")
        lines = self._wrapped(" · ".join(place))
        if unit is None:
            how = translate("panels", "Hover a heatmap to see a unit; click to pin it.")
            return [*lines, "", *self._summary(frame, record, timestep), "", *self._wrapped(how)]
        memory = cells.memory(record.cell, tuple(record.gates))
        for paragraph in recurrent(record, timestep, unit):
            lines += ["", *self._laid_out(paragraph)]
            if memory is not None and paragraph[0].name == f"{memory.state}(t)":
                lines += self._behaviour(record, memory, timestep, unit)
        return lines

    def _wrapped(self, text: str) -> list[str]:
        columns = self._columns()
        return [text] if len(text) <= columns else wrap(text, columns)

    def _laid_out(self, paragraph: list[Equation]) -> list[str]:
        columns = self._columns()
        return [line for equation in paragraph for line in laid_out(equation, columns)]

    def _behaviour(self, record: Recurrence, memory: Memory, timestep: int, unit: int) -> list[str]:
        """Name what the unit does with its memory, where two gates decide it."""
        shares = [s.value(lambda gate: record.gates[gate.name][timestep, unit]) for s in (memory.written, memory.kept)]
        if memory.coupled or not np.isfinite(shares).all():
            return []
        names = memory.pair.strip("()").split(", ")
        relations = [f"{name} {'≥' if share >= 0.5 else '<'} ½" for name, share in zip(names, shares, strict=True)]
        word = translate("panels", "behaviour: {word}").format(word=translate("panels", behaviour(*shares)))
        return self._wrapped(f"{word} ({', '.join(relations)})")

    def _summary(self, frame: Frame, record: Recurrence, timestep: int) -> list[str]:
        """Write what all units did, and what the model made of it."""
        lines = self._laid_out(norms(record, timestep))
        output = output_along(frame, record)
        if output is not None and timestep < len(output.targets):
            lines += ["", *self._laid_out(_outcome(output, predict(output, timestep)))]
            lines += self._wrapped(say(Sentence(output.own_answer))) if output.own_answer else []
        return lines

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
        return {"timestep": np.array([timestep])} | {name: values[timestep, place] for name, values in found.items()}

    def describe(self) -> str:
        """Read out the text."""
        shown = self._stack.currentWidget() is self._text
        return self._text.toPlainText() if shown else self._empty.text()


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
    wants=frozenset({Want.STATES, Want.GATES, Want.GRADIENTS, Want.OUTPUT}),
    make=InspectorView,
    hint=QT_TRANSLATE_NOOP("panels", "Point at a cell: its formula, then with its numbers."),
    per_second=4.0,
    compared=Compared.EACH,
)
