"""A slider for the largest singular value at which W_hh is held, and a button that sets it free."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.axis import widest_of
from rnnviz.gui.widgets.named import button
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.wheel import Slider
from rnnviz.sentences import translate

#: A random matrix stretches most directions far less than its largest singular value says: to see gradients explode,
#: it takes about three.
LEAST, MOST, STEPS = 0.5, 4.0, 70


class SingularValueSlider(Restyled, QWidget):
    """What it shows comes from outside; what the user does goes out as `wanted`."""

    wanted = Signal(float)  # a singular value; 0: free

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._held = 0.0
        self._measured = math.nan
        self.name = QLabel()
        self.slider = Slider(0, STEPS)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(translate("panels", "Largest singular value of W_hh"))
        self.slider.setToolTip(
            translate(
                "panels",
                "Hold the largest singular value of W_hh here, while it learns or stands still; "
                "of a gated cell that of each gate's matrix",
            )
        )
        self.value = QLabel()
        self.free = button(
            translate("panels", "free"), translate("panels", "Let W_hh grow and shrink as it learns, or hold it")
        )
        self.free.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.name, 0), (self.slider, 1), (self.value, 0), (self.free, 0)):
            row.addWidget(widget, stretch)
        # Not valueChanged: what is measured moves the slider too, and means nothing to the run.
        self.slider.actionTriggered.connect(self._moved)
        self.free.clicked.connect(self._freed)
        self.show_values(0.0, math.nan)

    def show_values(self, held: float, measured: float) -> None:
        """Show at what it is held (0: free), and what it is."""
        self._held, self._measured = held, measured
        shown = held or measured
        with QSignalBlocker(self.slider), QSignalBlocker(self.free):
            self.free.setChecked(not held)
            if math.isfinite(shown):
                self.slider.setValue(round((min(max(shown, LEAST), MOST) - LEAST) / (MOST - LEAST) * STEPS))
        self.value.setText(f"{shown:.2f}" if math.isfinite(shown) else "–")

    @override
    def restyle(self) -> None:
        look = self._look
        self.name.setFont(look.font(bold=True))
        self.value.setFont(look.mono(1.1))
        self.value.setMinimumWidth(widest_of(look.mono(1.1), ["4.00"]))
        self.free.setFont(look.font())
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(look.px(6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the name short where the slider needs the room."""
        super().resizeEvent(event)
        px = self._look.px
        self.name.setText("σ_max(W_hh)" if self.width() >= px(280) else "σ_max")
        self.name.setVisible(self.width() >= px(200))

    @Slot(int)
    def _moved(self, _action: int) -> None:
        # The position is where the action leads; the value follows it only afterwards.
        self.wanted.emit(round(LEAST + self.slider.sliderPosition() * (MOST - LEAST) / STEPS, 2))

    @Slot(bool)
    def _freed(self, free: bool) -> None:
        held = round(min(max(self._measured, LEAST), MOST), 2) if math.isfinite(self._measured) else 1.0
        self.wanted.emit(0.0 if free else held)
