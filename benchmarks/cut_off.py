"""What of a window's words cannot be read because it has no room: found without looking at pixels.

A widget's words are held against the room it has; what a widget paints itself is heard while it paints. What can be
scrolled into view is not cut off, and neither is a line beside a title, or in the status bar, that ends in an ellipsis
by design and is whole in its tool tip. A title may be set smaller, but not cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,  # noqa: TID251  # asked whether one is; none is made here
    QCheckBox,
    QComboBox,  # noqa: TID251  # likewise
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from rnnviz.gui.lessons.wrapping_button import WrappingButton
from rnnviz.gui.widgets.elided_label import SMALLEST, ElidedLabel

_PIXEL = 1.5  # what a rounded size may lack
_UNBOUNDED = 10_000.0
_CLEAR = Qt.TextFlag.TextDontClip.value


def cut_off(window: QWidget) -> list[str]:
    """Return what cannot be read in a window: the words, and the room that they lack."""
    found = [f"{_place(widget)}: {words}" for widget in _visible(window) for words in _lacks(widget)]
    with Painted() as painted:
        window.grab()
    return [*found, *painted.faults]


def _visible(window: QWidget) -> Iterator[QWidget]:
    yield from (each for each in window.findChildren(QWidget) if each.isVisible())


def _place(widget: QWidget) -> str:
    names, at = [], widget
    while at is not None and len(names) < 3:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " in ".join(names)


# --- widgets ---------------------------------------------------------------------------------------------------------


def _lacks(widget: QWidget) -> Iterator[str]:
    """Yield what a widget has no room for."""
    if isinstance(widget, ElidedLabel):
        yield from _title(widget)
    elif isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, WrappingButton):
        if (needed := widget.heightForWidth(widget.width())) > widget.height() + _PIXEL:
            yield f"{widget.text()!r} needs {needed} px of height, has {widget.height()}"
    elif isinstance(widget, QAbstractButton | QCheckBox):
        if widget.text() and _larger(widget.sizeHint(), widget.size()):
            yield f"{widget.text()!r} needs {widget.sizeHint().toTuple()}, has {widget.size().toTuple()}"
    elif isinstance(widget, QComboBox):
        yield from _choice(widget)
    elif isinstance(widget, QLineEdit) and isinstance(widget.parent(), QAbstractSpinBox):
        needed = widget.fontMetrics().horizontalAdvance(widget.text()) + widget.textMargins().left()
        if needed > widget.width() + _PIXEL:
            yield f"{widget.text()!r} needs {needed} px, has {widget.width()}"


def _larger(needed: QSize, has: QSize) -> bool:
    return needed.width() > has.width() + _PIXEL or needed.height() > has.height() + _PIXEL


def _title(label: ElidedLabel) -> Iterator[str]:
    if label.objectName() != "title" or not label.text():
        return
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * SMALLEST)
    needed = QFontMetricsF(font).horizontalAdvance(label.text())
    if needed > label.width() + _PIXEL:
        yield f"the title {label.text()!r} needs {needed:.0f} px even if it is set small, has {label.width()}"


def _label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _PIXEL:
            yield f"{_short(text)!r} needs {needed} px of height, has {label.height()}"
        yield from _broken(label)
    elif _larger(label.minimumSizeHint(), label.size()):
        yield f"{_short(text)!r} needs {label.minimumSizeHint().toTuple()}, has {label.size().toTuple()}"


def _broken(label: QLabel) -> Iterator[str]:
    """Yield what of rich text is wider than the label, and formulas on lines of their own that are broken."""
    if label.textFormat() != Qt.TextFormat.RichText:
        return
    page = QTextDocument()
    page.setDefaultFont(label.font())
    page.setDocumentMargin(0)
    page.setHtml(label.text())
    room = label.contentsRect().width() - 2 * label.margin()
    page.setTextWidth(room)
    if page.size().width() > room + _PIXEL:
        yield f"{_short(page.toPlainText())!r} needs {page.size().width():.0f} px, has {room}"
    block = page.begin()
    while block.isValid():
        own = block.text().count("\u2028") + 1
        centred = bool(block.blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter)
        if centred and block.layout().lineCount() > own:
            yield f"the formula {_short(block.text())!r} is broken"
        block = block.next()


def _choice(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    complex_control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(complex_control, option, field, box).width()
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    if needed > room + _PIXEL:
        yield f"{box.currentText()!r} needs {needed} px, has {room}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


# --- what is painted -------------------------------------------------------------------------------------------------


class Painted:
    """Hears what is written by painters in Python while it lasts."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._own = QPainter.drawText

    def __enter__(self) -> Painted:
        own, hear = self._own, self._hear

        def draw_text(painter: QPainter, *arguments: Any) -> Any:
            hear(painter, arguments)
            return own(painter, *arguments)

        QPainter.drawText = draw_text  # type: ignore[method-assign, assignment]
        return self

    def __exit__(self, *_error: object) -> None:
        QPainter.drawText = self._own  # type: ignore[method-assign]

    def _hear(self, painter: QPainter, arguments: tuple[Any, ...]) -> None:
        device = painter.device()
        if not isinstance(device, QWidget):
            return
        room, needed, text = _places(painter, arguments)
        if not text.strip() or needed is None:
            return
        if room is not None and not (_within(needed.size(), room.size())):
            self.faults.append(
                f"{_place(device)}: {_short(text)!r} is painted into {_said(room)}, needs {_said(needed)}"
            )
            return
        inside = painter.transform().mapRect(needed)
        whole = QRectF(device.rect()).adjusted(-_PIXEL, -_PIXEL, _PIXEL, _PIXEL)
        if not whole.contains(inside):
            self.faults.append(f"{_place(device)}: {_short(text)!r} is painted at {_said(inside)}, outside its widget")


