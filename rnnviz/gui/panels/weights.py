"""The weights: each matrix as a picture, and how the recurrent one stretches what passes through it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from rnnviz.explain.number import number
from rnnviz.gui.views.lacking import NO_WEIGHTS
from rnnviz.gui.views.panel import Area, Panel
from rnnviz.gui.views.view import View
from rnnviz.gui.widgets.bands import Band
from rnnviz.gui.widgets.chooser import Chooser
from rnnviz.gui.widgets.heatmap import Heatmap
from rnnviz.gui.widgets.placeholder import Placeholder
from rnnviz.gui.widgets.scale import Kind, Scale
from rnnviz.gui.widgets.spectrum_plot import SpectrumPlot
from rnnviz.gui.workbench.side import Compared
from rnnviz.probe.frame import Array, Frame, Spectrum, Want, Weights
from rnnviz.sentences import QT_TRANSLATE_NOOP, Refused, translate

if TYPE_CHECKING:
    from rnnviz.gui.style.theme import Look
    from rnnviz.gui.workbench.session import Session

WIDE, TALL = 330, 330  # px at 10 points: from here on there is room for the spectrum, beside the matrix or below it


class WeightsView(View):
    """One parameter as a heatmap; beside a recurrent one, its singular values and eigenvalues, gate by gate."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(session, look)
        self.frame: Frame | None = None
        self.weights: Weights | None = None
        self.spectrum: Spectrum | None = None
        self.heatmap = Heatmap(look)
        self.heatmap.setAccessibleName(translate("panels", "Weights"))
        self.plot = SpectrumPlot(look)
        self.plot.setAccessibleName(translate("panels", "Singular values and eigenvalues"))
        self.empty = Placeholder(look, translate("panels", "Waiting for the first picture."))
        self.parameters = Chooser(look, translate("panels", "Which parameter"))
        self.gates = Chooser(look, translate("panels", "Which gate's part"))
        self._offered: tuple[str, ...] = ()
        self._shown: tuple[str, str] | None = None
        self._arrange()
        self.setFocusProxy(self.parameters)
        self.parameters.picked.connect(self._picked)
        self.gates.picked.connect(self._picked)

    def _arrange(self) -> None:
        self.bar, self.row = QHBoxLayout(), QHBoxLayout()
        self.bar.addWidget(self.parameters)
        self.bar.addWidget(self.gates)
        self.bar.addStretch(1)
        self.row.addWidget(self.heatmap, 5)
        self.row.addWidget(self.plot, 6)
        self.row.addWidget(self.empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.bar)
        column.addLayout(self.row, 1)
        self.heatmap.hide()
        self.plot.hide()

    def show_frame(self, frame: Frame) -> None:
        """Draw a new Frame."""
        self.frame = frame
        self._offer(frame)
        self.weights = next((w for w in frame.weights if w.name == self.parameters.key), None)
        if self.weights is None:
            self.spectrum = None
        self.empty.setVisible(self.weights is None)
        self.heatmap.setVisible(self.weights is not None)
        if self.weights is None:
            left_out = self.why_left_out(frame, Want.WEIGHTS)
            self.empty.say(left_out or translate("panels", NO_WEIGHTS))
            self.set_subtitle("")
            self.plot.hide()
            return
        self._draw(frame, self.weights)
        self.show_cursor()

    def _offer(self, frame: Frame) -> None:
        names = tuple(w.name for w in frame.weights)
        if names == self._offered:
            return
        self._offered = names
        kept = self.parameters.key
        self.parameters.offer([(name, name) for name in names])
        recurrent = frame.spectra[0].name if frame.spectra else None
        self.parameters.choose(kept if kept in names else recurrent)

    def _draw(self, frame: Frame, weights: Weights) -> None:
        spectra = [s for s in frame.spectra if s.name == weights.name]
        self.gates.offer([(s.gate, s.gate) for s in spectra])
        self.spectrum = next((s for s in spectra if s.gate == self.gates.key), None)
        shown = (weights.name, self.spectrum.gate if self.spectrum else "")
        if shown != self._shown:
            self._shown = shown
            self.heatmap.set_bands([Band("W", scale=self.scale(weights.name, lambda: Scale(Kind.SIGNED, None)))])
        self.heatmap.show_values([self.part()])
        self._show_plot()
        if self.spectrum is not None:
            self.plot.show_spectrum(self.spectrum)
        self.set_subtitle(self._summary())

    def part(self) -> Array:
        """Return the matrix shown, (row, column): the rows of the chosen gate, or all of them."""
        assert self.weights is not None
        values = self.weights.values
        if self.spectrum is None or self.frame is None:
            return values
        gates = [s.gate for s in self.frame.spectra if s.name == self.weights.name]
        rows = len(values) // len(gates)  # the gates of a stacked matrix, in their order
        start = gates.index(self.spectrum.gate) * rows
        return values[start : start + rows]

    def _summary(self) -> str:
        rows, columns = self.part().shape
        size = f"{rows} × {columns}"
        if self.spectrum is None:
            return size
        largest = self.spectrum.singular_values.max(initial=0.0)
        return f"σ_max {_written(largest)} · ρ {_written(self.spectrum.radius)} · {size}"

    def _show_plot(self) -> None:
        beside = self.width() >= self.look.px(WIDE)
        self.row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.plot.setVisible(self.spectrum is not None and (beside or self.height() >= self.look.px(TALL)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the spectrum where it has room, or leave it out; its numbers stay in the words beside the title."""
        super().resizeEvent(event)
        self._show_plot()

    def show_cursor(self) -> None:
        """Mark the unit's row: the weights it listens with."""
        self.heatmap.mark(None, self.session.cursor.unit if self.spectrum is not None else None)

    @override
    def restyle(self) -> None:
        self.bar.setSpacing(self.look.px(6))
        self.bar.setContentsMargins(self.look.px(4), 0, self.look.px(4), 0)
        for part in (self.parameters, self.gates, self.empty, self.heatmap, self.plot):
            part.restyle()

    @Slot(object)
    def _picked(self, key: object) -> None:
        del key
        if self.frame is not None:
            self.show_frame(self.frame)

    def choose(self, option: str, value: object) -> None:
        """Set "parameter", by its name, or "gate": whose part of a recurrent one is on show."""
        if option not in ("parameter", "gate"):
            super().choose(option, value)
        chooser = self.parameters if option == "parameter" else self.gates
        chooser.follow(value)
        if chooser.key != value:
            raise Refused(QT_TRANSLATE_NOOP("panels", "There is no {option} {value} here."), option=option, value=value)

    def numbers(self) -> Mapping[str, Array]:
        """Return the matrix shown, its shape, and its spectrum where it is recurrent."""
        if self.weights is None:
            return {}
        shown: dict[str, Array] = {self.weights.name: self.part(), "shape": np.array(self.part().shape)}
        if self.spectrum is not None:
            shown["singular_values"] = self.spectrum.singular_values
            shown["eigenvalues"] = self.spectrum.eigenvalues
            shown["spectral_radius"] = np.array(self.spectrum.radius)
        return shown

    @override
    def exported(self) -> Mapping[str, Array]:
        """Return every block: each parameter, matrix or bias, gate by gate, and the spectrum of each recurrent one.

        A block of a gate is called after its parameter and the gate: ``rnn.weight_hh_l0/f``.
        """
        found: dict[str, Array] = {}
        for weights in self.frame.weights if self.frame is not None else ():
            found |= self._blocks(weights)
        for spectrum in self.frame.spectra if self.frame is not None else ():
            name = f"{spectrum.name}/{spectrum.gate}" if spectrum.gate else spectrum.name
            found[f"{name}/singular_values"] = spectrum.singular_values
            found[f"{name}/eigenvalues"] = spectrum.eigenvalues
            found[f"{name}/spectral_radius"] = np.array(spectrum.radius)
        return found

    def _blocks(self, weights: Weights) -> dict[str, Array]:
        """Return the rows of each gate of a stacked parameter; of another one, all of it."""
        assert self.frame is not None
        recurrent = _RECURRENT.sub("weight_hh", weights.name)
        gates = [s.gate for s in self.frame.spectra if s.name == recurrent]
        if len(gates) < 2 or len(weights.values) % len(gates):
            return {weights.name: weights.values}
        parts = np.split(weights.values, len(gates))
        return {f"{weights.name}/{gate}": part for gate, part in zip(gates, parts, strict=True)}

    def describe(self) -> str:
        """Say what is on screen."""
        if self.weights is None:
            return self.empty.text()
        values = self.part()
        finite = values[np.isfinite(values)]
        size = translate("panels", "{name}: {rows} × {columns}, standard deviation {deviation}.").format(
            name=self.weights.name,
            rows=values.shape[0],
            columns=values.shape[1],
            deviation=_written(finite.std()) if finite.size else "NaN",
        )
        if self.spectrum is None:
            return size
        stretch = translate("panels", "Largest singular value {largest}, spectral radius {radius}.").format(
            largest=_written(self.spectrum.singular_values.max(initial=0.0)), radius=_written(self.spectrum.radius)
        )
        return f"{size} {stretch}"


#: The parameters whose rows are stacked as those of the recurrent matrix of the same layer.
_RECURRENT = re.compile(r"(?:weight|bias)_(?:ih|hh)")


def _written(value: float) -> str:
    return number(float(value), signed=False)


PANEL = Panel(
    key="weights",
    title=QT_TRANSLATE_NOOP("panels", "Weights"),
    shortcut="Ctrl+6",
    area=Area.TOP_RIGHT,
    order=2,
    wants=frozenset({Want.WEIGHTS, Want.SPECTRUM}),
    make=WeightsView,
    hint=QT_TRANSLATE_NOOP(
        "panels",
        "What is learned. Without gates, σ_max > 1 lets gradients explode through time, and σ_max < 1 has them vanish.",
    ),
    per_second=4.0,
    compared=Compared.DIFFERENCE,
)
