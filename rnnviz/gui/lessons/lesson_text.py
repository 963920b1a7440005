"""Words of a lesson on its page: paragraphs as rich text, formulas on lines of their own as in a book."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.formulas import Formulas
from rnnviz.gui.widgets.restyled import Restyled

TEXT = 1.1  # size of letters, relative to the interface's
FORMULA = 1.35


class LessonText(Restyled, QWidget):
    """Markdown, set; its labels and formulas are kept from one text to the next where they are of the same kind."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._told: tuple[tuple[bool, str], ...] = ()
        self._parts: list[QLabel | Formulas] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def tell(self, markdown: str) -> None:
        """Set another text."""
        from rnnviz.gui.lessons.markdown import parts, to_html

        told = tuple(parts(markdown))
        if told == self._told:
            return
        if [formula for formula, _ in told] != [formula for formula, _ in self._told]:
            self._build([formula for formula, _ in told])
        self._told = told
        for part, (_, text) in zip(self._parts, told, strict=True):
            if isinstance(part, Formulas):
                part.show_written([line for line in text.splitlines() if line.strip()])
            else:
                part.setText(to_html(text))

    def _build(self, kinds: list[bool]) -> None:
        """Make a label or a formula for each part."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._parts = [self._formula() if formula else self._label() for formula in kinds]
        for part in self._parts:
            self._column.addWidget(part)
        self.restyle()

    def _label(self) -> QLabel:
        made = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText, openExternalLinks=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _formula(self) -> Formulas:
        made = Formulas(self._look, FORMULA, centred=True)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the steps alone are gone through by Tab
        return made

    @override
    def restyle(self) -> None:
        self._column.setSpacing(self._look.px(6))
        for part in self._parts:
            if isinstance(part, Formulas):
                part.restyle()
            else:
                part.setFont(self._look.font(TEXT))
