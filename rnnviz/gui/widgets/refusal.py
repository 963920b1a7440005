"""Why something typed cannot be taken: a sentence just below the field, for as long as it matters."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

_STAYS_MS = 10_000  # after the field was left
_WIDEST = 320  # px


class Refusal(QLabel):
    """Lies on the field's window, so that it needs no room in any layout. A click, time or the field ends it."""

    gone = Signal()

    def __init__(self, field: QWidget, sentence: str) -> None:
        super().__init__(sentence, field.window())
        self.setObjectName("refusal")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(sentence)
        self._timer = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._timer.timeout.connect(self.gone)
        field.destroyed.connect(self.deleteLater)
        self._place(field)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self, field: QWidget) -> None:
        """Stand below the field, above it where there is no room, and inside the window."""
        window, gap = field.window(), 2
        self.ensurePolished()
        if self.sizeHint().width() > min(_WIDEST, window.width()):
            self.setWordWrap(True)
            self.setFixedWidth(min(_WIDEST, window.width()))
        self.adjustSize()
        at = field.mapTo(window, QPoint(0, field.height() + gap))
        if at.y() + self.height() > window.height():
            at.setY(max(at.y() - field.height() - 2 * gap - self.height(), 0))
        self.move(max(min(at.x(), window.width() - self.width()), 0), at.y())

    def go_soon(self, soon: bool) -> None:
        """Go after a while, or stay: the field was left, or is being mended."""
        if soon:
            self._timer.start()
        else:
            self._timer.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go on a click."""
        event.accept()
        self.gone.emit()
