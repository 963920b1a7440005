"""Keys go first to whatever takes text or is searched by typing: nothing that a single key does happens by accident.

Qt asks the widget that has the focus, by a ShortcutOverride, whether a key is its own before any shortcut of the window
is tried. Text fields say so of letters; lists, trees, tables and combo boxes, which are searched by the first letters,
do not. Here it is said for all of them, whoever makes them, and whichever shortcut there is or will be.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,  # noqa: TID251  # asked whether one is; none is made here
    QApplication,
    QComboBox,  # noqa: TID251  # likewise
    QKeySequenceEdit,
    QWidget,
)

_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # as Windows has it

#: Keys without a letter that move or edit in such a widget. Page Up and Page Down are not among them: a presenter's
#: clicker sends them, and must lead through a lesson wherever the focus is.
_EDITING = frozenset(
    (
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_Backspace, Qt.Key.Key_Delete,
    )
)  # fmt: skip


def takes(widget: QWidget | None, event: QKeyEvent) -> bool:
    """Return whether a key is for the widget that has the focus, and for nobody else."""
    return _typed_into(widget) and _single(event)


def _typed_into(widget: QWidget | None) -> bool:
    """Return whether a widget takes text, or is searched by typing."""
    searched = isinstance(widget, QAbstractItemView | QComboBox | QAbstractSpinBox | QKeySequenceEdit)
    return searched or (widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled))


def _single(event: QKeyEvent) -> bool:
    """Return whether a key writes something, or moves in what is written."""
    held = event.modifiers() & _MODIFIERS
    if not held and event.key() in _EDITING:
        return True
    return event.text().isprintable() and bool(event.text()) and held in (Qt.KeyboardModifier.NoModifier, _ALT_GR)


class ShortcutFilter(QObject):
    """Follows the focus, and answers Qt's question for the widget that has it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    @Slot(QWidget, QWidget)
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key that is the widget's own."""
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        assert isinstance(event, QKeyEvent)
        if not isinstance(watched, QWidget) or not takes(watched, event):
            return False
        event.accept()
        return True
