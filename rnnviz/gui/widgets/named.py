"""Widgets with the object name that the style sheet knows them by."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QLabel, QToolButton, QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """Give a widget its name in the style sheet ("muted", "hint", "primary", ...) and return it."""
    widget.setObjectName(name)
    return widget


def muted(text: str = "", tip: str = "") -> QLabel:
    """Return a quiet label."""
    label = named(QLabel(text), "muted")
    label.setToolTip(tip)
    return label


def hint(text: str = "") -> QLabel:
    """Return a quiet, small text of several lines."""
    label = named(QLabel(text), "hint")
    label.setWordWrap(True)
    return label


def ruled(label: QLabel, rules: str) -> None:
    """Give a label style rules of its own, if they are others: each time they are set all is laid out anew."""
    if rules != label.styleSheet():
        label.setStyleSheet(rules)


def button(text: str, tip: str = "") -> QToolButton:
    """Return a button that the Tab key reaches; `tip` is also its name for assistive tools."""
    made = QToolButton()
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(tip or text)
    return made
