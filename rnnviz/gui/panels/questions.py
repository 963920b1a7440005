"""Questions: a page on which a class types what it wants to know, with headings; the network learns it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout
from typing_extensions import override

from rnnviz.engine.capability import Capability
from rnnviz.explain.class_questions import MARK, as_heading, counted, written
from rnnviz.explain.number import grouped
from rnnviz.gui.views.offered import Offered
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.named import button, hint
from rnnviz.gui.widgets.sheet import LONGEST, Sheet
from rnnviz.probe.frame import Array
from rnnviz.sentences import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session


class Headings(QSyntaxHighlighter):
    """Writes the lines of headings bold, in the accent colour."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._look = look

    @override
    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        if text.lstrip().startswith(MARK):
            form = QTextCharFormat()
            form.setFontWeight(700)
            form.setForeground(QColor(self._look.theme.accent))
            self.setFormat(0, len(text), form)


class QuestionsView(View):
    """A sheet to type on, and the button that has it learned."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.sheet = Sheet()
        self.sheet.setAccessibleName(translate("questions", "Questions of the class"))
        self.sheet.setPlaceholderText(
            translate("questions", "A line is a question; a line that begins with # is a heading.")
        )
        self.sheet.setTabChangesFocus(True)
        self.headings = Headings(self.sheet.document(), look)
        self.heading = button("#", translate("questions", "Make this line a heading, or a question again"))
        self.learn = QPushButton(translate("questions", "Learn them"))
        self.learn.setToolTip(translate("questions", "The network begins anew, on this page alone (Ctrl+Return)"))
        self.counted, self.fault = QLabel(), hint()
        self._lay_out()
        self.setFocusProxy(self.sheet)
        self.sheet.textChanged.connect(self._count)
        self.sheet.refused.connect(self._object)
        self.heading.clicked.connect(self._turn)
        self.learn.clicked.connect(self._learn)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.sheet)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._learn)
        Offered(session, Capability.RESTART, self.learn)
        self._count()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.heading)
        row.addWidget(self.counted, 1)
        row.addWidget(self.learn)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 4, 2)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.fault)
        column.addLayout(row)
        self.fault.hide()

    @override
    def restyle(self) -> None:
        self.sheet.setFont(self.look.font(1.1))
        for part in (self.heading, self.counted, self.learn, self.fault):
            part.setFont(self.look.font())
        self.counted.setMinimumWidth(1)
        self.headings.rehighlight()

    # --- what is typed ---

    @property
    def page(self) -> str:
        """What stands on the sheet, as it was typed."""
        return self.sheet.toPlainText()

    @Slot()
    def _count(self) -> None:
        headings, questions = counted(self.page)
        self.counted.setText(
            translate("questions", "headings: {headings}, questions: {questions}, symbols: {symbols}").format(
                headings=grouped(headings), questions=grouped(questions), symbols=grouped(len(written(self.page)))
            )
        )
        self.learn.setEnabled(questions > 0)
        self.fault.hide()

    @Slot()
    def _object(self) -> None:
        words = translate("questions", "More than {most} characters do not fit here: open them as a file.")
        self.fault.setText(words.format(most=grouped(LONGEST)))
        self.fault.show()

    @Slot()
    def _turn(self) -> None:
        """Make the line of the cursor a heading, or a question again."""
        cursor = self.sheet.textCursor()
        cursor.movePosition(cursor.MoveOperation.StartOfBlock)
        cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
        cursor.insertText(as_heading(cursor.selectedText()))
        self.sheet.setFocus()

    @Slot()
    def _learn(self) -> None:
        if self.learn.isEnabled():
            self.text_wanted.emit(written(self.page))

    def choose(self, option: str, value: object) -> None:
        """Set "page": what stands on it, a line a question, headings with #."""
        if option != "page":
            super().choose(option, value)
        self.sheet.setPlainText(str(value)[:LONGEST])

    def go_on_from(self, before: View) -> None:
        """Have the same page."""
        super().go_on_from(before)
        if isinstance(before, QuestionsView):
            self.sheet.setPlainText(before.page)

    def numbers(self) -> Mapping[str, Array]:
        """Return how many headings, questions and symbols there are."""
        headings, questions = counted(self.page)
        return {
            "headings": np.array(headings),
            "questions": np.array(questions),
            "symbols": np.array(len(written(self.page))),
        }

    def describe(self) -> str:
        """Say how much there is."""
        return self.counted.text()


PANEL = Panel(
    key="questions",
    title=QT_TRANSLATE_NOOP("panels", "Questions"),
    shortcut="Ctrl+Alt+F9",
    area=Area.SIDE_TOP,
    order=45,
    wants=frozenset(),
    make=QuestionsView,
    hint=QT_TRANSLATE_NOOP("panels", "A class types its questions, with headings; the network learns them at once."),
    per_second=1.0,
)