def _within(needed: Any, room: Any) -> bool:
    return bool(needed.width() <= room.width() + _PIXEL and needed.height() <= room.height() + _PIXEL)


def _said(rect: QRectF) -> str:
    return f"{rect.x():.0f},{rect.y():.0f} {rect.width():.0f}x{rect.height():.0f}"


def _places(painter: QPainter, arguments: tuple[Any, ...]) -> tuple[QRectF | None, QRectF | None, str]:
    """Return the room that a text is clipped to (None: it is not), the room it takes, and the text."""
    metrics = QFontMetricsF(painter.font(), painter.device())
    first = arguments[0]
    if isinstance(first, QRect | QRectF) and len(arguments) >= 3 and isinstance(arguments[2], str):
        return _boxed(metrics, QRectF(first), arguments[1], arguments[2])
    if len(arguments) >= 6 and isinstance(arguments[5], str):
        x, y, width, height, flags, text = arguments[:6]
        return _boxed(metrics, QRectF(x, y, width, height), flags, text)
    if isinstance(first, int | float) and len(arguments) == 3:
        at, text = QPointF(first, arguments[1]), arguments[2]
    elif len(arguments) == 2 and isinstance(arguments[1], str) and hasattr(first, "x"):
        at, text = QPointF(first.x(), first.y()), arguments[1]
    else:
        return None, None, ""
    return None, metrics.tightBoundingRect(text).translated(at), text


def _boxed(metrics: QFontMetricsF, room: QRectF, flags: Any, text: str) -> tuple[QRectF | None, QRectF, str]:
    value = int(getattr(flags, "value", flags))
    wraps = bool(value & Qt.TextFlag.TextWordWrap.value)
    bounds = QRectF(room.x(), room.y(), room.width() if wraps else _UNBOUNDED, _UNBOUNDED)
    lines = metrics.boundingRect(bounds, value & ~0xFF | Qt.AlignmentFlag.AlignLeft.value, text)
    height = lines.height() - metrics.height() + metrics.tightBoundingRect(text).height()
    size = QRectF(0, 0, lines.width(), height)
    size.moveCenter(room.center())
    return (None if value & _CLEAR else room), size, text
