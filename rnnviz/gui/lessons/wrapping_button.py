"""A button whose words take as many lines as they need, in whatever width there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rnnviz.gui.style.theme import Look

WRAP = Qt.TextFlag.TextWordWrap.value | (Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft).value
_LEAST = 80  # px at 10 points


class WrappingButton(QAbstractButton):
    """Has room at both ends for something beside the words; a subclass paints it."""

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def room(self) -> tuple[int, int]:
        """Return the room at the left and at the right of the words."""
        return self.look.px(28), self.look.px(34)

    def hasHeightForWidth(self) -> bool:
        """Words are wrapped."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need."""
        between = max(self.look.px(40), width - sum(self.room()))
        room = self.fontMetrics().boundingRect(0, 0, between, 10_000, WRAP, self.text())
        return room.height() + self.look.px(12)

    def sizeHint(self) -> QSize:
        """Ask for the height that the words need in the width there is."""
        return QSize(self.look.px(_LEAST), self.heightForWidth(max(self.width(), self.look.px(_LEAST))))

    def minimumSizeHint(self) -> QSize:
        """Ask for the same."""
        return self.sizeHint()
