"""The speed limit: from one update a second to as fast as it goes, on a logarithmic slider."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.retranslated import Retranslated
from rnnviz.gui.widgets.wheel import Slider
from rnnviz.gui.workbench.speed_limit import STEPS, SpeedLimit
from rnnviz.sentences import translate


class SpeedSlider(Retranslated, QWidget):
    """A slider with its value in words."""

    def __init__(self, speed: SpeedLimit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speed = speed
        self._slider = Slider(0, STEPS)
        self._slider.valueChanged.connect(speed.go_to)
        self._label, self._value = muted(), muted()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.addWidget(self._label)
        layout.addWidget(self._slider)
        layout.addWidget(self._value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        speed.changed.connect(self._follow)
        self.retranslate()
        self._follow()

    @override
    def retranslate(self) -> None:
        self._label.setText(translate("window", "Speed"))
        self._slider.setAccessibleName(translate("window", "Speed limit"))
        self._slider.setToolTip(translate("window", "Speed limit, in updates per second  (Ctrl+Left, Ctrl+Right)"))
        self._say()

    def restyle(self, width: int) -> None:
        """Take a width that follows the font."""
        self._slider.setFixedWidth(width)
        self._value.setMinimumWidth(self.fontMetrics().horizontalAdvance("1000/s "))

    @Slot()
    def _follow(self) -> None:
        with QSignalBlocker(self._slider):  # a limit between two steps stays what it is
            self._slider.setValue(self._speed.step)
        self._say()

    def _say(self) -> None:
        limit = self._speed.limit
        self._value.setText(translate("window", "max") if limit is None else f"{limit:.3g}/s")
