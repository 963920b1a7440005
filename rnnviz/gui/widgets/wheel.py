"""Controls that the mouse wheel turns only while they have the focus: else it scrolls what they stand in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSlider, QWidget


class WheelWithFocus:
    """Goes before the class of a control. Its focus policy must not be WheelFocus, which is Qt's own for most."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around unless the user has gone into this control."""
        if self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class Combo(WheelWithFocus, QComboBox):
    """A combo box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class Slider(WheelWithFocus, QSlider):
    """A horizontal slider."""

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(low, high)


def narrow_box() -> Combo:
    """Return a combo box that does not ask for the room of its longest entry."""
    box = Combo()
    box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    return box
