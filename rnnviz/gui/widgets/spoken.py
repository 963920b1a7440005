"""What screen readers are told of painted parts: a name, a role, and what stands under the cursor.

Qt knows of a widget that paints itself only that it is there. The interface here is asked for by whatever reads the
screen, and by nobody else: it costs nothing while nobody does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAccessibleWidget,
    QDockWidget,
    QLabel,
    QLineEdit,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Base
else:
    _Base = object  # it stands before some widget of Qt among the bases of a class

_OURS = "rnnviz."
_SAY_THEMSELVES = (QAbstractButton, QLabel, QLineEdit)  # Qt says their words, whatever they paint beside them


class Spoken(_Base):
    """A painted part that can say in words what stands under its cursor."""

    def spoken(self) -> str:
        """Return quantity, place and value under the cursor, or all that is shown; empty: nothing is."""
        raise NotImplementedError

    def tell(self) -> None:
        """Have a screen reader say it: after the cursor has been moved here. Nothing happens while there is none."""
        if not QAccessible.isActive():
            return
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        if words := self.spoken():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def is_painted(widget: QObject) -> bool:
    """Whether it is a part that paints itself, and of which Qt knows no words."""
    if not isinstance(widget, QWidget) or isinstance(widget, _SAY_THEMSELVES):
        return False
    return any("paintEvent" in kind.__dict__ for kind in type(widget).__mro__ if kind.__module__.startswith(_OURS))


def name_of(widget: QWidget) -> str:
    """Return what a painted part is called: by its own name, or by the panel that it is in."""
    if own := widget.accessibleName():
        return own
    dock = _dock(widget)
    return "" if dock is None else dock.windowTitle()


def description_of(widget: QWidget) -> str:
    """Return what stands under its cursor, and what it is."""
    said = widget.spoken() if isinstance(widget, Spoken) else ""
    dock = _dock(widget)
    about = widget.accessibleDescription() or ("" if dock is None else dock.accessibleDescription())
    return ". ".join(part for part in (said, about) if part)


def _dock(widget: QWidget) -> QDockWidget | None:
    around: QObject | None = widget
    while around is not None and not isinstance(around, QDockWidget):
        around = around.parent()
    return around


class PaintedInterface(QAccessibleWidget):
    """A painted part as a screen reader knows it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Chart)

    def text(self, kind: QAccessible.Text) -> str:
        """Return its name, its value or its description."""
        widget = self.widget()
        if kind is QAccessible.Text.Name:
            return name_of(widget)
        if kind is QAccessible.Text.Value:
            return widget.spoken() if isinstance(widget, Spoken) else ""
        if kind is QAccessible.Text.Description:
            return description_of(widget)
        return super().text(kind)


def _interface(_key: str, thing: QObject) -> QAccessibleInterface | None:
    return PaintedInterface(thing) if isinstance(thing, QWidget) and is_painted(thing) else None


_installed: list[object] = []


def install() -> None:
    """Have Qt ask here for painted parts; once a process."""
    if not _installed:
        _installed.append(_interface)
        QAccessible.installFactory(_interface)
