"""Predict, then reveal: a class is asked, its guesses are counted, and compared with the number on screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.number import number
from rnnviz.explain.numerals import written
from rnnviz.gui.lessons.choice_button import ChoiceButton, Verdict
from rnnviz.gui.lessons.vote_fields import VoteFields
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.named import button, hint, named
from rnnviz.gui.widgets.number_fields import RealField
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.lesson.question import Question
from rnnviz.sentences import language, translate

KEYS = 9  # choices that have a key


class QuestionForm(Restyled, Retranslated, QWidget):
    """The answers to a question. Every press is a vote; nothing can be voted any more once it is revealed."""

    changed = Signal()  # a vote more or less, or it is revealed

    def __init__(self, question: Question, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.look = look
        self._said = hint()
        self._undo = named(button(""), "flat")
        self._undo.clicked.connect(self.take_back)
        QShortcut(QKeySequence(Qt.Key.Key_Backspace), self, self._undo.click, context=Qt.ShortcutContext.WindowShortcut)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, look.px(4), 0, look.px(4))
        self.column.setSpacing(look.px(5))

    def finish(self) -> None:
        """Put what every question has below its answers."""
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.show_all()

    @property
    def answers(self) -> Sequence[QWidget]:
        """What a class is asked to choose from, or to answer into."""
        return ()

    @property
    def count(self) -> QWidget:
        """What says how many have guessed, and how many of them were right."""
        return self._said

    # --- voting ---

    @property
    def revealed(self) -> bool:
        """Whether the answer is shown."""
        return self.question.answer is not None

    def vote(self, guess: float) -> None:
        """Count a guess."""
        if self.question.vote(guess):
            self.show_all()
            self.changed.emit()

    @Slot()
    def take_back(self) -> None:
        """Forget the last guess."""
        if self.question.take_back():
            self.show_all()
            self.changed.emit()

    # --- what is shown ---

    def show_all(self) -> None:
        """Show guesses and answer."""
        self._undo.setText(translate("lessons", "Take back"))
        self._undo.setToolTip(translate("lessons", "Take the last vote back  (Backspace)"))
        self._undo.setVisible(bool(self.question.guesses) and not self.revealed)
        self._said.setText(self.words())
        self._said.setVisible(bool(self._said.text()))

    def words(self) -> str:
        """Say how many were right; before that, how it is done."""
        if not self.revealed:
            guesses = translate("lessons", "guesses: {n}")
            return guesses.format(n=len(self.question.guesses)) if self.question.guesses else self.invitation()
        if not self.question.guesses:
            return ""
        right = sum(map(self.question.is_right, self.question.guesses))
        return translate("lessons", "Right: {right} of {all}.").format(right=right, all=len(self.question.guesses))

    def invitation(self) -> str:
        """Say how to answer."""
        return ""

    def type_votes(self) -> None:
        """Have the guesses typed."""

    @override
    def restyle(self) -> None:
        self.show_all()

    @override
    def retranslate(self) -> None:
        self.show_all()


class ChoiceForm(QuestionForm):
    """Several answers, one of them right."""

    def __init__(self, question: Question, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(question, look, parent)
        words = () if question.asked is None else question.asked.offered(language())
        self.choices = [ChoiceButton(look, k + 1, each) for k, each in enumerate(words)]
        for k, choice in enumerate(self.choices):
            choice.clicked.connect(self._press)
            self.column.addWidget(choice)
            if k < KEYS:
                QShortcut(QKeySequence(str(k + 1)), self, choice.click, context=Qt.ShortcutContext.WindowShortcut)
        self.fields = VoteFields(len(words))
        self.fields.entered.connect(self._count)
        self.column.addWidget(self.fields)
        self.finish()

    @Slot()
    def _press(self) -> None:
        self.vote(float(next(k for k, choice in enumerate(self.choices) if choice is self.sender())))

    @property
    def answers(self) -> Sequence[QWidget]:
        """The choices."""
        return self.choices

    def type_votes(self) -> None:
        """Have a number typed for each answer."""
        if not self.revealed:
            self.fields.ask(self.question.votes(len(self.choices)))

    @Slot(object)
    def _count(self, votes: list[int]) -> None:
        if self.question.set_votes(votes):
            self.show_all()
            self.changed.emit()

    def show_all(self) -> None:
        """Show which answer is right and the votes of each; before, nobody is to be led by what others guess."""
        super().show_all()
        self.fields.setVisible(self.fields.isVisible() and not self.revealed)
        votes = self.question.votes(len(self.choices)) if self.revealed else [0] * len(self.choices)
        most = max([*votes, 1])
        for k, choice in enumerate(self.choices):
            verdict = (
                Verdict.OPEN if not self.revealed else Verdict.RIGHT if self.question.is_right(k) else Verdict.WRONG
            )
            choice.count(votes[k], votes[k] / most, verdict)

    def invitation(self) -> str:
        """Say how to answer."""
        words = translate("lessons", "Every press is a vote (keys 1 to {n}); V types how many there are.")
        return words.format(n=min(KEYS, len(self.choices)))


class NumberForm(QuestionForm):
    """A number is asked for."""

    def __init__(self, question: Question, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(question, look, parent)
        self.edit = RealField(optional=True)
        self.edit.setAccessibleName(translate("lessons", "Your guess"))
        self.edit.lineEdit().setPlaceholderText(translate("lessons", "Your guess"))
        self.edit.entered.connect(self._guess)
        self.add = named(button(translate("lessons", "Guess")), "primary")
        self.add.clicked.connect(self._guess)
        row = QHBoxLayout()
        row.addWidget(self.edit, 1)
        row.addWidget(self.add)
        self.column.addLayout(row)
        self.list = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.column.addWidget(self.list)
        self.finish()

    @property
    def answers(self) -> Sequence[QWidget]:
        """The field for a number."""
        return (self.edit,)

    def type_votes(self) -> None:
        """Go to the field."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _guess(self) -> None:
        guess = self.edit.value() if self.edit.commit() else None
        if guess is not None:
            self.vote(guess)
            self.edit.clear()

    def show_all(self) -> None:
        """Show the guesses and which were right; before, nobody is to be led by what others guess."""
        super().show_all()
        theme = self.look.theme
        said = []
        for guess in self.question.guesses if self.revealed else ():
            if self.question.is_right(guess):
                said.append(f'<span style="color:{theme.good}"><b>{written(guess)} ✓</b></span>')
            else:
                said.append(f'<span style="color:{theme.muted}">{written(guess)}</span>')
        self.list.setText(" &nbsp; ".join(said))
        self.list.setVisible(bool(said))
        self.edit.setEnabled(not self.revealed)
        self.add.setEnabled(not self.revealed)

    def words(self) -> str:
        """Say the answer too: it stands on no button."""
        if self.question.answer is None:
            return super().words()
        told = translate("lessons", "It is {answer}.").format(answer=_written(self.question.answer))
        return f"{told} {super().words()}".strip()


def _written(value: float) -> str:
    return f"{value:.0f}" if value == round(value) and abs(value) < 1e6 else number(value, signed=False)


def question_form(question: Question, look: Look) -> QuestionForm | None:
    """Return what a question is answered with; None: nothing is asked."""
    if question.asked is None:
        return None
    kind: Callable[[Question, Look], QuestionForm] = ChoiceForm if question.asked.choices else NumberForm
    return kind(question, look)
