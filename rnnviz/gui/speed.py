"""The speed limit: from one update a second to as fast as it goes, on a logarithmic slider."""

from __future__ import annotations

from math import log

from PySide6.QtCore import QEvent, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rnnviz.gui.language import translate
from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.wheel import Slider

_STEPS = 30
_FASTEST = 1000.0  # updates a second at the last step before "max"


def per_second(step: int) -> float | None:
    """Return the limit at a step of the slider; None at its end: no limit."""
    return None if step >= _STEPS else float(_FASTEST ** (step / (_STEPS - 1)))


class Speed(QWidget):
    """A slider with its value in words."""

    changed = Signal(object)  # updates per second, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = Slider(0, _STEPS)
        self._slider.setValue(_STEPS)
        self._slider.valueChanged.connect(self._tell)
        self._limit: float | None = None  # as it was given: the slider only comes near it
        self._label, self._value = muted(), muted()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.addWidget(self._label)
        layout.addWidget(self._slider)
        layout.addWidget(self._value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._say_words()

    def _say_words(self) -> None:
        self._label.setText(translate("window", "Speed"))
        self._slider.setAccessibleName(translate("window", "Speed limit"))
        self._slider.setToolTip(translate("window", "Speed limit, in updates per second  (Ctrl+Left, Ctrl+Right)"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_words()

    def restyle(self, width: int) -> None:
        """Take a width that follows the font."""
        self._slider.setFixedWidth(width)
        self._value.setMinimumWidth(self.fontMetrics().horizontalAdvance("1000/s "))

    def step(self, steps: int) -> None:
        """Move the slider."""
        self._slider.setValue(self._slider.value() + steps)

    def set_limit(self, limit: float | None) -> None:
        """Have a limit, in updates per second, and the slider where it comes nearest; None: none, and its end."""
        steps = [abs(log(per_second(step) or 1.0) - log(limit)) for step in range(_STEPS)] if limit else []
        with QSignalBlocker(self._slider):
            self._slider.setValue(steps.index(min(steps)) if steps else _STEPS)
        self._have(limit)

    @property
    def limit(self) -> float | None:
        """The limit in force."""
        return self._limit

    @Slot()
    def _tell(self) -> None:
        self._have(per_second(self._slider.value()))

    def _have(self, limit: float | None) -> None:
        if limit != self._limit:
            self._limit = limit
            self._say()
            self.changed.emit(limit)

    def _say(self) -> None:
        limit = self.limit
        self._value.setText(translate("window", "max") if limit is None else f"{limit:.3g}/s")
