"""One step on a lesson's page: its heading always, its words while it is on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.number import thousands
from rnnviz.gui.lessons.lesson_text import LessonText
from rnnviz.gui.lessons.question_form import question_form
from rnnviz.gui.lessons.step_heading import StepHeading
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.workbench.lesson.question import Question
from rnnviz.lessons import Told
from rnnviz.lessons.words import Value, filled, slots


class StepSection(Restyled, QWidget):
    """A step: a heading that goes there, and below it what is told, what is asked, and what is told afterwards."""

    pressed = Signal(int)  # its number, from 0
    changed = Signal()  # something was answered or revealed

    def __init__(self, look: Look, number: int, question: Question, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._number = number
        self._told = told
        self.question = question
        self._on = False
        self.ask = question_form(question, look)
        self._head = StepHeading(look, number + 1, told.title)
        self._head.clicked.connect(self._press)
        self._known: dict[str, Value] = {}
        self.names_numbers = any(slots(told.text + told.revealed))
        self._text, self._after = LessonText(look), LessonText(look)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._head)
        self._column.addWidget(self._text)
        if self.ask is not None:
            self._column.addWidget(self.ask)
            self.ask.changed.connect(self.changed)
        self._column.addWidget(self._after)
        self.restyle()
        self.open(False)

    def fill(self, values: Mapping[str, Value]) -> bool:
        """Put numbers of the run into the words; empty: nothing is known, else what is missing stays as it was.

        Returns whether that has changed them.
        """
        known = {**self._known, **values} if values else {}
        if not self.names_numbers or known == self._known:
            return False
        self._known = known
        if self._on:
            self._tell()
        return True

    def _tell(self) -> None:
        """Set the words, with the numbers that are known."""
        for words, markdown in ((self._text, self._told.text), (self._after, self._told.revealed)):
            words.tell(filled(markdown, self._known, thousands()))

    @Slot()
    def _press(self) -> None:
        self.pressed.emit(self._number)

    def open(self, on: bool) -> None:
        """Tell the step, or only its heading."""
        self._on = on
        self._head.stand_out(on)
        if on:  # the words of a step that nobody goes to are never set
            self._tell()
        self._text.setVisible(on and bool(self._told.text))
        self._after.setVisible(on and self.question.told and bool(self._told.revealed))
        if self.ask is not None:
            self.ask.setVisible(on)

    @property
    def answered(self) -> bool:
        """Whether something was answered, or told afterwards."""
        return self.question.told or bool(self.question.guesses)

    @property
    def ask_top(self) -> int:
        """Where the question begins, in pixels from the top; the end of the words if nothing is asked."""
        return self._text.geometry().bottom() if self.ask is None else self.ask.y()

    def show_revealed(self) -> None:
        """Tell the rest; the answer, if something was asked."""
        if self.ask is not None:
            self.ask.show_all()
        self.open(self._on)
        self.changed.emit()

    @override
    def restyle(self) -> None:
        self._column.setSpacing(self.look.px(5))
        self._head.restyle()
        for words in (self._text, self._after):
            words.restyle()
            words.setContentsMargins(self.look.px(6), 0, 0, 0)
        if self.ask is not None:
            self.ask.restyle()
