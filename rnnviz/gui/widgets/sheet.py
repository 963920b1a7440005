"""A field for plain text that takes no more than it can lay out while somebody waits."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit

LONGEST = 100_000  #: characters that can be pasted: they are laid out in the window's thread


class Sheet(QPlainTextEdit):
    """A field for plain text that takes no more than it can lay out while somebody waits."""

    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        # A line without a space would be broken by Qt in a time that grows with the square of its length.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)

    def put(self, text: str) -> None:
        """Put a text in; nothing of it if it is too long."""
        if len(text) > LONGEST:
            self.refused.emit()
        else:
            self.insertPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped."""
        self.put(source.text())
