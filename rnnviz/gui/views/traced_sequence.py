"""Which sequence of the batch one steps through, and whether every panel shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.explain.number import grouped
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.named import button
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.probe.trace import Trace
from rnnviz.sentences import translate

if TYPE_CHECKING:
    from rnnviz.gui.workbench.stepper import Stepper

LONGEST = 60  # characters of a sequence in the list


class TracedSequence(Restyled, QWidget):
    """A list of the batch's sequences, and a button that gives the panels to the one stepped through."""

    def __init__(self, stepper: Stepper, look: Look) -> None:
        super().__init__()
        self._stepper, self._look = stepper, look
        self.chooser = Chooser(look, translate("panels", "Sequence of the next batch to step through"))
        self.chooser.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.everywhere = button(
            translate("panels", "In every panel"),
            translate(
                "panels",
                "While you step, every panel shows this sequence, as the update reads it; otherwise your own text.",
            ),
        )
        self.everywhere.setCheckable(True)
        self.everywhere.setChecked(stepper.everywhere)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.chooser, 1)
        row.addWidget(self.everywhere)
        row.addStretch()
        self.chooser.picked.connect(self._pick)
        self.everywhere.toggled.connect(stepper.set_everywhere)
        stepper.traced.connect(self._offer)
        stepper.led.connect(self._mark)
        self._offer()

    @property
    def sentence(self) -> str:
        """Say what each part of the window shows; empty without a Trace."""
        return sentence(self._stepper)

    @override
    def restyle(self) -> None:
        self.chooser.restyle()
        self.everywhere.setFont(self._look.font(0.9))

    @Slot()
    def _offer(self) -> None:
        trace = self._stepper.trace
        if trace is not None:
            texts = self._stepper.texts or ("",) * trace.batch
            self.chooser.offer([(k, _entry(k, text)) for k, text in enumerate(texts)])
            self.chooser.choose(trace.sequence)
        self._mark()

    @Slot()
    def _mark(self) -> None:
        blocked = self.everywhere.blockSignals(True)  # what is shown already need not be asked for
        self.everywhere.setChecked(self._stepper.everywhere)
        self.everywhere.blockSignals(blocked)

    @Slot(object)
    def _pick(self, sequence: int) -> None:
        self._stepper.choose_sequence(sequence)


def sentence(stepper: Stepper) -> str:
    """Say whose states the panels show while there is a Trace; empty without one."""
    trace = stepper.trace
    if trace is None:
        return ""
    if stepper.leading:
        words = translate("window", "You step through {sequence}: every panel shows it, not this text.")
    elif stepper.waiting_to_lead:
        words = translate("window", "Until you step, this text is shown; Step and Unrolled network show {sequence}.")
    else:
        words = translate("window", "This text is shown; Step and Unrolled network show {sequence}.")
    return words.format(sequence=place(trace))


def place(trace: Trace) -> str:
    """Name the sequence that a Trace is of."""
    if trace.batch == 1:
        return translate("panels", "the sequence of the next update")
    words = translate("panels", "sequence {number} of the next batch of {count}")
    return words.format(number=trace.sequence + 1, count=trace.batch)


def counted(stepper: Stepper) -> str:
    """Say which step of the update one stands on, as stepping counts them; empty without a Trace."""
    if stepper.cursor is None:
        return ""
    step, count = stepper.cursor.place
    if stepper.cursor.passing_over:
        words = translate("panels", "plumbing after step {step} of {count}")
    else:
        words = translate("panels", "step {step} of {count}")
    return words.format(step=grouped(step), count=grouped(count))


def _entry(index: int, text: str) -> str:
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"{index + 1}  {shown}".rstrip()
