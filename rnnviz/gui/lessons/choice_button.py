"""What can be answered to a question, as large buttons on which the votes of a class are counted."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from rnnviz.gui.lessons.wrapping_button import WRAP, WrappingButton
from rnnviz.gui.paint_meter import metered
from rnnviz.gui.style.theme import Look
from rnnviz.sentences import translate

_PALE = 70  # of 255: a bar of votes behind words


class Verdict(StrEnum):
    """What is known of an answer."""

    OPEN = "open"  # nobody knows yet
    RIGHT = "right"
    WRONG = "wrong"


class ChoiceButton(WrappingButton):
    """One answer: its key, its words, its votes as a bar behind them; a press is a vote more."""

    def __init__(self, look: Look, key: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(look, words, parent)
        self._key = key
        self.votes = 0
        self._share = 0.0
        self.verdict = Verdict.OPEN
        self._name()

    def count(self, votes: int, share: float, verdict: Verdict) -> None:
        """Show the votes, what share of the most they are, and whether the answer is right."""
        self.votes, self._share, self.verdict = votes, share, verdict
        self._name()
        self.update()

    def _name(self) -> None:
        """Say to assistive tools what is painted."""
        said = {Verdict.OPEN: "", Verdict.RIGHT: translate("lessons", "right"), Verdict.WRONG: ""}[self.verdict]
        votes = translate("lessons", "votes: {n}").format(n=self.votes)
        self.setAccessibleName(", ".join(part for part in (f"{self._key}", self.text(), votes, said) if part))

    # --- paint ---

    @metered
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar of votes, then the words on it."""
        theme, px = self.look.theme, self.look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = QColor({Verdict.RIGHT: theme.good}.get(self.verdict, theme.border))
        if self.verdict is Verdict.OPEN and (self.underMouse() or self.hasFocus()):
            edge = QColor(theme.accent)
        painter.setPen(QPen(edge, px(2) if self.verdict is Verdict.RIGHT else 1))
        painter.setBrush(QColor(theme.entry))
        painter.drawRoundedRect(box, px(4), px(4))
        self._paint_votes(painter, box)
        self._paint_words(painter)

    def _paint_votes(self, painter: QPainter, box: QRectF) -> None:
        if self._share <= 0:
            return
        theme = self.look.theme
        colour = QColor(theme.good if self.verdict is Verdict.RIGHT else theme.accent)
        colour.setAlpha(_PALE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        bar = QRectF(box.left(), box.top(), box.width() * self._share, box.height())
        painter.drawRoundedRect(bar, self.look.px(4), self.look.px(4))

    def _paint_words(self, painter: QPainter) -> None:
        theme, (left, right) = self.look.theme, self.room()
        wrong = self.verdict is Verdict.WRONG
        painter.setPen(QColor(theme.muted))
        key = "✓" if self.verdict is Verdict.RIGHT else f"{self._key}"
        if self.verdict is Verdict.RIGHT:
            painter.setPen(QColor(theme.good))
        painter.drawText(0, 0, left, self.height(), Qt.AlignmentFlag.AlignCenter, key)
        painter.setPen(QColor(theme.muted if wrong else theme.text))
        painter.drawText(left, 0, self.width() - left - right, self.height(), WRAP, self.text())
        if self.votes:
            painter.drawText(
                self.width() - right, 0, right - self.look.px(8), self.height(),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{self.votes}",
            )  # fmt: skip
