"""Controls that the mouse wheel turns only while they have the focus: else it scrolls what they stand in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSlider, QStyle, QStyleOptionComboBox, QWidget


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
        self.currentTextChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the entry that is chosen, however long others are."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        text = QSize(self.fontMetrics().horizontalAdvance(self.currentText()), self.fontMetrics().height())
        needed = self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, text, self)
        return QSize(needed.width(), super().minimumSizeHint().height())


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
