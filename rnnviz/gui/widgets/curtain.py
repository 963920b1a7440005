"""A curtain over a view: what is behind it is to be predicted first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from rnnviz.gui.style.theme import Look
from rnnviz.sentences import translate

SIGN = "?"


class Curtain(QAbstractButton):
    """Covers its parent until it is drawn: by a press, by Return, or when the answer is revealed."""

    moved = Signal()  # it covers now, or does no longer

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(translate("panels", "Covered until it is revealed"))
        self.setToolTip(translate("panels", "Predict first; a press shows what is behind"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.open)
        parent.installEventFilter(self)
        self.hide()

    @Slot()
    def open(self) -> None:
        """Show what is behind."""
        self.hide()
        self.moved.emit()

    def close_over(self) -> None:
        """Cover the parent."""
        self.setGeometry(self._room())
        self.raise_()
        self.show()
        self.moved.emit()

    def _room(self) -> QRect:
        parent = self.parent()
        assert isinstance(parent, QWidget)
        return parent.rect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the parent."""
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self._room())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: object) -> None:
        """Open on Return, as on Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.click()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign on plain ground."""
        theme, painter = self._look.theme, QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        size = max(min(self.height(), self.width()) / 5, self._look.px(14))
        font = self._look.font(bold=True)
        font.setPixelSize(round(size))
        painter.setFont(font)
        painter.setPen(QColor(theme.accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, SIGN)
        if self.hasFocus():
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()
