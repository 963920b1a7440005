"""How a symbol is chosen: at random or greedily, at which temperature, from which seed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from rnnviz.explain.numerals import Range, written
from rnnviz.gui.style.theme import Look
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.named import muted
from rnnviz.gui.widgets.number_fields import WholeField
from rnnviz.gui.widgets.restyled import Restyled
from rnnviz.gui.widgets.wheel import Slider
from rnnviz.sentences import translate

COLDEST, HOTTEST = 0.1, 3.0  # temperatures; below: greedy
LARGEST_SEED = 2**31 - 1


class SamplingSettings(Restyled, QWidget):
    """A row of controls; what is greedy has no temperature."""

    changed = Signal()
    reseeded = Signal(object)  # the seed

    def __init__(self, look: Look, temperature: float, seed: int) -> None:
        super().__init__()
        self._look = look
        self._how = Chooser(look, translate("panels", "How a symbol is chosen"))
        self._how.offer([("random", translate("panels", "random")), ("greedy", translate("panels", "greedy"))])
        self._temperature = Slider(round(COLDEST * 100), round(HOTTEST * 100))
        self._degrees = muted()
        self._exact = temperature
        self._seed = WholeField(Range(0, LARGEST_SEED))
        self._seed.setValue(seed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._how)
        row.addWidget(self._temperature, 1)
        row.addWidget(self._degrees)
        row.addWidget(self._seed)
        self.set_temperature(min(max(temperature, COLDEST), HOTTEST))
        self._temperature.valueChanged.connect(self._slide)
        self._how.picked.connect(self._change)
        self._seed.valueChanged.connect(self.reseeded)

    @override
    def restyle(self) -> None:
        degrees = translate("panels", "Temperature: low, the likeliest; 1, as predicted; high, anything")
        seed = translate("panels", "Seed of the random numbers: the same seed draws the same")
        for widget, name in ((self._temperature, degrees), (self._seed, seed)):
            widget.setToolTip(name)
            widget.setAccessibleName(name)
        for each in (self._temperature, self._degrees, self._seed):
            each.setFont(self._look.font())
        self._seed.set_words(prefix=translate("panels", "seed "))
        self._seed.setMaximumWidth(self._look.px(110))
        self._how.restyle()

    def show_seed(self, shown: bool) -> None:
        """Show the seed, or leave it out where there is no room."""
        self._seed.setVisible(shown)

    @property
    def temperature(self) -> float:
        """What logits are divided by."""
        return self._exact

    def set_temperature(self, temperature: float) -> None:
        """Set what logits are divided by; the slider comes near it."""
        with QSignalBlocker(self._temperature):
            self._temperature.setValue(round(100 * temperature))
        self._exact = temperature
        self._change()

    @Slot(int)
    def _slide(self, hundredths: int) -> None:
        self._exact = hundredths / 100
        self._change()

    @property
    def greedy(self) -> bool:
        """Whether the likeliest symbol is taken."""
        return self._how.key == "greedy"

    def set_greedy(self, greedy: bool) -> None:
        """Have the likeliest symbol taken, or one drawn."""
        self._how.choose("greedy" if greedy else "random")
        self._change()

    def set_seed(self, seed: int) -> None:
        """Have other numbers drawn."""
        self._seed.setValue(seed)

    @Slot()
    @Slot(object)
    def _change(self, _changed: object = None) -> None:
        self._write()
        self.changed.emit()

    def _write(self) -> None:
        self._temperature.setEnabled(not self.greedy)
        shown = f"{self._exact:.2f}"
        exact = shown if float(shown) == self._exact else written(self._exact)
        self._degrees.setText("T = 0" if self.greedy else f"T = {exact}")
