"""What a panel shows when there is nothing to show: one sentence that says why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.restyled import Restyled


class Placeholder(Restyled, QLabel):
    """One centred, muted sentence; its text can be selected, so that a formula in it can be copied."""

    def __init__(self, look: Look, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("muted")  # for the style sheet, which is stronger than a palette
        self._look = look
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # A long sentence must never keep a dock from being made small.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.say(text)
        self.restyle()

    def say(self, text: str) -> None:
        """Change the sentence."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)

    @override
    def restyle(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._look.theme.muted)
        self.setPalette(palette)
        self.setFont(self._look.font())
        self.setMargin(self._look.px(12))
