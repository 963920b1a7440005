"""What if: edits of the computation, and what follows from them beside the original. Training is not touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.engine.commands import WhatIf
from rnnviz.engine.messages import Consequences, Objected
from rnnviz.explain.number import grouped
from rnnviz.explain.prediction import resting_timestep
from rnnviz.explain.what_if import held_in, lines, of_targets, quantities, read, written
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.views.what_if_page import WhatIfPage
from rnnviz.gui.widgets.bands import Cell
from rnnviz.gui.widgets.consequence_bands import bands, names
from rnnviz.gui.workbench.cursor import Place
from rnnviz.probe.edits import Edit, applicable, checked
from rnnviz.probe.frame import Array, Frame, Recurrence, Want
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, say, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

LOW = 300  # px at 10 points: below, only what is most telling is shown


class WhatIfView(WhatIfPage):
    """A form for one edit, the edits in force, and their consequences as heatmaps and numbers."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.edits: list[Edit] = []
        self.known: Consequences | None = None
        self._frame: Frame | None = None
        self._good: tuple[Edit, ...] = ()  # the last ones that could be computed
        self._low = False  # there is little room
        self._drawn_in = ""  # the range of the picture, as `value_ranges` has it
        self._asked: tuple[object, ...] = ()  # what was asked about last
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.form.entered.connect(self.add)
        self.form.moved.connect(self._go)
        self.form.aimed.connect(self._look_at)
        self.form.kind.activated.connect(self._forgive)
        self.form.mended.connect(self._forgive)
        self.remove_button.clicked.connect(self.remove)
        self.clear_button.clicked.connect(self.clear)
        self.apply_button.clicked.connect(self.apply)
        self.heatmap.pointed.connect(self._hover)
        self.heatmap.chosen.connect(self._pin)
        self.heatmap.extended.connect(self._extend)
        self.quantity.picked.connect(self._show)
        self.list.remove_wanted.connect(self.remove)
        self.session.consequences_known.connect(self._take)
        self.session.objected.connect(self._object)
        self.session.built.connect(self._forget)

    def go_on_from(self, before: View) -> None:
        """Take the edits over too."""
        super().go_on_from(before)
        if isinstance(before, WhatIfView):
            self.edits, self.known = list(before.edits), before.known
            self._good, self._asked = before._good, before._asked
            self._changed()

    # --- edits ---

    @Slot()
    def add(self) -> None:
        """Make the edit that the form says; if it cannot be made, say why."""
        if self._frame is None:
            self._say(translate("panels", "There is no model yet."))
            return
        try:
            edit = self.form.edit()
            checked((edit,), self._frame, self.session.probe)
        except Refused as refused:
            self._say(say(refused.sentence))
            return
        self.edits.append(edit)
        self.form.clear()
        self._changed()

    @Slot()
    def remove(self) -> None:
        """Take the chosen edit back."""
        if 0 <= self.list.currentRow() < len(self.edits):
            del self.edits[self.list.currentRow()]
            self._changed()

    @Slot()
    def clear(self) -> None:
        """Take every edit back."""
        self.edits.clear()
        self._changed()

    @Slot()
    def apply(self) -> None:
        """Have a branch go on with the edited weights; say why if an edit is of something else."""
        try:
            wanted = applicable(self.edits)
        except Refused as refused:
            self._say(say(refused.sentence))
            return
        self.session.branch(weights=wanted)

    def choose(self, option: str, value: object) -> None:
        """Set "edits": these and no others, a table each (`consequences.read`); "quantity": what is drawn."""
        if option == "edits" and isinstance(value, list | tuple):
            self._set_edits(value)
        elif option == "quantity":
            self._set_quantity(value)
        else:
            super().choose(option, value)

    def _set_edits(self, tables: Iterable[Mapping[str, Any]]) -> None:
        if self._frame is None:
            raise Refused(QT_TRANSLATE_NOOP("what-if", "There is no model yet."))
        record = self._record()
        edits = [read(table, None if record is None else record.key) for table in tables]
        checked(edits, self._frame, self.session.probe)
        if edits != self.edits:
            self.edits[:] = edits
            self._changed()

    def _set_quantity(self, name: object) -> None:
        known = {} if self.known is None or self._record() is None else self._parts(self.known)
        if name not in known:
            raise Refused(
                QT_TRANSLATE_NOOP("what-if", "There is no {name} under these edits; there are {known}."),
                name=name,
                known=", ".join(known) or "-",
            )
        self.quantity.follow(name)

    def _changed(self) -> None:
        self.session.edits = tuple(self.edits)
        self._follow_edits()

    def _follow_edits(self) -> None:
        self._say("")
        self.list.show_all([written(edit) for edit in self.edits])
        self._ask()
        if not self.edits:
            self.known, self._good = None, ()
        self._show()

    def _ask(self) -> None:
        """Ask what follows, unless that is known or on its way."""
        update = self._frame.update if self._frame is not None else -1
        question = (update, tuple(self.edits), self.session.probe)
        if self.edits and question != self._asked:
            self._asked = question
            self.session.what_if(tuple(self.edits))

    # --- what comes ---

    def show_frame(self, frame: Frame) -> None:
        """Follow the run: the same edits of newer weights."""
        if frame.sequence is not None:
            return  # edits are of the user's own text, whatever is stepped through
        self._frame = frame
        self.form.offer(frame, self.recurrence(frame))
        self.show_cursor()
        if self.session.edits != tuple(self.edits):
            self._take_over(self.session.edits, frame)
        self._ask()

    def _take_over(self, edits: tuple[Edit, ...], frame: Frame) -> None:
        """Have the edits that came with the run; such as no model takes are left out."""
        try:
            self.edits[:] = checked(edits, frame, self.session.probe)
        except Refused as refused:
            self._changed()
            self._say(say(refused.sentence))
        else:
            self._changed()

    def show_cursor(self) -> None:
        """Mark the cursor: there the next edit is made, and where it rests if nothing is pointed at."""
        record, frame = self._record(), self._frame
        if record is None or frame is None:
            return
        cursor = self.session.cursor
        timestep, held = cursor.timestep(record.axis), cursor.span(record.axis)
        resting = resting_timestep(frame, record)
        spoken_of = resting if timestep is None else timestep
        within = held is not None and spoken_of is not None and held[0] <= spoken_of <= held[1]
        self.form.point(held if within else None if spoken_of is None else (spoken_of, spoken_of), cursor.unit)
        for attention in frame.attentions[:1]:
            target, source = cursor.timestep(attention.target_axis), cursor.timestep(attention.source_axis)
            self.form.aim(target, source, cursor.unit)
        self.heatmap.mark_span(held)
        self.heatmap.mark(timestep, cursor.unit, resting)
        self._write()

    @Slot(int, object)
    def _go(self, timestep: int, unit: int | None) -> None:
        """Hold the place that was typed: every panel speaks of the place that is edited."""
        record = self._record()
        if record is not None:
            self.session.cursor.pin(Place(record.axis, timestep, unit))

    @Slot(int, object)
    def _look_at(self, target: int, source: int | None) -> None:
        """Hold the target, and the source it looks at, that were typed."""
        for attention in self._frame.attentions[:1] if self._frame is not None else ():
            if source is not None and attention.source_axis:
                self.session.cursor.pin(Place(attention.source_axis, source))
            if attention.target_axis:
                self.session.cursor.pin(Place(attention.target_axis, target))

    @Slot(object)
    def _take(self, known: Consequences) -> None:
        if known.edits == tuple(self.edits):
            self.known, self._good = known, known.edits
            self._show()

    @Slot(object)
    def _object(self, objected: Objected) -> None:
        """Take an edit back that the model will not have."""
        if objected.about is not WhatIf:
            return
        if tuple(self.edits) != self._good:
            self.edits[:] = self._good
            self._changed()
        self._say(say(objected.sentence))

    @Slot(object)
    def _forget(self, _built: object) -> None:
        """Another model: edits of the one before mean nothing."""
        self._frame, self.known, self._asked, self._good = None, None, (), ()
        self.edits.clear()
        self._follow_edits()

    # --- what follows ---

    def _record(self) -> Recurrence | None:
        """Return the recurrence on show, of the consequences if there are any."""
        frame = self.known.frame if self.known is not None else self._frame
        return None if frame is None else self.recurrence(frame)

    @Slot()
    @Slot(object)
    def _show(self, _picked: object = None) -> None:
        """Draw the consequences, or say how to have some."""
        there = self.known is not None and self._record() is not None
        self.list.setVisible(bool(self.edits))
        self.table.setVisible(there)
        self.heatmap.setVisible(there)
        self.empty.setVisible(not there)
        for each in (self.remove_button, self.clear_button, self.apply_button):
            each.setEnabled(bool(self.edits))
        if self.known is None or not there:
            self.set_subtitle("")
            return
        parts = self._parts(self.known)
        self.quantity.offer([(name, name) for name in parts])
        name = str(self.quantity.key)
        before, after = parts[name]
        first = 2 if self._low else 0
        record = self._record()
        assert record is not None
        held = held_in(record, name, before, after)
        if (self._drawn_in, *(band.key for band in self.heatmap.bands)) != (held, *names(name)[first:]):
            self._drawn_in = held
            self.heatmap.set_bands(bands(name, held)[first:])
        self.heatmap.set_symbols(self.known.frame.sequences.get(record.axis, ()))
        with np.errstate(invalid="ignore"):  # infinity minus infinity is not a number: shown as such
            self.heatmap.show_values([before.T, after.T, (after - before).T][first:])
        self._write()
        words = (
            translate("panels", "one edit · of update {update}")
            if len(self.edits) == 1
            else translate("panels", "{n} edits · of update {update}")
        )
        self.set_subtitle(words.format(n=len(self.edits), update=grouped(self.known.update)))
        self.heatmap.mark(self.session.cursor.timestep(record.axis), self.session.cursor.unit)
        self.show_cursor()

    def _parts(self, known: Consequences) -> dict[str, tuple[Array, Array]]:
        """Return every quantity of the recurrence on show, as it is and under the edits, (timestep, unit) each."""
        after = self.recurrence(known.frame)
        return {} if after is None else quantities(known, after.key)

    def _write(self) -> None:
        record = self._record()
        if self.known is None or record is None:
            return
        self.table.write(lines(self.known, record.key, self.session.cursor.timestep(record.axis)))

    # --- mouse, looks, words ---

    @Slot(object)
    def _hover(self, cell: Cell | None) -> None:
        record = self._record()
        place = None if cell is None or record is None else Place(record.axis, cell.column, cell.row)
        self.session.cursor.hover(place)

    @Slot(object)
    def _pin(self, cell: Cell) -> None:
        record = self._record()
        if record is not None:
            self.session.cursor.pin(Place(record.axis, cell.column, cell.row))

    @Slot(object)
    def _extend(self, cell: Cell) -> None:
        record = self._record()
        if record is not None:
            self.session.cursor.extend(Place(record.axis, cell.column, cell.row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the difference and the loss alone where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = self.height() < self.look.px(LOW)
        self.heatmap.setMinimumHeight(self.look.px(60))
        self.table.shorten(low)
        self.list.setFixedHeight(max(self.table.sizeHint().height(), self.look.px(24)))
        if low is not self._low:
            self._low = low
            self._show()

    @override
    def restyle(self) -> None:
        for part in (self.heatmap, self.quantity, self.empty, self.table):
            part.restyle()
        self.list.setFont(self.look.mono(0.9))
        self._fit()

    def numbers(self) -> Mapping[str, Array]:
        """Return what is drawn, (timestep, unit): as it is, under the edits, and the difference; and both losses.

        "p(target)" is the probability of what really comes, (timestep,): NaN where nothing is asked.
        """
        if self.known is None or self._record() is None:
            return {}
        name, known = str(self.quantity.key), self.known
        before, after = self._parts(known)[name]
        found = dict(zip(names(name), (before, after, after - before), strict=True))
        for frame, mark in ((known.original, ""), (known.frame, "′")):
            found |= {f"loss{mark}": np.array(frame.loss), f"p(target){mark}": of_targets(frame)}
        return found

    def describe(self) -> str:
        """Say what follows from the edits."""
        if self.known is None:
            return self.empty.text()
        words = translate("panels", "With {edits}, the loss is {after} instead of {before}.")
        return words.format(
            edits=", ".join(written(edit) for edit in self.known.edits),
            after=f"{self.known.frame.loss:.4g}",
            before=f"{self.known.original.loss:.4g}",
        )


PANEL = Panel(
    key="what_if",
    title=QT_TRANSLATE_NOOP("panels", "What if"),
    shortcut="Ctrl+Shift+I",
    area=Area.TOP_RIGHT,
    order=8,
    needs=Capability.EDIT,
    wants=frozenset({Want.STATES, Want.GATES, Want.WEIGHTS, Want.OUTPUT, Want.ATTENTION}),
    make=WhatIfView,
    hint=QT_TRANSLATE_NOOP("panels", "Change something inside and see what follows; learning is not touched."),
    per_second=0.5,
)
