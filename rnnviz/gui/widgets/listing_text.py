"""Code that is read and not written: numbered lines, of which one is lit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled


class ListingText(Restyled, QPlainTextEdit):
    """A click on a line chooses it, and so does Return on the line of the caret."""

    chosen = Signal(int)  # a line, from 1

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lit: int | None = None
        self._in_use: frozenset[int] = frozenset()
        self._shown: tuple[str, ...] = ()
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    @property
    def lit(self) -> int | None:
        """The line that is lit, from 1."""
        return self._lit

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other code."""
        if tuple(lines) == self._shown:
            return
        self._shown, self._lit = tuple(lines), None
        width = len(str(len(lines)))
        self.setPlainText("\n".join(f"{k:>{width}}  {line}" for k, line in enumerate(lines, start=1)))

    def light(self, line: int | None, in_use: Collection[int]) -> None:
        """Light a line and bring it into view; those in use are set off a little from the others."""
        if (line, frozenset(in_use)) == (self._lit, self._in_use):
            return
        self._lit, self._in_use = line, frozenset(in_use)
        self._mark()
        if line is not None:
            caret = QTextCursor(self.document().findBlockByNumber(line - 1))
            self.setTextCursor(caret)
            self.ensureCursorVisible()

    @override
    def restyle(self) -> None:
        self.setFont(self._look.mono(0.95))
        self._mark()

    def _mark(self) -> None:
        theme = self._look.theme
        faint, strong = QColor(theme.accent), QColor(theme.accent)
        faint.setAlpha(28)
        strong.setAlpha(120)
        used = [self._selection(line, faint) for line in sorted(self._in_use) if line != self._lit]
        self.setExtraSelections([*used, *([] if self._lit is None else [self._selection(self._lit, strong)])])

    def _selection(self, line: int, colour: QColor) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.format.setBackground(colour)
        made.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        made.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        return made

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the line, unless some of the text was selected."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.chosen.emit(self.cursorForPosition(event.position().toPoint()).blockNumber() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the line of the caret."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.textCursor().blockNumber() + 1)
        else:
            super().keyPressEvent(event)
