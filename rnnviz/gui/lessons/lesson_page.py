"""The page of the lesson that is open: its words, its steps, and where one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.gui.language import languages
from rnnviz.gui.lessons.lesson_text import LessonText
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.elided_label import ElidedLabel
from rnnviz.gui.widgets.named import button, hint, named
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.workbench.lesson.plan import OPENING
from rnnviz.sentences import language, translate

if TYPE_CHECKING:
    from rnnviz.gui.lessons.question_form import QuestionForm
    from rnnviz.gui.lessons.step_section import StepSection
    from rnnviz.gui.workbench.lesson.question import Question
    from rnnviz.lessons import Lesson, Page
    from rnnviz.lessons.words import Value

TITLE = 1.6  # size of letters, relative to the interface's
LINE = 20  # px at 10 points of a line of text


class LessonPage(Restyled, Retranslated, QWidget):
    """Title, text, the steps as a numbered list with the one that is on opened, and the way through them."""

    wanted = Signal(int)  # a step was clicked
    back_wanted = Signal()
    next_wanted = Signal()
    reveal_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.lesson: Lesson | None = None
        self.index = OPENING
        self.words: Page | None = None
        self._questions: Mapping[int, Question] = {}
        self._known: Mapping[str, Value] = {}  # numbers of the run in the words of the step that is on
        self._sections: list[StepSection] = []
        self._title = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._notice = hint()
        self._text = LessonText(look)
        self._inside = named(QWidget(), "lessonPage")
        self._column = QVBoxLayout(self._inside)
        for each in (self._title, self._notice, self._text):
            self._column.addWidget(each)
        self._column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self._make_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_current)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_soon)

    @property
    def notice(self) -> str:
        """What is said of the language, if the lesson does not speak the window's."""
        return self._notice.text()

    def _make_foot(self) -> None:
        self._foot = QWidget()
        self._progress = named(QLabel(), "title")
        self._busy = named(ElidedLabel(), "muted")  # what is waited for must not widen the page
        self.back = button("")
        self.reveal = button("")
        self.next = named(button(""), "primary")
        self.back.clicked.connect(self.back_wanted)
        self.reveal.clicked.connect(self.reveal_wanted)
        self.next.clicked.connect(self.next_wanted)
        said = QHBoxLayout()
        said.addWidget(self._progress)
        said.addWidget(self._busy, 1)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.reveal)
        row.addWidget(self.next)
        self._foot_column = QVBoxLayout(self._foot)
        self._foot_column.addLayout(said)
        self._foot_column.addLayout(row)

    # --- what is shown ---

    def show_lesson(self, lesson: Lesson | None, questions: Mapping[int, Question]) -> None:
        """Show a lesson from its beginning, with what became of its questions; None: none.

        Raises `Refused` if its words cannot be read.
        """
        from rnnviz.lessons import page

        words = None if lesson is None else page(lesson, language())
        self.lesson, self.words, self.index, self._questions = lesson, words, OPENING, questions
        for section in self._sections:
            self._column.removeWidget(section)
            section.hide()
            section.deleteLater()
        self._sections = [] if lesson is None or words is None else self._made(words)
        self._say()
        self._open()

    def _made(self, words: Page) -> list[StepSection]:
        from rnnviz.gui.lessons.step_section import StepSection

        made = []
        for k, told in enumerate(words.steps):
            section = StepSection(self.look, k, self._questions[k], told)
            section.pressed.connect(self.wanted)
            section.changed.connect(self._offer)
            section.changed.connect(self._soon.start)
            self._column.insertWidget(self._column.count() - 1, section)
            made.append(section)
        return made

    def show_step(self, index: int) -> None:
        """Open a step, and close the others."""
        self.index = index
        self._open()

    def _open(self) -> None:
        for k, section in enumerate(self._sections):
            section.open(k == self.index)
        self._offer()
        self._soon.start()

    @Slot(int, int)
    def _show_soon(self, _lowest: int, _highest: int) -> None:
        """Scroll again: until the page had its new length one could not scroll so far."""
        self._soon.start()

    @Slot()
    def _show_current(self) -> None:
        """Scroll to the step that is on: its heading at the top, if it is long."""
        section = self.section
        bar = self._scroll.verticalScrollBar()
        if section is None:
            bar.setValue(0)
            return
        self._column.activate()
        room, (top, bottom) = self._scroll.viewport().height(), self._extent(section)
        if bottom - top > room and section.answered:
            top = max(top, min(section.y() + section.ask_top, bottom - room))  # what is asked, and what came of it
        if top < bar.value() or bottom > bar.value() + room:
            bar.setValue(top if bottom - top > room else max(bottom - room, 0))

    def _extent(self, section: StepSection) -> tuple[int, int]:
        """Return where a step begins and ends on the page, in pixels."""
        margin = self.look.px(8)
        return section.y() - margin, section.y() + section.height() + margin

    def read_on(self) -> bool:
        """Show the next part of the step that is on; return whether there was one that could not be seen yet."""
        section, bar, room = self.section, self._scroll.verticalScrollBar(), self._scroll.viewport().height()
        if section is None:
            end = self._text.y() + self._text.height()
        else:
            self._column.activate()
            end = self._extent(section)[1]
        if min(end, bar.maximum() + room) <= bar.value() + room + 1:
            return False
        bar.setValue(min(bar.value() + room - self.look.px(2 * LINE), end - room))
        return True

    def fill(self, values: Mapping[str, Value]) -> None:
        """Put numbers of the run into the words of the step that is on; empty: none is known yet."""
        self._known = values
        if self.section is not None and self.section.fill(values):
            self._column.activate()  # the words may need a line more, at once
            self._soon.start()

    @Slot(int)
    def show_revealed(self, index: int) -> None:
        """Tell the rest of a step, and the answer."""
        if index < len(self._sections):
            self._sections[index].show_revealed()

    def say_busy(self, words: str) -> None:
        """Say what is being waited for; empty: nothing."""
        self._busy.setText(words)
        self._busy.setAccessibleName(words)

    @Slot()
    def _offer(self) -> None:
        """Offer what can be done at this step."""
        lesson, count = self.lesson, len(self._sections)
        self.back.setEnabled(lesson is not None and self.index > OPENING)
        self.next.setEnabled(lesson is not None)
        last = lesson is not None and self.index == count - 1 and not self.hides_something
        self.next.setText(translate("lessons", "Next lesson") if last else translate("lessons", "Next"))
        self.next.setAccessibleName(self.next.text())
        self.reveal.setVisible(self.hides_something)
        words = translate("lessons", "Step {k} of {n}").format(k=self.index + 1, n=count)
        opening = translate("lessons", "Steps: {n}").format(n=count)
        self._progress.setText("" if lesson is None else opening if self.index == OPENING else words)

    # --- the step that is on ---

    @property
    def section(self) -> StepSection | None:
        """The step that is on; None before the first."""
        return self._sections[self.index] if 0 <= self.index < len(self._sections) else None

    @property
    def question(self) -> QuestionForm | None:
        """What the step asks."""
        return None if self.section is None else self.section.ask

    @property
    def hides_something(self) -> bool:
        """Whether the step has an answer that is not told yet."""
        question = None if self.section is None else self.section.question
        return question is not None and question.hides_something

    # --- words and looks ---

    def _say(self) -> None:
        """Say everything in the language in force."""
        for each, text, tip in (
            (self.back, translate("lessons", "Back"), translate("lessons", "The step before  (Page Up)")),
            (self.reveal, translate("lessons", "Reveal"), translate("lessons", "Show the answer  (B)")),
            (self.next, self.next.text(), translate("lessons", "The next step, or the next lesson  (Page Down)")),
        ):
            each.setText(text)
            each.setToolTip(tip)
            each.setAccessibleName(text)
        if self.lesson is None or self.words is None:
            return
        key = self.lesson.place.key
        self._title.setText(f"{key}  {self.lesson.said(language())}" if self.lesson.place.number else self.heading)
        self._text.tell(self.words.text)
        self._text.setVisible(bool(self.words.text))
        self._notice.setText(self._missing())
        self._notice.setVisible(bool(self._notice.text()))

    @property
    def heading(self) -> str:
        """The lesson's name in the language in force."""
        return "" if self.lesson is None else self.lesson.said(language())

    def _missing(self) -> str:
        """Say that there are no words in the language in force; empty: there are."""
        if self.words is None or self.words.language == language():
            return ""
        known = languages()
        words = translate("lessons", "This lesson is not yet in {language}; it is told in {other}.")
        return words.format(language=known[language()], other=known.get(self.words.language, self.words.language))

    @override
    def retranslate(self) -> None:
        if self.lesson is None:
            self._say()
            return
        index, known = self.index, self._known
        self.show_lesson(self.lesson, self._questions)
        self.show_step(index)
        self.fill(known)

    @override
    def restyle(self) -> None:
        px = self.look.px
        self._title.setFont(self.look.font(TITLE, bold=True))
        self._text.restyle()
        self._column.setContentsMargins(px(14), px(8), px(14), px(12))
        self._column.setSpacing(px(7))
        self._foot_column.setContentsMargins(px(14), px(6), px(14), px(8))
        for section in self._sections:
            section.restyle()
        self._soon.start()
