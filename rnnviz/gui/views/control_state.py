"""Carrying what a user set over to widgets that take the place of others."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QSplitter,
    QWidget,
)

from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.number_fields import NumberField, RealField, WholeField
from rnnviz.gui.widgets.wheel import Combo, Slider


def carry(before: QWidget, after: QWidget) -> None:
    """Set every control of `after` as its counterpart in `before` is, as a user would.

    Counterparts are the controls of one kind, in the order in which they were made; a kind of which the two have
    different numbers is left alone, and so is a line that nobody typed in.
    """
    for kind in (Chooser, Combo, QAbstractButton, WholeField, RealField, Slider, QLineEdit, QSplitter):
        olds, news = _own(before, kind), _own(after, kind)
        if len(olds) == len(news):
            for old, new in zip(olds, news, strict=True):
                _set(old, new)


def _own(root: QWidget, kind: type[QWidget]) -> list[QWidget]:
    """Return the controls of a kind, without the line that a spin box or a combo box is made of."""
    parts = (NumberField, Combo)
    return [each for each in root.findChildren(kind) if not isinstance(each.parent(), parts)]


def _set(old: QWidget, new: QWidget) -> None:
    match old, new:
        case Chooser(), Chooser():
            new.follow(old.key)
        case Combo(), Combo():
            _choose(old.currentIndex(), new)
        case QAbstractButton(), QAbstractButton():
            if new.isCheckable() and new.isChecked() is not old.isChecked():
                new.click()
        case QSplitter(), QSplitter():
            new.restoreState(old.saveState())
        case QLineEdit(), QLineEdit() if old.isModified():  # what stands there at first is in another language
            new.setText(old.text())
            new.setModified(True)
        case NumberField(), NumberField():
            new.take_over(old)
        case Slider(), Slider():
            new.setValue(old.value())


def _choose(index: int, box: Combo) -> None:
    if index not in (-1, box.currentIndex()) and index < box.count():
        box.setCurrentIndex(index)
        box.activated.emit(index)
