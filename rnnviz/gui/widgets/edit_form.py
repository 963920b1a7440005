"""Fields for one edit of the computation: what is changed, where, and to which value."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from rnnviz.explain.numerals import MISSING, Range, read_whole
from rnnviz.gui.widgets.named import button, muted, named
from rnnviz.gui.widgets.number_fields import NumberField, RealField, WholeField, settled
from rnnviz.gui.widgets.wheel import Combo, narrow_box
from rnnviz.probe.edits import ClampGate, Edit, EditAttention, EditInput, EditState, EditWeight
from rnnviz.probe.frame import Array, Attention, Frame, Recurrence
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate
from rnnviz.text.white_space import meant


class Kind(StrEnum):
    """What is changed."""

    STATE = "state"
    CELL = "cell"
    GATE = "gate"
    INPUT = "input"
    WEIGHT = "weight"
    ATTENTION = "attention"


WORDS = {
    Kind.STATE: QT_TRANSLATE_NOOP("panels", "hidden state h(t)"),
    Kind.CELL: QT_TRANSLATE_NOOP("panels", "cell state c(t)"),
    Kind.GATE: QT_TRANSLATE_NOOP("panels", "gate, clamped"),
    Kind.INPUT: QT_TRANSLATE_NOOP("panels", "input symbol"),
    Kind.WEIGHT: QT_TRANSLATE_NOOP("panels", "weight"),
    Kind.ATTENTION: QT_TRANSLATE_NOOP("panels", "attention"),
}
#: What of an attention can be changed, and how it is written.
LOOKING = {"alpha": "α(i, j)", "e": "e(i, j)", "c": "c(i)"}
ALL = QT_TRANSLATE_NOOP("panels", "all")


class EditForm(QWidget):
    """Which edit is meant; fields that it does not need are hidden. It starts from what is at the cursor."""

    entered = Signal()  # the edit is to be made
    mended = Signal()  # its value is being typed
    aimed = Signal(int, object)  # another target of an attention was typed, or the source it looks at; None: an element
    moved = Signal(int, object)  # another timestep or unit was typed; the unit is None where none is asked for

    def __init__(self) -> None:
        super().__init__()
        self.frame: Frame | None = None
        self._record: Recurrence | None = None
        self._end_typed = False  # whether the span of timesteps is one that was typed
        self.kind = self._combo(translate("panels", "What to change"))
        for kind, words in WORDS.items():
            if kind is not Kind.ATTENTION:  # there is not always one
                self.kind.addItem(translate("panels", words), kind)
        self.parameter = self._combo(translate("panels", "Which weight matrix"))
        self.gate = self._combo(translate("panels", "Which gate"))
        self.looking = self._combo(translate("panels", "What of the attention"))
        for quantity, shown in LOOKING.items():
            self.looking.addItem(shown, quantity)
        self.target, self.place = self._spin("i"), self._spin("j")
        self.first, self.last = self._spin("t"), self._spin(translate("panels", "to t"))
        self.unit = self._spin(translate("panels", "unit"))
        self.row, self.column = self._spin(translate("panels", "row")), self._spin(translate("panels", "column"))
        self.units = self._line(translate("panels", "units: all, or numbers such as 3, 7"))
        self.units.setText(translate("panels", ALL))
        self.symbol = self._line(translate("panels", "new symbol"))
        self.value = RealField(optional=True, infinite=True)
        self.value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for line in (self.symbol, self.value):
            line.setMinimumWidth(70)
        self.add = named(button(translate("panels", "Add")), "primary")
        self._lay_out()
        self.kind.activated.connect(self._choose)
        self.parameter.activated.connect(self._prefill)
        self.looking.activated.connect(self._look)
        for spin in (self.target, self.place):
            spin.valueChanged.connect(self._prefill)
            spin.valueChanged.connect(self._aim)
        for spin in (self.first, self.unit, self.row, self.column):
            spin.valueChanged.connect(self._prefill)
        self.first.valueChanged.connect(self._end_no_sooner)
        self.last.valueChanged.connect(self._type_end)
        for spin in (self.first, self.unit):
            spin.valueChanged.connect(self._move)
        self.add.clicked.connect(self._enter)
        for line in (self.symbol, self.value.lineEdit()):
            line.textEdited.connect(self.mended)
        self._choose()

    # --- its parts ---

    def _combo(self, name: str) -> Combo:
        made = narrow_box()
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def _spin(self, name: str) -> WholeField:
        made = WholeField(Range(0, 0))
        made.set_words(prefix=f"{name} ")
        made.setAccessibleName(name)
        return made

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setMinimumWidth(40)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return made

    def _lay_out(self) -> None:
        which, where = QHBoxLayout(), QHBoxLayout()
        for widget in (self.kind, self.parameter, self.gate, self.looking):
            which.addWidget(widget, 1)
        for field in (self.row, self.column, self.target, self.place, self.first, self.last, self.unit):
            where.addWidget(field)  # as wide as its words, which are longer in some languages: the lines give way
        where.addWidget(self.units, 2)
        where.addWidget(muted("→"))
        where.addWidget(self.value, 3)
        where.addWidget(self.symbol, 3)
        where.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in (which, where):
            row.setSpacing(4)
            column.addLayout(row)

    # --- what is offered ---

    def offer(self, frame: Frame, record: Recurrence | None) -> None:
        """Follow a Frame and the recurrence on show: which names there are, and how far numbers go."""
        self.frame, self._record = frame, record
        self._names(self.parameter, [w.name for w in frame.weights])
        self._names(self.gate, list(record.gates) if record is not None else [])
        timesteps, units = record.h.shape if record is not None else (1, 1)
        for spin, count in ((self.first, timesteps), (self.last, timesteps), (self.unit, units)):
            spin.set_range(Range(0, max(count - 1, 0)))
        self._look_sizes()
        self._sizes()
        self._prefill()

    def _attention(self) -> Attention | None:
        """Return the attention of the Frame in which something can be taken hold of."""
        attentions = self.frame.attentions if self.frame is not None else ()
        return next((a for a in attentions if a.energies is not None and a.energies.size), None)

    @property
    def quantity(self) -> str:
        """What of an attention is to be changed."""
        return str(self.looking.currentData())

    def _look_sizes(self) -> None:
        """Offer an attention where there is one, and as many targets and places as it has."""
        attention, at = self._attention(), self.kind.findData(Kind.ATTENTION)
        if (attention is not None) != (at >= 0):
            if attention is not None:
                self.kind.addItem(translate("panels", WORDS[Kind.ATTENTION]), Kind.ATTENTION)
            else:
                self.kind.removeItem(at)
                self._choose()
        if attention is None:
            return
        _, targets, sources = attention.weights.shape
        elements = 0 if attention.contexts is None else attention.contexts.shape[1]
        self.target.set_range(Range(0, targets - 1))
        self.place.set_range(Range(0, max((elements if self.quantity == "c" else sources) - 1, 0)))

    def aim(self, target: int | None, source: int | None, element: int | None) -> None:
        """Mean the target of an attention and the source that the cursor marks; of c(i), an element."""
        place = element if self.quantity == "c" else source
        for field, value in ((self.target, target), (self.place, place)):
            if value is not None and value in field.range:
                _quietly(field, value)
        self._prefill()

    @Slot()
    def _look(self) -> None:
        self.place.set_words(prefix="k " if self.quantity == "c" else "j ")
        self._look_sizes()
        self._prefill()

    @Slot()
    @Slot(object)
    def _aim(self, _value: object = None) -> None:
        """Say that another target or source is meant."""
        if self.target.value() in self.target.range and self.place.value() in self.place.range:
            self.aimed.emit(self.target.value(), None if self.quantity == "c" else self.place.value())

    def _names(self, box: Combo, names: list[str]) -> None:
        if [box.itemText(k) for k in range(box.count())] != names:
            kept = box.currentText()
            box.clear()
            box.addItems(names)
            box.setCurrentIndex(max(box.findText(kept), 0))

    def point(self, span: tuple[int, int] | None, unit: int | None) -> None:
        """Mean the place of the cursor, and the timesteps that it spans; a span that was typed from there on stays."""
        typed = span is not None and span[0] == span[1] == self.first.value() and self._end_typed
        if span is not None and not typed:
            for field, timestep in zip((self.first, self.last), span, strict=True):
                _quietly(field, timestep)
            self._end_typed = False
        if unit is not None:
            _quietly(self.unit, unit)
            if self.units.text().strip().isdigit():
                self.units.setText(str(unit))
        self._prefill()

    @Slot()
    @Slot(object)
    def _move(self, _value: object = None) -> None:
        """Say that another place is meant."""
        if self.first.value() in self.first.range:
            of_unit = self.chosen in (Kind.STATE, Kind.CELL) and self.unit.value() in self.unit.range
            self.moved.emit(self.first.value(), self.unit.value() if of_unit else None)

    @Slot()
    def _choose(self) -> None:
        """Show the fields that this kind needs."""
        kind = self.chosen
        shown = {
            Kind.STATE: (self.first, self.last, self.unit),
            Kind.CELL: (self.first, self.last, self.unit),
            Kind.GATE: (self.gate, self.first, self.last, self.units),
            Kind.INPUT: (self.first,),
            Kind.WEIGHT: (self.parameter, self.row, self.column),
            Kind.ATTENTION: (self.looking, self.target, self.place),
        }[kind]
        places = (self.row, self.column, self.target, self.place, self.first, self.last, self.unit, self.units)
        for widget in (self.parameter, self.gate, self.looking, *places):
            widget.setVisible(widget in shown)
        self.symbol.setVisible(kind is Kind.INPUT)
        self.value.setVisible(kind is not Kind.INPUT)
        self._prefill()

    @property
    def chosen(self) -> Kind:
        """What is to be changed."""
        return Kind(self.kind.currentData())

    def choose(self, kind: Kind) -> None:
        """Change something else."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._choose()

    def _sizes(self) -> None:
        values = self._weights()
        if values is not None:
            self.row.set_range(Range(0, values.shape[0] - 1))
            self.column.set_range(Range(0, values.shape[1] - 1))

    def _weights(self) -> Array | None:
        name, weights = self.parameter.currentText(), self.frame.weights if self.frame is not None else ()
        return next((w.values for w in weights if w.name == name), None)

    @Slot()
    @Slot(object)
    def _type_end(self, _value: object = None) -> None:
        """Note that a span is meant, which the cursor does not know."""
        self._end_typed = True

    @Slot()
    def _end_no_sooner(self) -> None:
        """Have a span end where it begins, at least; without one both are the same timestep."""
        if self.last.value() < self.first.value() or not self._end_typed:
            _quietly(self.last, self.first.value())

    @Slot()
    def _prefill(self) -> None:
        """Show the value that is there now as a hint; what was typed stays."""
        self._sizes()
        now = self._now()
        words = translate("panels", "new symbol") if self.chosen is Kind.INPUT else translate("panels", "new value")
        said = translate("panels", "{words}, now {now}").format(words=words, now=now) if now else words
        for line in (self.symbol, self.value):
            line.setAccessibleName(said)
        for line in (self.symbol, self.value.lineEdit()):
            line.setPlaceholderText(said)

    def _now(self) -> str:
        if self.chosen is Kind.ATTENTION:
            return self._looked_now()
        frame, r = self.frame, self._record
        if frame is None or r is None or not len(r.h):
            return ""
        t, k = min(self.first.value(), len(r.h) - 1), self.unit.value()
        match self.chosen:
            case Kind.STATE:
                return _short(r.h[t, min(k, r.h.shape[1] - 1)])
            case Kind.CELL:
                return "" if r.c is None else _short(r.c[t, min(k, r.c.shape[1] - 1)])
            case Kind.INPUT:
                symbols = frame.sequences.get(r.axis, ())
                return symbols[t] if t < len(symbols) else ""
            case Kind.WEIGHT:
                values = self._weights()
                there = self.row.value() in self.row.range and self.column.value() in self.column.range
                return "" if values is None or not there else _short(values[self.row.value(), self.column.value()])
        return ""

    def _looked_now(self) -> str:
        attention = self._attention()
        if (
            attention is None
            or self.target.value() not in self.target.range
            or self.place.value() not in self.place.range
        ):
            return ""
        i, j = self.target.value(), self.place.value()
        if self.quantity == "c":
            return "" if attention.contexts is None else _short(attention.contexts[i, j])
        values = attention.weights if self.quantity == "alpha" else attention.energies
        return "" if values is None else _short(values[0, i, j])

    # --- what is meant ---

    def edit(self) -> Edit:
        """Return the edit; raises `Refused` if it is not whole."""
        value, t = self.value.value(), self.first.value()
        if self.chosen is Kind.INPUT:
            return EditInput(t, meant(self.symbol.text()))
        if value is None:
            raise Refused(MISSING)
        if self.chosen is Kind.WEIGHT:
            return EditWeight(self.parameter.currentText(), self.row.value(), self.column.value(), value)
        if self.chosen is Kind.ATTENTION and (attention := self._attention()) is not None:
            return EditAttention(attention.name, self.quantity, self.target.value(), self.place.value(), value)
        if self._record is None:
            raise Refused(QT_TRANSLATE_NOOP("what-if", "This model has no recurrent layer: its input can be changed."))
        if self.chosen is Kind.GATE:
            return ClampGate(self._record.key, self.gate.currentText(), value, t, self.last.value(), self._units())
        state = "h" if self.chosen is Kind.STATE else "c"
        last = self.last.value()
        return EditState(self._record.key, state, t, self.unit.value(), value, None if last == t else last)

    def _units(self) -> tuple[int, ...] | None:
        typed = self.units.text().strip()
        if typed in ("", ALL, translate("panels", ALL)):
            return None
        try:
            return tuple(read_whole(part) for part in typed.replace(",", " ").split())
        except Refused as refused:
            raise Refused(
                QT_TRANSLATE_NOOP("what-if", "The units {text} cannot be read: write all, or numbers such as 3, 7."),
                text=repr(typed),
            ) from refused

    def clear(self) -> None:
        """Let go of the value that was typed."""
        self.value.clear()
        self.symbol.clear()

    @Slot()
    def _enter(self) -> None:
        """Have the edit made, unless a field says why it cannot be."""
        if settled(self.findChildren(NumberField)):
            self.entered.emit()

    def keyPressEvent(self, event: object) -> None:
        """Make the edit on Enter in any field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self._enter()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


def _quietly(field: WholeField, value: int) -> None:
    """Change a field without telling anybody."""
    with QSignalBlocker(field):
        field.setValue(value)


def _short(value: float) -> str:
    return f"{value:.4g}"
