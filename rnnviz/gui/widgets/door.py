"""A way into the program: a large picture, what it is called and a sentence, pressed by mouse or key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.door_pictures import Picture

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_TITLE = 1.35  # times the size of the letters


class Door(QAbstractButton):
    """A button as large as the room for it; its picture takes what its words leave.

    Parameters
    ----------
    look : Look
        Colours and sizes.
    picture : callable
        Paints within a rectangle.
    parent : QWidget, optional
        Where it stands.
    """

    def __init__(self, look: Look, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._picture = look, picture
        self.sentence = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def say(self, title: str, sentence: str) -> None:
        """Write what it is called, and where it leads."""
        self.setText(title)
        self.sentence = sentence
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        px = self._look.px
        return QSize(px(300), px(340))

    @override
    def minimumSizeHint(self) -> QSize:
        px = self._look.px
        return QSize(px(150), self._words_height(px(150)) + px(90))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Return, as on Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    # --- paint ---

    def _words_height(self, width: int) -> int:
        room, px = QRect(0, 0, width - 2 * self._look.px(14), 10_000), self._look.px
        title = QFontMetrics(self._look.font(_TITLE, bold=True)).boundingRect(room, _WRAP, self.text()).height()
        sentence = QFontMetrics(self._look.font()).boundingRect(room, _WRAP, self.sentence).height()
        return title + px(6) + sentence + px(16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, and the words below it."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus() or self.underMouse()
        edge = QPen(QColor(look.theme.accent if lit else look.theme.border), px(2) if self.hasFocus() else 1)
        painter.setPen(edge)
        painter.setBrush(QColor(look.theme.entry))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), px(8), px(8))
        words = self._words_height(self.width())
        room = QRectF(self.rect()).adjusted(px(18), px(18), -px(18), -words - px(12))
        if room.height() > 0 and room.width() > 0:
            painter.save()
            self._picture(painter, _held(room), look.theme)
            painter.restore()
        self._paint_words(painter, QRect(px(14), self.height() - words, self.width() - 2 * px(14), words))
        painter.end()

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        look = self._look
        painter.setFont(look.font(_TITLE, bold=True))
        painter.setPen(QColor(look.theme.text))
        used = painter.boundingRect(room, _WRAP, self.text()).height()
        painter.drawText(room, _WRAP, self.text())
        painter.setFont(look.font())
        painter.setPen(QColor(look.theme.muted))
        painter.drawText(room.adjusted(0, used + look.px(6), 0, 0), _WRAP, self.sentence)


def _held(room: QRectF) -> QRectF:
    """Return the largest part of a room, in its middle, that is neither flat nor high."""
    wide, high = min(room.width(), room.height() * 1.6), min(room.height(), room.width() * 1.1)
    return QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)
