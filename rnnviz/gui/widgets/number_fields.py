"""The two fields in which numbers are typed, a real one and a whole one. There are no others in the window.

A field shows exactly its number: nothing is rounded and nothing moved into a range. What is typed counts when Enter is
pressed or the field is left; it then shows the number it understood, or says in a sentence why it took none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QStyle, QStyleOptionSpinBox, QWidget

from rnnviz.explain.numerals import Range, read_real, read_whole, stepped, written
from rnnviz.gui.widgets.refusal import Refusal
from rnnviz.gui.widgets.wheel import WheelWithFocus
from rnnviz.sentences import Refused, say

_MARGIN = 4  # px, left of the text: a style sheet's padding does not reach it
_LETTERS = 11  # that a field has room for, as in 2147483647
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)  # who goes this way comes back


class NumberField(WheelWithFocus, QAbstractSpinBox):
    """What both have in common.

    Parameters
    ----------
    within : Range
        What can be typed. The program may show any number.
    step : float, optional
        Of the arrow keys and buttons; without it, a tenth of the number's power of ten.
    optional : bool
        Whether the field may be empty; it then has no number to step from, and begins without one.
    """

    valueChanged = Signal(object)  # noqa: N815  (Qt's own name) by the user, or by `setValue`
    entered = Signal()  # Enter was pressed, and what is typed was taken

    def __init__(
        self, within: Range, step: float | None = None, optional: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.range = within
        self._step = step
        self._optional = optional
        self._value: float | None = None
        self._prefix = self._suffix = ""
        self._special: tuple[float, str] | None = None  # a number that is said by a word
        self._shown = ""  # the number in force, as it stands in the field unless something is being typed
        self._fault = ""
        self._refusal: Refusal | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().textEdited.connect(self._mend)
        self.lineEdit().setTextMargins(_MARGIN, 0, 0, 0)
        self.setProperty("plain", optional)  # without buttons; Qt's own way to say so leaves a styled text no room

    # --- the number ---

    def setValue(self, value: float) -> None:
        """Have another number; what is being typed stays, and replaces it when it is done."""
        self._take(self._own(value))

    def _own(self, value: float) -> float:
        """Return a number as this kind of field has it."""
        return value

    def _read(self, text: str) -> float:
        """Return the number that was typed; raises `Refused`."""
        raise NotImplementedError

    def _take(self, value: float | None) -> None:
        changed = value is not self._value and value != self._value
        self._value = value
        self._show()
        if changed:
            self.setProperty("value", value)  # what assistive tools ask for
            self.valueChanged.emit(value)

    def clear(self) -> None:
        """Empty the field."""
        self._forgive()
        self._value = None
        self._show(anew=True)

    def set_range(self, within: Range) -> None:
        """Have another range; the number stays, in it or not."""
        if within != self.range:
            self.range = within
            self.updateGeometry()

    def take_over(self, before: NumberField) -> None:
        """Show what another field does, even if it is still being typed."""
        if before._value is not None:
            self.setValue(before._value)
        if before.lineEdit().text() != before._shown:
            self.lineEdit().setText(before.lineEdit().text())

    # --- its text ---

    def set_words(self, prefix: str = "", suffix: str = "", special: tuple[float, str] | None = None) -> None:
        """Have words around the number, or one (number, word) in place of it."""
        self._prefix, self._suffix, self._special = prefix, suffix, special
        self._show()
        self.updateGeometry()

    def _text_of(self, value: float | None) -> str:
        if value is None:
            return ""
        if self._special is not None and value == self._special[0]:
            return self._special[1]
        return f"{self._prefix}{written(value)}{self._suffix}"

    def _bare(self, text: str) -> str:
        """Return what was typed without the words around it."""
        bare = text.strip().removeprefix(self._prefix.strip()).removesuffix(self._suffix.strip()).strip()
        if self._special is not None and bare == self._special[1]:
            return written(self._special[0])
        return bare

    def _show(self, anew: bool = False) -> None:
        typing = self.lineEdit().text() != self._shown
        self._shown = self._text_of(self._value)
        if (anew or not typing) and self.lineEdit().text() != self._shown:
            self.lineEdit().setText(self._shown)

    # --- what is typed ---

    @property
    def fault(self) -> str:
        """Why what stands in the field was not taken; empty: it was, or is still being typed."""
        return self._fault

    def commit(self) -> bool:
        """Take what was typed; return False, and say why, if it cannot be taken."""
        text = self.lineEdit().text()
        if text == self._shown:
            return True
        try:
            value = self._checked(self._bare(text))
        except Refused as refused:
            self._refuse(say(refused.sentence))
            return False
        self._forgive()
        self._shown = text  # it is no longer being typed
        self._take(value)
        return True

    def _checked(self, text: str) -> float | None:
        if not text and self._optional:
            return None
        value = self._read(text)
        self.range.checked(value, text)
        return value

    def give_up(self) -> None:
        """Show the number in force again in place of what was typed."""
        self._forgive()
        self._show(anew=True)

    def _refuse(self, sentence: str) -> None:
        self._forgive()
        self._fault = sentence
        self._mark(True)
        self._refusal = Refusal(self, sentence)
        self._refusal.gone.connect(self._time_is_up)

    def _forgive(self) -> None:
        if self._fault:
            self._fault = ""
            self._mark(False)
        if self._refusal is not None:
            self._refusal.hide()
            self._refusal.deleteLater()
            self._refusal = None

    def _mark(self, wrong: bool) -> None:
        self.setProperty("wrong", wrong)
        self.setAccessibleDescription(self._fault)
        self.style().polish(self)

    @Slot()
    def _mend(self) -> None:
        self._forgive()

    @Slot()
    def _time_is_up(self) -> None:
        self.give_up()

    # --- steps ---

    def stepBy(self, steps: int) -> None:
        """Go up or down from what stands there."""
        if not self.commit() or self._value is None or not math.isfinite(self._value):
            return
        there = self._stepped(self._value, steps)
        found = self.range.nearest(there) if math.isfinite(there) else None
        if found is not None and (found > self._value) == (steps > 0):
            self._take(self._own(found))
            self.selectAll()

    def _stepped(self, value: float, steps: int) -> float:
        return stepped(value, steps, self._step)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Say which way there is further to go."""
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self._value is not None:
            if self._value < self.range.high:
                flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
            if self._value > self.range.low:
                flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    # --- keys, focus, size ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what was typed on Enter, give it up on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            taken = self.commit()
            self.selectAll()
            event.setAccepted(not taken)  # a dialog's own Enter is not for what was refused
            if taken:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.lineEdit().text() != self._shown:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Leave the sentence there while it is being mended."""
        super().focusInEvent(event)
        if self._refusal is not None:
            self._refusal.go_soon(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed."""
        if event.reason() not in _STAYS and not self.commit() and self._refusal is not None:
            self._refusal.go_soon(True)
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no sentence behind about what cannot be seen."""
        if self._fault:
            self.give_up()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Have the text in the field's own font: under a style sheet it does not follow by itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.lineEdit() is not None:
            self.lineEdit().setFont(self.font())

    def sizeHint(self) -> QSize:
        """Ask for the room of the longest number in the range, within reason."""
        self.ensurePolished()
        ends = [self._text_of(end) for end in (self.range.low, self.range.high, self._value or 0.0) if abs(end) < 1e12]
        special = [] if self._special is None else [self._special[1]]
        if not math.isfinite(self.range.high) or self._step is None:
            ends.append(f"{self._prefix}{'0' * _LETTERS}{self._suffix}")
        width = max(map(self.fontMetrics().horizontalAdvance, [*ends, *special]), default=0)
        inside = QSize(_MARGIN + width + self.fontMetrics().horizontalAdvance("0"), self.lineEdit().sizeHint().height())
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_SpinBox, option, inside, self)

    def minimumSizeHint(self) -> QSize:
        """Ask for as much."""
        return self.sizeHint()


class RealField(NumberField):
    """A real number; infinity is one only where `infinite` is said."""

    def __init__(
        self,
        within: Range = Range(),  # noqa: B008  (frozen)
        step: float | None = None,
        optional: bool = False,
        infinite: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(within, step, optional, parent)
        self._infinite = infinite
        if not optional:
            self.setValue(within.nearest(0.0) or 0.0)

    def value(self) -> float | None:
        """Return the number; None: the field is empty, as only an optional one can be."""
        return self._value

    def _own(self, value: float) -> float:
        return float(value)

    def _read(self, text: str) -> float:
        return read_real(text, self._infinite)


class WholeField(NumberField):
    """A whole number: no decimal sign is read."""

    def __init__(self, within: Range, step: float | None = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(within, step, parent=parent)
        self.setValue(within.nearest(0) or 0)

    def value(self) -> int:
        """Return the number."""
        return int(self._value or 0)

    def _own(self, value: float) -> float:
        if value != int(value):
            raise ValueError(f"{value} is not whole")
        return int(value)

    def _read(self, text: str) -> float:
        return read_whole(text)

    def _stepped(self, value: float, steps: int) -> float:
        return value + steps * (self._step or max(1, 10 ** (len(str(int(abs(value)))) - 2)))


def settled(fields: Iterable[QWidget]) -> bool:
    """Take what is being typed into the fields; whether none of it was refused (the first that is, says so)."""
    return all(field.commit() for field in fields if isinstance(field, NumberField))
