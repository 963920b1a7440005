"""Carrying what a user set over to widgets that take the place of others."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSlider,
    QSpinBox,
    QSplitter,
    QWidget,
)

from rnnviz.gui.widgets.chooser import Chooser


def carry(before: QWidget, after: QWidget) -> None:
    """Set every control of `after` as its counterpart in `before` is, as a user would.

    Counterparts are the controls of one kind, in the order in which they were made; a kind of which the two have
    different numbers is left alone, and so is a line that nobody typed in.
    """
    for kind in (Chooser, QComboBox, QAbstractButton, QSpinBox, QDoubleSpinBox, QSlider, QLineEdit, QSplitter):
        olds, news = _own(before, kind), _own(after, kind)
        if len(olds) == len(news):
            for old, new in zip(olds, news, strict=True):
                _set(old, new)


def _own(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    """Return the controls of a kind, without the line that a spin box or a combo box is made of."""
    parts = (QAbstractSpinBox, QComboBox)
    return [each for each in root.findChildren(kind) if not isinstance(each.parent(), parts)]


def _set(old: QWidget, new: QWidget) -> None:
    match old, new:
        case Chooser(), Chooser():
            new.follow(old.key)
        case QComboBox(), QComboBox():
            _choose(old.currentIndex(), new)
        case QAbstractButton(), QAbstractButton():
            if new.isCheckable() and new.isChecked() is not old.isChecked():
                new.click()
        case QSplitter(), QSplitter():
            new.restoreState(old.saveState())
        case QLineEdit(), QLineEdit() if old.isModified():  # what stands there at first is in another language
            new.setText(old.text())
            new.setModified(True)
        case ((QSpinBox() | QDoubleSpinBox() | QSlider()), (QSpinBox() | QDoubleSpinBox() | QSlider())):
            new.setValue(old.value())  # type: ignore[arg-type]


def _choose(index: int, box: QComboBox) -> None:
    if index not in (-1, box.currentIndex()) and index < box.count():
        box.setCurrentIndex(index)
        box.activated.emit(index)
